import { number } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  type Elementwise,
  elementwiseExamples as examples,
  withKernel,
} from "../../layer/elementwise.ts";
import { reaches } from "../../layer/reach.ts";

/** `x` above zero, `α·(e^(x/scale) − 1)` elsewhere, all times a factor. */
function exponentialUnit(
  alpha: number,
  factor: number,
  scale = 1,
): Elementwise {
  const size = factor * alpha;
  return {
    ...withKernel("elu", scale, factor, size),
    // At 0 as in PyTorch, from above.
    d2f: (x) => x < 0 ? size / scale ** 2 * Math.exp(x / scale) : 0,
    // With an α of 1 the slope has no jump at 0, but its derivative does.
    kinks: [0],
  };
}

/**
 * The exponential linear unit, `x` above zero and `α·(eˣ − 1)` elsewhere:
 * Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning
 * by exponential linear units", 2016, equation 15. Its derivative is 1 above
 * zero and `α·eˣ`, which is `y + α`, elsewhere; at 0 it is taken as `α`, as in
 * PyTorch. That of NaN is NaN (PyTorch's is 1).
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> elu(0.5)`.bind();
 * net.x.set([3, -1000]);
 * net.forward();
 * assertEquals([...net.y], [3, -0.5]);
 * ```
 */
export const elu: LayerType<readonly [alpha?: number]> = defineLayer({
  name: "elu",
  summary: "y = x above zero, alpha·(exp(x) - 1) elsewhere",
  traits: {
    activates: true,
    reach: (_, { alpha }) => [-Math.abs(Number(alpha)), Infinity],
  },
  gradients: { x: "dy if x > 0, else dy·(y + alpha)" },
  arguments: { alpha: number("how far below zero it goes", 1) },
  examples: [...examples, { arguments: [0.3], inputs: [[4]] }],
  create: ({ alpha }) => exponentialUnit(alpha, 1),
});

/**
 * `x` above zero and `α·(e^(x/α) − 1)` elsewhere: an `elu` whose slope has no jump
 * at 0, whatever `α` (Barron, "Continuously differentiable exponential linear
 * units", 2017). That of NaN is NaN (PyTorch's is 1).
 */
export const celu: LayerType<readonly [alpha?: number]> = defineLayer({
  name: "celu",
  summary: "y = x above zero, alpha·(exp(x/alpha) - 1) elsewhere",
  traits: {
    activates: true,
    reach: (_, { alpha }) => [-Number(alpha), Infinity],
  },
  gradients: { x: "dy if x > 0, else dy·exp(x/alpha)" },
  arguments: { alpha: number("how far below zero it goes", 1, { above: 0 }) },
  examples: [...examples, { arguments: [0.3], inputs: [[4]] }],
  create: ({ alpha }) => exponentialUnit(alpha, 1, alpha),
});

const [alpha, lambda] = [1.6732632423543772, 1.0507009873554805];

/**
 * The scaled exponential linear unit, `λ` times `elu(α)` with
 * `λ = 1.0507009873554805` and `α = 1.6732632423543772`: Klambauer,
 * Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", 2017,
 * equation 2, with the constants of their fixed point. It keeps mean 0 and variance 1 from layer to layer where
 * weights have variance 1/inputs: `fc(n,init=lecun) -> selu`.
 */
export const selu: LayerType<readonly []> = defineLayer({
  name: "selu",
  summary: "y = 1.0507·x above zero, 1.7581·(exp(x) - 1) elsewhere",
  traits: { activates: true, reach: reaches(-1.7581, Infinity) },
  gradients: { x: "1.0507·dy if x > 0, else dy·(y + 1.7581)" },
  examples,
  ...exponentialUnit(alpha, lambda),
});
