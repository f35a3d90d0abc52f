import { defineLayer } from "../../layer/define_layer.ts";
import type { LayerBody, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType, mostBranches } from "../../layer/merge.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { broadcasting } from "./broadcast.ts";
import { noChange, several } from "./merge.ts";

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

/** For each number the branch that `wins` over all before it. */
function selection(
  layer: string,
  wins: (a: number, b: number) => boolean,
): LayerBody {
  return {
    ...broadcasting(layer, ({ inputs, dinputs, y, dy, scratch }: Site) => {
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
    }),
  };
}
