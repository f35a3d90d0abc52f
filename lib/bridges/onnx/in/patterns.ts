/**
 * What is one layer here and several operators in a graph, as exporters write it.
 *
 * @module
 */

import {
  gated,
  gelu,
  hardSigmoid,
  logSigmoid,
  type Pattern,
  softsign,
  tanhShrink,
} from "./activation_patterns.ts";
import { groupnorm, layernorm } from "./normalization_patterns.ts";

/** Patterns by the operator that ends them; the first that is there counts. */
export const patterns: ReadonlyMap<string, readonly Pattern[]> = new Map(
  Object.entries({
    Add: [layernorm, groupnorm],
    Div: [gelu, gated, hardSigmoid, layernorm, softsign],
    Log: [logSigmoid],
    Mul: [gelu, gated, hardSigmoid, layernorm],
    Sub: [tanhShrink],
  }),
);
