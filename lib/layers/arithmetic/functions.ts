import type { Values } from "../../base/values.ts";
import { number } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { withKernel } from "../../layer/elementwise.ts";
import type { InputDraw, InputSpec } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";

const examples = [
  { arguments: [], inputs: [[3]] },
  { arguments: [], inputs: [[]] },
  { arguments: [], inputs: [[2, 3]] },
];
const constantExamples = [
  { arguments: [1], inputs: [[3]] },
  { arguments: [-2.5], inputs: [[]] },
];

/** For functions of positive numbers. */
const positive: readonly InputSpec[] = [{
  name: "x",
  differentiable: true,
  draw: drawPositive,
}];

/** Fills an array with numbers from 0.5 to 2.5. */
export function drawPositive(values: Values, { random }: InputDraw): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = 0.5 + 2 * random.uniform();
  }
}

/** `−x`, with derivative −1. */
export const neg: LayerType<readonly []> = defineLayer({
  name: "neg",
  summary: "y = -x",
  traits: { reach: ([x]) => x && [-x[1], -x[0]], operator: "-" },
  gradients: { x: "-dy" },
  examples,
  ...withKernel("line", -1, -0),
  d2f: () => 0,
});

/** `eˣ`, which is its own derivative. */
export const exp: LayerType<readonly []> = defineLayer({
  name: "exp",
  summary: "y = exp(x)",
  traits: {
    reach: ([x]) => x ? [Math.exp(x[0]), Math.exp(x[1])] : [0, Infinity],
    exponent: "x",
  },
  gradients: { x: "dy·y" },
  examples,
  ...withKernel("exp"),
  d2f: (_x, y) => y,
});

/** The natural logarithm, with derivative `1/x`. */
export const log: LayerType<readonly []> = defineLayer({
  name: "log",
  summary: "y = log(x)",
  traits: {
    reach: ([x]) => [-Infinity, x ? Math.log(Math.max(x[1], 0)) : Infinity],
  },
  gradients: { x: "dy/x" },
  examples,
  inputs: positive,
  ...withKernel("log"),
  d2f: (x) => -1 / (x * x),
});

/** `x + c`, with derivative 1. */
export const shift: LayerType<readonly [constant: number]> = defineLayer({
  name: "shift",
  summary: "y = x + c",
  traits: {
    reach: ([x], { c }) => x && [x[0] + Number(c), x[1] + Number(c)],
  },
  gradients: { x: "dy" },
  arguments: { c: number("what is added") },
  examples: constantExamples,
  create: ({ c }) => ({ ...withKernel("line", 1, c), d2f: () => 0 }),
});

/** `c·x`, with derivative `c`. */
export const scale: LayerType<readonly [constant: number]> = defineLayer({
  name: "scale",
  summary: "y = c·x",
  gradients: { x: "dy·c" },
  arguments: { c: number("what is multiplied by") },
  examples: constantExamples,
  create: ({ c }) => ({ ...withKernel("line", c, -0), d2f: () => 0 }),
});

/** `1/x`, with derivative `−1/x²`. */
export const recip: LayerType<readonly []> = defineLayer({
  name: "recip",
  summary: "y = 1 / x",
  gradients: { x: "-dy/x²" },
  examples,
  inputs: positive,
  ...withKernel("recip"),
  d2f: (x) => 2 / (x * x * x),
});

/** `x²`, with derivative `2x`. */
export const square: LayerType<readonly []> = defineLayer({
  name: "square",
  summary: "y = x²",
  traits: { reach: reaches(0, Infinity) },
  gradients: { x: "dy·2·x" },
  examples,
  ...withKernel("square"),
  d2f: () => 2,
});

/** `√x`, with derivative `1/(2√x)`. */
export const sqrt: LayerType<readonly []> = defineLayer({
  name: "sqrt",
  summary: "y = √x",
  traits: { reach: reaches(0, Infinity) },
  gradients: { x: "dy/(2·y)" },
  examples,
  inputs: positive,
  ...withKernel("sqrt"),
  d2f: (_x, y) => -1 / (4 * y * y * y),
});

/** `|x|`. Its derivative at 0 is taken as 0, as in PyTorch; that of NaN is NaN, so that it shows (PyTorch's is 0). */
export const abs: LayerType<readonly []> = defineLayer({
  name: "abs",
  summary: "y = |x|",
  traits: { reach: reaches(0, Infinity) },
  gradients: { x: "dy·sign(x)" },
  examples,
  ...withKernel("abs"),
  d2f: () => 0,
  kinks: [0],
});
