import type { Values } from "../../base/values.ts";
import { choice } from "../../definition/kinds.ts";
import type { Initializer } from "../../initializers/initializer.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { sequenceSizes } from "./sequence.ts";

/**
 * Tells positions apart: adds to each step of a sequence, time × width, a row
 * that stands for its place (Vaswani et al., "Attention is all you need", 2017,
 * §3.5). Without it, attention would see a set.
 *
 * `sinusoidal` rows are fixed, `PE[t, 2i] = sin(t / 10000^(2i/width))` and
 * `PE[t, 2i + 1] = cos(t / 10000^(2i/width))`. `learned` ones are a parameter,
 * `weight` of time × width, which begins small, in N(0, 0.02²) as in GPT
 * (Radford et al., 2018, §4.1); its gradient is `Σ dy` over the batch.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,2) -> positional`.bind();
 * net.x.fill(0);
 * net.forward();
 * assertEquals([...net.y], [0, 1, Math.sin(1), Math.cos(1)]);
 * ```
 */
export const positional: LayerType<
  readonly [kind?: "sinusoidal" | "learned"]
> = defineLayer({
  name: "positional",
  summary: "adds a row for each position to a sequence, y[t] = x[t] + P[t]",
  gradients: { x: "dy", weight: "Σ dy" },
  arguments: {
    kind: choice(
      "which rows are added",
      ["sinusoidal", "learned"],
      "sinusoidal",
      false,
    ),
  },
  examples: [
    { arguments: [], inputs: [[3, 4]] },
    { arguments: ["sinusoidal"], inputs: [[2, 5]] },
    { arguments: ["learned"], inputs: [[3, 2]] },
    { arguments: ["learned"], inputs: [[1, 1]] },
  ],
  create: ({ kind }) => ({
    outputShape(shape) {
      sequenceSizes("positional", shape);
      return shape;
    },
    parameters: (shape) =>
      kind === "learned" ? [{ name: "weight", shape, initializer }] : [],
    bind(site) {
      const { batch, x, dx, y, dy, parameters, gradients, kernels } = site;
      const [time, width] = site.inputShapes[0];
      const size = time * width;
      const table = parameters.weight ?? site.scratch(size);
      if (kind === "sinusoidal") fillSinusoids(table, time, width);
      return {
        forward() {
          kernels.fillRows(y, table, batch, size);
          kernels.addScaled(y, x, 1, y.length);
        },
        backward() {
          if (dx.length > 0) dx.set(dy);
          const { weight: dw } = gradients;
          if (dw !== undefined) kernels.sumRows(dw, dy, batch, size);
        },
        ...secondOrder(site, ({ inputs: [direction], output, ...own }) => ({
          tangent() {
            const { weight } = own.parameters;
            if (weight === undefined) output.fill(0);
            else kernels.fillRows(output, weight, batch, size);
            kernels.addScaled(output, direction, 1, output.length);
          },
        })),
      };
    },
  }),
});

const initializer: Initializer = {
  name: "normal(0.02)",
  fill(values, _fans, random) {
    for (let i = 0; i < values.length; i++) values[i] = 0.02 * random.normal();
  },
};

/** Sines in even columns, cosines in odd ones. */
export function fillSinusoids(
  table: Values,
  time: number,
  width: number,
): void {
  for (let t = 0, i = 0; t < time; t++) {
    for (let column = 0; column < width; column++, i++) {
      const isOdd = column % 2;
      const angle = t / 10000 ** ((column - isOdd) / width);
      table[i] = isOdd ? Math.cos(angle) : Math.sin(angle);
    }
  }
}
