/**
 * Layers without inputs: what they give is the same for every example.
 *
 * @module
 */

import { elementCount } from "../base/shape.ts";
import type { NumberFormula } from "./formula.ts";
import type { GivenValue } from "./item.ts";
import type { Layer, ParameterSpec, Pass, Site } from "./layer.ts";
import { linearOrder } from "./second_order.ts";

/** The layer whose output is the same given array for every example. Its one parameter is that array, under the step's own name; training does not change it. */
export function valueLayer({ shape, data }: GivenValue): Layer {
  const spec: ParameterSpec = {
    name: "",
    shape,
    trainable: false,
    initializer: { name: "given", fill: (values) => values.set(data) },
  };
  return { ...parameterLayer([spec], ""), name: "value", arguments: {} };
}

/** The layer whose output is one of the parameters of a step, which it shares. */
export function parameterLayer(
  specs: readonly ParameterSpec[],
  name: string,
): Layer {
  const shape = specs.find((each) => each.name === name)?.shape ?? [];
  const length = elementCount(shape);
  return {
    name: "parameter",
    arguments: { name },
    outputShape: () => shape,
    parameters: () => specs,
    bind: function bind(site: Site): Pass {
      const { batch, y, dy, parameters, gradients, kernels } = site;
      const others = Object.entries(gradients).flatMap(([other, gradient]) =>
        other === name ? [] : [gradient]
      );
      return {
        forward: () => kernels.fillRows(y, parameters[name], batch, length),
        backward() {
          for (const gradient of others) gradient.fill(0);
          // Running statistics have none.
          if (gradients[name].length === 0) return;
          kernels.sumRows(gradients[name], dy, batch, length);
        },
        ...linearOrder(site, bind),
      };
    },
  };
}

/** The layer of a number in a formula; it has no gradient. */
export function numberLayer({ value, text }: NumberFormula): Layer {
  return {
    name: "number",
    arguments: { value, text },
    outputShape: () => [],
    bind: ({ y }) => ({
      forward: () => void y.fill(value),
      backward: () => {},
      tangent: ({ output }) => void output.fill(0),
      second: () => {},
    }),
  };
}
