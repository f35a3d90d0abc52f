import { number } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { noisy } from "./noise.ts";

/**
 * Adds noise in training, `y = x + sd·n` with a number `n` of the standard normal
 * distribution for each number, so that what follows cannot rely on single values;
 * in use `y = x` (Bishop, "Training with noise is equivalent to Tikhonov
 * regularization", 1995). Chance comes from the network's seed. No `n` is further than
 * 5.8 from 0, which is the reach of 24 random bits.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> gaussian_noise(0.1)`;
 * const training = net.bind({ seed: 1 });
 * training.x.fill(0);
 * training.forward();
 * assert(training.y.every((y) => y !== 0 && Math.abs(y) < 1));
 *
 * const use = net.bind({ mode: "infer" });
 * use.x.fill(0);
 * use.forward();
 * assertEquals([...use.y], [0, 0, 0]);
 * ```
 */
export const gaussian_noise: LayerType<readonly [sd: number]> = defineLayer({
  name: "gaussian_noise",
  summary:
    "adds normal noise of standard deviation sd in training, y = x + sd·n; in use y = x",
  traits: { chance: true },
  gradients: { x: "dy" },
  arguments: {
    sd: number("the standard deviation of the noise", undefined, { from: 0 }),
  },
  examples: [
    { arguments: [0.3], inputs: [[4]] },
    { arguments: [2], inputs: [[2, 3]] },
    { arguments: [0], inputs: [[3]] },
    { arguments: [1], inputs: [[]] },
  ],
  create: ({ sd }) =>
    noisy(
      "gaussian_noise",
      sd === 0 ? undefined : { term: { name: "normal", a: 0, b: sd } },
    ),
});

/**
 * Multiplies by noise in training, `y = x·(1 + s·n)` with a number `n` of the
 * standard normal distribution for each number and `s = √(p / (1 − p))`: mean and
 * variance of each are those of `dropout(p)`. In use `y = x` (Srivastava et al.,
 * "Dropout", 2014, section 10). Chance comes from the network's seed.
 */
export const gaussian_dropout: LayerType<readonly [p?: number]> = defineLayer({
  name: "gaussian_dropout",
  summary:
    "multiplies by normal noise in training, y = x·(1 + n·√(p / (1 - p))), with mean and variance as of dropout; in use y = x",
  traits: { chance: true },
  gradients: { x: "dy·(1 + n·√(p / (1 - p)))" },
  arguments: {
    p: number("the probability that dropout would have", 0.5, {
      from: 0,
      below: 1,
    }),
  },
  examples: [
    { arguments: [], inputs: [[4]] },
    { arguments: [0.2], inputs: [[2, 3]] },
    { arguments: [0], inputs: [[3]] },
  ],
  create({ p }) {
    const sd = Math.sqrt(p / (1 - p));
    return noisy(
      "gaussian_dropout",
      p === 0 ? undefined : { factor: { name: "normal", a: 1, b: sd } },
    );
  },
});
