/**
 * What is one layer here and several operators in a graph, as exporters write it.
 *
 * @module
 */

import {
  gatedPattern,
  geluPattern,
  hardSigmoidPattern,
  logSigmoidPattern,
  type Pattern,
  softsignPattern,
  tanhShrinkPattern,
} from "./activation_patterns.ts";
import {
  groupnormPattern,
  layernormPattern,
} from "./normalization_patterns.ts";

/** Patterns by the operator that ends them; the first that is there counts. */
export const patterns: ReadonlyMap<string, readonly Pattern[]> = new Map(
  Object.entries({
    Add: [layernormPattern, groupnormPattern],
    Div: [
      geluPattern,
      gatedPattern,
      hardSigmoidPattern,
      layernormPattern,
      softsignPattern,
    ],
    Log: [logSigmoidPattern],
    Mul: [geluPattern, gatedPattern, hardSigmoidPattern, layernormPattern],
    Sub: [tanhShrinkPattern],
  }),
);
