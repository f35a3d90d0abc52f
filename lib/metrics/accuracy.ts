import { say } from "../../words/say.ts";
import { allocate } from "../base/values.ts";
import { NablaError } from "../base/nabla_error.ts";
import { count } from "../definition/kinds.ts";
import type { Outputs } from "../network/outputs.ts";
import { metricDefinition } from "./define_metric.ts";
import { type Metric, metricOf } from "./metric.ts";
import { classReader, saysClass, scoreReader } from "./reader.ts";

/**
 * The share of positions whose class is predicted right; of several yes and no
 * in one example, each counts by itself.
 *
 * Of the scores of several classes the largest counts, the first of equals. A
 * probability says yes above ½, a logit or a sign above 0. NaN says nothing, which is
 * wrong.
 *
 * ```ts
 * import { accuracy } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = accuracy({ predicts: "classes", shape: [3] });
 * metric.add(Float64Array.of(0, 2, 1, 5, 4, 3), Float64Array.of(1, 2), 2);
 * assertEquals(metric.value(), 1 / 2);
 * ```
 *
 * @throws {NablaError} if the outputs are not of classes.
 */
export function accuracy(outputs: Outputs): Metric {
  const { read } = classReader("accuracy", outputs);
  return share("accuracy", (y, target, examples, count) => {
    read(y, target, examples, (predicted, truth) => count(predicted === truth));
  });
}

/** As the command line knows it. */
export const accuracyMetric = metricDefinition({
  name: "accuracy",
  summary: "the share of predictions that are right",
  arguments: {},
  measures: "classes",
  isUsual: true,
  create: (_options, outputs) => accuracy(outputs),
});

/**
 * The share of positions whose true class has one of the `k` largest scores. Of
 * equal scores the first counts as the larger. Scores with NaN say nothing, which is
 * wrong.
 *
 * @throws {NablaError} if the outputs are not scores of classes, or `k` is not a
 * whole number from 1 to how many there are.
 */
export function topK(k: number, outputs: Outputs): Metric {
  const name = `top${k}`;
  const { classes, read } = scoreReader(name, outputs);
  if (!(Number.isInteger(k) && k >= 1 && k <= classes)) {
    throw new NablaError("value", {
      action: say("make {name}", { name: "topK" }),
      name: "k",
      rule: say("a whole number from 1 to the {count} classes", {
        count: classes,
      }),
      found: k,
    });
  }
  return share(name, (y, target, examples, count) => {
    read(y, target, examples, (start, truth) => {
      if (!saysClass(y, start, classes)) return count(false);
      const own = y[start + truth];
      let before = 0;
      for (let j = 0; j < classes; j++) {
        const other = y[start + j];
        if (other > own || (other === own && j < truth)) before++;
      }
      count(before < k);
    });
  });
}

/** As the command line knows it: `top5`, `top3`. */
export const topMetric = metricDefinition({
  name: "top",
  summary:
    "the share of predictions with the true class among the largest scores",
  arguments: {
    k: {
      ...count("how many of the largest scores are looked at", 5),
      named: false,
    },
  },
  forms: [["k"]],
  measures: "classes",
  create: ({ k }, outputs) => topK(k, outputs),
});

/** The share of what is counted as right. */
function share(
  name: string,
  add: (
    ...args: [...Parameters<Metric["add"]>, count: (isRight: boolean) => void]
  ) => void,
): Metric {
  // How many are right, and how many there are.
  const memory = allocate("float64", 2);
  const count = (isRight: boolean) => {
    if (isRight) memory[0]++;
    memory[1]++;
  };
  return metricOf(name, memory, {
    add: (y, target, examples) => add(y, target, examples, count),
    value: () => memory[0] / memory[1],
  });
}
