/**
 * The gradient from above with which a subject is checked.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";

/**
 * Fills the upstream gradient: ±(0.5 … 1.5), so that no output is left out,
 * none outweighs the others, and they do not cancel.
 */
export function drawUpstream(upstream: Values, random: Random): void {
  for (let j = 0; j < upstream.length; j++) {
    const size = 0.5 + random.uniform();
    upstream[j] = random.uniform() < 0.5 ? -size : size;
  }
}
