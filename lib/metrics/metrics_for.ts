/**
 * The metrics that go with a network, and metrics by name.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";
import type { Prediction } from "../layer/layer.ts";
import type { Graph } from "../network/graph.ts";
import { type Outputs, outputsOf } from "../network/outputs.ts";
import { accuracy, topK } from "./accuracy.ts";
import { f1, precision, recall } from "./class_scores.ts";
import { meanAbsoluteError, meanSquaredError, rSquared } from "./errors.ts";
import type { Metric } from "./metric.ts";
import { perplexity } from "./perplexity.ts";

/** What {@linkcode metricsFor} takes. */
export interface MetricsOptions {
  /** The target's shape for one example, where the loss takes several: the first of them unless told otherwise. */
  readonly targetShape?: Shape;
  /** Which metrics, of {@linkcode metrics}; those that go with the loss unless told otherwise. */
  readonly names?: readonly string[];
}

/** What makes a metric for the outputs of a network. */
export type MetricType = (outputs: Outputs) => Metric;

/** Metrics by name: `accuracy`, `top5` (and `top` with any other number), `precision`, `recall`, `f1`, `perplexity`, `mae`, `mse` and `r2`. */
export const metrics: ReadonlyMap<string, MetricType> = new Map<
  string,
  MetricType
>([
  ["accuracy", accuracy],
  ["top5", (outputs) => topK(5, outputs)],
  ["precision", (outputs) => precision(outputs)],
  ["recall", (outputs) => recall(outputs)],
  ["f1", (outputs) => f1(outputs)],
  ["perplexity", perplexity],
  ["mae", meanAbsoluteError],
  ["mse", meanSquaredError],
  ["r2", rSquared],
]);

const usual: Readonly<Record<Prediction, readonly string[]>> = {
  classes: ["accuracy"],
  probability: ["accuracy"],
  logit: ["accuracy"],
  sign: ["accuracy"],
  numbers: ["mae", "r2"],
};

/**
 * New metrics for the outputs of a network. Unless they are named, those that go
 * with what its loss says of them: `accuracy` for classes, `mae` and `r2` for
 * numbers, and none for a network without a loss, or with one without predictions
 * to read.
 *
 * ```ts
 * import { metricsFor, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`;
 * const [accuracy] = metricsFor(network);
 * const net = network.bind({ batch: 4 });
 * net.x.set([0, 0, 0, 1, 1, 0, 1, 1]);
 * net.target.set([0, 1, 1, 0]);
 * net.forward();
 * accuracy.add(net.y, net.target, net.batch);
 * assertEquals(accuracy.name, "accuracy");
 * ```
 *
 * @throws {NablaError} if there is no metric of a name, or it does not go with the
 * network.
 */
export function metricsFor(
  network: Graph,
  options: MetricsOptions = {},
): readonly Metric[] {
  const outputs = outputsOf(network, options.targetShape);
  const { names = outputs === undefined ? [] : usual[outputs.predicts] } =
    options;
  return names.map((name) => {
    const make = metrics.get(name) ?? topOf(name);
    if (make === undefined) {
      throw new NablaError("choice", {
        action: "make metrics",
        name: "each",
        choices: [...metrics.keys()],
        found: name,
      });
    }
    if (outputs === undefined) {
      throw new NablaError("call", {
        action: `make ${name}`,
        rule: "the network must end with a loss that says what is predicted",
        found: network.loss?.layer.name ?? "none",
      });
    }
    return make(outputs);
  });
}

/** `top3` and the like. */
function topOf(name: string): MetricType | undefined {
  const [, k] = /^top([1-9]\d*)$/.exec(name) ?? [];
  return k === undefined ? undefined : (outputs) => topK(Number(k), outputs);
}
