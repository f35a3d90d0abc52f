import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { optionalChoice } from "../definition/kinds.ts";
import type { Outputs } from "../network/outputs.ts";
import { type ClassScores, countedConfusions } from "./confusion_matrix.ts";
import { type MetricDefinition, metricDefinition } from "./define_metric.ts";
import type { Metric } from "./metric.ts";

/** What precision, recall and f1 take. */
export interface ClassScoreOptions {
  /**
   * How the scores of the classes are averaged: `binary` is the score of class 1
   * alone, `macro` the mean over the classes that occurred, as truth or as
   * prediction, `weighted` the mean over all examples of the score of their class,
   * and `micro` the score of all decisions together, which is the accuracy. Default:
   * `binary` for probabilities, logits and signs, `macro` for other outputs.
   */
  readonly average?: "binary" | "macro" | "weighted" | "micro";
}

const specs = {
  average: optionalChoice(
    "how the scores of the classes are averaged, by default binary for outputs of yes and no, macro for others",
    ["binary", "macro", "weighted", "micro"],
  ),
} satisfies SpecsFor<ClassScoreOptions>;

/**
 * The share of the predictions of a class that are right, averaged over classes; 0 for
 * a class that was never predicted.
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
 * @throws {NablaError} if the outputs are not of classes, or `average` is `binary` and
 * there are more than two.
 */
export function precisionScore(
  outputs: Outputs,
  options: ClassScoreOptions = {},
): Metric {
  return averaged("precision", outputs, options);
}

export const precisionMetric = definitionOf(
  "precision",
  "the share of the predictions of a class that are right, averaged over classes",
  precisionScore,
);

/**
 * The share of the examples of a class that are found, averaged over classes; 0 for a
 * class that never occurred.
 *
 * @throws {NablaError} if the outputs are not of classes, or `average` is `binary` and
 * there are more than two.
 */
export function recallScore(
  outputs: Outputs,
  options: ClassScoreOptions = {},
): Metric {
  return averaged("recall", outputs, options);
}

export const recallMetric = definitionOf(
  "recall",
  "the share of the examples of a class that are found, averaged over classes",
  recallScore,
);

/**
 * The harmonic mean of precision and recall, averaged over classes: for each,
 * twice the right ones over its examples plus its predictions (van
 * Rijsbergen, Information Retrieval, 1979, chapter 7); 0 for a class that did not
 * occur.
 *
 * @throws {NablaError} if the outputs are not of classes, or `average` is `binary` and
 * there are more than two.
 */
export function f1Score(
  outputs: Outputs,
  options: ClassScoreOptions = {},
): Metric {
  return averaged("f1", outputs, options);
}

export const f1Metric = definitionOf(
  "f1",
  "the harmonic mean of precision and recall, averaged over classes",
  f1Score,
);

type Score = "precision" | "recall" | "f1";

/** A score as the command line knows it. */
function definitionOf(
  name: Score,
  summary: string,
  make: (outputs: Outputs, options: ClassScoreOptions) => Metric,
): MetricDefinition {
  return metricDefinition({
    name,
    summary,
    arguments: specs,
    measures: "classes",
    create: (options, outputs) => make(outputs, options),
  });
}

function averaged(
  name: Score,
  outputs: Outputs,
  options: ClassScoreOptions,
): Metric {
  const matrix = countedConfusions(name, outputs);
  const isBinary = outputs.predicts !== "classes";
  const own = argumentsOfCall(callSignature(name, {}, specs), [options]);
  const { average = isBinary ? "binary" : "macro" } = own;
  if (average === "binary" && matrix.classes !== 2) {
    throw new NablaError("call", {
      action: say("make {name}", { name }),
      rule: say("average=binary is for two classes"),
      found: matrix.classes,
    });
  }
  const { add, reset, save, load } = matrix;
  return {
    ...{ name, add, reset, save, load },
    value() {
      const scores = matrix.scores();
      const total = scores.reduce((sum, { support }) => sum + support, 0);
      return total === 0
        ? NaN
        : averages[average](scores, name, matrix.value());
    },
  };
}

const averages: Record<
  Required<ClassScoreOptions>["average"],
  (scores: readonly ClassScores[], name: Score, accuracy: number) => number
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
