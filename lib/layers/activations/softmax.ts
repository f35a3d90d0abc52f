import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { keepsShape, lastAxis, relatedInRow } from "../../layer/last_axis.ts";

const examples = [
  { arguments: [], inputs: [[3]] },
  { arguments: [], inputs: [[2, 4]] },
  { arguments: [], inputs: [[1]] },
];

/**
 * `yᵢ = exp(xᵢ) / Σ exp(xⱼ)` along the last axis, with
 * `dx = y ∘ (dy − ⟨dy, y⟩)` (Bridle, "Probabilistic interpretation of
 * feedforward classification network outputs", 1990).
 *
 * Do not use it before `cross_entropy`, which has its own softmax.
 */
export const softmax: LayerType<readonly []> = defineLayer({
  name: "softmax",
  summary: "y = exp(x) / Σ exp(x) along the last axis",
  traits: { gives: "distribution", related: relatedInRow },
  gradients: { x: "y·(dy - Σ dy·y)" },
  examples,
  outputShape: keepsShape("softmax"),
  bind({ x, dx, y, dy, inputShapes, kernels }) {
    const columns = lastAxis("softmax", inputShapes[0]);
    const rows = y.length / columns;
    return {
      forward: () => kernels.softmax(y, x, rows, columns),
      backward() {
        if (dx.length > 0) kernels.softmaxBackward(dx, y, dy, rows, columns);
      },
    };
  },
});

/**
 * `yᵢ = xᵢ − log Σ exp(xⱼ)` along the last axis, the logarithm of `softmax`
 * without its underflow, with `dx = dy − softmax(x)·Σ dy`. The largest number of
 * a row is taken away first (Goodfellow, Bengio and Courville, Deep Learning,
 * 2016, section 4.1).
 *
 * `log_softmax -> nll` is `cross_entropy` in two steps.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> log_softmax`.bind();
 * net.x.set([1000, 0]);
 * net.forward();
 * assertEquals([...net.y], [0, -1000]);
 * ```
 */
export const log_softmax: LayerType<readonly []> = defineLayer({
  name: "log_softmax",
  summary: "y = x - log Σ exp(x) along the last axis",
  traits: { gives: "distribution", related: relatedInRow },
  gradients: { x: "dy - exp(y)·Σ dy" },
  examples,
  outputShape: keepsShape("log_softmax"),
  bind({ x, dx, y, dy, inputShapes }) {
    const columns = lastAxis("log_softmax", inputShapes[0]);
    return {
      forward() {
        for (let start = 0; start < y.length; start += columns) {
          const end = start + columns;
          let largest = -Infinity;
          for (let i = start; i < end; i++) {
            if (x[i] > largest) largest = x[i];
          }
          let sum = 0;
          for (let i = start; i < end; i++) sum += Math.exp(x[i] - largest);
          const rest = Math.log(sum);
          // In this order, to keep the difference of two large numbers.
          for (let i = start; i < end; i++) y[i] = x[i] - largest - rest;
        }
      },
      backward() {
        for (let start = 0; start < dx.length; start += columns) {
          const end = start + columns;
          let sum = 0;
          for (let i = start; i < end; i++) sum += dy[i];
          for (let i = start; i < end; i++) {
            dx[i] = dy[i] - sum * Math.exp(y[i]);
          }
        }
      },
    };
  },
});
