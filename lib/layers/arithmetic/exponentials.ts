import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  elementwiseExamples as examples,
  takes,
  withKernel,
} from "../../layer/elementwise.ts";
import { reaches } from "../../layer/reach.ts";

/** `log(1 + x)` with all its digits where `x` is next to 0, with derivative `1/(1 + x)`. */
export const log1p: LayerType<readonly []> = defineLayer({
  name: "log1p",
  summary: "y = log(1 + x), precise near 0",
  traits: {
    reach: ([x]) => [-Infinity, x ? Math.log1p(Math.max(x[1], -1)) : Infinity],
  },
  gradients: { x: "dy/(1 + x)" },
  examples,
  inputs: takes(-0.5, 1.5),
  ...withKernel("log1p"),
  d2f: (x) => -1 / (1 + x) ** 2,
});

/** `eˣ − 1` with all its digits where `x` is next to 0, with derivative `eˣ`. */
export const expm1: LayerType<readonly []> = defineLayer({
  name: "expm1",
  summary: "y = exp(x) - 1, precise near 0",
  traits: {
    reach: ([x]) => x ? [Math.expm1(x[0]), Math.expm1(x[1])] : [-1, Infinity],
    exponent: "x",
  },
  gradients: { x: "dy·exp(x)" },
  examples,
  ...withKernel("expm1"),
  d2f: (x) => Math.exp(x),
});

/** The error function, `2/√π·∫₀ˣ exp(−t²) dt`, with derivative `2/√π·exp(−x²)`. */
export const erf: LayerType<readonly []> = defineLayer({
  name: "erf",
  summary: "the error function, from -1 to 1",
  traits: { reach: reaches(-1, 1) },
  gradients: { x: "dy·2·exp(-x²)/√π" },
  examples,
  ...withKernel("erf"),
  // That of `2/√π·exp(−x²)`.
  d2f: (x) => -2.2567583341910251 * x * Math.exp(-x * x),
});
