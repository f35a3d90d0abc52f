// A layer with several axes, a parameter, and something that forward keeps for
// backward; docs/layers-by-hand.md grows it line by line:
// deno run examples/rms_norm.ts
import { gradcheck, nn, renderReport } from "@nabla/nabla";
import { argument, defineLayer, ones, ShapeError } from "@nabla/nabla/define";

// y = weight·h with h = x / √(mean(x²) + eps) along the last axis: Zhang and
// Sennrich, "Root mean square layer normalization", 2019, equation 4. With
// g = dy·weight, dx = (g − h·mean(g·h)) / √(mean(x²) + eps) and dWeight = Σ dy·h.
export const rms_norm = defineLayer({
  name: "rms_norm",
  summary: "the last axis divided by its root mean square, times a weight",
  arguments: { eps: argument.number("added to the mean square", 1e-5) },
  examples: [
    { arguments: [], inputs: [[4]] },
    { arguments: [1e-3], inputs: [[2, 3]] },
  ],
  create: ({ eps }) => ({
    outputShape(shape) {
      if (shape.length > 0) return shape;
      throw new ShapeError({
        layer: "rms_norm",
        rule: "it goes along the last axis",
        found: shape,
      });
    },
    parameters: (shape) => [
      { name: "weight", shape: shape.slice(-1), initializer: ones },
    ],
    bind({ x, dx, y, dy, parameters, gradients, scratch }) {
      const { weight } = parameters;
      const width = weight.length;
      // All axes but the last, the batch among them, are rows.
      const rows = x.length / width;
      // What forward keeps for backward: 1 / √(mean(x²) + eps) of each row.
      const scale = scratch(rows);
      return {
        forward() {
          for (let row = 0; row < rows; row++) {
            const start = row * width;
            let squares = 0;
            for (let j = 0; j < width; j++) squares += x[start + j] ** 2;
            scale[row] = 1 / Math.sqrt(squares / width + eps);
            for (let j = 0; j < width; j++) {
              y[start + j] = weight[j] * x[start + j] * scale[row];
            }
          }
        },
        backward() {
          // Backward overwrites: a sum begins at 0.
          gradients.weight.fill(0);
          for (let row = 0; row < rows; row++) {
            const start = row * width;
            let sum = 0;
            for (let j = 0; j < width; j++) {
              const h = x[start + j] * scale[row];
              gradients.weight[j] += dy[start + j] * h;
              sum += dy[start + j] * weight[j] * h;
            }
            // Where nobody asks for it, dx is empty.
            if (dx.length === 0) continue;
            for (let j = 0; j < width; j++) {
              const g = dy[start + j] * weight[j];
              const h = x[start + j] * scale[row];
              dx[start + j] = (g - h * sum / width) * scale[row];
            }
          }
        },
        // `perturb` would say how to recompute what one number changes. It only
        // saves the checker passes, so a layer works without it.
      };
    },
  }),
});

if (import.meta.main) {
  const text = "input(3,4) -> fc(6) -> rms_norm -> fc(2)";
  console.log(renderReport(gradcheck(nn(text, { layers: [rms_norm] }))));
}
