import type {
  Constants,
  FunctionKernel,
  FunctionName,
} from "../kernels/contract/functions.ts";
import { map, mapBackward } from "../kernels/plain/elementwise.ts";
import { functionPairs } from "../kernels/plain/functions.ts";
import type {
  InputSpec,
  LayerBody,
  Pass,
  Site,
  Tangents,
  Waivers,
} from "./layer.ts";

/** A function of one number with its derivative. */
export interface Elementwise {
  /** `y = f(x)` */
  f(x: number): number;
  /** `dy/dx`, from `x` or `y`, whichever is simpler. */
  df(x: number, y: number): number;
  /** Where `f` has a kink or a jump; the gradient checker keeps away from them. Of endless many, the piece on which `x` lies, with a number of its own for each kink. */
  readonly kinks?: readonly number[] | ((x: number) => number);
  /** `d²y/dx²`, for second derivatives of networks and checks of second order. */
  d2f?(x: number, y: number): number;
  /** What the gradient checker need not expect of it, with reasons. */
  readonly waivers?: Waivers;
  /**
   * The kernel that computes it, if any, with its constants.
   *
   * @internal
   */
  readonly kernel?: {
    readonly name: FunctionName;
    readonly constants: Constants;
  };
  /** Needed if it does not take every number. */
  readonly inputs?: readonly InputSpec[];
}

/** A function that has a kernel, made with its constants. */
export function withKernel(
  name: FunctionName,
  ...constants: Constants
): Pick<Elementwise, "f" | "df" | "kernel"> {
  return { ...functionPairs[name](...constants), kernel: { name, constants } };
}

/** Shapes to try such a layer on. */
export const elementwiseExamples = [[3], [2, 3], []].map((shape) => ({
  arguments: [],
  inputs: [shape],
}));

/** For a function that takes the numbers from `least` to `most`, or some of them. */
export function takes(least: number, most: number): readonly InputSpec[] {
  return [{
    name: "x",
    differentiable: true,
    draw(values, { random }) {
      for (let i = 0; i < values.length; i++) {
        values[i] = least + (most - least) * random.uniform();
      }
    },
  }];
}

/** The layer that applies `f` to each number. */
export function elementwise(declared: Elementwise): LayerBody {
  const { f, df, d2f, kinks, inputs, waivers, kernel } = declared;
  const pieceOf = typeof kinks === "object"
    ? (x: number) => sideOf(x, kinks)
    : kinks;
  return {
    inputs,
    waivers,
    isElementwise: true,
    outputShape: (shape) => shape,
    bind: (site) => {
      const { x, dx, y, dy, kernels } = site;
      return {
        ...kernel === undefined || kernels.kind === "plain"
          ? {
            forward: () => map(y, x, f, y.length),
            backward: () => mapBackward(dx, x, y, dy, df, dx.length),
            tangent({ inputs: [u], output }: Tangents) {
              if (u.length === 0) output.fill(0);
              else mapBackward(output, x, y, u, df, y.length);
            },
          }
          : kernelPass(kernels.functions[kernel.name], kernel.constants, site),
        perturb(_of, entry, outputs) {
          if (kernel === undefined || kernels.kind === "plain") {
            y[entry] = f(x[entry]);
          } else {
            const [to, from] = [y, x].map((a) => a.subarray(entry, entry + 1));
            const { name, constants } = kernel;
            kernels.functions[name].forward(to, from, constants, 1);
          }
          outputs.start = entry;
          outputs.count = outputs.stride = 1;
          return true;
        },
        choices: pieceOf && ((note, { start, count, stride }) => {
          for (let i = start, n = 0; n < count; i += stride, n++) {
            note(pieceOf(x[i]));
          }
        }),
        second: d2f && (({ inputs: [u], dinputs: [v] }) => {
          if (u.length === 0) v.fill(0);
          for (let i = 0; i < v.length && i < u.length; i++) {
            v[i] = dy[i] * d2f(x[i], y[i]) * u[i];
          }
        }),
      };
    },
  };
}

function kernelPass(
  { forward, backward }: FunctionKernel,
  constants: Constants,
  { x, dx, y, dy }: Site,
): Pass {
  return {
    forward: () => forward(y, x, constants, y.length),
    backward() {
      if (dx.length > 0) backward(dx, x, y, dy, constants, dx.length);
    },
    tangent({ inputs: [u], output }) {
      if (u.length === 0) output.fill(0);
      else backward(output, x, y, u, constants, y.length);
    },
  };
}

/** Between which of the kinks a number lies; odd on one of them. */
function sideOf(x: number, kinks: readonly number[]): number {
  let side = 0;
  for (const kink of kinks) side += x > kink ? 2 : x === kink ? 1 : 0;
  return side;
}
