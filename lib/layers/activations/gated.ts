import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, number } from "../../definition/kinds.ts";
import { density } from "../../kernels/plain/erf.ts";
import {
  logistic,
  logisticSlope,
  mishGate,
  tanhGate,
  tanhGateSlope,
} from "../../kernels/plain/gates.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  elementwiseExamples as examples,
  withKernel,
} from "../../layer/elementwise.ts";
import { reaches } from "../../layer/reach.ts";

/** A derivative of one number. */
type Slope = (x: number) => number;

/** The second derivative of `x·g`, `2g′ + x·g″`. */
function bendOf(dg: Slope, d2g: Slope): Slope {
  return (x) => 2 * dg(x) + x * d2g(x);
}

/** Twice `√(2/π)` and the factor that Hendrycks and Gimpel found. */
const [slope, cubic] = [1.5957691216057308, 0.044715];

/** The second derivative of the approximate gate. */
function tanhGateBend(x: number): number {
  const rise = tanhGateSlope(x);
  if (rise === 0) return 0;
  const inner = slope * (1 + 3 * cubic * x * x);
  return rise *
    ((1 - 2 * tanhGate(x)) * inner + 6 * cubic * x / (1 + 3 * cubic * x * x));
}

/** What `gelu` takes by name. */
export interface GeluOptions {
  /** `none` uses the error function, `tanh` the approximation that many models were trained with. Default: `none`. */
  readonly approximate?: "none" | "tanh";
}

/**
 * The Gaussian error linear unit `x·Φ(x)`, where `Φ` is the standard normal
 * distribution: Hendrycks and Gimpel, "Gaussian error linear units", 2016,
 * section 2. Its derivative is `Φ(x) + x·φ(x)`.
 *
 * `gelu(approximate=tanh)` is their approximation
 * `x/2·(1 + tanh(√(2/π)·(x + 0.044715x³)))`, off by up to 5·10⁻⁴.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(1) -> gelu`.bind();
 * net.x[0] = 1;
 * net.forward();
 * net.backward();
 * assertAlmostEquals(net.y[0], 0.8413447460685429, 1e-15);
 * assertAlmostEquals(net.dx[0], 1.0833154705876864, 1e-15);
 * ```
 */
export const gelu: LayerType<readonly [options?: GeluOptions]> = defineLayer({
  name: "gelu",
  summary: "x times the share of the normal distribution below it, y = x·Φ(x)",
  traits: { activates: true, reach: reaches(-0.17, Infinity) },
  gradients: { x: "dy·(Φ(x) + x·φ(x))" },
  arguments: {
    approximate: choice(
      "`tanh` for x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))",
      ["none", "tanh"],
      "none",
    ),
  } satisfies SpecsFor<GeluOptions>,
  examples: [
    ...examples,
    { arguments: [{ approximate: "tanh" }], inputs: [[4]] },
  ],
  create: ({ approximate }) =>
    approximate === "tanh"
      ? {
        ...withKernel("geluTanh"),
        d2f: bendOf(tanhGateSlope, tanhGateBend),
      }
      : {
        ...withKernel("gelu"),
        d2f: bendOf(density, (x) => -x * density(x)),
      },
});

/**
 * The sigmoid linear unit `x·σ(x)`: Elfwing, Uchibe and Doya, "Sigmoid-weighted
 * linear units for neural network function approximation in reinforcement
 * learning", 2018; with `beta` the swish `x·σ(beta·x)` of Ramachandran, Zoph and
 * Le, "Searching for activation functions", 2017. With `h = beta·x` its derivative
 * is `σ(h)·(1 + h·(1 − σ(h)))`.
 */
export const silu: LayerType<readonly [beta?: number]> = defineLayer({
  name: "silu",
  summary: "x times a sigmoid of it, y = x·σ(beta·x)",
  traits: {
    activates: true,
    reach: (_, { beta }) =>
      Number(beta) > 0 ? [-0.28 / Number(beta), Infinity] : undefined,
  },
  gradients: {
    x: "dy·(σ(beta·x) + beta·x·σ(beta·x)·(1 - σ(beta·x)))",
  },
  arguments: { beta: number("how steep the sigmoid is", 1) },
  examples: [...examples, { arguments: [1.7], inputs: [[4]] }],
  create: ({ beta }) => ({
    ...withKernel("silu", beta),
    d2f: bendOf(
      (x) => beta * logisticSlope(beta * x),
      (x) => beta ** 2 * logisticSlope(beta * x) * (1 - 2 * logistic(beta * x)),
    ),
  }),
});

/**
 * `x·min(max(x + 3, 0), 6)/6`: a `silu` of straight lines and a parabola (Howard
 * et al., "Searching for MobileNetV3", 2019, section 5.2). At −3 and 3 the
 * derivative is that of the parabola, −1/2 and 3/2, as in PyTorch. That of NaN is
 * NaN (PyTorch's is 1).
 */
export const hard_swish: LayerType<readonly []> = defineLayer({
  name: "hard_swish",
  summary: "y = x·min(max(x + 3, 0), 6) / 6",
  traits: { activates: true, reach: reaches(-0.375, Infinity) },
  gradients: { x: "dy·(2·x + 3)/6 if -3 ≤ x ≤ 3, else dy if x > 3, else 0" },
  examples,
  ...withKernel("parabola", 6, 3, -0, 3),
  d2f: (x) => x <= -3 || x >= 3 ? 0 : 1 / 3,
  kinks: [-3, 3],
});

/**
 * `x·tanh(log(1 + eˣ))`: Misra, "Mish: a self regularized non-monotonic
 * activation function", 2019. With `g = tanh(log(1 + eˣ))` its derivative is
 * `g + x·(1 − g²)·σ(x)`.
 */
export const mish: LayerType<readonly []> = defineLayer({
  name: "mish",
  summary: "y = x·tanh(log(1 + exp(x)))",
  traits: { activates: true, reach: reaches(-0.31, Infinity) },
  gradients: { x: "dy·(g + x·(1 - g²)·σ(x)) with g = tanh(log(1 + exp(x)))" },
  examples,
  ...withKernel("mish"),
  d2f: bendOf(
    (x) => (1 - mishGate(x) ** 2) * logistic(x),
    (x) => {
      const g = mishGate(x);
      const s = logistic(x);
      return (1 - g * g) * s * (1 - s - 2 * g * s);
    },
  ),
});
