import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { closest } from "../base/suggest.ts";
import type { Shape } from "../base/shape.ts";
import { type Graph, type Head, headsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { chosenMetrics } from "./chosen_metrics.ts";
import type { Metric } from "./metric.ts";
import { metricsFor, type MetricsOptions } from "./metrics_for.ts";

/** Metrics of each loss, by its name. */
export type HeadMetrics = ReadonlyMap<string, readonly Metric[]>;

/** What {@linkcode headMetrics} takes. */
export interface HeadMetricsOptions {
  /** Which metrics; `kind.f1` is of the loss `kind`, `f1` of each that it goes with. Default: those that go with each loss. */
  readonly names?: MetricsOptions["names"];
  /** The shape of a target of a loss. Default: the first that it takes. */
  readonly targetShapeOf: (loss: string) => Shape | undefined;
  /** Makes the metrics of one loss. Default: `metricsFor`. */
  readonly make?: (
    network: Graph,
    options: MetricsOptions,
  ) => readonly Metric[];
}

/**
 * New metrics for each loss of a network.
 *
 * @throws {NablaError} if a name is unknown, or a metric goes with no loss.
 */
export function headMetrics(
  network: Network,
  { names, targetShapeOf, ...options }: HeadMetricsOptions,
): HeadMetrics {
  const heads = headsOf(network);
  // Of several losses, what cannot read the targets of one may be meant for another.
  const make = heads.length < 2 ? options.make ?? metricsFor : chosenMetrics;
  const made = new Map<string, Metric[]>(heads.map(({ name }) => [name, []]));
  const add = (
    { name, network }: Head<Network>,
    own: MetricsOptions["names"],
  ) => {
    const targetShape = targetShapeOf(name);
    const metrics = make(network, {
      ...targetShape && { targetShape },
      ...own && { names: own },
    });
    made.get(name)?.push(...metrics);
  };
  if (names === undefined) {
    for (const head of heads) add(head, names);
    return made;
  }
  for (const choice of names) {
    const { own, metric } = ownChoice(heads, choice);
    if (own.length === 1) {
      add(own[0], [metric]);
      continue;
    }
    let refusal: unknown;
    let count = 0;
    for (const head of own) {
      try {
        add(head, [metric]);
        count++;
      } catch (error) {
        if (!(error instanceof NablaError)) throw error;
        refusal ??= error;
      }
    }
    if (count === 0) throw refusal;
  }
  return made;
}

type Choice = NonNullable<MetricsOptions["names"]>[number];

/**
 * The losses that a choice is about, and the metric alone.
 *
 * @throws {NablaError} if it names a loss that there is not.
 */
function ownChoice(
  heads: readonly Head<Network>[],
  choice: Choice,
): { readonly own: readonly Head<Network>[]; readonly metric: Choice } {
  const end = typeof choice === "string" ? choice.lastIndexOf(".") : -1;
  if (typeof choice !== "string" || end < 0) {
    return { own: heads, metric: choice };
  }
  const loss = choice.slice(0, end);
  const own = heads.filter(({ name }) => name === loss);
  if (own.length > 0) return { own, metric: choice.slice(end + 1) };
  const names = heads.map(({ name }) => name);
  const near = closest(loss, names);
  throw new NablaError(
    "choice",
    {
      action: say("measure {metric}", { metric: choice }),
      name: say("what stands before the point"),
      choices: names,
      found: loss,
    },
    near === undefined
      ? {}
      : { help: say("Did you mean {name}?", { name: near }) },
  );
}

/** All metrics, one loss after the other. */
export function allMetrics(metrics: HeadMetrics): readonly Metric[] {
  return [...metrics.values()].flat();
}

/** The values of metrics by name, those of several losses as `kind.accuracy`. */
export function valuesOf(
  metrics: HeadMetrics,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...metrics].flatMap(([loss, own]) =>
      own.map((metric) => [
        metrics.size < 2 ? metric.name : `${loss}.${metric.name}`,
        metric.value(),
      ])
    ),
  );
}
