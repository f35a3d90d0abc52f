/**
 * The metrics that the command line names.
 *
 * @module
 */

import { elementCount } from "../base/shape.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { Metric } from "./metric.ts";
import type { Network } from "../network/network.ts";
import { metricsOf } from "../training/evaluation/evaluate.ts";
import { orMistake } from "../../dsl/cli/files/source.ts";
import { UsageError } from "../../dsl/cli/words/command.ts";

/**
 * Makes metrics, and sees to it that each goes with the network's outputs and
 * targets.
 *
 * @param names their names; those that suit the loss where absent.
 * @throws {UsageError} if there is no such metric, or it does not go with them.
 */
export function chosenMetrics(
  network: Network,
  examples: Examples,
  names: readonly string[] | undefined,
): readonly Metric[] {
  const metrics = orMistake(() => metricsOf(network, examples, names));
  const y = new Float64Array(elementCount(network.outputShape));
  const target = new Float64Array(elementCount(examples.targetShape ?? []));
  for (const metric of metrics) {
    try {
      metric.add(y, target, 1);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // Zeros may be no targets of the loss; a shape that does not fit never is.
      if (!/must have \d+ numbers/.test(error.message)) continue;
      throw new UsageError(
        `the metric ${metric.name} does not go with this network: it compares numbers, and ${network.loss?.layer.name} has classes`,
        "Leave out --metrics for what suits the loss.",
      );
    } finally {
      metric.reset();
    }
  }
  return metrics;
}
