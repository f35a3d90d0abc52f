import type { Values } from "../../base/values.ts";
import type {
  ConvolutionKernels,
  ConvolutionShape,
} from "../contract/convolution.ts";
import { type ConvolutionPlan, convolutionPlans } from "./convolution_plan.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** What the sums of a tile of the gradient of the weight take, and how many tiles are enough for all threads. */
const tileBytes = 128;
const leastTiles = 64;

const costOfWriting = 400;

const costOfPacking = 8;

/**
 * Convolutions that lay out nothing; undefined where windows are
 * too large for a thread's scratch.
 *
 * @param scratch an array in the network's precision.
 */
export function wasmConvolution(
  memory: KernelMemory,
  threads: KernelThreads,
  shape: ConvolutionShape,
  scratch: (length: number) => Values,
): ConvolutionKernels | undefined {
  const { geometry } = shape;
  const { at } = memory;
  const size = scratch(0).BYTES_PER_ELEMENT;
  const plans = convolutionPlans(memory, shape, size);
  if (plans === undefined) return;
  const { forward, backward } = plans;
  const planes = shape.images * geometry.out[0];
  // Few tiles of the weight's gradient leave threads without work, so the planes
  // are divided as well: by the sizes alone, as bits must not depend on threads.
  const parts = Math.min(planes, Math.ceil(leastTiles / forward.tiles));
  const room = scratch(Math.max(
    ...[forward, ...backward].map(({ panelNumbers }) => panelNumbers),
    parts * forward.tiles * tileBytes / size,
  ));

  function run(
    plan: ConvolutionPlan,
    y: Values,
    x: Values,
    weight: Values,
    bias: Values | undefined,
  ): void {
    const { place, panels, panelNumbers, rows, work, start } = plan;
    threads.run(
      functionOf("packFilters", y),
      0,
      panels,
      1,
      panelNumbers * costOfPacking,
      place,
      at(room),
      at(weight),
      bias === undefined ? 0 : at(bias),
    );
    threads.run(
      functionOf("convolve", y),
      0,
      rows,
      1,
      rows * work,
      place,
      at(y) + start * size,
      at(x),
      at(room),
    );
  }

  return {
    forward: (y, x, weight, bias) => run(forward, y, x, weight, bias),
    backward(dx, dy, weight, bias) {
      for (const plan of backward) run(plan, dx, dy, weight, bias);
    },
    backwardWeight(dweight, x, dy) {
      const { place, tiles, rows, work } = forward;
      threads.run(
        functionOf("sumWeight", dweight),
        0,
        parts * tiles,
        1,
        rows * work,
        place,
        at(room),
        at(x),
        at(dy),
        planes,
        parts,
      );
      threads.run(
        functionOf("writeWeight", dweight),
        0,
        tiles,
        1,
        parts * tiles * costOfWriting,
        place,
        at(dweight),
        at(room),
        parts,
      );
    },
  };
}
