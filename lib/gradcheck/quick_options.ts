/**
 * Options with which a check takes seconds, whatever the size of the network.
 *
 * @module
 */

import { elementCount } from "../base/shape.ts";
import type { Network } from "../network/network.ts";
import type { GradcheckOptions } from "./options.ts";

/** From so many numbers of a network on, for one example, a sample is enough. */
const large = 100_000;

/** Of so many gates of a kind in formulas, the first are enough. */
const mostAlike = 64;

/** All numbers of each gradient, or four if the network is large; of gates that are alike, some. */
export function quickOptions(
  network: Network,
): Pick<GradcheckOptions, "mode" | "samples" | "only"> {
  const { parameterCount, values } = network;
  const numbers = values.reduce((n, { shape }) => n + elementCount(shape), 0);
  const only = withoutAlike(network);
  return {
    ...parameterCount + numbers < large ? {} : { mode: "sampled", samples: 4 },
    ...only === undefined ? {} : { only },
  };
}

/** The names of the steps that are checked, and the network; undefined if all are. */
function withoutAlike(
  { steps, values }: Network,
): readonly string[] | undefined {
  const counts = new Map<string, number>();
  const chosen = steps.filter(({ inputs, layer, formula }) => {
    if (inputs.length === 0) return false;
    if (formula === undefined) return true;
    const shapes = inputs.map((value) => values[value].shape.join("×"));
    const kind = [layer.name, JSON.stringify(layer.arguments), ...shapes]
      .join();
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= mostAlike;
  });
  return [...counts.values()].some((count) => count > mostAlike)
    ? [...chosen.map(({ name }) => name), "network"]
    : undefined;
}
