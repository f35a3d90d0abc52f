import { equalShapes, type Shape } from "../../base/shape.ts";
import { copyColumns } from "../../kernels/plain/matrix.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import {
  branchesDisagree,
  type MergeType,
  mergeType,
  mostBranches,
} from "../../layer/merge.ts";
import { linearOrder } from "../../layer/second_order.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** Joins its branches along the last axis; each gets its part of the gradient. */
export const concat: MergeType = mergeType(defineLayer({
  name: "concat",
  traits: { reach: reachOfInputs },
  gradients: { "*": "dy, its own columns" },
  summary: "its branches one after the other along the last axis",
  branches: { least: 1, most: mostBranches, verb: "join" },
  examples: [
    { arguments: [], inputs: [[3], [2]] },
    { arguments: [], inputs: [[2, 1], [2, 3], [2, 2]] },
  ],
  outputShape(...shapes) {
    const [first] = shapes;
    const isFit = (shape: Shape) =>
      shape.length === first.length && shape.length > 0 &&
      equalShapes(shape.slice(0, -1), first.slice(0, -1));
    if (!shapes.every(isFit)) {
      throw branchesDisagree(
        "concat",
        "all branches must agree in all axes but the last",
        shapes,
      );
    }
    const width = shapes.reduce((n, shape) => n + shape[shape.length - 1], 0);
    return [...first.slice(0, -1), width];
  },
  bind,
}));

function bind(site: Site): Pass {
  const { inputs, dinputs, inputShapes, outputShape, y, dy } = site;
  const width = outputShape[outputShape.length - 1];
  const rows = y.length / width;
  const widths = inputShapes.map((shape) => shape[shape.length - 1]);
  return {
    forward() {
      for (let k = 0, start = 0; k < inputs.length; start += widths[k++]) {
        const own = widths[k];
        copyColumns(y, width, start, inputs[k], own, 0, rows, own);
      }
    },
    backward() {
      for (let k = 0, start = 0; k < inputs.length; start += widths[k++]) {
        if (dinputs[k].length === 0) continue;
        const own = widths[k];
        copyColumns(dinputs[k], own, 0, dy, width, start, rows, own);
      }
    },
    ...linearOrder(site, bind),
  };
}
