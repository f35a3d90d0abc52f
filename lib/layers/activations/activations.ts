import type { SpecsFor } from "../../definition/arguments.ts";
import { number, optionalNumber } from "../../definition/kinds.ts";
import { logisticSlope } from "../../kernels/plain/gates.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { withKernel } from "../../layer/elementwise.ts";
import { reaches, reachOfInputs } from "../../layer/reach.ts";

const examples = [
  { arguments: [], inputs: [[3]] },
  { arguments: [], inputs: [[2, 3]] },
  { arguments: [], inputs: [[1]] },
];

/**
 * The logistic function `σ(x) = 1 / (1 + e⁻ˣ)`, with `σ′ = σ(1 − σ)`.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(1) -> sigmoid`.bind();
 * net.x[0] = 0;
 * net.forward();
 * net.backward();
 * assertEquals([net.y[0], net.dx[0]], [0.5, 0.25]);
 * ```
 */
export const sigmoid: LayerType<readonly []> = defineLayer({
  name: "sigmoid",
  summary: "the logistic function, y = 1 / (1 + exp(-x))",
  traits: {
    activates: true,
    gives: "probability",
    reach: reaches(0, 1),
    exponent: "-x",
  },
  gradients: { x: "dy·y·(1 - y)" },
  examples,
  ...withKernel("sigmoid"),
  d2f: (_x, y) => y * (1 - y) * (1 - 2 * y),
});

/** The hyperbolic tangent, with `tanh′ = 1 − tanh²`. */
export const tanh: LayerType<readonly []> = defineLayer({
  name: "tanh",
  summary: "the hyperbolic tangent, y = tanh(x)",
  traits: { activates: true, reach: reaches(-1, 1) },
  gradients: { x: "dy·(1 - y²)" },
  examples,
  ...withKernel("tanh"),
  d2f: (_x, y) => -2 * y * (1 - y * y),
});

/** `max(x, 0)`. Its derivative at 0 is taken as 0 and that of NaN as 1, as in PyTorch. */
export const relu: LayerType<readonly []> = defineLayer({
  name: "relu",
  summary: "the rectified linear unit, y = max(x, 0)",
  traits: { activates: true, reach: reaches(0, Infinity), levels: true },
  gradients: { x: "dy if x > 0, else 0" },
  examples,
  ...withKernel("relu"),
  d2f: () => 0,
  kinks: [0],
});

/**
 * `x` above zero and `slope · x` elsewhere: Maas, Hannun and Ng, "Rectifier
 * nonlinearities improve neural network acoustic models", 2013. Default slope:
 * 0.01.
 */
export const leaky_relu: LayerType<readonly [slope?: number]> = defineLayer({
  name: "leaky_relu",
  summary: "y = x above zero, slope·x elsewhere",
  traits: { activates: true, reach: reaches(-Infinity, Infinity) },
  gradients: { x: "dy if x > 0, else slope·dy" },
  arguments: { slope: number("the slope below zero", 0.01) },
  examples: [...examples, { arguments: [0.2], inputs: [[4]] }],
  create: ({ slope }) => ({
    ...withKernel("leakyRelu", slope),
    d2f: () => 0,
    kinks: [0],
  }),
});

/** What `softplus` takes by name. */
export interface SoftplusOptions {
  /** Where `beta·x` is larger, `y` is `x` itself. Default: nowhere. */
  readonly threshold?: number;
}

/**
 * `log(1 + e^(beta·x))/beta`, whose derivative is the logistic function of
 * `beta·x`: Dugas et al., "Incorporating second-order functional knowledge", 2001.
 * Computed as `max(x, 0) + log(1 + e^−|beta·x|)/beta`, which does not overflow, so
 * that no `threshold=` is needed. PyTorch has one of 20, beyond which `y = x`, 2·10⁻⁹
 * less.
 */
export const softplus: LayerType<
  readonly [beta?: number, options?: SoftplusOptions]
> = defineLayer({
  name: "softplus",
  summary: "y = log(1 + exp(beta·x)) / beta",
  traits: { activates: true, reach: reaches(0, Infinity), exponent: "x" },
  gradients: { x: "dy·σ(beta·x)" },
  arguments: {
    beta: number("how near it is to relu", 1, { above: 0 }),
    ...{
      threshold: optionalNumber(
        "where beta·x is larger, y = x; by default nowhere",
      ),
    } satisfies SpecsFor<SoftplusOptions>,
  },
  examples: [
    ...examples,
    { arguments: [2.5], inputs: [[4]] },
    { arguments: [0.5, { threshold: 0.25 }], inputs: [[4]] },
  ],
  create({ beta, threshold = Infinity }) {
    const isLine = (x: number) => beta * x > threshold;
    return {
      ...withKernel("softplus", beta, threshold),
      d2f: (x) => isLine(x) ? 0 : beta * logisticSlope(beta * x),
      kinks: threshold === Infinity ? undefined : [threshold / beta],
    };
  },
});

/** `log(σ(x)) = −log(1 + e⁻ˣ)` without overflow, with derivative `σ(−x)`. */
export const log_sigmoid: LayerType<readonly []> = defineLayer({
  name: "log_sigmoid",
  summary: "the logarithm of sigmoid, y = -log(1 + exp(-x))",
  traits: { activates: true, reach: reaches(-Infinity, 0), exponent: "-x" },
  gradients: { x: "dy·σ(-x)" },
  examples,
  ...withKernel("softplus", -1, Infinity),
  d2f: (x) => -logisticSlope(x),
});

/**
 * `(x + √(x² + b))/2`, a `softplus` without exponentials: Barron, "Squareplus",
 * 2021. Its derivative is `y/√(x² + b)`.
 */
export const squareplus: LayerType<readonly [b?: number]> = defineLayer({
  name: "squareplus",
  summary: "y = (x + √(x² + b)) / 2",
  traits: { activates: true, reach: reaches(0, Infinity) },
  gradients: { x: "dy·y/√(x² + b)" },
  arguments: { b: number("how round it is at 0", 4, { above: 0 }) },
  examples: [...examples, { arguments: [0.5], inputs: [[4]] }],
  create({ b }) {
    const root = Math.sqrt(b);
    return {
      ...withKernel("squareplus", b, root),
      d2f: (x) => b / 2 / Math.hypot(x, root) ** 3,
    };
  },
});

/**
 * `x / (1 + |x|)`, which levels off more slowly than `tanh`: Bergstra,
 * Desjardins, Lamblin and Bengio, "Quadratic polynomials learn better image
 * features", 2009.
 * Its derivative is `1 / (1 + |x|)²`.
 */
export const softsign: LayerType<readonly []> = defineLayer({
  name: "softsign",
  summary: "y = x / (1 + |x|)",
  traits: { activates: true, reach: reaches(-1, 1) },
  gradients: { x: "dy/(1 + |x|)²" },
  examples,
  ...withKernel("softsign"),
  d2f: (x) => -2 * Math.sign(x) / (1 + Math.abs(x)) ** 3,
});

/** `y = x`. */
export const id: LayerType<readonly []> = defineLayer({
  name: "id",
  summary: "passes its input on, y = x",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy" },
  examples,
  ...withKernel("line", 1, -0),
  d2f: () => 0,
});
