import { zeros } from "../initializers/fixed.ts";
import { normal } from "../initializers/random.ts";
import { defineLayer } from "../layer/define_layer.ts";

export const polynomial = defineLayer({
  name: "polynomial",
  f: (x) => x ** 8 - 3 * x ** 5 + x,
  df: (x) => 8 * x ** 7 - 15 * x ** 4 + 1,
});

export const rounded = defineLayer({
  name: "rounded",
  f: Math.round,
  df: () => 1,
  waivers: { gradient: "a straight-through estimator" },
});

/** Takes some rows of a table; the others have no gradient. */
export const lookup = defineLayer({
  name: "lookup",
  inputs: [{
    name: "x",
    differentiable: false,
    draw(values, { random }) {
      for (let i = 0; i < values.length; i++) values[i] = random.integer(3);
    },
  }],
  outputShape: (shape) => [...shape, 2],
  parameters: () => [{ name: "table", shape: [9, 2], initializer: normal }],
  bind: ({ x, y, dy, parameters: { table }, gradients }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = table[2 * x[i >> 1] + i % 2];
    },
    backward() {
      gradients.table.fill(0);
      for (let i = 0; i < dy.length; i++) {
        gradients.table[2 * x[i >> 1] + i % 2] += dy[i];
      }
    },
  }),
});

export const shifted = defineLayer({
  name: "shifted",
  outputShape: (shape) => shape,
  parameters: (shape) => [{
    name: "bias",
    shape: [shape[0]],
    initializer: zeros,
  }],
  bind: ({ x, dx, y, dy, parameters: { bias }, gradients }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = x[i] + bias[i % bias.length];
    },
    backward() {
      dx.set(dy);
      gradients.bias.fill(0);
      for (let i = 0; i < dy.length; i++) {
        gradients.bias[i % bias.length] += dy[i];
      }
    },
  }),
});
