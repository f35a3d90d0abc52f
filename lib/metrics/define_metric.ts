import type { ArgumentSpecs, ValuesOf } from "../definition/arguments.ts";
import type { Definition } from "../definition/definition.ts";
import type { Outputs } from "../network/outputs.ts";
import type { Metric } from "./metric.ts";

/** A metric as the command line and `explain` know it. */
export interface MetricDefinition
  extends Definition<Metric, readonly [outputs: Outputs]> {
  /** Whether it measures predicted classes or numbers. */
  readonly measures: "classes" | "numbers";
  /** Whether it is measured by default. */
  readonly isUsual?: boolean | undefined;
}

/** Makes the definition of a metric; by default its options are given by name. */
export function metricDefinition<const Specs extends ArgumentSpecs>(
  declaration:
    & Omit<MetricDefinition, "arguments" | "forms" | "create">
    & Partial<Pick<MetricDefinition, "forms">>
    & {
      readonly arguments: Specs;
      create(values: ValuesOf<Specs>, outputs: Outputs): Metric;
    },
): MetricDefinition {
  return { forms: [[]], ...declaration } as MetricDefinition;
}
