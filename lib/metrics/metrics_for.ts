import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";
import type { Prediction } from "../layer/loss_table.ts";
import type { Graph } from "../network/graph.ts";
import { type Outputs, outputsOf } from "../network/outputs.ts";
import type { Metric } from "./metric.ts";
import { metricNamed, metricNames, metrics } from "./metrics.ts";

/** What {@linkcode metricsFor} takes. */
export interface MetricsOptions {
  /** The target's shape for one example, if the loss takes several; default: the first of them. */
  readonly targetShape?: Shape;
  /** Which metrics, of {@linkcode metrics}, or what makes them; default: those that go with the loss. */
  readonly names?: readonly (string | ((outputs: Outputs) => Metric))[];
}

/**
 * New metrics for the outputs of a network. By default those that go with its
 * loss: `accuracy` for classes, `mae` and `r2` for numbers, and none for a network
 * without a loss, or whose loss does not say what is predicted.
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
 * @throws {NablaError} if a name is unknown, or the metric does not go with the
 * network.
 */
export function metricsFor(
  network: Graph,
  options: MetricsOptions = {},
): readonly Metric[] {
  const outputs = outputsOf(network, options.targetShape);
  const { names = outputs === undefined ? [] : suiting(outputs.predicts) } =
    options;
  return names.map((name) => {
    const make = typeof name === "string" ? metricNamed(name) : name;
    if (make === undefined) {
      throw new NablaError("choice", {
        action: say("make metrics"),
        name: say("each"),
        choices: metricNames,
        found: String(name),
      });
    }
    if (outputs === undefined) {
      throw new NablaError("call", {
        action: say("make {name}", {
          name: typeof name === "string" ? name : say("a metric"),
        }),
        rule: say(
          "the network must end with a loss that says what is predicted",
        ),
        found: network.loss?.layer.name ?? say("none"),
      });
    }
    return make(outputs);
  });
}

/** The names of the usual metrics for a kind of predictions. */
function suiting(prediction: Prediction): readonly string[] {
  return [...metrics.values()]
    .filter(({ isUsual, measures }) =>
      isUsual && (measures === "numbers") === (prediction === "numbers")
    )
    .map(({ name }) => name);
}
