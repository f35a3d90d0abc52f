import type { Values } from "../../base/values.ts";
import type {
  Constants,
  FunctionKernel,
  FunctionName,
} from "../contract/functions.ts";
import { functionPairs } from "../plain/functions.ts";
import type { KernelMemory } from "./memory.ts";

/** Up to where vectors take quarter turns off an angle; see assembly/vectors/circle.ts. */
const mostReduced = { 4: 8192, 8: 1e6 };

/** Sine, cosine and tangent: the kernel leaves a mark if there are angles that are too large for vectors, and then those are computed plainly. */
export function withLargeAngles(
  name: FunctionName,
  kernel: FunctionKernel,
  { allocate, at }: KernelMemory,
): FunctionKernel {
  let mark: Values | undefined;
  /** Runs the kernel, and says whether it left a mark. */
  function marks(run: (address: number) => void): boolean {
    mark ??= allocate("float32", 1);
    mark[0] = 0;
    run(at(mark));
    return mark[0] !== 0;
  }
  /** Visits the large angles. */
  function each(x: Values, length: number, visit: (i: number) => void) {
    const most = x.BYTES_PER_ELEMENT === 4 ? mostReduced[4] : mostReduced[8];
    for (let i = 0; i < length; i++) {
      if (Math.abs(x[i]) > most) visit(i);
    }
  }
  const pairOf = (constants: Constants) => functionPairs[name](...constants);

  return {
    forward(y, x, constants, length) {
      const [turns = 0] = constants;
      const run = (address: number) =>
        kernel.forward(y, x, [turns, 0, 0, address], length);
      if (!marks(run)) return;
      const { f } = pairOf(constants);
      each(x, length, (i) => y[i] = f(x[i]));
    },
    backward(dx, x, y, dy, constants, length) {
      const [turns = 0] = constants;
      const run = (address: number) =>
        kernel.backward(dx, x, y, dy, [turns, 0, 0, 0, address], length);
      if (!marks(run)) return;
      const { df } = pairOf(constants);
      each(x, length, (i) => dx[i] = dy[i] * df(x[i], y[i]));
    },
  };
}
