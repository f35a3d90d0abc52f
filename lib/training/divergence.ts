/**
 * What broke a training, and where.
 *
 * @module
 */

import type { Shape } from "../base/shape.ts";
import { areFinite } from "../base/values.ts";
import type { BoundNetwork } from "../network/bound.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";

/** What broke a training. */
export interface Divergence {
  /** The step whose numbers were the first that are not finite, or the parameter whose gradient was; `x` or `target` for the data's. */
  readonly place: string;
  /** It in words, with a way out. */
  readonly message: string;
}

/**
 * Finds where numbers first cease to be finite, on the batch that `broken` holds:
 * forward, step by step, then backward.
 */
export function findDivergence(
  network: Network,
  broken: BoundNetwork,
  targetShape: Shape | undefined,
): Divergence {
  const { batch, parameters, x, target } = broken;
  const wrong = brokenParameter(parameters);
  if (wrong !== undefined) return wrong;
  const net = network.bind({
    batch,
    parameters,
    targetShape,
    inputGradient: false,
  });
  net.x.set(x);
  net.target.set(target);
  if (!areFinite(x)) return dataBroke("x", "an input");
  if (!areFinite(target)) return dataBroke("target", "a target");
  net.forward();
  for (const { name, output } of network.steps) {
    if (areFinite(net.values[output])) continue;
    return name === network.loss?.name
      ? lossBroke(name, network.loss.layer.name)
      : valueBroke(name, `the output of ${name}`);
  }
  net.backward();
  for (const { name, output } of network.steps.toReversed()) {
    if (!areFinite(net.gradients[output])) {
      return valueBroke(name, `the gradient that reaches ${name}`);
    }
  }
  const lost = [...parameters].findLast(({ gradient }) => !areFinite(gradient));
  return valueBroke(
    lost?.path ?? "the loss",
    lost === undefined ? "the loss" : `the gradient of ${lost.path}`,
  );
}

/** The parameter nearest to the loss that is not finite, where there is one: what breaks goes on from there. */
export function brokenParameter(
  parameters: Parameters,
): Divergence | undefined {
  const { path } = [...parameters].findLast(({ value }) => !areFinite(value)) ??
    {};
  if (path === undefined) return undefined;
  return {
    place: path,
    message:
      `${path} is no longer finite: a lower learning rate or clipping keeps it in hand`,
  };
}

function valueBroke(place: string, what: string): Divergence {
  return {
    place,
    message:
      `${what} is NaN or infinite: a lower learning rate or clipping may help, and nabla gradcheck tells whether the gradients are right`,
  };
}

function lossBroke(place: string, layer: string): Divergence {
  return {
    place,
    message:
      `the loss ${place} is NaN or infinite, where what it is given is not: nabla explain ${layer} says what it takes, and a lower learning rate may help`,
  };
}

function dataBroke(place: string, what: string): Divergence {
  return {
    place,
    message:
      `${what} is NaN or infinite: each number of the data must be finite`,
  };
}
