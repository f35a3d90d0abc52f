import type { Values } from "../../lib/base/values.ts";
import type { Prediction } from "../../lib/layer/loss_table.ts";
import {
  noClass,
  placeOfLargest,
  saysClass,
} from "../../lib/metrics/reader.ts";

/** What a network of two inputs predicts for points. */
export interface Decisions {
  readonly labels: readonly number[];
  /** 0 for equally likely classes, 1 for certainty. */
  readonly confidences: readonly number[];
  readonly classes: number;
}

/** The probability of class 1, from an output of one number. */
const singles: Readonly<
  Record<Exclude<Prediction, "classes">, (y: number) => number>
> = {
  probability: (y) => y,
  logit: (y) => 1 / (1 + Math.exp(-y)),
  sign: (y) => (1 + Math.min(Math.max(y, -1), 1)) / 2,
  numbers: (y) => y,
};

/**
 * Reads `count` outputs. An output of one number is the probability of class 1, a
 * logit or a sign; any other number is read as a probability. Of several numbers the
 * largest decides; of scores, softmax gives its probability. NaN is of no class.
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
    const isSaid = isSingle
      ? !Number.isNaN(single)
      : saysClass(y, i * width, width);
    if (!isSaid) {
      labels.push(noClass);
      confidences.push(0);
      continue;
    }
    const label = isSingle
      ? single > 0.5 ? 1 : 0
      : placeOfLargest(y, i * width, width);
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

/** The probability of the largest of several. */
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
