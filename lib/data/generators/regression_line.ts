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
  /** The slope of the line. Default: 2. */
  readonly slope?: number;
  /** The target of input 0. Default: 1. */
  readonly intercept?: number;
}

/**
 * Numbers `x`, uniform from −1 to 1, with targets `slope·x + intercept` plus normal
 * noise of standard deviation `noise`. Both are of shape `[1]`, as for
 * `fc(1,1) -> mse`, whose weight and bias should then approach slope and intercept,
 * and its loss `noise²`.
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
    summary: "points around a line, for regression",
    arguments: {
      ...usualArguments({ examples: 100, noise: 0.2 }),
      slope: amount("the slope of the line", 2),
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
