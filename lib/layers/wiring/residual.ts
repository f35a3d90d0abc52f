import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape } from "../../base/shape.ts";
import { addAll, copy } from "../../kernels/contract/arrays.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { linearOrder } from "../../layer/second_order.ts";

/**
 * `x + f(x)` for its branch `f`, which must keep the shape (He et al., "Deep
 * residual learning for image recognition", 2016, equation 1).
 */
export const residual: MergeType = mergeType(defineLayer({
  name: "residual",
  gradients: { "*": "dy" },
  summary: "what comes in plus its branch, y = x + f(x)",
  branches: { least: 1, most: 1, verb: "add", takesStep: true },
  examples: [
    { arguments: [], inputs: [[3], [3]] },
    { arguments: [], inputs: [[], []] },
  ],
  outputShape(x, branch) {
    if (equalShapes(x, branch)) return x;
    throw new ShapeError({
      layer: "residual",
      rule: say("its branch must keep the shape"),
      found: say("{x} comes in, the branch gives {branch}", {
        x: formatShape(x),
        branch: formatShape(branch),
      }),
      branches: "kept",
    });
  },
  bind,
}));

function bind(site: Site): Pass {
  const { inputs: [x, branch], dinputs: [dx, dbranch], y, dy } = site;
  const { kernels } = site;
  const both = [x, branch];
  return {
    forward: () => addAll(kernels, y, both),
    backward() {
      if (dx.length > 0) copy(kernels, dx, dy);
      if (dbranch.length > 0) copy(kernels, dbranch, dy);
    },
    ...linearOrder(site, bind),
  };
}
