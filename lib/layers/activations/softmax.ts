import type { Values } from "../../base/values.ts";
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
      // The Jacobian is symmetric.
      tangent({ inputs: [u], output }) {
        if (u.length === 0) output.fill(0);
        else kernels.softmaxBackward(output, y, u, rows, columns);
      },
      /** The change of `y ∘ (dy − ⟨dy, y⟩)` where `y` changes by `y ∘ (u − ⟨u, y⟩)`. */
      second({ inputs: [u], dinputs: [v] }) {
        if (u.length === 0) v.fill(0);
        const end = u.length === 0 ? 0 : v.length;
        for (let start = 0; start < end; start += columns) {
          const mean = weightedMean(y, dy, start, columns);
          const rise = weightedMean(y, u, start, columns);
          let change = 0;
          for (let i = start; i < start + columns; i++) {
            v[i] = y[i] * (u[i] - rise);
            change += v[i] * dy[i];
          }
          for (let i = start; i < start + columns; i++) {
            v[i] = v[i] * (dy[i] - mean) - y[i] * change;
          }
        }
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

    /** `⟨softmax(x), u⟩` of a row. */
    function meanOf(u: Values, start: number): number {
      let sum = 0;
      for (let i = start; i < start + columns; i++) {
        sum += Math.exp(y[i]) * u[i];
      }
      return sum;
    }

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
      tangent({ inputs: [u], output }) {
        if (u.length === 0) output.fill(0);
        for (let start = 0; start < u.length; start += columns) {
          const mean = meanOf(u, start);
          for (let i = start; i < start + columns; i++) output[i] = u[i] - mean;
        }
      },
      second({ inputs: [u], dinputs: [v] }) {
        if (u.length === 0) v.fill(0);
        const end = u.length === 0 ? 0 : v.length;
        for (let start = 0; start < end; start += columns) {
          const mean = meanOf(u, start);
          let sum = 0;
          for (let i = start; i < start + columns; i++) sum += dy[i];
          for (let i = start; i < start + columns; i++) {
            v[i] = -sum * Math.exp(y[i]) * (u[i] - mean);
          }
        }
      },
    };
  },
});

/** `⟨y, u⟩` of a row. */
function weightedMean(
  y: Values,
  u: Values,
  start: number,
  columns: number,
): number {
  let sum = 0;
  for (let i = start; i < start + columns; i++) sum += y[i] * u[i];
  return sum;
}
