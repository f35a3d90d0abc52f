import { functionPairs } from "../../kernels/plain/functions.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  elementwiseExamples as examples,
  takes,
  withKernel,
} from "../../layer/elementwise.ts";
import { reaches } from "../../layer/reach.ts";

const { df: acoshSlope } = functionPairs.acosh();
const { df: atanhSlope } = functionPairs.atanh();

/** The hyperbolic sine, `(eˣ − e⁻ˣ)/2`, with derivative `cosh x`. */
export const sinh: LayerType<readonly []> = defineLayer({
  name: "sinh",
  summary: "the hyperbolic sine, y = (exp(x) - exp(-x)) / 2",
  traits: { reach: reaches(-Infinity, Infinity), exponent: "x" },
  gradients: { x: "dy·cosh(x)" },
  examples,
  ...withKernel("sinh"),
  d2f: (_x, y) => y,
});

/** The hyperbolic cosine, `(eˣ + e⁻ˣ)/2`, with derivative `sinh x`. */
export const cosh: LayerType<readonly []> = defineLayer({
  name: "cosh",
  summary: "the hyperbolic cosine, y = (exp(x) + exp(-x)) / 2",
  traits: { reach: reaches(1, Infinity), exponent: "x" },
  gradients: { x: "dy·sinh(x)" },
  examples,
  ...withKernel("cosh"),
  d2f: (_x, y) => y,
});

/** The number whose hyperbolic sine is `x`, `log(x + √(x² + 1))`, with derivative `1/√(x² + 1)`. */
export const asinh: LayerType<readonly []> = defineLayer({
  name: "asinh",
  summary: "the number whose sinh is x, y = asinh(x)",
  traits: { reach: reaches(-Infinity, Infinity) },
  gradients: { x: "dy/√(x² + 1)" },
  examples,
  ...withKernel("asinh"),
  d2f: (x) => -x / Math.hypot(x, 1) ** 3,
});

/** The number of at least 0 whose hyperbolic cosine is `x`, with derivative `1/√(x² − 1)`; `x` is at least 1. */
export const acosh: LayerType<readonly []> = defineLayer({
  name: "acosh",
  summary: "the number whose cosh is x, y = acosh(x)",
  traits: { reach: reaches(0, Infinity) },
  gradients: { x: "dy/√(x² - 1)" },
  examples,
  inputs: takes(1.5, 3.5),
  ...withKernel("acosh"),
  d2f: (x) => -x * acoshSlope(x, 0) ** 3,
});

/** The number whose hyperbolic tangent is `x`, with derivative `1/(1 − x²)`; `x` is between −1 and 1. */
export const atanh: LayerType<readonly []> = defineLayer({
  name: "atanh",
  summary: "the number whose tanh is x, y = atanh(x)",
  traits: { reach: reaches(-Infinity, Infinity) },
  gradients: { x: "dy/(1 - x²)" },
  examples,
  inputs: takes(-0.9, 0.9),
  ...withKernel("atanh"),
  d2f: (x) => 2 * x * atanhSlope(x, 0) ** 2,
});
