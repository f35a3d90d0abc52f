import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { number } from "../../definition/kinds.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import { relatedInRow } from "../../layer/last_axis.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { type Chances, chancesOf } from "../../layer/chances.ts";
import type { TargetForm } from "../../layer/loss_table.ts";
import { defineLoss } from "./define_loss.ts";
import {
  classArguments,
  classesOf,
  classLoss,
  type ClassLossOptions,
  type ClassRule,
  classShape,
  fillDivisors,
  requireClassTargets,
  weightsOf,
} from "./class_targets.ts";
import { requireStill } from "./loss.ts";

/** What `cross_entropy` takes by name. */
export interface CrossEntropyOptions extends ClassLossOptions {
  /** How much of each target is shared evenly among all classes. Default: 0. */
  readonly smoothing?: number;
}

/**
 * Softmax and the negative log likelihood of the right class in one, along the
 * last axis: the mean of `log Σ exp(xⱼ) − xₜ`. The target is a class number
 * from 0 for each position, or a distribution over the classes (one-hot, say)
 * of the prediction's shape; then it is the mean of `Σ tᵢ (log Σ exp(xⱼ) − xᵢ)`.
 * The derivative is `softmax(x) − t` (Bishop, Pattern Recognition and Machine
 * Learning, 2006, equation 4.109). A number that all logits of a position share
 * costs no digits, nor does a class that is all but sure.
 *
 * `smoothing=ε` takes `(1 − ε)·t + ε/classes` for the target `t` (Szegedy et al.,
 * "Rethinking the Inception architecture for computer vision", 2016, section 7);
 * `weights=[…]` multiplies the term of each class; with `ignore=N` targets of `N`
 * give neither loss nor gradient. `reduction=mean` divides by the positions of an
 * example that count, so that no example depends on another; `batch_mean` by the
 * weights of all targets of the batch, as PyTorch's `CrossEntropyLoss`. If nothing
 * counts the loss is 0 (PyTorch's is NaN).
 *
 * Forward throws a `NablaError` if a class number is not an integer from 0 to
 * classes − 1.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> cross_entropy`.bind();
 * net.x.set([0, 0, 0]);
 * net.target.set([2]);
 * net.forward();
 * assertAlmostEquals(net.loss, Math.log(3));
 * ```
 */
export const cross_entropy: LayerType<
  readonly [options?: CrossEntropyOptions]
> = defineLoss({
  name: "cross_entropy",
  summary:
    "softmax and negative log likelihood in one, the mean of log Σ exp(x) - x[t]",
  traits: { logits: "distribution", related: relatedInRow },
  gradients: { x: "dy·(softmax(x) - t)/n" },
  arguments: {
    smoothing: number("how much of t all classes share evenly", 0, {
      from: 0,
      to: 1,
      named: true,
    }),
    ...classArguments,
  } satisfies SpecsFor<CrossEntropyOptions>,
  examples: [
    { arguments: [], inputs: [[3], []] },
    { arguments: [], inputs: [[3], [3]] },
    { arguments: [], inputs: [[2, 4], [2]] },
    { arguments: [], inputs: [[2, 4], [2, 4]] },
    { arguments: [{ smoothing: 0.1 }], inputs: [[4], []] },
    {
      arguments: [{ smoothing: 0.3, weights: [1, 0.2, 3] }],
      inputs: [[2, 3], [2, 3]],
    },
    {
      arguments: [{ smoothing: 0.2, weights: [2, 0, 1], ignore: -1 }],
      inputs: [[3, 3], [3]],
    },
    { arguments: [{ ignore: 0, reduction: "sum" }], inputs: [[2, 4], [2]] },
    {
      arguments: [{ weights: [2, 0.5], ignore: 1, reduction: "batch_mean" }],
      inputs: [[2, 2], [2]],
    },
  ],
  create({ smoothing, ...options }) {
    const rule = {
      name: "cross_entropy",
      takes: "logits",
      ...options,
    } as const;
    // Distributions have no class number that could be ignored.
    const count = options.ignore === undefined ? 2 : 1;
    const targets = (prediction: Shape): readonly TargetForm[] =>
      ([
        { kind: "class", shape: classShape(prediction) },
        { kind: "distribution", shape: prediction },
      ] as const).slice(0, count);
    return {
      ...classLoss(rule),
      loss: { takes: rule.takes, targets, ignore: rule.ignore, least: 0 },
      outputShape(prediction, target) {
        classesOf(rule, prediction);
        const accepted = targets(prediction).map(({ shape }) => shape);
        if (accepted.some((shape) => equalShapes(shape, target))) return [];
        const [numbers, shares] = accepted.map(formatShape);
        throw new ShapeError({
          layer: "cross_entropy",
          rule: shares === undefined
            ? say("the target must be {shape} (class numbers)", {
              shape: numbers,
            })
            : say(
              "the target must be {shape} (class numbers) or {other} (a distribution)",
              { shape: numbers, other: shares },
            ),
          found: target,
        });
      },
      bind: (site) => bindCrossEntropy(site, rule, smoothing),
    };
  },
});

