import { functionPairs } from "../../kernels/plain/functions.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  elementwiseExamples as examples,
  takes,
  withKernel,
} from "../../layer/elementwise.ts";
import { reaches } from "../../layer/reach.ts";

const { df: arcSlope } = functionPairs.asin();

/** The sine of `x` in radians, with derivative `cos x`. */
export const sin: LayerType<readonly []> = defineLayer({
  name: "sin",
  summary: "y = sin(x)",
  traits: { reach: reaches(-1, 1) },
  gradients: { x: "dy·cos(x)" },
  examples,
  ...withKernel("sine", 0),
  d2f: (_x, y) => -y,
});

/** The cosine of `x` in radians, with derivative `−sin x`. */
export const cos: LayerType<readonly []> = defineLayer({
  name: "cos",
  summary: "y = cos(x)",
  traits: { reach: reaches(-1, 1) },
  gradients: { x: "-dy·sin(x)" },
  examples,
  ...withKernel("sine", 1),
  d2f: (_x, y) => -y,
});

/** The tangent of `x` in radians, with derivative `1 + tan² x`. */
export const tan: LayerType<readonly []> = defineLayer({
  name: "tan",
  summary: "y = tan(x)",
  traits: { reach: reaches(-Infinity, Infinity) },
  gradients: { x: "dy·(1 + y²)" },
  examples,
  // Between two of its poles.
  inputs: takes(-1.2, 1.2),
  ...withKernel("tan"),
  d2f: (_x, y) => 2 * y * (1 + y * y),
});

/** The angle from −π/2 to π/2 whose sine is `x`, with derivative `1/√(1 − x²)`; `x` is from −1 to 1. */
export const asin: LayerType<readonly []> = defineLayer({
  name: "asin",
  summary: "the angle whose sine is x, y = asin(x)",
  traits: { reach: reaches(-Math.PI / 2, Math.PI / 2) },
  gradients: { x: "dy/√(1 - x²)" },
  examples,
  inputs: takes(-0.9, 0.9),
  ...withKernel("asin"),
  d2f: (x) => x * arcSlope(x, 0) ** 3,
});

/** The angle from 0 to π whose cosine is `x`, with derivative `−1/√(1 − x²)`; `x` is from −1 to 1. */
export const acos: LayerType<readonly []> = defineLayer({
  name: "acos",
  summary: "the angle whose cosine is x, y = acos(x)",
  traits: { reach: reaches(0, Math.PI) },
  gradients: { x: "-dy/√(1 - x²)" },
  examples,
  inputs: takes(-0.9, 0.9),
  ...withKernel("acos"),
  d2f: (x) => -x * arcSlope(x, 0) ** 3,
});

/** The angle from −π/2 to π/2 whose tangent is `x`, with derivative `1/(1 + x²)`. */
export const atan: LayerType<readonly []> = defineLayer({
  name: "atan",
  summary: "the angle whose tangent is x, y = atan(x)",
  traits: { reach: reaches(-Math.PI / 2, Math.PI / 2) },
  gradients: { x: "dy/(1 + x²)" },
  examples,
  ...withKernel("atan"),
  d2f: (x) => -2 * x / (1 + x * x) ** 2,
});
