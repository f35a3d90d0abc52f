/**
 * A network tried on examples.
 *
 * @module
 */

import { createRandom } from "../../base/random.ts";
import type { Examples } from "../../data/examples/examples.ts";
import type { Metric } from "../../metrics/metric.ts";
import { metricsFor, type MetricsOptions } from "../../metrics/metrics_for.ts";
import type { Network } from "../../network/network.ts";
import type { Parameters } from "../../network/parameters.ts";
import { beginEpoch } from "../epochs/epoch.ts";
import { type Batches, bindBatches } from "./batches.ts";
import { requireFit } from "./example_mistakes.ts";
import type { Evaluation } from "./history.ts";

/** What {@linkcode evaluate} takes. */
export interface EvaluateOptions {
  /** The parameters, of {@linkcode train} or of `loadParameters`. */
  readonly parameters: Parameters;
  /** How many examples are run at once; 256 unless told otherwise. */
  readonly batch?: number;
  /** What is measured besides the loss, by the names of `metrics`; what suits the loss unless told otherwise. */
  readonly metrics?: MetricsOptions["names"];
}

/** How far an evaluation has come. */
export interface EvaluateProgress {
  /** How many examples were run. */
  readonly done: number;
  /** How many there are. */
  readonly total: number;
}

/** How many examples are run at once, unless told otherwise. */
export const evaluationBatch = 256;

/**
 * Runs a network in use (nothing is dropped, running statistics stand) on examples
 * and measures its loss and metrics.
 *
 * ```ts
 * import { evaluate, initialize, nn } from "@nabla/nabla";
 * import { blobs } from "@nabla/nabla/data";
 * import { assert } from "@std/assert";
 *
 * const network = nn`fc(2,3) -> cross_entropy`;
 * const { loss } = await evaluate(network, blobs({ examples: 60 }), {
 *   parameters: initialize(network),
 * });
 * assert(loss > 0);
 * ```
 *
 * @throws {NablaError} if the network has no loss, the examples do not fit it, or
 * the parameters belong to another.
 * @throws {NablaError} if `batch` is not a positive integer, a metric does not go
 * with the network, or a layer cannot work with the numbers.
 */
export async function evaluate(
  network: Network,
  all: Examples,
  options: EvaluateOptions,
): Promise<Evaluation> {
  requireFit("evaluate", network, all, "data");
  const batches = evaluationBatches(network, all, options.parameters);
  const { batch, metrics: names } = options;
  const metrics = metricsOf(network, all, names);
  const steps = evaluateSteps(batches, all, {
    metrics,
    batch,
  });
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
  }
}

/** New metrics for the outputs of a network on examples. */
export function metricsOf(
  network: Network,
  { targetShape }: Examples,
  names: MetricsOptions["names"],
): readonly Metric[] {
  return metricsFor(network, {
    targetShape,
    names,
  });
}

/** The network bound for use. */
export function evaluationBatches(
  network: Network,
  { targetShape }: Examples,
  parameters: Parameters,
): Batches {
  return bindBatches(network, {
    parameters,
    mode: "infer",
    random: createRandom(0),
    targetShape,
  });
}

/** {@linkcode evaluate} in small pieces, for those who show progress or may stop. */
export async function* evaluateSteps(
  batches: Batches,
  all: Examples,
  options: {
    readonly batch?: number;
    readonly metrics: readonly Metric[];
  },
): AsyncGenerator<EvaluateProgress, Evaluation> {
  const { batch = evaluationBatch, metrics } = options;
  for (const metric of metrics) metric.reset();
  const pass = beginEpoch(all);
  let sum = 0;
  try {
    for (let done = 0; done < all.length;) {
      const count = Math.min(batch, all.length - done);
      const net = batches.of(count);
      const waiting = pass.next(net.x, net.target, count);
      if (waiting !== undefined) await waiting;
      net.forward();
      sum += net.loss * count;
      for (const metric of metrics) metric.add(net.y, net.target, count);
      done += count;
      yield { done, total: all.length };
    }
  } finally {
    await pass.close();
  }
  return { loss: sum / all.length, metrics: valuesOf(metrics) };
}

/** The values of metrics, by name. */
export function valuesOf(
  metrics: readonly Metric[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    metrics.map((metric) => [metric.name, metric.value()]),
  );
}
