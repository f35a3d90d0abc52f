import type { Values } from "../../lib/base/values.ts";
import type { Prediction } from "../../lib/layer/layer.ts";
import { largest } from "../../lib/metrics/reader.ts";

/** What is said of one point after the other. */
export interface Decisions {
  readonly labels: readonly number[];
  /** How sure it is of each: 0 where it wavers between classes, 1 where it is certain. */
  readonly confidences: readonly number[];
  readonly classes: number;
}

/** Which number of an output says yes from, and how likely yes is. */
const singles: Readonly<
  Record<Exclude<Prediction, "classes">, (y: number) => number>
> = {
  probability: (y) => y,
  logit: (y) => 1 / (1 + Math.exp(-y)),
  sign: (y) => (1 + Math.min(Math.max(y, -1), 1)) / 2,
  numbers: (y) => y,
};

/**
 * Reads `count` outputs. Of one number each, it is how likely class 1 is, read as a
 * probability, a logit or a sign, and a number as a probability; of several the
 * largest decides, and where they are scores their softmax says how likely it is.
 */
export function decisionsOf(
  y: Values,
  count: number,
  predicts: Prediction,
): Decisions {
  const width = y.length / count;
  const labels: number[] = [];
  const confidences: number[] = [];
  for (let i = 0; i < count; i++) {
    const isSingle = width === 1 && predicts !== "classes";
    const single = isSingle ? singles[predicts](y[i]) : 0;
    const label = isSingle
      ? single > 0.5 ? 1 : 0
      : largest(y, i * width, width);
    const share = isSingle
      ? label === 1 ? single : 1 - single
      : shareOf(y, i * width, width, label, predicts);
    const least = isSingle ? 1 / 2 : 1 / width;
    labels.push(label);
    confidences.push(
      least === 1 ? 1 : Math.min(1, Math.max(0, (share - least) / (1 - least))),
    );
  }
  return { labels, confidences, classes: Math.max(2, width) };
}

/** How likely the largest of several is. */
function shareOf(
  y: Values,
  start: number,
  width: number,
  label: number,
  predicts: Prediction,
): number {
  if (predicts !== "classes") return singles[predicts](y[start + label]);
  let sum = 0;
  for (let i = start; i < start + width; i++) {
    sum += Math.exp(y[i] - y[start + label]);
  }
  return 1 / sum;
}
