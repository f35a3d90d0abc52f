/**
 * Layers in which branches meet.
 *
 * @module
 */

import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { list } from "../../base/words.ts";
import { copyColumns } from "../../kernels/plain/matrix.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { InputDraw, LayerBody, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";

const two = [{ arguments: [], inputs: [[3], [3]] }, {
  arguments: [],
  inputs: [[], []],
}];
const several = [...two, { arguments: [], inputs: [[2, 2], [2, 2], [2, 2]] }];
const most = 1000;

/** `a + b + …`; the gradient of each is that of the sum. */
export const add: MergeType = mergeType(defineLayer({
  name: "add",
  gradients: { "*": "dy" },
  summary: "the sum of its branches, y = a + b",
  branches: { least: 2, most, verb: "add" },
  examples: several,
  outputShape: (...shapes) => sameShape("add", shapes),
  bind: ({ inputs, dinputs, y, dy, kernels }) => ({
    forward() {
      y.set(inputs[0]);
      for (let k = 1; k < inputs.length; k++) {
        kernels.addScaled(y, inputs[k], 1, y.length);
      }
    },
    backward() {
      for (let k = 0; k < dinputs.length; k++) {
        if (dinputs[k].length > 0) dinputs[k].set(dy);
      }
    },
  }),
}));

/** `a·b·…`; the derivative by each is the product of the others. */
export const mul: MergeType = mergeType(defineLayer({
  name: "mul",
  gradients: { a: "dy·b", b: "dy·a", "*": "dy·(all others)" },
  summary: "the product of its branches, y = a·b",
  branches: { least: 2, most, verb: "multiply" },
  examples: several,
  outputShape: (...shapes) => sameShape("mul", shapes),
  bind: ({ inputs, dinputs, y, dy }) => ({
    forward() {
      y.set(inputs[0]);
      for (let k = 1; k < inputs.length; k++) {
        for (let i = 0; i < y.length; i++) y[i] *= inputs[k][i];
      }
    },
    backward() {
      for (let k = 0; k < dinputs.length; k++) {
        const dx = dinputs[k];
        for (let i = 0; i < dx.length; i++) {
          let product = dy[i];
          for (let other = 0; other < inputs.length; other++) {
            if (other !== k) product *= inputs[other][i];
          }
          dx[i] = product;
        }
      }
    },
  }),
}));

/** `a − b`, with derivatives 1 and −1. */
export const sub: MergeType = mergeType(defineLayer({
  name: "sub",
  gradients: { a: "dy", b: "-dy" },
  summary: "y = a - b",
  branches: { least: 2, most: 2, verb: "subtract" },
  examples: two,
  ...binary("sub", (a, b) => a - b, () => 1, () => -1),
}));

/** `a / b`, with derivatives `1/b` and `−a/b²`. */
export const div: MergeType = mergeType(defineLayer({
  name: "div",
  gradients: { a: "dy/b", b: "-dy·a/b²" },
  summary: "y = a / b",
  branches: { least: 2, most: 2, verb: "divide" },
  examples: two,
  ...binary("div", (a, b) => a / b, (_a, b) => 1 / b, (a, b) => -a / (b * b)),
  inputs: [{ name: "a", differentiable: true }, {
    name: "b",
    differentiable: true,
    draw(values: Values, { random }: InputDraw) {
      for (let i = 0; i < values.length; i++) {
        values[i] = 0.5 + 2 * random.uniform();
      }
    },
  }],
}));

/** The largest of its branches, number by number; the gradient goes to the first of the largest. */
export const max: MergeType = mergeType(defineLayer({
  name: "max",
  gradients: { "*": "dy where it is the largest, else 0" },
  summary: "the largest of its branches, number by number",
  branches: { least: 2, most, verb: "compare" },
  examples: several,
  ...selection("max", (a, b) => a > b),
}));

/** The smallest of its branches, number by number; the gradient goes to the first of the smallest. */
export const min: MergeType = mergeType(defineLayer({
  name: "min",
  gradients: { "*": "dy where it is the smallest, else 0" },
  summary: "the smallest of its branches, number by number",
  branches: { least: 2, most, verb: "compare" },
  examples: several,
  ...selection("min", (a, b) => a < b),
}));

