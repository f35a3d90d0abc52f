import { allocate, type Values } from "../../base/values.ts";
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
  const { x, dx, y, dy, inputShapes } = site;
  const columns = lastAxis("sparsemax", inputShapes[0]);
  const sorted = allocate("float64", columns);

  /** What is taken away from a row's numbers, measured from the largest. */
  function thresholdOf(start: number, largest: number): number {
    for (let j = 0; j < columns; j++) sorted[j] = x[start + j] - largest;
    sorted.sort();
    let sum = 0;
    let threshold = -1;
    for (let count = 1; count <= columns; count++) {
      const next = sorted[columns - count];
      if (next <= threshold) break;
      sum += next;
      threshold = (sum - 1) / count;
    }
    return threshold;
  }

  /** `to = from − mean(from)` over what is not 0. */
  function centre(to: Values, from: Values): void {
    for (let start = 0; start < to.length; start += columns) {
      const end = start + columns;
      let [sum, count] = [0, 0];
      for (let i = start; i < end; i++) {
        if (y[i] === 0) continue;
        sum += from[i];
        count++;
      }
      for (let i = start; i < end; i++) {
        to[i] = y[i] === 0 ? 0 : from[i] - sum / count;
      }
    }
  }

  return {
    forward() {
      for (let start = 0; start < y.length; start += columns) {
        const end = start + columns;
        let largest = -Infinity;
        for (let i = start; i < end; i++) largest = Math.max(largest, x[i]);
        const threshold = thresholdOf(start, largest);
        for (let i = start; i < end; i++) {
          y[i] = Math.max(x[i] - largest - threshold, 0);
        }
      }
    },
    backward: () => centre(dx, dy),
    // The Jacobian is symmetric, and does not change but at kinks.
    ...secondOrder(site, ({ inputs: [direction], output }) => ({
      tangent: () => centre(output, direction),
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
