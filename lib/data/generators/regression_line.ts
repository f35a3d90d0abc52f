import { createRandom } from "../../base/random.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { amount } from "../../definition/kinds.ts";
import { examplesOf } from "../examples/examples.ts";
import {
  generatorOf,
  type GeneratorOptions,
  type GeneratorType,
  requireRoom,
  usualArguments,
} from "./generator.ts";

/** What {@linkcode regressionLine} takes. */
export interface RegressionLineOptions extends GeneratorOptions {
  /** What the target grows by where the input grows by 1; default: 2. */
  readonly slope?: number;
  /** The target of input 0; default: 1. */
  readonly intercept?: number;
}

/**
 * Numbers `x`, uniform from −1 to 1, with targets on a line, `slope·x + intercept`,
 * moved by normal noise of standard deviation `noise`. Both are of shape `[1]`, as
 * for `fc(1,1) -> mse`, whose weight and bias should then come near slope and
 * intercept, and its loss near `noise²`.
 *
 * ```ts
 * import { regressionLine } from "@nabla/nabla/data";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { memory } = regressionLine({ examples: 5, noise: 0 });
 * assertAlmostEquals(memory.target[0], 2 * memory.x[0] + 1);
 * ```
 */
export const regressionLine: GeneratorType<RegressionLineOptions> = generatorOf(
  {
    name: "regressionLine",
    summary: "points about a line, to be met by one",
    arguments: {
      ...usualArguments({ examples: 100, noise: 0.2 }),
      slope: amount("what the target grows by where the input grows by 1", 2),
      intercept: amount("the target of input 0", 1),
    } satisfies SpecsFor<RegressionLineOptions>,
    columns: ["x", "y"],
    create({ examples: length, noise, seed, slope, intercept }) {
      requireRoom("regressionLine", length, 2);
      const random = createRandom(seed);
      const x = new Float64Array(length);
      const target = new Float64Array(length);
      for (let i = 0; i < length; i++) {
        x[i] = 2 * random.uniform() - 1;
        target[i] = slope * x[i] + intercept + noise * random.normal();
      }
      return examplesOf(x, { inputShape: [1], target, targetShape: [1] });
    },
  },
);
