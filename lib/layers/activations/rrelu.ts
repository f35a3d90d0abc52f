import { number } from "../../definition/kinds.ts";
import { keyFrom } from "../../kernels/contract/chance.ts";
import { asRow, type Operand } from "../../kernels/contract/combinations.ts";
import { functionPairs } from "../../kernels/plain/functions.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { elementwise } from "../../layer/elementwise.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";
import { secondOrder } from "../../layer/second_order.ts";

/**
 * `x` above zero and `slope·x` elsewhere, where in training the slope of each number
 * is drawn, uniform from `low` to `high`, and in use it is their mean: Xu, Wang,
 * Chen and Li, "Empirical evaluation of rectified activations in convolutional
 * network", 2015, section 2.4. Chance comes from the network's seed.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> rrelu(0.1, 0.3)`;
 * const training = net.bind({ seed: 1 });
 * training.x.set([5, -1]);
 * training.forward();
 * assertEquals(training.y[0], 5);
 * assert(training.y[1] <= -0.1 && training.y[1] >= -0.3);
 *
 * const use = net.bind({ mode: "infer" });
 * use.x.set([5, -1]);
 * use.forward();
 * assertEquals([...use.y], [5, -0.2]);
 * ```
 */
export const rrelu: LayerType<readonly [low?: number, high?: number]> =
  defineLayer({
    name: "rrelu",
    summary:
      "y = x above zero, slope·x elsewhere; the slope is drawn from low to high in training, in use it is their mean",
    traits: {
      activates: true,
      chance: true,
      reach: reaches(-Infinity, Infinity),
    },
    gradients: { x: "dy if x > 0, else slope·dy" },
    arguments: {
      low: number("the least slope below zero", 1 / 8),
      high: number("the largest slope below zero", 1 / 3),
    },
    examples: [
      { arguments: [], inputs: [[6]] },
      { arguments: [0.1, 0.9], inputs: [[2, 3]] },
      { arguments: [0.2, 0.2], inputs: [[]] },
    ],
    create({ low, high }) {
      const inUse = elementwise({
        ...functionPairs.leakyRelu((low + high) / 2),
        d2f: () => 0,
        kinks: [0],
      });
      return {
        ...inUse,
        waivers: {
          "by example": "slopes are drawn for the whole batch, in order",
          mode: "in use the slope is the mean of those that are drawn",
        },
        bind: (site) =>
          site.mode === "infer" ? inUse.bind(site) : bindRrelu(site, low, high),
      };
    },
  });

function bindRrelu(site: Site, low: number, high: number): Pass {
  const { x, dx, y, dy, random, scratch, kernels } = site;
  const slopes = scratch(x.length);
  const chance = { name: "uniform", a: low, b: high } as const;
  const [input, drawn, output, dinput, upstream] = [x, slopes, y, dx, dy]
    .map(asRow);
  const multiply = (to: Operand, from: Operand, length: number) =>
    kernels.combine("rectify", to, input, drawn, from, 1, length);
  return {
    forward() {
      kernels.draw(slopes, chance, keyFrom(random), slopes.length);
      multiply(output, input, y.length);
    },
    backward: () => multiply(dinput, upstream, dx.length),
    choices(note, { start, count, stride }) {
      for (let i = start, n = 0; n < count; i += stride, n++) {
        note(x[i] > 0 ? 2 : x[i] === 0 ? 1 : 0);
      }
    },
    perturb(_of, entry, outputs) {
      y[entry] = x[entry] > 0 ? x[entry] : slopes[entry] * x[entry];
      outputs.start = entry;
      outputs.count = outputs.stride = 1;
      return true;
    },
    ...secondOrder(site, ({ inputs: [direction], output: change }) => ({
      tangent: () => multiply(asRow(change), asRow(direction), change.length),
    })),
  };
}
