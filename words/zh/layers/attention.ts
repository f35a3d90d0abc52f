/** Attention. */
export const attention = {
  "each position looks at all, or at another sequence, softmax(q·kᵀ/√key + mask)·v in each head, where q, k, v = x·in_weightᵀ + in_bias; then y = o·out_weightᵀ + out_bias":
    "每个位置关注所有位置，或另一序列；每个头为 softmax(q·kᵀ/√key + mask)·v，其中 q、k、v = x·in_weightᵀ + in_bias；然后 y = o·out_weightᵀ + out_bias",
  "as attention, but no position looks at a later one":
    "与 attention 相同，但每个位置都不关注其后的位置",
  "how many look side by side": "并行的头数",
  "numbers of a head that are compared, by default width / heads":
    "每个头中用于比较的数的个数，默认为 width / heads",
  "numbers of a head that are mixed, by default width / heads":
    "每个头中用于混合的数的个数，默认为 width / heads",
  "what is looked at, by default the input itself":
    "被关注的序列，默认为输入本身",
  "what is added to the scores": "加到得分上的数",
  "what is mixed, by default what is looked at":
    "被混合的序列，默认为被关注的序列",
  "how many steps may be looked at, by default all; those behind are padding":
    "可以关注的步数，默认为全部；其后为填充",
  "Σ ds over the heads, where ds = a·(da - Σ da·a), da = do·vᵀ":
    "Σ ds，对各头求和，其中 ds = a·(da - Σ da·a)，da = do·vᵀ",
  "of a mask Σ ds, of a memory dk·W_k + dv·W_v":
    "对 mask 为 Σ ds，对 memory 为 dk·W_k + dv·W_v",
  "of a single step all is taken, whatever its score":
    "只有一步时，无论得分如何都全部取用",
  "{heads} heads must share the width evenly, and {width} is {heads}·{own} + {rest}":
    "{heads} 个头必须均分宽度，而 {width} = {heads}·{own} + {rest}",
  "values must have as many steps as what is looked at, {steps}":
    "values 的步数必须与被关注的序列相同，即 {steps}",
  "heads in {layer}": "{layer} 中的头数",
  "numbers in the heads of {layer}": "{layer} 各头中的数",
  "its mask must be {own}, a row for each position that looks, or {others}":
    "mask 必须是 {own}（发出关注的每个位置一行），或 {others}",
} as const;
