import { say } from "../../../words/say.ts";
import { NablaError, ShapeError } from "../../base/nabla_error.ts";
import { indexOf, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { size } from "../../definition/kinds.ts";
import { normal } from "../../initializers/random.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { reaches } from "../../layer/reach.ts";

/**
 * A row of numbers for each token: `y[t] = W[x[t]]` (Bengio et al., "A neural
 * probabilistic language model", 2003, the mapping C of §2). `weight` is count ×
 * width, drawn from N(0, 1) as in PyTorch; the input holds token numbers from 0
 * to count − 1 and may have any shape, to which the output adds an axis.
 *
 * Backward adds the gradient of each use to the row that was used:
 * `dW[k] = Σ dy[t]` over all `t` with `x[t] = k`, so that a token which does not
 * occur has a gradient of 0. Token numbers have no gradient.
 *
 * Forward throws a `NablaError` if a number of the input is not a token number.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> embedding(4, 2)`.bind();
 * net.parameters.get("embedding1.weight").value.set([0, 1, 10, 11, 20, 21, 30, 31]);
 * net.x.set([2, 0, 2]);
 * net.dy.fill(1);
 * net.forward();
 * net.backward();
 * assertEquals([...net.y], [20, 21, 0, 1, 20, 21]);
 * assertEquals(
 *   [...net.parameters.get("embedding1.weight").gradient],
 *   [1, 1, 0, 0, 2, 2, 0, 0],
 * );
 * ```
 */
export const embedding: LayerType<readonly [count: number, width: number]> =
  defineLayer({
    name: "embedding",
    summary: "a row of a table for each token number, y = W[x]",
    traits: { reach: reaches(-Infinity, Infinity) },
    gradients: { weight: "Σ dy, in the rows that were used" },
    arguments: {
      count: size("the number of tokens; the input holds 0 … count - 1"),
      width: size("how many numbers stand for a token"),
    },
    sets: "width",
    examples: [
      { arguments: [5, 3], inputs: [[4]] },
      { arguments: [2, 1], inputs: [[3]] },
      { arguments: [1, 2], inputs: [[2]] },
      { arguments: [3, 2], inputs: [[2, 2]] },
      { arguments: [4, 2], inputs: [[]] },
    ],
    create: ({ count, width }) => ({
      inputs: [{
        name: "x",
        differentiable: false,
        draw(values, { random }) {
          for (let i = 0; i < values.length; i++) {
            values[i] = random.integer(count);
          }
        },
      }],
      outputShape(shape) {
        if (!shape.includes(0)) return [...shape, width];
        throw new ShapeError({
          layer: "embedding",
          rule: say("its input must have at least one token"),
          found: shape,
        });
      },
      parameters: () => [{
        name: "weight",
        shape: [count, width],
        initializer: normal,
        fanIn: count,
        fanOut: width,
      }],
      bind(site) {
        const { batch, x, dx, y, dy, kernels } = site;
        const { inputShapes, parameters, gradients } = site;
        const { weight } = parameters;
        const rows = x.length;
        return {
          forward() {
            requireTokens(x, count, rows / batch, inputShapes[0]);
            kernels.takeRows(y, weight, x, rows, width);
          },
          backward() {
            const { weight: dw } = gradients;
            kernels.takeRowsBackward(dw, dy, x, rows, count, width);
            // If a network asks for one: a token is not a quantity.
            dx.fill(0);
          },
          perturb(_of, entry, outputs) {
            const column = entry % width;
            const token = (entry - column) / width;
            for (let row = 0; row < rows; row++) {
              if (x[row] === token) y[row * width + column] = weight[entry];
            }
            outputs.start = column;
            outputs.count = rows;
            outputs.stride = width;
            return true;
          },
          ...secondOrder(site, ({ parameters, output }) => ({
            tangent: () =>
              kernels.takeRows(output, parameters.weight, x, rows, width),
          })),
        };
      },
    }),
  });

/** @throws {NablaError} if a number is not a token number. */
function requireTokens(
  x: Values,
  count: number,
  size: number,
  shape: Shape,
): void {
  for (let i = 0; i < x.length; i++) {
    const token = x[i];
    if (token >= 0 && token < count && Number.isInteger(token)) continue;
    const place = indexOf(i % size, shape);
    throw new NablaError("value", {
      action: say("compute {layer}", { layer: "embedding" }),
      name: say("{name} of example {number}", {
        name: place.length === 0 ? "x" : `x[${place.join()}]`,
        number: Math.floor(i / size),
      }),
      rule: say("a token number from 0 to {most}", { most: count - 1 }),
      found: token,
      place: { input: 0, entry: i },
    });
  }
}
