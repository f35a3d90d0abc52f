import type { Layer } from "../../lib/layer/layer.ts";
import { bindNetwork } from "../../lib/network/bound.ts";
import type { Network } from "../../lib/network/network.ts";
import { spoiledAfter } from "../../lib/self_test/faults.ts";
import type { Place } from "./digits.ts";

/** How large a fault is, by what a number is multiplied with. */
export const factors = [
  ["1e-3", 1.001],
  ["1e-5", 1.00001],
  ["its sign", -1],
] as const;

/** The network with one number of one gradient of a step times a factor. */
export function withFault(
  network: Network,
  { check, path, entry }: Place,
  factor: number,
): Network {
  const faulty: Network = {
    ...network,
    steps: network.steps.map((step) =>
      step.name === check
        ? {
          ...step,
          layer: spoiled(step.layer, step.name, path, entry, factor),
        }
        : step
    ),
    bind: (options) => bindNetwork(faulty, options),
  };
  return faulty;
}

function spoiled(
  layer: Layer,
  name: string,
  path: string,
  entry: number,
  factor: number,
): Layer {
  return spoiledAfter(layer, ({ gradients, dx, dinputs }) => {
    const isSecond = path === "x2" || path === layer.inputs?.[1]?.name;
    const own = gradients[path.slice(name.length + 1)] ??
      (isSecond ? dinputs[1] : dx);
    if (own.length > 0) own[entry] *= factor;
  });
}
