/**
 * Precision, recall and their mean, over classes.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall } from "../definition/call.ts";
import { optionalChoice } from "../definition/kinds.ts";
import type { Outputs } from "../network/outputs.ts";
import { type ClassScores, confusionMatrix } from "./confusion_matrix.ts";
import { type MetricDefinition, metricDefinition } from "./define_metric.ts";
import type { Metric } from "./metric.ts";

/** What precision, recall and f1 take. */
export interface ClassScoreOptions {
  /**
   * What is made of the scores of the classes: `binary` is that of class 1 alone,
   * `macro` the mean over the classes that occurred, as truth or as prediction,
   * `weighted` the mean over all examples of the score of their class, and `micro`
   * the score of all decisions together, which is the accuracy. Default: `binary`
   * where the outputs are probabilities, logits or signs, `macro` elsewhere.
   */
  readonly average?: "binary" | "macro" | "weighted" | "micro";
}

const specs = {
  average: optionalChoice(
    "what is made of the scores of the classes; binary where the outputs are of yes and no, macro elsewhere where it is left out",
    ["binary", "macro", "weighted", "micro"],
  ),
} satisfies SpecsFor<ClassScoreOptions>;

/**
 * The share of what was taken for a class that is of it, averaged over classes;
 * 0 for a class that nothing was taken for.
 *
 * ```ts
 * import { precisionScore } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = precisionScore({ predicts: "probability" });
 * metric.add(Float64Array.of(0.9, 0.2, 0.7), Float64Array.of(1, 0, 0), 3);
 * assertEquals(metric.value(), 1 / 2);
 * ```
 *
 * @throws {NablaError} if the outputs say no classes, or `average` is `binary` and
 * there are more than two.
 */
export function precisionScore(
  outputs: Outputs,
  options: ClassScoreOptions = {},
): Metric {
  return averaged("precision", outputs, options);
}

/** As the command line knows it. */
export const precisionMetric: MetricDefinition = metricDefinition({
  name: "precision",
  summary:
    "the share of what was taken for a class that is of it, averaged over classes",
  arguments: specs,
  measures: "classes",
  create: (options, outputs) => precisionScore(outputs, options),
});

/**
 * The share of what is of a class that was taken for it, averaged over classes;
 * 0 for a class that nothing is of.
 *
 * @throws {NablaError} if the outputs say no classes, or `average` is `binary` and
 * there are more than two.
 */
export function recallScore(
  outputs: Outputs,
  options: ClassScoreOptions = {},
): Metric {
  return averaged("recall", outputs, options);
}

/** As the command line knows it. */
export const recallMetric: MetricDefinition = metricDefinition({
  name: "recall",
  summary:
    "the share of what is of a class that was taken for it, averaged over classes",
  arguments: specs,
  measures: "classes",
  create: (options, outputs) => recallScore(outputs, options),
});

/**
 * The harmonic mean of precision and recall, averaged over classes: for each,
 * twice those that are right over those that are of it or were taken for it (van
 * Rijsbergen, Information Retrieval, 1979, chapter 7); 0 for a class that did not
 * occur.
 *
 * @throws {NablaError} if the outputs say no classes, or `average` is `binary` and
 * there are more than two.
 */
export function f1Score(
  outputs: Outputs,
  options: ClassScoreOptions = {},
): Metric {
  return averaged("f1", outputs, options);
}

/** As the command line knows it. */
export const f1Metric: MetricDefinition = metricDefinition({
  name: "f1",
  summary: "the harmonic mean of precision and recall, averaged over classes",
  arguments: specs,
  measures: "classes",
  create: (options, outputs) => f1Score(outputs, options),
});

type Score = "precision" | "recall" | "f1";

function averaged(
  name: Score,
  outputs: Outputs,
  options: ClassScoreOptions,
): Metric {
  const matrix = confusionMatrix(outputs);
  const isBinary = outputs.predicts !== "classes";
  const { average = isBinary ? "binary" : "macro" } = argumentsOfCall(
    { name, arguments: specs, forms: [[]] },
    [options],
  );
  if (average === "binary" && matrix.classes !== 2) {
    throw new NablaError("call", {
      action: `make ${name}`,
      rule: "average=binary is for two classes",
      found: matrix.classes,
    });
  }
  const { add, reset, save, load } = matrix;
  return {
    name,
    add,
    reset,
    save,
    load,
    value() {
      const scores = matrix.scores();
      const total = scores.reduce((sum, { support }) => sum + support, 0);
      return total === 0
        ? NaN
        : averages[average](scores, name, matrix.value());
    },
  };
}

/** What makes one number of the scores of the classes. */
const averages: Readonly<
  Record<
    Required<ClassScoreOptions>["average"],
    (scores: readonly ClassScores[], name: Score, accuracy: number) => number
  >
> = {
  binary: (scores, name) => scores[1][name],
  macro: (scores, name) =>
    mean(
      scores.filter(({ support, predicted }) => support + predicted > 0),
      name,
      () => 1,
    ),
  weighted: (scores, name) => mean(scores, name, ({ support }) => support),
  // Each mistake is one of either kind, so that all three are the same.
  micro: (_scores, _name, accuracy) => accuracy,
};

function mean(
  scores: readonly ClassScores[],
  name: Score,
  weightOf: (scores: ClassScores) => number,
): number {
  let sum = 0;
  let weights = 0;
  for (const each of scores) {
    sum += weightOf(each) * each[name];
    weights += weightOf(each);
  }
  return sum / weights;
}
