/**
 * A layer with another backward.
 *
 * @module
 */

import type { Layer, Site } from "../../layer/layer.ts";

/** The layer with another backward, given its arrays and the right one. */
export function withBackward(
  layer: Layer,
  backward: (site: Site, right: () => void) => void,
): Layer {
  return {
    ...layer,
    bind(site) {
      const pass = layer.bind(site);
      return {
        ...pass,
        backward: () => backward(site, () => pass.backward()),
      };
    },
  };
}
