import { say } from "../../../words/say.ts";
import { number } from "../../definition/kinds.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape } from "../../base/shape.ts";
import { visitLabels } from "../../kernels/plain/comparisons.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import { lastAxis } from "../../layer/last_axis.ts";
import type { InputDraw, Pass, Site } from "../../layer/layer.ts";
import { defineLoss } from "./define_loss.ts";
import {
  lossArguments,
  lossInputs,
  type LossOptions,
  requireStill,
  requireTargetValues,
  sideOfZero,
} from "./loss.ts";

/**
 * The hinge loss for examples that have several labels: each score of a label that
 * an example has should be larger, by a margin, than each of one that it has not. The
 * scores lie along the last axis; the target has 1 for each label that holds and 0
 * for each other.
 *
 * It is the sum of `max(0, margin + xᵢ − xⱼ)` over all pairs of a label `j` that
 * holds and a label `i` that does not, divided by the number of scores: a form of the
 * ranking loss of Elisseeff and Weston, "A kernel method for multi-labelled
 * classification", 2001, and PyTorch's `MultiLabelMarginLoss`, whose targets are lists
 * of labels instead. `reduction=sum` does not divide. On the kink the derivative is
 * taken as 0.
 *
 * Forward throws a `NablaError` if a target is not from 0 to 1; a pair with targets
 * between counts `tⱼ·(1 − tᵢ)` times.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> multilabel_hinge`.bind();
 * net.x.set([0.1, 0.4, 2]);
 * net.target.set([1, 0, 1]);
 * net.forward();
 * // Only the first label is not 1 above the second.
 * assertAlmostEquals(net.loss, (1 + 0.4 - 0.1) / 3);
 * ```
 */
export const multilabel_hinge: LayerType<
  readonly [margin?: number, options?: LossOptions]
> = defineLoss({
  name: "multilabel_hinge",
  summary:
    "the mean of max(0, margin + x[i] - x[j]), summed over all pairs of a label j that holds and an i that does not",
  gradients: {
    x: "dy/n for each pair where x[j] < x[i] + margin, at i, and -dy/n at j",
  },
  arguments: {
    margin: number("how far apart labels that hold and others should be", 1),
    ...lossArguments,
  },
  examples: [
    { arguments: [], inputs: [[4], [4]] },
    { arguments: [0.4], inputs: [[2, 3], [2, 3]] },
    { arguments: [{ reduction: "sum" }], inputs: [[3, 2], [3, 2]] },
  ],
  create: ({ margin, reduction }) => ({
    inputs: lossInputs(undefined, drawLabels),
    loss: {
      takes: "scores",
      targets: (prediction) => [{ kind: "yes_or_no", shape: prediction }],
      least: 0,
    },
    outputShape(prediction, target) {
      lastAxis("multilabel_hinge", prediction);
      if (equalShapes(prediction, target)) return [];
      throw new ShapeError({
        layer: "multilabel_hinge",
        rule: say("the target must be {shape} (1 or 0)", {
          shape: formatShape(prediction),
        }),
        found: target,
      });
    },
    bind: (site) => bindLabels(site, margin, reduction),
  }),
});

/** Fills a target with labels that hold and others. */
function drawLabels(values: Site["x"], { random }: InputDraw): void {
  for (let i = 0; i < values.length; i++) values[i] = random.integer(2);
}

function bindLabels(site: Site, margin: number, reduction: string): Pass {
  const { batch, inputs: [x, target], dx, y, dy, inputShapes } = site;
  const labels = lastAxis("multilabel_hinge", inputShapes[0]);
  const length = x.length / batch;
  const factor = reduction === "sum" ? 1 : 1 / length;
  const { comparisons } = site.kernels;
  const sizes = [batch, length / labels, labels] as const;

  /** Goes over the pairs of an example that count. */
  function visit(b: number, see: Parameters<typeof visitLabels>[3]): void {
    for (let row = b * length; row < (b + 1) * length; row += labels) {
      visitLabels(target, row, labels, see);
    }
  }
  const excessOf = (j: number, i: number) => margin + (x[i] - x[j]);

  return {
    forward() {
      requireTargetValues("multilabel_hinge", target, "yes_or_no");
      comparisons.labelHinge(y, x, target, margin, factor, ...sizes);
    },
    backward() {
      if (dx.length === 0) return;
      const given = [x, target, dy, margin, factor] as const;
      comparisons.labelHingeBackward(dx, ...given, ...sizes);
    },
    tangent({ inputs: [u, w], output }) {
      requireStill("multilabel_hinge", w);
      output.fill(0);
      if (u.length === 0) return;
      for (let b = 0; b < batch; b++) {
        visit(b, (j, i, share) => {
          if (excessOf(j, i) > 0) output[b] += share * (u[i] - u[j]) * factor;
        });
      }
    },
    second({ inputs: [, w], dinputs: [v] }) {
      requireStill("multilabel_hinge", w);
      v.fill(0);
    },
    choices(note, { start, count, stride }) {
      for (let b = start, k = 0; k < count; b += stride, k++) {
        visit(b, (j, i) => note(sideOfZero(excessOf(j, i))));
      }
    },
  };
}
