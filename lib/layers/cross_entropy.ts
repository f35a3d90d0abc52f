import { defineLayer, type LayerType } from "../define_layer.ts";
import type { InputDraw, Site } from "../layer.ts";
import { lossInputs } from "../loss.ts";
import { equalShapes, formatShape, type Shape, ShapeError } from "../shape.ts";
import type { Values } from "../values.ts";
import { lastAxis } from "./softmax.ts";

/**
 * Softmax and the negative log likelihood of the right class in one, along the
 * last axis: the mean of `log Σ exp(xⱼ) − xₜ`. The target is a class number
 * from 0 for each position, or a distribution over the classes (one-hot, say)
 * of the prediction's shape; then it is the mean of `Σ tᵢ (log Σ exp(xⱼ) − xᵢ)`.
 * The derivative is `softmax(x) − t` (Bishop, Pattern Recognition and Machine
 * Learning, 2006, equation 4.109).
 *
 * Forward throws a `RangeError` if a class number is not an integer from 0 to
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
export const cross_entropy: LayerType<readonly []> = defineLayer({
  name: "cross_entropy",
  summary:
    "softmax and negative log likelihood in one, the mean of log Σ exp(x) - x[t]",
  gradients: { x: "dy·(softmax(x) - t)/n" },
  examples: [
    { arguments: [], inputs: [[3], []] },
    { arguments: [], inputs: [[3], [3]] },
    { arguments: [], inputs: [[2, 4], [2]] },
    { arguments: [], inputs: [[2, 4], [2, 4]] },
  ],
  inputs: lossInputs(undefined, drawTarget),
  loss: { targetShapes },
  outputShape(prediction, target) {
    lastAxis("cross_entropy", prediction);
    const accepted = targetShapes(prediction);
    if (accepted.some((shape) => equalShapes(shape, target))) return [];
    throw new ShapeError({
      layer: "cross_entropy",
      rule: `the target must be ${
        accepted.map(formatShape).join(" (class numbers) or ")
      } (a distribution)`,
      found: `it is ${formatShape(target)}`,
    });
  },
  bind: (site) =>
    equalShapes(site.inputShapes[0], site.inputShapes[1])
      ? bindDistributions(site)
      : bindClasses(site),
});

/** Class numbers, or distributions over the classes. */
function targetShapes(prediction: Shape): readonly Shape[] {
  return [prediction.slice(0, -1), prediction];
}

/** For targets that are class numbers. */
function bindClasses(site: Site) {
  const { batch, inputs: [x, target], dx, y, dy, inputShapes } = site;
  const { kernels, scratch } = site;
  const classes = lastAxis("cross_entropy", inputShapes[0]);
  const rows = x.length / classes;
  const positions = rows / batch;
  const normalizer = scratch(rows);
  const scales = scratch(rows);
  return {
    forward() {
      requireClasses(target, rows, classes);
      kernels.logSumExp(normalizer, x, rows, classes);
      for (let b = 0, row = 0; b < batch; b++) {
        let sum = 0;
        for (const end = row + positions; row < end; row++) {
          sum += normalizer[row] - x[row * classes + target[row]];
        }
        y[b] = sum / positions;
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let row = 0; row < rows; row++) {
        scales[row] = dy[Math.floor(row / positions)] / positions;
      }
      kernels.expScaled(dx, x, normalizer, scales, rows, classes);
      for (let row = 0; row < rows; row++) {
        dx[row * classes + target[row]] -= scales[row];
      }
    },
  };
}

/** For targets that are distributions. */
function bindDistributions(site: Site) {
  const { batch, inputs: [x, target], dx, y, dy, inputShapes } = site;
  const { kernels, scratch } = site;
  const classes = lastAxis("cross_entropy", inputShapes[0]);
  const rows = x.length / classes;
  const positions = rows / batch;
  const normalizer = scratch(rows);
  const scales = scratch(rows);
  return {
    forward() {
      kernels.logSumExp(normalizer, x, rows, classes);
      for (let b = 0, i = 0; b < batch; b++) {
        let sum = 0;
        for (let row = b * positions; row < (b + 1) * positions; row++) {
          for (const end = (row + 1) * classes; i < end; i++) {
            sum += target[i] * (normalizer[row] - x[i]);
          }
        }
        y[b] = sum / positions;
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let row = 0, i = 0; row < rows; row++) {
        let total = 0;
        for (const end = i + classes; i < end; i++) total += target[i];
        scales[row] = total * dy[Math.floor(row / positions)] / positions;
      }
      kernels.expScaled(dx, x, normalizer, scales, rows, classes);
      for (let row = 0, i = 0; row < rows; row++) {
        const scale = dy[Math.floor(row / positions)] / positions;
        for (const end = i + classes; i < end; i++) dx[i] -= scale * target[i];
      }
    },
  };
}

function requireClasses(target: Values, rows: number, classes: number) {
  for (let row = 0; row < rows; row++) {
    const t = target[row];
    if (t >= 0 && t < classes && Number.isInteger(t)) continue;
    throw new RangeError(
      `Cannot compute cross_entropy as each target must be a class number from 0 to ${
        classes - 1
      }: target ${row} is ${t}`,
    );
  }
}

/** Class numbers, or rows of positive numbers that add up to 1. */
function drawTarget(values: Values, draws: InputDraw): void {
  const { random, shape, inputShapes: [prediction] } = draws;
  const classes = lastAxis("cross_entropy", prediction);
  if (!equalShapes(shape, prediction)) {
    for (let i = 0; i < values.length; i++) values[i] = random.integer(classes);
    return;
  }
  for (let start = 0; start < values.length; start += classes) {
    let sum = 0;
    for (let i = start; i < start + classes; i++) {
      sum += values[i] = 0.1 + random.uniform();
    }
    for (let i = start; i < start + classes; i++) values[i] /= sum;
  }
}
