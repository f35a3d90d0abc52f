import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import { keepsShapeAlong } from "../../layer/axes.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { lastAxis, relatedAlong } from "../../layer/last_axis.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";
import { secondOrder } from "../../layer/second_order.ts";
import type { SoftmaxOptions } from "./softmax.ts";

/**
 * The probabilities nearest to `x` along an axis, by default the last, of which many
 * are 0: `y = max(x − τ, 0)`, with the `τ` for which they add up to 1 (Martins and
 * Astudillo, "From softmax to sparsemax", 2016, algorithm 1 and equation 14).
 *
 * Backward is `dx = dy − mean(dy)` over those that are not 0, and 0 elsewhere; on a
 * kink, where a number is `τ` itself, it is taken as 0.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> sparsemax`.bind();
 * net.x.set([1, 0.5, -1]);
 * net.forward();
 * assertEquals([...net.y], [0.75, 0.25, 0]);
 * ```
 */
export const sparsemax: LayerType<readonly [options?: SoftmaxOptions]> =
  defineLayer({
    name: "sparsemax",
    summary:
      "y = max(x - τ, 0) along an axis, by default the last, with the τ for which they add up to 1",
    traits: {
      gives: "distribution",
      related: relatedAlong,
      reach: reaches(0, 1),
    },
    gradients: { x: "dy - mean(dy) over those with y > 0, else 0" },
    arguments: {
      axis: optionalAxis("the axis that it goes along, by default the last"),
    } satisfies SpecsFor<SoftmaxOptions>,
    examples: [
      { arguments: [], inputs: [[5]] },
      { arguments: [], inputs: [[2, 4]] },
      { arguments: [], inputs: [[1]] },
      { arguments: [{ axis: 0 }], inputs: [[3, 2]] },
    ],
    create: ({ axis }) => keepsShapeAlong("sparsemax", axis, bindSparsemax),
  });

function bindSparsemax(site: Site): Pass {
  const { x, dx, y, dy, inputShapes, kernels } = site;
  const columns = lastAxis("sparsemax", inputShapes[0]);
  const rows = y.length / columns;
  return {
    forward: () => kernels.sparsemax(y, x, rows, columns),
    backward() {
      if (dx.length > 0) kernels.sparsemaxBackward(dx, y, dy, rows, columns);
    },
    // The Jacobian is symmetric, and does not change but at kinks.
    ...secondOrder(site, ({ inputs: [direction], output }) => ({
      tangent: () =>
        kernels.sparsemaxBackward(output, y, direction, rows, columns),
    })),
    choices(note, { start, count, stride }) {
      // Each number depends on which of its row are not 0.
      for (let i = start, n = 0; n < count; i += stride, n++) {
        const first = i - i % columns;
        for (let j = first; j < first + columns; j++) note(y[j] === 0 ? 0 : 1);
      }
    },
  };
}
