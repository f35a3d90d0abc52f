import { say } from "../../../words/say.ts";
import { allocate } from "../../base/values.ts";
import type { Examples } from "../../data/examples/examples.ts";
import {
  allMetrics,
  type HeadMetrics,
  headMetrics,
  type HeadMetricsOptions,
  valuesOf,
} from "../../metrics/head_metrics.ts";
import type { MetricsOptions } from "../../metrics/metrics_for.ts";
import type { Graph } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { batchOf } from "../../network/cost.ts";
import type { Parameters } from "../../network/parameters.ts";
import { beginEpoch } from "../epochs/epoch.ts";
import { type MeasureBatch, measureIn } from "./own_units.ts";
import { type Batches, inferenceBatches } from "./batches.ts";
import { requireFit } from "./example_mistakes.ts";
import { targetsToBind } from "./feed.ts";
import { examplesIn, type NamedNumbers } from "./named_numbers.ts";
import type { Evaluation } from "./history.ts";

/** What {@linkcode evaluate} takes. */
export interface EvaluateOptions {
  /** The parameters, of {@linkcode train} or of `loadParameters`. */
  readonly parameters: Parameters;
  /** How many examples run at once; default: 256, fewer where they are large. */
  readonly batch?: number;
  /** What to measure in addition to the loss, by the names of `metrics`; default: what suits the loss. */
  readonly metrics?: MetricsOptions["names"];
}

/** How many examples have run, and how many there are. */
interface EvaluateProgress {
  readonly done: number;
  readonly total: number;
}

/** The default batch of examples that are not large. */
export const evaluationBatch = 256;

/**
 * Runs a network in use (nothing is dropped, running statistics do not change) on
 * examples and measures its loss and metrics.
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
  data: Examples | NamedNumbers,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const action = say("evaluate");
  const all = examplesIn(action, network, data);
  requireFit(action, network, all, "data");
  const { parameters, batch, metrics: names } = options;
  const batches = inferenceBatches(network, parameters, {
    targetShape: targetsToBind(all),
  });
  const metrics = metricsOf(network, all, names);
  const measure = measureIn(network, all);
  const steps = evaluateSteps(batches, all, { metrics, measure, batch });
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
  }
}

/** {@linkcode evaluate} in small pieces, to show progress or stop. */
export async function* evaluateSteps(
  batches: Batches,
  all: Examples,
  { batch = batchOf(batches.network, evaluationBatch), ...options }: {
    readonly batch?: number | undefined;
    readonly metrics: HeadMetrics;
    readonly measure: MeasureBatch;
    /** Called between layers. */
    readonly between?: (() => void) | undefined;
  },
): AsyncGenerator<EvaluateProgress, Evaluation> {
  const { metrics, measure, between } = options;
  for (const metric of allMetrics(metrics)) metric.reset();
  const pass = beginEpoch(all);
  let sum = 0;
  const sums = partSums(batches.network);
  try {
    for (let done = 0; done < all.length;) {
      const count = Math.min(batch, all.length - done);
      const net = batches.of(count);
      const feed = batches.feed(net);
      const waiting = pass.next(feed.x, feed.target, count);
      if (waiting !== undefined) await waiting;
      feed.deliver();
      net.forward(0, between);
      sum += measure(net, metrics, count, sums) * count;
      done += count;
      yield { done, total: all.length };
    }
  } finally {
    await pass.close();
  }
  return {
    loss: sum / all.length,
    ...meanParts(batches.network, all, sums, all.length),
    metrics: valuesOf(metrics),
  };
}

/** Room for the sum of each of several losses, and for that of all as they are trained. */
export function partSums({ losses }: Graph): Float64Array | undefined {
  return losses.length < 2 ? undefined : allocate("float64", losses.length + 1);
}

/** The mean of each of several losses, by its name, and that of all as they are trained. */
export function meanParts(
  { losses }: Graph,
  { targets = [] }: Examples,
  sums: Float64Array | undefined,
  count: number,
): Pick<Evaluation, "losses" | "objective"> {
  if (sums === undefined) return {};
  const isNormalized = targets.some(({ normalization }) => normalization);
  return {
    losses: Object.fromEntries(
      losses.map(({ step }, i) => [step.name, sums[i] / count]),
    ),
    ...isNormalized && { objective: sums[losses.length] / count },
  };
}

/** Metrics for the losses of a network on examples. */
export function metricsOf(
  network: Network,
  all: Examples,
  names: MetricsOptions["names"],
  make?: HeadMetricsOptions["make"],
): HeadMetrics {
  return headMetrics(network, {
    ...names && { names },
    ...make && { make },
    targetShapeOf: (loss) =>
      all.targets?.find(({ name }) => name === loss)?.shape ?? all.targetShape,
  });
}
