import { say } from "../../words/say.ts";
import { allocate } from "../base/values.ts";
import { LimitError } from "../base/nabla_error.ts";
import type { Outputs } from "../network/outputs.ts";
import { type Metric, metricOf } from "./metric.ts";
import { classReader, noClass } from "./reader.ts";

/** How often each class was predicted as each; its value as a metric is the accuracy. */
export interface ConfusionMatrix extends Metric {
  /** How many classes there are. */
  readonly classes: number;
  /** The counts, classes × classes: the true class is the row, the predicted one the column. */
  readonly counts: Float64Array;
  /** Precision, recall and the like of each class. */
  scores(): readonly ClassScores[];
}

/** How well one class is told from the others. A share of nothing is 0. */
export interface ClassScores {
  /** The share of the predictions of this class that are right. */
  readonly precision: number;
  /** The share of the examples of this class that are found. */
  readonly recall: number;
  /** The harmonic mean of both. */
  readonly f1: number;
  /** How many examples are of it. */
  readonly support: number;
  /** How many predictions are of it. */
  readonly predicted: number;
}

/** The most classes of a matrix: its counts are held at once. */
const maxClasses = 4096;

/**
 * Counts which class is predicted as which. Probabilities, logits and signs are of
 * two classes, no and yes. Outputs that are NaN are of none: they count as examples of
 * their class that were not found.
 *
 * ```ts
 * import { confusionMatrix } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = confusionMatrix({ predicts: "probability" });
 * matrix.add(Float64Array.of(0.9, 0.2, 0.7), Float64Array.of(1, 0, 0), 3);
 * assertEquals([...matrix.counts], [1, 1, 0, 1]);
 * assertEquals(matrix.scores()[1].precision, 1 / 2);
 * ```
 *
 * @throws {NablaError} if the outputs are not of classes, or of more than 4096.
 */
export function confusionMatrix(outputs: Outputs): ConfusionMatrix {
  return countedConfusions("confusionMatrix", outputs);
}

/** The same for another metric, whose name mistakes tell. */
export function countedConfusions(
  name: string,
  outputs: Outputs,
): ConfusionMatrix {
  const { classes, read } = classReader(name, outputs);
  if (classes > maxClasses) {
    throw new LimitError({
      action: say("make {name}", { name }),
      limit: say("classes"),
      most: maxClasses,
      asked: classes,
    });
  }
  const memory = allocate("float64", classes * (classes + 1));
  const counts = memory.subarray(0, classes * classes);
  // Of each true class how often nothing was predicted.
  const unanswered = memory.subarray(classes * classes);
  const metric = metricOf("confusion matrix", memory, {
    add: (y, target, examples) =>
      read(y, target, examples, (predicted, truth) => {
        if (predicted === noClass) unanswered[truth]++;
        else counts[truth * classes + predicted]++;
      }),
    value() {
      let right = 0;
      for (let i = 0; i < classes; i++) right += counts[i * classes + i];
      return right / memory.reduce((sum, count) => sum + count, 0);
    },
  });
  return {
    ...metric,
    classes,
    counts,
    scores: () => scoresOf(counts, unanswered),
  };
}

function scoresOf(
  counts: Float64Array,
  unanswered: Float64Array,
): ClassScores[] {
  const classes = unanswered.length;
  return Array.from({ length: classes }, (_, own) => {
    let support = unanswered[own];
    let predicted = 0;
    for (let other = 0; other < classes; other++) {
      support += counts[own * classes + other];
      predicted += counts[other * classes + own];
    }
    const right = counts[own * classes + own];
    return {
      precision: shareOf(right, predicted),
      recall: shareOf(right, support),
      f1: shareOf(2 * right, support + predicted),
      support,
      predicted,
    };
  });
}

/** A share; 0 of nothing. */
function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
