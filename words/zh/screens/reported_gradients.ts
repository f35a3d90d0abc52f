/** What a report of a gradient check says. */
export const reportedGradients = {
  // The verdict.
  "the fault is in {names}": "错误在{names}中",
  "the fault is in {names}: it fails when checked by itself":
    "错误在{names}中：它单独检验时不通过",
  "the fault is in {names}: they fail when checked by themselves":
    "错误在{names}中：它们单独检验时都不通过",
  "every step passes when checked by itself, so the fault is in how they are joined":
    "每个步骤单独检验时都通过，因此错误在于它们的连接方式",
  "the gradient of {path} is wrong": "{path}的梯度有错",
  "a partial check: {count} of {numbers} were compared so far":
    "检验没有做完：{numbers}中已比较{count}个",
  "the 1 number of {gradients} agrees": "{gradients}的 1 个数一致",
  "all {count} numbers of {gradients} agree":
    "{gradients}的{count}个数全部一致",
  "{count} of {numbers} numbers of {gradients} agree":
    "{gradients}的{numbers}个数中有{count}个一致",
  "{count} of {numbers} could not be compared":
    "{numbers}中有{count}个无法比较",
  "{count} of {numbers} could not be compared, and {unseen} cannot be seen":
    "{numbers}中有{count}个无法比较，另有{unseen}个小得无法分辨",
  "{count} of {numbers} cannot be seen": "{numbers}中有{count}个小得无法分辨",
  "all others agree": "其余都一致",
  "tried on an input of {shapes}, as {layer} has no examples":
    "{layer}没有示例，因此用形状为{shapes}的输入来试",
  "if it takes other shapes, give one, as in {inputs}, or {examples} to defineLayer":
    "如果它接受的是其他形状，请给出一个，例如{inputs}，或者给 defineLayer 写{examples}",
  // Each fault.
  "{gradient} is wrong in {wrong} of {numbers}":
    "{gradient}有错：{numbers}中错了{wrong}个",
  "{gradient} is wrong in at least {wrong} of {numbers}; {more} more lie in blocks that are wrong as a whole":
    "{gradient}有错：{numbers}中至少错了{wrong}个；另有{more}个所在的块整体有错",
  "the tangent of {path}": "{path}的切向导数",
  "the gradient of {path} is right at this place, but does not change around it as it should":
    "{path}的梯度在此处正确，但在附近的变化不对",
  "likely mistake: {mistake}": "可能的错误：{mistake}",
  "pattern: {pattern}": "规律：{pattern}",
  "worst at {place}: analytic {analytic}, numeric {numeric}, {error} times the tolerance":
    "{place}处相差最大：解析{analytic}，数值{numeric}，误差为容差的{error}倍",
  "{place}: analytic {analytic}, numeric {numeric}, {error} times the tolerance":
    "{place}：解析{analytic}，数值{numeric}，误差为容差的{error}倍",
  "and {numbers} more": "还有{numbers}",
  "asked: {question}": "所查问题：{question}",
  "are gradients finite where outputs are?": "输出有限之处，梯度是否有限？",
  "do both passes overwrite all that they compute?":
    "前向与反向传播是否覆盖了各自计算的全部数组？",
  "do two runs give the same numbers, bit for bit?":
    "两次运行给出的数是否逐位相同？",
  "are inputs, parameters and the gradient from above left unchanged?":
    "输入、参数和上游梯度是否保持不变？",
  "is backward linear in the gradient from above?":
    "反向传播对上游梯度是否是线性的？",
  "is nothing left of an earlier input?": "是否没有留下先前输入的数？",
  "are examples independent of each other?": "各样本是否互不影响？",
  "does it run with a batch of 1 and of 3?": "批大小为 1 和 3 时能否运行？",
  "are outputs the same in training and in use?":
    "训练时与推理时的输出是否相同？",
  "does some output depend on each parameter?":
    "每个参数是否都有输出依赖于它？",
  "does its shortcut compute what forward does?":
    "它的局部重算与前向传播的结果是否相同？",
  "finite": "有限",
  "written": "完整写入",
  "deterministic": "可重复",
  "pure": "不改动输入",
  "linear": "线性",
  "fresh": "不留旧数",
  "by example": "样本独立",
  "any batch": "任意批大小",
  "mode": "训练与使用一致",
  "depends": "有依赖",
  "shortcut": "局部重算",
  "pass": "通过",
  "fail": "不通过",
  "waived": "豁免",
  "remark": "说明",
  // Each doubt.
  "{name}: {count} of {numbers} of {gradients} not compared":
    "{name}：{gradients}的{numbers}中有{count}个未比较",
  "{doubt}: {reason}": "{doubt}：{reason}",
  "{words}, {place}": "{words}（{place}）",
  "{words}, the first {place}": "{words}（第一个是{place}）",
  "noise hides a slope where the function is flat, or its outputs are large beside what moves them":
    "在函数平坦之处，或者输出远大于其变化量时，噪声会掩盖斜率",
  "at a kink a number has two slopes, beside it one":
    "在折点处一个数有两个斜率，在折点旁只有一个",
  "where a slope grows without bound there is no derivative":
    "斜率无限增大之处没有导数",
  "an inner value is rounded where it is float32, or where digits cancel":
    "中间值为 float32，或者有效数字相消时，会被舍入",
  "differences need finite outputs, so numbers within the domain":
    "差分要求输出有限，因此各数要在定义域之内",
  "differences need finite outputs, so numbers within the domain of {names}":
    "差分要求输出有限，因此各数要在{names}的定义域之内",
  "to look elsewhere, {ways}": "要换一处检验，可{ways}",
  "give other arguments in `at`": "在 `at` 中给出其他参数",
  "add {option}": "加上{option}",
  "set {option}": "设{option}",
  "the place is that of {owners}": "这些数取自{owners}",
  // Notes.
  "waived for {name}: its gradient, as {reason}":
    "{name}的梯度得到豁免，理由是：{reason}",
  'waived for {name}: "{question}", as {reason}':
    "{name}的“{question}”得到豁免，理由是：{reason}",
  "remark on {name}: {remark}": "关于{name}的说明：{remark}",
  "{numbers} at a kink or in noise was compared beside it":
    "位于折点处或噪声中的{numbers}在其近旁作了比较",
  "{numbers} at a kink or in noise were compared beside it":
    "位于折点处或噪声中的{numbers}在其近旁作了比较",
  "one fixed step errs by truncation and rounding, and may be what is wrong: adaptive steps tell":
    "固定步长有截断误差和舍入误差，问题可能就在这里：改用自适应步长即可分辨",
  "all other steps are right": "其余步骤都正确",
  "a relative error of {error} would have been detected":
    "相对误差达到{error}就会被发现",
  "{names}: in float32 only": "{names}：仅用 float32",
  "{numbers} is too small to see: below {bound}, its rounding":
    "{numbers}小得无法分辨：低于其舍入误差{bound}",
  "{numbers} are too small to see: below {bound}, their rounding":
    "{numbers}小得无法分辨：低于其舍入误差{bound}",
  "{gradients} of {of}": "{of}的{gradients}",
  "the network": "网络",
  "network": "网络",
  "every number is 0 in these gradients, so nothing is learned from them here: {gradients}":
    "以下梯度中的每个数都是 0，因此在这里什么也学不到：{gradients}",
  "reproduce: {command}": "重现：{command}",
  // How numbers were compared.
  "seed {seed}": "随机种子{seed}",
  "batch {batch}": "批大小{batch}",
  "step {size}": "步长{size}",
  "numeric side: {numeric}; analytic side: {analytic}":
    "数值一侧：{numeric}；解析一侧：{analytic}",
  "{count} shortcut": "{count}次局部重算",
  "{count} shortcuts": "{count}次局部重算",
  "tolerance: {tolerance}": "容差：{tolerance}",
  "{share} of the larger": "较大者的{share}",
  "{share} of the largest": "最大值的{share}",
  "10 × measured error and rounding": "10 × 实测的误差与舍入",
  "behaviour checks: {passed} of {total} passed":
    "行为检查：{total}项中有{passed}项通过",
  "{count} waived": "{count}项豁免",
  "{name}: {count} numbers compared in blocks": "{name}：{count}个数按块比较",
  "{name}: a sample of {count} of {total} numbers":
    "{name}：{total}个数中抽取了{count}个",
  "not checked: {path}, {reason}": "未检验：{path}，{reason}",
  "not checked: {path} ({numbers}), {reason}":
    "未检验：{path}（{numbers}），{reason}",
  "given: {paths}": "给定：{paths}",
  "given by {origin}: {paths}": "由{origin}给定：{paths}",
  "drawn: {paths}": "随机抽取：{paths}",
  "not used: {path}, as a gradient is drawn for every output":
    "未使用：{path}，因为每个输出的梯度都是随机抽取的",
  "{arrays} more": "另外{arrays}",
  // The table, and the page.
  "the whole network": "整个网络",
  "function {name}": "函数{name}",
  "step {number}, {name}": "步骤{number}，{name}",
  "{path}, {kind}": "{path}（{kind}）",
  "float32": "float32",
  "order 2": "二阶",
  "order 2, symmetry": "二阶，对称性",
  "order 2, forward": "二阶，前向",
  "tangent": "切向",
  "{path} along direction {index}": "{path}沿方向{index}",
  "gradient of": "梯度",
  "wrong": "错误",
  "unseen": "未分辨",
  "worst": "最差处",
  "analytic": "解析",
  "numeric": "数值",
  "error": "误差",
  "nothing to check": "没有可检验的内容",
  "{name}: gradient of {path}": "{name}：{path}的梯度",
  "{checked} compared, {wrong} wrong": "比较了{checked}个，{wrong}个错误",
  "worst {place}: analytic {analytic}, numeric {numeric}, error {error}":
    "相差最大的是{place}：解析{analytic}，数值{numeric}，误差{error}",
  "not compared: {numbers}": "未比较：{numbers}",
  "{count} not compared": "{count}个未比较",
  "{count} too small to see: below {bound}":
    "{count}个小得无法分辨：低于{bound}",
  "every number is 0": "每个数都是 0",
  "Gradient check: {titles}": "梯度检验：{titles}",
  "Map of errors, in multiples of the tolerance:": "误差图（以容差的倍数计）：",
  "0": "0",
  "within": "容差内",
  "above 1: wrong": "大于 1：错误",
  "10⁶ and more": "10⁶ 及以上",
  "not compared": "未比较",
  "map of errors": "误差图",
  "errors, {rows}×{columns}": "误差，{rows}×{columns}",
  "errors, {rows}×{columns}; each cell the worst of {down}×{across}":
    "误差，{rows}×{columns}；每格是 {down}×{across} 个数中最差的",
  "analytic against numeric": "解析与数值对照",
  "on the line: both are equal": "在线上：两者相等",
  // In tests.
  "Gradients differ": "梯度不一致",
  "Gradients could not be compared": "梯度无法比较",
  "Gradients differ, with inputs times {scale}":
    "输入乘以{scale}时，梯度不一致",
  "{name} cannot be tried with no arguments on {inputs} of {shapes}: {reason}":
    "无法不带参数地用{inputs}（形状{shapes}）来试{name}：{reason}",
  "{name} cannot be tried with the arguments {arguments} on {inputs} of {shapes}: {reason}":
    "无法带参数{arguments}用{inputs}（形状{shapes}）来试{name}：{reason}",
  "Tell defineLayer what to try it on, as in {examples}: arguments as in a call, a shape for each input, without the batch.":
    "请告诉 defineLayer 用什么来试，例如{examples}：参数与调用时一样，每个输入一个形状，不含批。",
} as const;
