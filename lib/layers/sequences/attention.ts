import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalSize, size } from "../../definition/kinds.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import { reaches } from "../../layer/reach.ts";
import type { MergeItem } from "../../layer/item.ts";
import type { Layer, LayerDefinition } from "../../layer/layer.ts";
import { type Branch, isBranch, mergeItem } from "../../layer/merge.ts";
import { bindHeads } from "./attention_heads.ts";
import { headParameters, headSizes } from "./attention_sizes.ts";

/** What `attention` and `causal_attention` take by name. */
export interface AttentionOptions {
  /** How many numbers of a head are compared. Default: the width shared by the heads. */
  readonly key?: number;
  /** How many numbers of a head are mixed. Default: the width shared by the heads. */
  readonly value?: number;
}

/** Makes attention in some heads. */
export interface AttentionType {
  /**
   * Makes a layer.
   *
   * @throws {NablaError} if an argument is not what the definition says.
   */
  (heads: number, options?: AttentionOptions): Layer;
  /** Makes a layer whose scores a mask is added to: `value("mask", […])`, or any other branch of time × time. */
  (heads: number, mask: Branch, options?: AttentionOptions): MergeItem;
  /** The layer as the language knows it. */
  readonly definition: LayerDefinition;
}

/**
 * Attention of each position of a sequence, time × width, to all of them, in
 * several heads (Vaswani et al., "Attention is all you need", 2017, equation 1
 * and §3.2.2):
 *
 * ```text
 * q, k, v = x·in_weightᵀ + in_bias, each shared by the heads
 * o = softmax(q·kᵀ/√key + mask)·v  in each head
 * y = [o of all heads]·out_weightᵀ + out_bias
 * ```
 *
 * Backward, in each head: `dv = aᵀ·do` for the weights `a`, `da = do·vᵀ`,
 * `ds = a∘(da − Σ da∘a)`, `dq = ds·k/√key`, `dk = dsᵀ·q/√key`.
 *
 * Parameters are those of PyTorch's `MultiheadAttention`: `in_weight` is its
 * `in_proj_weight` of (2·heads·key + heads·value) × width with the rows of all
 * queries first, then keys, then values; `in_bias` its `in_proj_bias`;
 * `out_weight` and `out_bias` its `out_proj.weight`, width × heads·value, and
 * `out_proj.bias`. Weights begin as `glorot`, biases as 0.
 *
 * A mask is a second input of time × time that is added to the scores, one row
 * for each position that looks: 0 lets through, a large negative number such as
 * −1e9 hides, others shift. In a text it is a branch, for instance a given value:
 *
 * ```nn
 * given mask = [[0, -1e9], [0, 0]]
 * input(2,4) -> attention(2, mask)
 * ```
 *
 * ```ts
 * import { attention, input, nn, pipeline, value } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const mask = value("mask", [[0, -1e9], [0, 0]]);
 * const masked = pipeline(input(2, 4), attention(2, mask)).bind();
 * const causal = nn`input(2,4) -> causal_attention(2)`.bind();
 * for (const net of [masked, causal]) {
 *   net.x.set([1, 2, 3, 4, 5, 6, 7, 8]);
 *   for (const { path, value } of net.parameters) {
 *     if (path.endsWith("weight")) value.forEach((_, i) => value[i] = Math.sin(i));
 *   }
 *   net.forward();
 * }
 * assertEquals(masked.y, causal.y);
 * ```
 */
export const attention: AttentionType = attentionType(
  "attention",
  "each position looks at all, softmax(q·kᵀ/√key + mask)·v in each head, where q, k, v = x·in_weightᵀ + in_bias; then y = o·out_weightᵀ + out_bias",
  false,
);

/**
 * The same, but no position sees a later one: those weights are 0 (Vaswani et al.,
 * 2017, §3.2.3), so that a network cannot look up the token that it predicts.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * const net = nn`input(3,2) -> causal_attention(1)`.bind();
 * net.x.set([1, 2, 3, 4, 5, 6]);
 * net.forward();
 * const y = net.y.slice();
 * net.x[5] = -1; // in the last position
 * net.forward();
 * assertEquals(net.y.slice(0, 4), y.slice(0, 4));
 * assertNotEquals(net.y[4], y[4]);
 * ```
 */
export const causal_attention: AttentionType = attentionType(
  "causal_attention",
  "as attention, but no position looks at a later one",
  true,
);

function attentionType(
  name: string,
  summary: string,
  isCausal: boolean,
): AttentionType {
  const type = defineLayer({
    name,
    summary,
    traits: { reach: reaches(-Infinity, Infinity) },
    gradients: {
      x: "dq·W_q + dk·W_k + dv·W_v",
      "*": "Σ ds over the heads, where ds = a·(da - Σ da·a), da = do·vᵀ",
      in_weight: "[dq dk dv]ᵀ·x",
      in_bias: "Σ [dq dk dv]",
      out_weight: "dyᵀ·o",
      out_bias: "Σ dy",
    },
    arguments: {
      heads: size("how many look side by side"),
      ...{
        key: headSize("compared"),
        value: headSize("mixed"),
      } satisfies SpecsFor<AttentionOptions>,
    },
    branches: {
      least: 0,
      most: 1,
      verb: "mask with",
      takesStep: true,
      name: "mask",
    },
    examples: [
      { arguments: [1], inputs: [[3, 2]] },
      { arguments: [2], inputs: [[3, 4]] },
      { arguments: [1], inputs: [[1, 1]] },
      { arguments: [2, { key: 1, value: 3 }], inputs: [[2, 3]] },
      { arguments: [3, { key: 2 }], inputs: [[2, 3]] },
      { arguments: [1], inputs: [[3, 2], [3, 3]] },
      { arguments: [2, { value: 1 }], inputs: [[2, 2], [2, 2]] },
    ],
    create({ heads, key, value }) {
      const sizes = (shape: Shape, mask?: Shape) =>
        headSizes(name, { heads, key, value }, shape, mask);
      return {
        inputs: [
          { name: "x", differentiable: true },
          { name: "mask", differentiable: true },
        ],
        outputShape(shape, mask) {
          sizes(shape, mask);
          return shape;
        },
        parameters: (shape) => headParameters(sizes(shape)),
        cost(shape) {
          const { time, key, value } = sizes(shape);
          const pairs = heads * time * time;
          const rows = heads * time * (2 * key + value);
          return {
            work: pairs * (key + value),
            numbers: 2 * pairs + 3 * rows,
          };
        },
        bind: (site) => bindHeads(site, sizes(site.inputShapes[0]), isCausal),
      };
    },
  });

  function make(
    heads: number,
    mask?: Branch | AttentionOptions,
    options?: AttentionOptions,
  ): Layer | MergeItem {
    if (!isBranch(mask)) return type(heads, ...mask ? [mask] : []);
    return mergeItem(type(heads, ...options ? [options] : []), [mask]);
  }
  return Object.assign(make as AttentionType, { definition: type.definition });
}

function headSize(use: string) {
  const summary = `numbers of a head that are ${use}, by default width / heads`;
  return { ...optionalSize(summary), named: true };
}
