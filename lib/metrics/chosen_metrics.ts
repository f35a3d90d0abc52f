import { allocate } from "../base/values.ts";
import type { Advice } from "../base/advice.ts";
import { NablaError } from "../base/nabla_error.ts";
import { elementCount } from "../base/shape.ts";
import type { Graph } from "../network/graph.ts";
import type { Metric } from "./metric.ts";
import { metricsFor, type MetricsOptions } from "./metrics_for.ts";

/**
 * Makes metrics as {@linkcode metricsFor} does, and checks before anything runs
 * that each can read the targets.
 *
 * @throws {NablaError} if a metric is unknown, or does not go with them.
 */
export function chosenMetrics(
  network: Graph,
  options: MetricsOptions,
): readonly Metric[] {
  const metrics = metricsFor(network, options);
  const y = allocate("float64", elementCount(network.outputShape));
  const target = allocate("float64", elementCount(options.targetShape ?? []));
  for (const metric of metrics) {
    // Class 0 is one that every network has: what is refused is the number of targets.
    if (takes(metric, y, target)) continue;
    const help: Advice = [
      "Leave out ",
      { option: "metrics" },
      " for what suits the loss.",
    ];
    throw new NablaError("value", {
      action: `measure ${metric.name}`,
      name: "a target",
      rule: "a number for each output",
      found: `a class for ${network.loss?.layer.name}`,
    }, { help });
  }
  return metrics;
}

function takes(
  metric: Metric,
  y: Float64Array,
  target: Float64Array,
): boolean {
  try {
    metric.add(y, target, 1);
    return true;
  } catch (error) {
    if (error instanceof NablaError) return false;
    throw error;
  } finally {
    metric.reset();
  }
}
