import { elementCount } from "../../base/shape.ts";
import { copy } from "../../kernels/contract/arrays.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** Lays all axes but the batch out in one: 28×28×1 becomes 784. */
export const flatten: LayerType<readonly []> = defineLayer({
  name: "flatten",
  summary: "lays all axes of an example out in one",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy" },
  examples: [
    { arguments: [], inputs: [[2, 3]] },
    { arguments: [], inputs: [[4]] },
    { arguments: [], inputs: [[2, 2, 2]] },
  ],
  outputShape: (shape) => [elementCount(shape)],
  bind: copyPass,
});

/** `y = x`, whatever their shapes. */
export function copyPass(site: Site): Pass {
  const { x, dx, y, dy, kernels } = site;
  return {
    forward: () => copy(kernels, y, x),
    backward() {
      if (dx.length > 0) copy(kernels, dx, dy);
    },
    ...linearOrder(site, copyPass),
  };
}
