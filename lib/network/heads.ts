import type { Shape } from "../base/shape.ts";
import type { Graph, NetworkLoss } from "./graph.ts";

/** An input of a network. */
export interface NetworkInput {
  /** Its label, or `x`. */
  readonly name: string;
  /** Its shape for one example. */
  readonly shape: Shape;
}

/** The inputs of a network in the order of its text. */
export function inputsOf({ inputs, values }: Graph): readonly NetworkInput[] {
  return inputs.map((input) => values[input]);
}

/** A loss with its prediction and its target. */
export interface Head<Network extends Graph = Graph> {
  /** The name of the loss. */
  readonly name: string;
  /** The network as if this loss were the only one. */
  readonly network: Network;
}

/** The losses of a network one by one: what is known of a network with one loss then holds for each. */
export function headsOf<Network extends Graph>(
  network: Network,
): readonly Head<Network>[] {
  const { losses } = network;
  return losses.map((loss) => ({
    name: loss.step.name,
    network: losses.length === 1 ? network : withLoss(network, loss),
  }));
}

function withLoss<Network extends Graph>(
  network: Network,
  loss: NetworkLoss,
): Network {
  const { step, prediction, target } = loss;
  return {
    ...network,
    losses: [loss],
    loss: step,
    output: prediction,
    target,
    outputShape: network.values[prediction].shape,
  };
}
