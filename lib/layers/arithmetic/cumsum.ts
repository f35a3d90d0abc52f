import type { Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import { keepsShapeAlong } from "../../layer/axes.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerExample, Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";

/** What `cumsum` and `cumprod` take by name. */
export interface CumsumOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

export const cumsumExamples: readonly LayerExample[] = [
  { arguments: [], inputs: [[4]] },
  { arguments: [], inputs: [[2, 3]] },
  { arguments: [{ axis: 0 }], inputs: [[3, 2]] },
  { arguments: [{ axis: -2 }], inputs: [[2, 3, 2]] },
];

/**
 * Each number plus all before it along an axis, by default the last. Backward adds up
 * from the end.
 *
 * ```ts
 * import { cumsum, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), cumsum()).bind();
 * net.x.set([1, 2, 3]);
 * net.forward();
 * assertEquals([...net.y], [1, 3, 6]);
 * ```
 */
export const cumsum: LayerType<readonly [options?: CumsumOptions]> =
  defineLayer({
    name: "cumsum",
    summary:
      "each number plus all before it along an axis, by default the last",
    gradients: { x: "dy plus all after it" },
    arguments: {
      axis: optionalAxis(
        "the axis along which it adds up, by default the last",
      ),
    } satisfies SpecsFor<CumsumOptions>,
    examples: cumsumExamples,
    create: ({ axis }) => keepsShapeAlong("cumsum", axis, bind),
  });

function bind(site: Site): Pass {
  const { x, dx, y, dy, inputShapes: [[, columns]] } = site;
  return {
    forward() {
      for (let i = 0; i < y.length;) {
        let sum = 0;
        for (const end = i + columns; i < end; i++) y[i] = sum += x[i];
      }
    },
    backward: () => addFromEnd(dx, dy, columns),
    ...linearOrder(site, bind),
  };
}

function addFromEnd(to: Values, from: Values, columns: number): void {
  for (let i = to.length - 1; i >= 0;) {
    let sum = 0;
    for (const end = i - columns; i > end; i--) to[i] = sum += from[i];
  }
}
