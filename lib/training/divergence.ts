import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { areFinite } from "../base/values.ts";
import type { BindOptions, BoundNetwork } from "../network/bound.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { copyData } from "./evaluation/feed.ts";

/** What broke a training. */
export interface Divergence {
  /** The first step with numbers that are not finite, or the first parameter with such a gradient; `x` or `target` for data. */
  readonly place: string;
  /** What broke, with a way out. */
  readonly message: string;
}

/**
 * Finds the first numbers that are not finite, on the batch that `broken` holds:
 * forward, step by step, then backward.
 */
export function findDivergence(
  network: Network,
  broken: BoundNetwork,
  targetShape: BindOptions["targetShape"] | undefined,
): Divergence {
  const { batch, parameters, inputs, targets } = broken;
  const wrong = brokenParameter(parameters);
  if (wrong !== undefined) return wrong;
  const net = network.bind({
    batch,
    parameters,
    ...targetShape && { targetShape },
    inputGradient: false,
  });
  copyData(broken, net);
  for (const [name, x] of inputs) {
    if (!areFinite(x)) return dataBroke(name, say("an input"));
  }
  for (const [name, target] of targets) {
    if (areFinite(target)) continue;
    const place = targets.size === 1 ? "target" : `${name}.target`;
    return dataBroke(place, say("a target"));
  }
  net.forward();
  for (const { name, output, layer } of network.steps) {
    if (areFinite(net.values[output])) continue;
    if (layer.loss === undefined) {
      return valueBroke(name, say("the output of {name}", { name }));
    }
    return {
      place: name,
      message: say(
        "the loss {name} is NaN or infinite, but its inputs are finite: nabla explain {layer} says what it takes, and a lower learning rate may help",
        { name, layer: layer.name },
      ),
    };
  }
  net.backward();
  for (const { name, output } of network.steps.toReversed()) {
    if (!areFinite(net.gradients[output])) {
      return valueBroke(
        name,
        say("the gradient that reaches {name}", { name }),
      );
    }
  }
  const lost = [...parameters].findLast(({ gradient }) => !areFinite(gradient));
  return lost === undefined
    ? valueBroke("the loss", say("the loss"))
    : valueBroke(
      lost.path,
      say("the gradient of {path}", { path: lost.path }),
    );
}

/** The parameter nearest to the loss that is not finite, if any: what breaks spreads from there. */
export function brokenParameter(
  parameters: Parameters,
): Divergence | undefined {
  const lost = [...parameters].findLast(({ value }) => !areFinite(value));
  return lost && {
    place: lost.path,
    message: say(
      "{path} is no longer finite: a lower learning rate or clipping may help",
      { path: lost.path },
    ),
  };
}

/** @throws {NablaError} if a parameter to start from holds NaN or an infinite number. */
export function requireFinite(parameters: Parameters): void {
  for (const { path, value } of parameters) {
    const wrong = value.find((each) => !Number.isFinite(each));
    if (wrong === undefined) continue;
    throw new NablaError("value", {
      action: say("train"),
      name: path,
      rule: say("finite numbers to start from"),
      found: wrong,
    });
  }
}

function valueBroke(place: string, what: string): Divergence {
  return {
    place,
    message: say(
      "{what} is NaN or infinite: a lower learning rate or clipping may help, and nabla gradcheck tells whether the gradients are right",
      { what },
    ),
  };
}

function dataBroke(place: string, what: string): Divergence {
  return {
    place,
    message: say(
      "{what} is NaN or infinite: each number of the data must be finite",
      { what },
    ),
  };
}
