// The lesson's own layers, with the mistakes that its code has, and what the
// gradient checker says about each.
//
//   deno run examples/course/lesson_bug.ts
import { gradcheck } from "@nabla/nabla";
import { defineLayer, he, type Layer, zeros } from "@nabla/nabla/define";

/** 1. `1 / (1 + exp(x))` falls where sigmoid rises; the backward belongs to the right function. */
const lessonSigmoid = defineLayer({
  name: "lesson_sigmoid",
  f: (x) => 1 / (1 + Math.exp(x)),
  df: (_x, y) => y * (1 - y),
});

/** 4. A backward that takes no gradient from above works only in the last step. */
const lastSigmoid = defineLayer({
  name: "last_sigmoid",
  outputShape: (shape) => shape,
  bind: ({ x, dx, y }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
    },
    backward() {
      for (let i = 0; i < dx.length; i++) dx[i] = y[i] * (1 - y[i]);
    },
  }),
});

/** 2. One bias for the whole layer: its gradient must be the sum over the outputs, and `db = d` is not. */
const oneBias = defineLayer({
  name: "one_bias",
  outputShape: (shape) => shape,
  parameters: () => [{ name: "bias", shape: [1], initializer: zeros }],
  bind: ({ batch, x, dx, y, dy, parameters, gradients }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = x[i] + parameters.bias[0];
    },
    backward() {
      dx.set(dy);
      gradients.bias[0] = 0;
      const outputs = dy.length / batch;
      for (let b = 0; b < batch; b++) gradients.bias[0] += dy[b * outputs];
    },
  }),
});

/** 3. `dw = d * x` has the shape of x, not of the weights, and `dx = d * weights` is not a product with the matrix. */
const lessonFullyConnect = defineLayer({
  name: "lesson_fully_connect",
  outputShape: () => [2],
  parameters: () => [{ name: "weight", shape: [2, 2], initializer: he }],
  bind: ({ batch, x, dx, y, dy, parameters: { weight }, gradients }) => ({
    forward() {
      for (let b = 0; b < 2 * batch; b += 2) {
        for (let i = 0; i < 2; i++) {
          y[b + i] = weight[2 * i] * x[b] + weight[2 * i + 1] * x[b + 1];
        }
      }
    },
    backward() {
      gradients.weight.fill(0);
      for (let b = 0; b < 2 * batch; b += 2) {
        for (let i = 0; i < 2; i++) {
          gradients.weight[i] += dy[b + i] * x[b + i];
          dx[b + i] = dy[b + i] * weight[2 * i + i];
        }
      }
    },
  }),
});

report("1. sigmoid written 1 / (1 + exp(x))", lessonSigmoid());
report("2. one bias for two outputs", oneBias(), [2]);
report("3. dw = d * x and dx = d * weights", lessonFullyConnect(), [2]);
report("4. a backward without a gradient from above", lastSigmoid());

/** Prints the verdict, and of each gradient the entry that is furthest off. */
function report(title: string, layer: Layer, shape = [3]): void {
  const { verdict, checks } = gradcheck(layer, { inputs: [shape] });
  console.log(`${title}: ${verdict.toUpperCase()}`);
  for (const { gradients } of checks) {
    for (const { path, wrong, checked, worst } of gradients) {
      if (wrong === 0 || worst === undefined) {
        console.log(`   ${path}: right`);
        continue;
      }
      console.log(
        `   ${path}: ${wrong} of ${checked} wrong, at [${worst.index}] ${
          worst.analytic.toFixed(4)
        } where differences give ${worst.numeric.toFixed(4)}`,
      );
    }
  }
}
