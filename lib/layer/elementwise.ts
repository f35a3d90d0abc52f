import type { Values } from "../base/values.ts";
import type {
  FunctionKernel,
  FunctionName,
} from "../kernels/contract/functions.ts";
import { map, mapBackward } from "../kernels/plain/elementwise.ts";
import type { InputSpec, LayerBody, Pass, Waivers } from "./layer.ts";

/** A function of one number with its derivative. */
export interface Elementwise {
  /** `y = f(x)` */
  f(x: number): number;
  /** `dy/dx`, from whichever of `x` and `y` it is easier to say. */
  df(x: number, y: number): number;
  /** Where `f` has a kink or a jump; the gradient checker keeps away from them. */
  readonly kinks?: readonly number[];
  /** `d²y/dx²`, for checks of second order. */
  d2f?(x: number, y: number): number;
  /** What the gradient checker need not expect of it, with reasons. */
  readonly waivers?: Waivers;
  /** The kernel that computes it, where there is one, with its constant. */
  readonly kernel?: { readonly name: FunctionName; readonly c?: number };
  /** What it says of its input, where it does not take any number. */
  readonly inputs?: readonly InputSpec[];
}

/** The layer that applies `f` to each number. */
export function elementwise(declared: Elementwise): LayerBody {
  const { f, df, d2f, kinks, inputs, waivers, kernel } = declared;
  return {
    ...(inputs === undefined ? {} : { inputs }),
    ...(waivers === undefined ? {} : { waivers }),
    outputShape: (shape) => shape,
    bind: ({ x, dx, y, dy, kernels }) => ({
      ...kernel === undefined || kernels.kind === "plain"
        ? {
          forward: () => map(y, x, f, y.length),
          backward: () => mapBackward(dx, x, y, dy, df, dx.length),
        }
        : kernelWays(
          kernels.functions[kernel.name],
          kernel.c ?? 0,
          x,
          dx,
          y,
          dy,
        ),
      perturb(_of, entry, outputs) {
        if (kernel === undefined || kernels.kind === "plain") {
          y[entry] = f(x[entry]);
        } else {
          const [to, from] = [y, x].map((a) => a.subarray(entry, entry + 1));
          kernels.functions[kernel.name].forward(to, from, kernel.c ?? 0, 1);
        }
        outputs.start = entry;
        outputs.count = outputs.stride = 1;
        return true;
      },
      ...(kinks === undefined ? {} : {
        choices(note, { start, count, stride }) {
          for (let i = start, n = 0; n < count; i += stride, n++) {
            note(sideOf(x[i], kinks));
          }
        },
      }),
      ...(d2f === undefined ? {} : {
        second({ inputs: [direction], dinputs: [change] }) {
          for (let i = 0; i < change.length; i++) {
            change[i] = dy[i] * d2f(x[i], y[i]) * direction[i];
          }
        },
      }),
    }),
  };
}

/** Both ways by a kernel. */
function kernelWays(
  { forward, backward }: FunctionKernel,
  c: number,
  x: Values,
  dx: Values,
  y: Values,
  dy: Values,
): Pass {
  return {
    forward: () => forward(y, x, c, y.length),
    backward() {
      if (dx.length > 0) backward(dx, x, y, dy, c, dx.length);
    },
  };
}

/** Between which of the kinks a number lies; odd on one of them. */
function sideOf(x: number, kinks: readonly number[]): number {
  let side = 0;
  for (const kink of kinks) side += x > kink ? 2 : x === kink ? 1 : 0;
  return side;
}
