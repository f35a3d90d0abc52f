import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { branch, choice, optionalSize, size } from "../../definition/kinds.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import { reaches } from "../../layer/reach.ts";
import type { MergeItem } from "../../layer/item.ts";
import type { InputSpec, Layer, LayerDefinition } from "../../layer/layer.ts";
import { type Branch, openType } from "../../layer/merge.ts";
import { bindHeads } from "./attention_heads.ts";
import {
  attentionBranches,
  headParameters,
  headSizes,
} from "./attention_sizes.ts";
import { lengthsOf } from "../sequences/padding.ts";

/** What `attention` and `causal_attention` take by name. */
export interface AttentionOptions {
  /** How many numbers of a head are compared. Default: the width shared by the heads. */
  readonly key?: number;
  /** How many numbers of a head are mixed. Default: the width shared by the heads. */
  readonly value?: number;
  /** How biases begin; `none`: there are none. Default: `zeros`. */
  readonly bias?: "zeros" | "none";
}

/** The branches that they take by name. */
export interface AttentionBranches {
  /** What is looked at, steps × a width of its own. Default: the input itself. */
  readonly memory?: Branch;
  /** What is mixed, of as many steps. Default: what is looked at. */
  readonly values?: Branch;
  /** What is added to the scores: time × steps, heads × time × steps, or steps. */
  readonly mask?: Branch;
  /** How many steps of an example may be looked at, one number; those behind are padding. Default: all. */
  readonly lengths?: Branch;
}

/** Makes attention in some heads. */
export interface AttentionType {
  /**
   * Makes a layer.
   *
   * @throws {NablaError} if an argument is not what the definition says.
   */
  (heads: number, options?: AttentionOptions): Layer;
  /** Makes a layer that takes branches by name. */
  (
    heads: number,
    options: AttentionOptions & AttentionBranches,
  ): Layer | MergeItem;
  /** Makes a layer whose scores a mask is added to: `value("mask", […])`, or any other branch of time × time; a branch of another size and the input's width is the memory. */
  (
    heads: number,
    mask: Branch,
    options?: AttentionOptions & AttentionBranches,
  ): MergeItem;
  /** Makes a layer that looks at a memory, with a mask. */
  (
    heads: number,
    memory: Branch,
    mask: Branch,
    options?: AttentionOptions & AttentionBranches,
  ): MergeItem;
  /** The layer as the language knows it. */
  readonly definition: LayerDefinition;
}

/**
 * Attention of each position of a sequence, time × width, to all of them or to
 * those of another sequence, the memory, in several heads (Vaswani et al., "Attention is
 * all you need", 2017, equation 1 and §3.2.2):
 *
 * ```text
 * q, k, v = x·in_weightᵀ + in_bias, each shared by the heads; k, v of the memory
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
 * `out_proj.bias`. If the memory has another width than the input, `q_weight`,
 * `k_weight` and `v_weight` are its `q_proj_weight` and so on, in the place of
 * `in_weight`. Weights begin as `glorot`, biases as 0; `bias=none` leaves them out.
 *
 * `memory=` is what is looked at, `values=` what is mixed if it is another sequence
 * of as many steps: PyTorch's `key` and `value`. By place, a branch that is no mask
 * by its sizes and has the width of the input is the memory; of two, the first is.
 *
 * A mask is added to the scores: 0 lets through, a large negative number such as
 * −1e9 hides, others shift. It is time × steps, one row for each position that
 * looks, or heads × time × steps, or one number for each step that is looked at. In
 * a text it is a branch, for instance a given value:
 *
 * ```nn
 * given mask = [[0, -1e9], [0, 0]]
 * input(2,4) -> attention(2, mask)
 * ```
 *
 * `lengths=` is a number for each example: steps of the memory behind it are
 * padding, which no position looks at (PyTorch's `key_padding_mask`). A row that
 * looks is computed all the same.
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
  "each position looks at all, or at another sequence, softmax(q·kᵀ/√key + mask)·v in each head, where q, k, v = x·in_weightᵀ + in_bias; then y = o·out_weightᵀ + out_bias",
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
      memory: "dk·W_k + dv·W_v",
      values: "dv·W_v",
      mask: "Σ ds over the heads, where ds = a·(da - Σ da·a), da = do·vᵀ",
      "*": "of a mask Σ ds, of a memory dk·W_k + dv·W_v",
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
        bias: choice("how biases begin", ["zeros", "none"], "zeros"),
      } satisfies SpecsFor<AttentionOptions>,
      memory: branch("what is looked at, by default the input itself"),
      mask: branch("what is added to the scores"),
      values: branch("what is mixed, by default what is looked at"),
      lengths: branch(
        "how many steps may be looked at, by default all; those behind are padding",
      ),
    },
    branches: {
      least: 0,
      most: 2,
      verb: "look with",
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
      { arguments: [2, { bias: "none" }], inputs: [[2, 2], [3, 2]] },
      { arguments: [2], inputs: [[3, 2], [2, 2], [2, 3, 2]] },
      {
        arguments: [1, { memory: true, lengths: true }],
        inputs: [[2, 2], [3, 1], []],
      },
      {
        arguments: [2, {
          bias: "none",
          memory: true,
          mask: true,
          values: true,
        }],
        inputs: [[2, 4], [3, 2], [3], [3, 1]],
      },
      { arguments: [1, { lengths: true }], inputs: [[3, 2], [1]] },
    ],
    create({ heads, key, value, bias, ...given }) {
      const place = { heads, key, value, bias, given };
      const sizes = (shapes: readonly Shape[]) =>
        headSizes(name, place, shapes);
      const branches = attentionBranches.filter((each) => given[each]);
      return {
        waivers: {
          depends: "of a single step all is taken, whatever its score",
        },
        inputs: [
          { name: "x", differentiable: true },
          ...branches.map((each) =>
            each === "lengths" ? lengthsOf(stepsOf) : differentiable(each)
          ),
          ...["mask", "mask"].map(differentiable),
        ],
        outputShape(...shapes) {
          sizes(shapes);
          return shapes[0];
        },
        parameters: (...shapes) => headParameters(sizes(shapes)),
        cost(...shapes) {
          const { time, steps, key, value } = sizes(shapes);
          const pairs = heads * time * steps;
          const rows = heads * (time * key + steps * (key + value));
          return {
            work: pairs * (key + value),
            numbers: 2 * pairs + 3 * rows,
          };
        },
        bind: (site) =>
          bindHeads(name, site, sizes(site.inputShapes), isCausal),
      };

      function stepsOf(shapes: readonly Shape[]) {
        return sizes(shapes).steps;
      }
    },
  });
  return openType(type) as AttentionType;
}

function differentiable(name: string): InputSpec {
  return { name, differentiable: true };
}

function headSize(use: string) {
  const summary = `numbers of a head that are ${use}, by default width / heads`;
  return { ...optionalSize(summary), named: true };
}
