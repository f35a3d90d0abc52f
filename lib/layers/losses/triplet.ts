import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { number } from "../../definition/kinds.ts";
import {
  distanceOf,
  leastDifference,
  tripletExcess,
} from "../../kernels/plain/comparisons.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { defineLoss } from "./define_loss.ts";
import {
  drawSigns,
  lossArguments,
  lossInputs,
  type LossOptions,
  requireStill,
  requireTargetValues,
  sideOfZero,
} from "./loss.ts";

/**
 * The triplet loss: an anchor should be nearer to a vector like it than to one
 * unlike it, by a margin. The prediction is 3 × n, one vector a row: the anchor,
 * then the two others; more axes may come before. So `input(3,64) -> fc(16) ->
 * triplet` sends all three through the same layer. The target is a number for
 * each triplet: 1 if the second row is the one like the anchor, −1 if it is the
 * third.
 *
 * It is the mean over the triplets of `max(0, margin + t·(d(a, b) − d(a, c)))` for
 * the rows a, b and c, with `d` the Euclidean distance (Schroff, Kalenichenko and Philbin, "FaceNet", 2015,
 * section 3.1, there of squared distances; Balntas et al., "Learning local feature
 * descriptors with triplets and shallow convolutional neural networks", 2016);
 * PyTorch's `TripletMarginLoss`, whose 10⁻⁶ is added to each difference. The
 * derivative of `d(a, b)` by `a` is `(a − b)/d`; on the margin it is taken as 0.
 *
 * Forward throws a `NablaError` if a target is neither −1 nor 1.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(3,2) -> triplet`.bind();
 * net.x.set([0, 0, 3, 4, 0, 5.5]); // at distances 5 and 5.5
 * net.target.set([1]);
 * net.forward();
 * assertAlmostEquals(net.loss, 1 + 5 - 5.5, 1e-5);
 * ```
 */
export const triplet: LayerType<
  readonly [margin?: number, options?: LossOptions]
> = defineLoss({
  name: "triplet",
  summary:
    "the mean of max(0, margin + t·(d(a, b) - d(a, c))) for rows a, b, c and t = ±1",
  gradients: {
    x: "dy·t·(u - v)/n for a, -dy·t·u/n for b, dy·t·v/n for c, with u = (a - b)/d(a, b), v = (a - c)/d(a, c)",
  },
  arguments: {
    margin: number("how much nearer it should be", 1),
    ...lossArguments,
  },
  examples: [
    { arguments: [], inputs: [[3, 4], []] },
    { arguments: [0.2], inputs: [[2, 3, 2], [2]] },
    { arguments: [2, { reduction: "sum" }], inputs: [[2, 3, 3], [2]] },
    { arguments: [], inputs: [[3, 1], []] },
  ],
  create: ({ margin, reduction }) => ({
    inputs: lossInputs(undefined, drawSigns),
    loss: {
      targets: (prediction) => [
        { kind: "likeness", shape: prediction.slice(0, -2) },
      ],
      least: 0,
    },
    outputShape(prediction, target) {
      const own = prediction.slice(0, -2);
      if (prediction.at(-2) !== 3) {
        throw new ShapeError({
          layer: "triplet",
          rule: say("its input must end with 3 rows, an anchor and two others"),
          found: prediction,
        });
      }
      if (equalShapes(own, target)) return [];
      throw new ShapeError({
        layer: "triplet",
        rule: say("the target must be {shape} (-1 or 1)", {
          shape: formatShape(own),
        }),
        found: target,
      });
    },
    bind: (site) => bindTriplet(site, margin, reduction),
  }),
});

function bindTriplet(site: Site, margin: number, reduction: string): Pass {
  const { batch, inputs: [x, target], dx, y, dy, inputShapes } = site;
  const width = inputShapes[0][inputShapes[0].length - 1];
  const count = x.length / (3 * width);
  const positions = count / batch;
  const factor = reduction === "sum" ? 1 : 1 / positions;
  const { comparisons } = site.kernels;
  const sizes = [batch, positions, width] as const;
  const excessOf = (k: number) =>
    tripletExcess(x, 3 * k * width, width, target[k], margin);
  const distanceTo = (k: number, row: number) =>
    distanceOf(x, 3 * k * width, (3 * k + row) * width, width);

  /** How a distance changes along a direction. */
  function riseOf(k: number, row: number, u: Values): number {
    const anchor = 3 * k * width;
    let sum = 0;
    for (let i = anchor; i < anchor + width; i++) {
      const other = i + row * width;
      sum += (x[i] - x[other] + leastDifference) * (u[i] - u[other]);
    }
    return sum / distanceTo(k, row);
  }

  return {
    forward() {
      requireTargetValues("triplet", target, "likeness");
      comparisons.triplet(y, x, target, margin, factor, ...sizes);
    },
    backward() {
      if (dx.length === 0) return;
      comparisons.tripletBackward(dx, x, target, dy, margin, factor, ...sizes);
    },
    tangent({ inputs: [u, w], output }) {
      requireStill("triplet", w);
      output.fill(0);
      for (let k = 0; 3 * k * width < u.length; k++) {
        if (!(excessOf(k) > 0)) continue;
        output[Math.floor(k / positions)] += target[k] * factor *
          (riseOf(k, 1, u) - riseOf(k, 2, u));
      }
    },
    /** The change of `(a − b)/d` is `(u − (a − b)/d·⟨(a − b)/d, u⟩)/d`. */
    second({ inputs: [u, w], dinputs: [v] }) {
      requireStill("triplet", w);
      v.fill(0);
      if (v.length === 0) return;
      for (let k = 0; 3 * k * width < u.length; k++) {
        if (!(excessOf(k) > 0)) continue;
        const scale = target[k] * dy[Math.floor(k / positions)] * factor;
        for (const row of [1, 2]) {
          const distance = distanceTo(k, row);
          const rise = riseOf(k, row, u);
          const first = 3 * k * width;
          for (let i = first; i < first + width; i++) {
            const other = i + row * width;
            const unit = (x[i] - x[other] + leastDifference) / distance;
            const change = (row === 1 ? scale : -scale) *
              (u[i] - u[other] - unit * rise) / distance;
            v[i] += change;
            v[other] -= change;
          }
        }
      }
    },
    choices(note, { start, count, stride }) {
      for (let b = start, m = 0; m < count; b += stride, m++) {
        for (let k = b * positions; k < (b + 1) * positions; k++) {
          note(sideOfZero(excessOf(k)));
        }
      }
    },
  };
}
