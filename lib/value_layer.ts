/**
 * A value that is given: a layer without inputs.
 *
 * @module
 */

import type { GivenValue } from "./item.ts";
import { sumRows } from "./kernels/matrix.ts";
import type { Layer } from "./layer.ts";

/** The layer whose output is the same given array for every example. Its one parameter is that array, under the step's own name, and training leaves it alone. */
export function valueLayer({ shape, data }: GivenValue): Layer {
  return {
    name: "value",
    outputShape: () => shape,
    parameters: () => [{
      name: "",
      shape,
      trainable: false,
      initializer: { name: "given", fill: (values) => values.set(data) },
    }],
    bind({ batch, y, dy, parameters, gradients }) {
      const length = data.length;
      return {
        forward() {
          for (let b = 0; b < batch; b++) y.set(parameters[""], b * length);
        },
        backward: () => sumRows(gradients[""], dy, batch, length),
      };
    },
  };
}
