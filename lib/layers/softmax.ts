import { defineLayer, type LayerType } from "../define_layer.ts";
import { type Shape, ShapeError } from "../shape.ts";

/**
 * `yᵢ = exp(xᵢ) / Σ exp(xⱼ)` along the last axis, with
 * `dx = y ∘ (dy − ⟨dy, y⟩)` (Bridle, "Probabilistic interpretation of
 * feedforward classification network outputs", 1990).
 *
 * Before `cross_entropy` it is one softmax too many: that loss has its own.
 */
export const softmax: LayerType<readonly []> = defineLayer({
  name: "softmax",
  summary: "y = exp(x) / Σ exp(x) along the last axis",
  gradients: { x: "y·(dy - Σ dy·y)" },
  examples: [
    { arguments: [], inputs: [[3]] },
    { arguments: [], inputs: [[2, 4]] },
    { arguments: [], inputs: [[1]] },
  ],
  outputShape(shape) {
    lastAxis("softmax", shape);
    return shape;
  },
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
 * The size of the last axis.
 *
 * @throws {ShapeError} if the input is a single number.
 */
export function lastAxis(layer: string, shape: Shape): number {
  const columns = shape.at(-1);
  if (columns !== undefined) return columns;
  throw new ShapeError({
    layer,
    rule: "its input must have at least one axis",
    found: "it is a single number",
  });
}