function bindCrossEntropy(
  site: Site,
  rule: ClassRule,
  smoothing: number,
): Pass {
  const { batch, inputs: [x, target], dx, y, dy, kernels, scratch } = site;
  const classes = classesOf(rule, site.inputShapes[0]);
  const chances = chancesOf(site, classes);
  const { largest, others, logs } = chances;
  const rows = x.length / classes;
  const positions = rows / batch;
  const weights = weightsOf(rule, classes);
  const divisors = allocate("float64", batch);
  const scales = scratch(rows);
  const totals = allocate("float64", rows);
  const isShared = equalShapes(site.inputShapes[0], site.inputShapes[1]);
  if (isShared) divisors.fill(rule.reduction === "sum" ? 1 : positions);

  /** What a class has of a target after smoothing, times its weight. */
  function shareOf(row: number, j: number): number {
    const share = isShared
      ? target[row * classes + j]
      : target[row] === j
      ? 1
      : 0;
    return weights[j] * ((1 - smoothing) * share + smoothing / classes);
  }

  function totalOf(row: number): number {
    let total = 0;
    for (let j = firstOf(row); j <= lastOf(row); j++) total += shareOf(row, j);
    return total;
  }

  const counts = (row: number) => isShared || target[row] !== rule.ignore;
  // Without smoothing, only the class number itself has a share.
  const isOne = !isShared && smoothing === 0;
  const firstOf = (row: number) => isOne ? target[row] : 0;
  const lastOf = (row: number) => isOne ? target[row] : classes - 1;
  const scaleOf = (row: number) => {
    const b = Math.floor(row / positions);
    return counts(row) ? dy[b] / divisors[b] : 0;
  };

  return {
    forward() {
      if (!isShared) {
        requireClassTargets(rule, target, classes);
        fillDivisors(divisors, target, weights, rule);
      }
      chances.read();
      for (let b = 0, row = 0; b < batch; b++) {
        let sum = 0;
        for (const end = row + positions; row < end; row++) {
          if (!counts(row)) continue;
          if (isOne) {
            const t = target[row];
            sum += weights[t] *
              (largest[row] - x[row * classes + t] + logs[row]);
            continue;
          }
          const [most, log, last] = [largest[row], logs[row], lastOf(row)];
          for (let j = firstOf(row); j <= last; j++) {
            sum += shareOf(row, j) * (most - x[row * classes + j] + log);
          }
        }
        y[b] = sum / divisors[b];
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let row = 0; row < rows; row++) {
        totals[row] = !counts(row)
          ? 0
          : isOne
          ? weights[target[row]]
          : totalOf(row);
        scales[row] = scaleOf(row) * totals[row] / (1 + others[row]);
      }
      kernels.expScaled(dx, x, largest, scales, rows, classes);
      for (let row = 0; row < rows; row++) {
        if (!counts(row)) continue;
        const [scale, total] = [scaleOf(row), totals[row]];
        const [most, last] = [largest[row], lastOf(row)];
        for (let j = firstOf(row); j <= last; j++) {
          const i = row * classes + j;
          const share = shareOf(row, j);
          // Where p is almost 1, p·total − share is what the others leave of it.
          if (x[i] === most) {
            dx[i] = scale * (total - share - total * chances.restOf(row, i));
          } else dx[i] -= scale * share;
        }
      }
    },
    ...crossEntropyAlong(site, {
      chances,
      divisors,
      shareOf,
      counts,
      scaleOf,
      weighs: (i) => weights[i % classes] * (1 - smoothing),
    }),
  };
}

/** What forward left, and how targets count. */
interface Counted {
  readonly chances: Chances;
  readonly divisors: Float64Array;
  shareOf(row: number, j: number): number;
  counts(row: number): boolean;
  scaleOf(row: number): number;
  /** The derivative of a share by its target. */
  weighs(i: number): number;
}

/** Both ways along a direction. */
function crossEntropyAlong(
  { batch, inputs: [x], inputShapes }: Site,
  { chances, divisors, shareOf, counts, scaleOf, weighs }: Counted,
): Required<Pick<Pass, "tangent" | "second">> {
  const rows = chances.largest.length;
  const classes = x.length / rows;
  const positions = rows / batch;
  const isShared = equalShapes(inputShapes[0], inputShapes[1]);

  /** How that changes along a direction of the target. */
  function shareChangeOf(direction: Values, i: number): number {
    return direction.length === 0 ? 0 : weighs(i) * direction[i];
  }

  return {
    tangent({ inputs: [u, w], output }) {
      if (!isShared) requireStill("cross_entropy", w);
      output.fill(0);
      for (let row = 0; row < rows; row++) {
        if (!counts(row)) continue;
        const rises = chances.risesOf(row, u);
        let change = 0;
        for (let j = 0, i = row * classes; j < classes; j++, i++) {
          change -= shareOf(row, j) * rises[j];
          change -= shareChangeOf(w, i) * chances.logOf(row, i);
        }
        const b = Math.floor(row / positions);
        output[b] += change / divisors[b];
      }
    },
    /** The change of `Σ share·softmax(x) − share`. */
    second({ inputs: [u, w], dinputs: [v] }) {
      if (!isShared) requireStill("cross_entropy", w);
      for (let row = 0; row * classes < v.length; row++) {
        const scale = scaleOf(row);
        const rises = chances.risesOf(row, u);
        let total = 0;
        let totalChange = 0;
        for (let j = 0; j < classes; j++) {
          total += shareOf(row, j);
          totalChange += shareChangeOf(w, row * classes + j);
        }
        for (let j = 0, i = row * classes; j < classes; j++, i++) {
          const change = total * rises[j] + totalChange;
          v[i] = scale *
            (chances.chanceOf(row, i) * change - shareChangeOf(w, i));
        }
      }
    },
  };
}
