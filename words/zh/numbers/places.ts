/** Where in arrays gradients are wrong, and what was mixed up there. */
export const places = {
  "{where} {mistake}": "{where}，{mistake}",
  "{words} along axis {axis}": "沿轴{axis} {words}",
  "example {place}": "下标为{place}的样本",
  "examples {places}": "下标为{places}的样本",
  "examples {first} to {last}": "下标从{first}到{last}的样本",
  "number {place}": "下标为{place}的数",
  "numbers {places}": "下标为{places}的数",
  "numbers {first} to {last}": "下标从{first}到{last}的数",
  "column {place}": "下标为{place}的列",
  "columns {places}": "下标为{places}的列",
  "columns {first} to {last}": "下标从{first}到{last}的列",
  "row {place}": "下标为{place}的行",
  "rows {places}": "下标为{places}的行",
  "rows {first} to {last}": "下标从{first}到{last}的行",
  "place {place} of axis {axis}": "轴{axis}上下标为{place}的位置",
  "places {places} of axis {axis}": "轴{axis}上下标为{places}的位置",
  "places {first} to {last} of axis {axis}":
    "轴{axis}上下标从{first}到{last}的位置",
  "the first half, {range}": "前一半（{range}）",
  "the second half, {range}": "后一半（{range}）",
  "both ends, {places}": "两端（{places}）",
  "every second place from {start}": "从{start}起每隔一个的位置",
  "every third place from {start}": "从{start}起每隔两个的位置",
  "every {gap}th place from {start}": "从{start}起每{gap}个中的第一个位置",
  "in {places}": "在{places}中",
  "in {count} of {total} numbers": "在{total}个数中的{count}个上",
  "where {name} is {value}": "在{name}为{value}处",
  "where {name} is below zero": "在{name}小于零处",
  "where {name} is above zero": "在{name}大于零处",
  "where {name} is between -1 and 1": "在{name}介于 -1 与 1 之间处",
  "where {name} is outside -1 to 1": "在{name}小于 -1 或大于 1 处",
  "where {name} is above some {edge}": "在{name}约大于{edge}处",
  "where {name} is below some {edge}": "在{name}约小于{edge}处",
  "at the class of the target": "在目标类别处",
  "at all classes but that of the target": "在目标以外的各类别处",
  "{one} or {other}": "{one}或{other}",
  "{one} and {other}": "{one}和{other}",
  "input {number}": "输入{number}",
  "{name} (part {part} of {count})": "{name}（{count}段中下标为{part}的一段）",
  "({name} - its mean)": "({name} - 均值)",
  // What wrong numbers have in common.
  "{number} at [{index}]": "[{index}] 处为{number}",
  "{wrong} of {total} wrong": "{total}个数中有{wrong}个错误",
  "{wrong} of {total} wrong, {where}": "{total}个数中有{wrong}个错误，{where}",
  "{wrong} of {total} wrong, at {indices}":
    "{total}个数中有{wrong}个错误，位于{indices}",
  "analytic over numeric from {least} to {most}, half of them {low} to {high}":
    "解析梯度与数值梯度之比从{least}到{most}，其中一半在{low}到{high}之间",
  "cosine {cosine}": "夹角余弦{cosine}",
  // The right numbers, somewhere else; an order is what was done to the numbers.
  "it is {order}": "{order}",
  "it is {order}: the kernel is flipped": "{order}：卷积核翻转了",
  "it is {order}: an index is off": "{order}：某个下标有偏差",
  "reversed": "颠倒了顺序",
  "reversed along all axes": "沿所有轴颠倒了顺序",
  "with 0 and 1 swapped": "互换了 0 和 1",
  "with its halves swapped": "互换了前后两半",
  "moved by {places}": "移动了{places}",
  "{transposed}, as {count}×{count}": "{transposed}，当作{count}×{count}",
  "in another order": "换了顺序",
  "{reordered}: {count} groups of {width} taken as {width} groups of {count}":
    "{reordered}：{count}组（每组{width}个）被当作{width}组（每组{count}个）",
  "reversed within groups of {width}": "以{width}个为一组，在组内颠倒了顺序",
  "in the reverse order of its groups of {width}":
    "以{width}个为一组，颠倒了各组的顺序",
  "with rows of {rows} numbers instead of {width}":
    "按每行{rows}个数排列，而不是每行{width}个",
  "with its axes in the order {order}": "把轴按{order}的次序排列了",
  "transposed: rows and columns are swapped": "做了转置：行与列互换了",
  "transposed: written as {columns}×{rows} instead of {rows}×{columns}":
    "做了转置：写成了{columns}×{rows}，应为{rows}×{columns}",
  "{slices} are swapped": "{slices}互换了",
  "{slice} has what belongs to {other}": "{slice}放的是{other}的值",
  "what belongs to {from} is added to {to}": "{from}的值被加到了{to}上",
  "it is moved by one place along axis {axis}: {to} has what belongs to {from}, and so on: an index is off by one":
    "沿轴{axis}移动了一个位置：{to}放的是{from}的值，依此类推：下标差一",
  "these are the right numbers in the wrong places": "数都对，但位置不对",
  // Convolutions, and flows along an axis.
  "away from the border {mistake}; the border is wrong in another way":
    "在边界以外，{mistake}；边界处另有错误",
  "the kernel is flipped along axis {axis}": "卷积核沿轴{axis}翻转了",
  "it looks the other way along axis {axis}: at later places for earlier ones, or the reverse":
    "沿轴{axis}看反了方向：该看前面的位置却看了后面的，或者相反",
  "the kernel is moved by one along axis {axis}: an index is off by one":
    "卷积核沿轴{axis}移动了一个位置：下标差一",
  "the stride of {stride} along axis {axis} is forgotten":
    "忘记了沿轴{axis}的步幅{stride}",
  "the kernel is transposed: its rows and columns are swapped":
    "卷积核做了转置：行与列互换了",
  "later places": "靠后的位置",
  "earlier places": "靠前的位置",
  "places {count} or more later": "靠后{count}个及以上的位置",
  "places {count} or more earlier": "靠前{count}个及以上的位置",
  "the same place": "同一位置",
  "{places} later": "靠后{places}",
  "{places} earlier": "靠前{places}",
  "nothing comes back from {places}: the flow through the state is missing":
    "没有梯度从{places}传回：缺少经由状态的传播",
  "nothing comes back from {places}: the flow through the state is cut short":
    "没有梯度从{places}传回：经由状态的传播被截断了",
  "nothing comes back from {places}": "没有梯度从{places}传回",
  "what comes from outputs at {places} is missing: one offset of the window":
    "缺少来自输出（{places}处）的梯度：窗口漏了一个偏移",
  "what comes from outputs at {places} is missing":
    "缺少来自输出（{places}处）的梯度",
  "what comes from outputs at {places} counts {count} times":
    "来自输出（{places}处）的梯度被计入{count}次",
  "for each place that it comes back": "每往回传一个位置",
  // The gradient from above.
  "the gradient from above is ignored, as if it were 1":
    "忽略了上游梯度，把它当作 1",
  "only the sign of the gradient from above is used": "只用了上游梯度的符号",
  "the first example": "第一个样本",
  "the last example": "最后一个样本",
  "the output's {places}": "输出的{places}",
  "the first output along axes {axes}": "沿轴{axes}的第一个输出",
  "the last output along axes {axes}": "沿轴{axes}的最后一个输出",
  "only the last example counts: is the gradient assigned instead of added?":
    "只计入了最后一个样本：梯度是否被直接赋值，而没有累加？",
  "only {outputs} counts: what comes from the others is missing":
    "只计入了{outputs}：缺少来自其余部分的梯度",
  "only {outputs} count: what comes from the others is missing":
    "只计入了{outputs}：缺少来自其余部分的梯度",
  "{outputs} is left out: what comes from there is missing":
    "漏掉了{outputs}：缺少来自那里的梯度",
  "{outputs} are left out: what comes from there is missing":
    "漏掉了{outputs}：缺少来自那里的梯度",
  "{examples} is left out": "漏掉了{examples}",
  "{examples} are left out": "漏掉了{examples}",
  "what comes from {outputs} is counted double":
    "来自{outputs}的梯度被计入了两次",
  "what comes from {outputs} is taken with the wrong sign":
    "来自{outputs}的梯度符号取反了",
  "what comes from {outputs} is counted half":
    "来自{outputs}的梯度只计入了一半",
  "the gradient from above of another example is used: examples are mixed up":
    "用了别的样本的上游梯度：样本弄混了",
  "the gradient from above is taken {order}": "取用上游梯度时{order}",
  "the factor {factor} is missing in the gradient from above":
    "上游梯度中缺少因子{factor}",
  "the factor {factor} is missing in the gradient from above of {outputs}":
    "{outputs}的上游梯度中缺少因子{factor}",
  "there is one factor {factor} too many in the gradient from above":
    "上游梯度中多了一个因子{factor}",
  "there is one factor {factor} too many in the gradient from above of {outputs}":
    "{outputs}的上游梯度中多了一个因子{factor}",
  "{places} too late": "偏后{places}",
  "{places} too early": "偏前{places}",
  "it takes the gradient from above {shift}: an index is off":
    "取用的上游梯度{shift}：某个下标有偏差",
  "it takes the gradient from above of other places: at [{index}] that of [{wrong}], where that of [{right}] belongs":
    "取用了别处的上游梯度：在 [{index}] 处取了 [{wrong}] 的，应取 [{right}] 的",
  "only {outputs} counts: it is not summed along axis {axis}, over which it is stretched":
    "只计入了{outputs}：没有沿轴{axis}求和，而它正是沿这个轴广播的",
  "it is summed along axis {other} of the outputs instead of axis {axis}, over which it is stretched":
    "沿输出的轴{other}求了和，而它是沿轴{axis}广播的，应沿轴{axis}求和",
  // The input that the gradient of a parameter is computed from.
  "{name} is left out of it, as if it were 1": "计算时漏掉了{name}，好像它是 1",
  "it is computed as if {name} were y: from the outputs instead of {name}":
    "计算时把 y 当作了{name}：用了输出，而不是{name}",
  "it is computed from {wrong} instead of {right}":
    "用{wrong}来算，而应当用{right}",
  "it is computed as if {name} were {order}": "计算时好像{name} {order}",
} as const;
