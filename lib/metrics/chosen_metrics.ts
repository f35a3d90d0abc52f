import { say } from "../../words/say.ts";
import { allocate } from "../base/values.ts";
import { NablaError } from "../base/nabla_error.ts";
import { elementCount } from "../base/shape.ts";
import type { Graph } from "../network/graph.ts";
import type { Metric } from "./metric.ts";
import { metricsFor, type MetricsOptions } from "./metrics_for.ts";
import { suitingMetrics } from "./reader.ts";

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
    throw new NablaError("value", {
      action: say("measure {metric}", { metric: metric.name }),
      name: say("a target"),
      rule: say("a number for each output"),
      found: say("a class for {loss}", {
        loss: network.loss?.layer.name ?? "",
      }),
    }, { help: suitingMetrics() });
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
