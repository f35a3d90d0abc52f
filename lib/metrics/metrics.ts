import { argumentsOfCall } from "../definition/call.ts";
import { registry } from "../definition/definition.ts";
import type { Outputs } from "../network/outputs.ts";
import { accuracyMetric, topMetric } from "./accuracy.ts";
import { f1Metric, precisionMetric, recallMetric } from "./class_scores.ts";
import type { MetricDefinition } from "./define_metric.ts";
import { maeMetric, mseMetric, r2Metric } from "./errors.ts";
import type { Metric } from "./metric.ts";
import { perplexityMetric } from "./perplexity.ts";

/**
 * Metrics by name, in the order in which they are listed.
 *
 * ```ts
 * import { metrics } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(metrics.get("f1")?.arguments.average.choices?.[1], "macro");
 * ```
 */
export const metrics: ReadonlyMap<string, MetricDefinition> = registry(
  [
    accuracyMetric,
    topMetric,
    precisionMetric,
    recallMetric,
    f1Metric,
    perplexityMetric,
    maeMetric,
    mseMetric,
    r2Metric,
  ],
  ({ name }) => name,
);

/** The names of metrics as they are typed: a default number follows the name, as in `top5`. */
export const metricNames: readonly string[] = [...metrics.values()].map(
  ({ name, forms: [form], arguments: specs }) =>
    `${name}${form.map((each) => specs[each].default).join("")}`,
);

/** Makes the metric of a name; a number after it is its argument, as in `top3`. Undefined if the name is unknown. */
export function metricNamed(
  text: string,
): ((outputs: Outputs) => Metric) | undefined {
  const [, name, digits] = /^([a-z]+)([1-9]\d*)$/.exec(text) ?? [];
  const definition = metrics.get(text) ?? metrics.get(name);
  if (definition === undefined) return undefined;
  const given = definition.name === text ? [] : [Number(digits)];
  if (given.length > definition.forms[0].length) return undefined;
  return (outputs) =>
    definition.create(argumentsOfCall(definition, given), outputs);
}
