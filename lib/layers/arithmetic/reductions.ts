import { elementCount } from "../../base/shape.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerBody } from "../../layer/layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";

const examples = [
  { arguments: [], inputs: [[3]] },
  { arguments: [], inputs: [[]] },
  { arguments: [], inputs: [[2, 3]] },
];

/** The sum of all numbers of an example; each has derivative 1. */
export const sum: LayerType<readonly []> = defineLayer({
  name: "sum",
  summary: "the sum of all numbers of an example",
  gradients: { x: "dy" },
  examples,
  ...reduction(() => 1),
});

/** The mean of all `n` numbers of an example; each has derivative `1/n`. */
export const mean: LayerType<readonly []> = defineLayer({
  name: "mean",
  summary: "the mean of all numbers of an example",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy/n" },
  examples,
  ...reduction((length) => 1 / length),
});

/** A weight times the sum of all numbers of an example. */
function reduction(weightOf: (length: number) => number): LayerBody {
  return {
    outputShape: () => [],
    bind({ batch, x, dx, y, dy, inputShapes }) {
      const length = elementCount(inputShapes[0]);
      const weight = weightOf(length);
      return {
        forward() {
          for (let b = 0, i = 0; b < batch; b++) {
            let sum = 0;
            for (const end = i + length; i < end; i++) sum += x[i];
            y[b] = weight * sum;
          }
        },
        backward() {
          for (let i = 0; i < dx.length; i++) {
            dx[i] = weight * dy[Math.floor(i / length)];
          }
        },
        tangent({ inputs: [u], output }) {
          output.fill(0);
          for (let i = 0; i < u.length; i++) {
            output[Math.floor(i / length)] += weight * u[i];
          }
        },
        second: ({ dinputs: [v] }) => void v.fill(0),
      };
    },
  };
}