/** Its branches one after the other along the last axis; each gets its part of the gradient. */
export const concat: MergeType = mergeType(defineLayer({
  name: "concat",
  gradients: { "*": "dy, its own columns" },
  summary: "its branches one after the other along the last axis",
  branches: { least: 1, most, verb: "join" },
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
      throw disagreement(
        "concat",
        "all branches must agree in all axes but the last",
        shapes,
      );
    }
    const width = shapes.reduce((n, shape) => n + shape[shape.length - 1], 0);
    return [...first.slice(0, -1), width];
  },
  bind({ inputs, dinputs, inputShapes, outputShape, y, dy }) {
    const width = outputShape[outputShape.length - 1];
    const rows = y.length / width;
    const widths = inputShapes.map((shape) => shape[shape.length - 1]);
    return {
      forward() {
        for (let k = 0, start = 0; k < inputs.length; start += widths[k++]) {
          copyColumns(
            y,
            width,
            start,
            inputs[k],
            widths[k],
            0,
            rows,
            widths[k],
          );
        }
      },
      backward() {
        for (let k = 0, start = 0; k < inputs.length; start += widths[k++]) {
          if (dinputs[k].length === 0) continue;
          copyColumns(
            dinputs[k],
            widths[k],
            0,
            dy,
            width,
            start,
            rows,
            widths[k],
          );
        }
      },
    };
  },
}));

/**
 * `x + f(x)` for its branch `f`, which must keep the shape (He et al., "Deep
 * residual learning for image recognition", 2016, equation 1).
 */
export const residual: MergeType = mergeType(defineLayer({
  name: "residual",
  gradients: { "*": "dy" },
  summary: "what comes in plus its branch, y = x + f(x)",
  branches: { least: 1, most: 1, verb: "add" },
  examples: two,
  takesStep: true,
  outputShape(x, branch) {
    if (equalShapes(x, branch)) return x;
    throw new ShapeError({
      layer: "residual",
      rule: "its branch must keep the shape",
      found: `${formatShape(x)} comes in, the branch gives ${
        formatShape(branch)
      }`,
      branches: "kept",
    });
  },
  bind: ({ inputs: [x, branch], dinputs: [dx, dbranch], y, dy, kernels }) => ({
    forward() {
      y.set(x);
      kernels.addScaled(y, branch, 1, y.length);
    },
    backward() {
      if (dx.length > 0) dx.set(dy);
      if (dbranch.length > 0) dbranch.set(dy);
    },
  }),
}));

function binary(
  layer: string,
  f: (a: number, b: number) => number,
  da: (a: number, b: number) => number,
  db: (a: number, b: number) => number,
): LayerBody {
  return {
    outputShape: (...shapes) => sameShape(layer, shapes),
    bind: ({ inputs: [a, b], dinputs: [dxa, dxb], y, dy }) => ({
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = f(a[i], b[i]);
      },
      backward() {
        for (let i = 0; i < dxa.length; i++) dxa[i] = dy[i] * da(a[i], b[i]);
        for (let i = 0; i < dxb.length; i++) dxb[i] = dy[i] * db(a[i], b[i]);
      },
    }),
  };
}

/** For each number the branch that `wins` over all before it. */
function selection(
  layer: string,
  wins: (a: number, b: number) => boolean,
): LayerBody {
  return {
    outputShape: (...shapes) => sameShape(layer, shapes),
    bind({ inputs, dinputs, y, dy, scratch }: Site) {
      const winner = scratch(y.length);
      return {
        forward() {
          for (let i = 0; i < y.length; i++) {
            let best = 0;
            for (let k = 1; k < inputs.length; k++) {
              // A number that is not one wins, so that it does not vanish.
              if (
                wins(inputs[k][i], inputs[best][i]) ||
                Number.isNaN(inputs[k][i])
              ) best = k;
            }
            winner[i] = best;
            y[i] = inputs[best][i];
          }
        },
        backward() {
          for (let k = 0; k < dinputs.length; k++) {
            const dx = dinputs[k];
            for (let i = 0; i < dx.length; i++) {
              dx[i] = winner[i] === k ? dy[i] : 0;
            }
          }
        },
        choices(note, { start, count, stride }) {
          for (let i = start, n = 0; n < count; i += stride, n++) {
            const best = winner[i];
            let ties = 0;
            for (let k = 0; k < inputs.length; k++) {
              if (k !== best && inputs[k][i] === inputs[best][i]) ties++;
            }
            note(best + inputs.length * ties);
          }
        },
      };
    },
  };
}

function sameShape(layer: string, shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  if (shapes.every((shape) => equalShapes(shape, first))) return first;
  throw disagreement(
    layer,
    "all branches must end with the same shape",
    shapes,
  );
}

function disagreement(
  layer: string,
  rule: string,
  shapes: readonly Shape[],
): ShapeError {
  return new ShapeError({
    layer,
    rule,
    found: `they end with ${list(shapes.map(formatShape), "and")}`,
    branches: "equal",
  });
}
