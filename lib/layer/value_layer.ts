import type { GivenValue } from "./item.ts";
import type { Layer, Pass, Site } from "./layer.ts";
import { linearOrder } from "./second_order.ts";

/** The layer whose output is the same given array for every example. Its one parameter is that array, under the step's own name; training does not change it. */
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
    bind: function bind(site: Site): Pass {
      const { batch, y, dy, parameters, gradients, kernels } = site;
      const { length } = data;
      return {
        forward: () => kernels.fillRows(y, parameters[""], batch, length),
        backward: () => kernels.sumRows(gradients[""], dy, batch, length),
        ...linearOrder(site, bind),
      };
    },
  };
}
