import { equalShapes, type Shape } from "../../base/shape.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Directions, LayerBody, Site } from "../../layer/layer.ts";
import {
  branchesDisagree,
  type MergeType,
  mergeType,
  mostBranches,
} from "../../layer/merge.ts";
import { drawPositive } from "./functions.ts";
import { reachOfInputs } from "../../layer/reach.ts";

const two = [
  { arguments: [], inputs: [[3], [3]] },
  { arguments: [], inputs: [[], []] },
];
const several = [...two, { arguments: [], inputs: [[2, 2], [2, 2], [2, 2]] }];

/** `a + b + …`; the gradient of each is that of the sum. */
export const add: MergeType = mergeType(defineLayer({
  name: "add",
  gradients: { "*": "dy" },
  summary: "the sum of its branches, y = a + b",
  branches: { least: 2, most: mostBranches, verb: "add" },
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
    tangent({ inputs: directions, output }) {
      output.fill(0);
      for (const u of directions) {
        if (u.length > 0) kernels.addScaled(output, u, 1, output.length);
      }
    },
    second: noChange,
  }),
}));

/** `a·b·…`; the derivative by each is the product of the others. */
export const mul: MergeType = mergeType(defineLayer({
  name: "mul",
  gradients: { a: "dy·b", b: "dy·a", "*": "dy·(all others)" },
  summary: "the product of its branches, y = a·b",
  branches: { least: 2, most: mostBranches, verb: "multiply" },
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
    tangent({ inputs: directions, output }) {
      output.fill(0);
      for (const [k, u] of directions.entries()) {
        for (let i = 0; i < u.length; i++) {
          let product = u[i];
          for (let other = 0; other < inputs.length; other++) {
            if (other !== k) product *= inputs[other][i];
          }
          output[i] += product;
        }
      }
    },
    second({ inputs: directions, dinputs: changes }) {
      for (const [k, v] of changes.entries()) {
        v.fill(0);
        for (const [m, u] of directions.entries()) {
          if (m === k || u.length === 0) continue;
          for (let i = 0; i < v.length; i++) {
            let product = dy[i] * u[i];
            for (let other = 0; other < inputs.length; other++) {
              if (other !== k && other !== m) product *= inputs[other][i];
            }
            v[i] += product;
          }
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
  ...binary("sub", {
    f: (a, b) => a - b,
    da: () => 1,
    db: () => -1,
    daa: () => 0,
    dab: () => 0,
    dbb: () => 0,
  }),
}));

/** `a / b`, with derivatives `1/b` and `−a/b²`. */
export const div: MergeType = mergeType(defineLayer({
  name: "div",
  gradients: { a: "dy/b", b: "-dy·a/b²" },
  summary: "y = a / b",
  branches: { least: 2, most: 2, verb: "divide" },
  examples: two,
  ...binary("div", {
    f: (a, b) => a / b,
    da: (_a, b) => 1 / b,
    db: (a, b) => -a / b / b,
    daa: () => 0,
    dab: (_a, b) => -1 / b / b,
    dbb: (a, b) => 2 * a / b / b / b,
  }),
  inputs: [{ name: "a", differentiable: true }, {
    name: "b",
    differentiable: true,
    draw: drawPositive,
  }],
}));

/** The largest of its branches, number by number; the gradient goes to the first of the largest. */
export const max: MergeType = mergeType(defineLayer({
  name: "max",
  traits: { reach: reachOfInputs },
  gradients: { "*": "dy where it is the largest, else 0" },
  summary: "the largest of its branches, number by number",
  branches: { least: 2, most: mostBranches, verb: "compare" },
  examples: several,
  ...selection("max", (a, b) => a > b),
}));

/** The smallest of its branches, number by number; the gradient goes to the first of the smallest. */
export const min: MergeType = mergeType(defineLayer({
  name: "min",
  traits: { reach: reachOfInputs },
  gradients: { "*": "dy where it is the smallest, else 0" },
  summary: "the smallest of its branches, number by number",
  branches: { least: 2, most: mostBranches, verb: "compare" },
  examples: several,
  ...selection("min", (a, b) => a < b),
}));

/** Makes a number of two. */
type Two = (a: number, b: number) => number;

/** A function of two numbers with its first and second derivatives. */
interface Binary {
  readonly f: Two;
  readonly da: Two;
  readonly db: Two;
  readonly daa: Two;
  readonly dab: Two;
  readonly dbb: Two;
}

function binary(
  layer: string,
  { f, da, db, daa, dab, dbb }: Binary,
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
      tangent({ inputs: [u, w], output }) {
        output.fill(0);
        for (let i = 0; i < u.length; i++) output[i] += da(a[i], b[i]) * u[i];
        for (let i = 0; i < w.length; i++) output[i] += db(a[i], b[i]) * w[i];
      },
      second({ inputs: [u, w], dinputs: [va, vb] }) {
        const along = (i: number, byA: Two, byB: Two) =>
          (u.length === 0 ? 0 : byA(a[i], b[i]) * u[i]) +
          (w.length === 0 ? 0 : byB(a[i], b[i]) * w[i]);
        for (let i = 0; i < va.length; i++) va[i] = dy[i] * along(i, daa, dab);
        for (let i = 0; i < vb.length; i++) vb[i] = dy[i] * along(i, dab, dbb);
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
              // NaN wins, so that it does not vanish.
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
        tangent({ inputs: directions, output }) {
          for (let i = 0; i < output.length; i++) {
            const u = directions[winner[i]];
            output[i] = u.length === 0 ? 0 : u[i];
          }
        },
        second: noChange,
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

/** Where gradients do not depend on inputs. */
function noChange({ dinputs }: Directions): void {
  for (const v of dinputs) v.fill(0);
}

function sameShape(layer: string, shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  if (shapes.every((shape) => equalShapes(shape, first))) return first;
  throw branchesDisagree(
    layer,
    "all branches must end with the same shape",
    shapes,
  );
}
