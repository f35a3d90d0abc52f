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

/** All numbers of each gradient, or four if the network is large. */
export function quickOptions(
  { parameterCount, values }: Network,
): Pick<GradcheckOptions, "mode" | "samples"> {
  const numbers = values.reduce((n, { shape }) => n + elementCount(shape), 0);
  return parameterCount + numbers < large
    ? {}
    : { mode: "sampled", samples: 4 };
}
