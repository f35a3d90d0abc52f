import type { Values } from "../../base/values.ts";
import { addAll, copy } from "../../kernels/contract/arrays.ts";
import { asRow } from "../../kernels/contract/combinations.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Directions, LayerExample } from "../../layer/layer.ts";
import { type MergeType, mergeType, mostBranches } from "../../layer/merge.ts";
import { broadcasting } from "./broadcast.ts";

/** Two branches, of the same shape and of shapes that stretch. */
export const two: readonly LayerExample[] = [
  { arguments: [], inputs: [[3], [3]] },
  { arguments: [], inputs: [[], []] },
  { arguments: [], inputs: [[2, 3], [3]] },
  { arguments: [], inputs: [[2, 1], [2, 3]] },
  { arguments: [], inputs: [[2, 1], [1, 3]] },
];
export const several: readonly LayerExample[] = [
  ...two,
  { arguments: [], inputs: [[2, 2], [2, 2], [2, 2]] },
  { arguments: [], inputs: [[], [2, 1, 3], [2, 1]] },
];

/** `a + b + …`; the gradient of each is that of the sum. */
export const add: MergeType = mergeType(defineLayer({
  name: "add",
  traits: { stretches: "terms", operator: "+" },
  gradients: { "*": "dy" },
  summary: "the sum of its branches, y = a + b",
  branches: { least: 2, most: mostBranches, verb: "add" },
  examples: several,
  ...broadcasting("add", ({ inputs, dinputs, y, dy, kernels }) => ({
    forward: () => addAll(kernels, y, inputs),
    backward() {
      for (const dx of dinputs) if (dx.length > 0) copy(kernels, dx, dy);
    },
    tangent({ inputs: directions, output }) {
      output.fill(0);
      for (const u of directions) {
        if (u.length > 0) kernels.addScaled(output, u, 1, output.length);
      }
    },
    second: noChange,
  }), { f: "add", da: 1, db: 1 }),
}));

/** `a·b·…`; the derivative by each is the product of the others. */
export const mul: MergeType = mergeType(defineLayer({
  name: "mul",
  traits: { stretches: "numbers", operator: "*" },
  gradients: { a: "dy·b", b: "dy·a", "*": "dy·(all others)" },
  summary: "the product of its branches, y = a·b",
  branches: { least: 2, most: mostBranches, verb: "multiply" },
  examples: several,
  ...broadcasting("mul", ({ inputs, dinputs, y, dy, kernels }) => ({
    forward() {
      multiply(kernels, y, inputs[0], inputs.slice(1));
    },
    backward() {
      for (let k = 0; k < dinputs.length; k++) {
        if (dinputs[k].length === 0) continue;
        multiply(kernels, dinputs[k], dy, inputs.toSpliced(k, 1));
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
  }), { f: "mul", da: ["mul", "dy", "b"], db: ["mul", "dy", "a"] }),
}));

/** `y = x·(all factors)` */
function multiply(
  { combine }: Kernels,
  y: Values,
  x: Values,
  factors: readonly Values[],
): void {
  const to = asRow(y);
  let product = asRow(x);
  for (const factor of factors) {
    combine("mul", to, product, asRow(factor), product, 1, y.length);
    product = to;
  }
}

/** Where gradients do not depend on inputs. */
export function noChange({ dinputs }: Directions): void {
  for (const v of dinputs) v.fill(0);
}
