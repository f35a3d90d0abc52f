/** The likely mistake behind wrong numbers; what stands alone has the gradient as its subject. */
export const mistakes = {
  // Ratios.
  "is twice what it should be": "是正确值的 2 倍",
  "is half of what it should be": "是正确值的一半",
  "is {size} of what it should be": "是正确值的{size}",
  "is {size} times what it should be": "是正确值的{size}倍",
  "it {is}": "{is}",
  "it is left at zero": "仍为零",
  "its sign is flipped": "符号相反",
  "its sign is flipped, and {words}": "符号相反，而且{words}",
  "the sign is flipped: it is the numeric one times -1":
    "符号相反：它是数值梯度的 -1 倍",
  "the sign is flipped, and it is {alternatives}":
    "符号相反，而且{alternatives}",
  "it is {alternatives}": "{alternatives}",
  "{one}, or {other}": "{one}，或者{other}",
  "multiplied by the size of {of}, {size}": "多乘了{of}的大小{size}",
  "divided by the size of {of} once too often, {size}":
    "多除了一次{of}的大小{size}",
  "1/3 of what it should be, as without a factor 3":
    "是正确值的 1/3，似乎缺少因子 3",
  "3 times what it should be": "是正确值的 3 倍",
  "half of what it should be, as without the factor 2 of a square":
    "是正确值的一半，似乎缺少对平方求导得到的因子 2",
  "twice what it should be, as if counted double":
    "是正确值的 2 倍，似乎被计入了两次",
  "the stretched axis {axis} of the outputs":
    "输出中被广播的那个轴（轴{axis}）",
  "the batch": "批",
  "the outputs of an example": "单个样本的输出",
  "the inputs of an example": "单个样本的输入",
  "all outputs": "全部输出",
  "all inputs": "全部输入",
  "the output's last axis": "输出的最后一个轴",
  "the input's last axis": "输入的最后一个轴",
  "the rows of an example": "单个样本的各行",
  "its own numbers": "它自身各数",
  // Nothing written, or too much.
  "it is zero but for rounding: is the gradient from above ignored, as if it were 1?":
    "除舍入外全为零：是否忽略了上游梯度，把它当作 1？",
  "it is all zeros: backward never writes it, or ignores the gradient from above":
    "全为零：反向传播从未写入它，或者忽略了上游梯度",
  "it is all zeros: backward never writes it": "全为零：反向传播从未写入它",
  "this gradient should be zero: the outputs do not change":
    "这个梯度应为零：输出不随它变化",
  "{where} it is left at zero: only a part is written":
    "{where}仍为零：只写入了一部分",
  "{slice} is left at zero: does a loop begin one too late or end one too early?":
    "{slice}仍为零：循环是否晚一步开始，或者早一步结束？",
  "{slice} is left at zero": "{slice}仍为零",
  "{slices} are left at zero: only a part is written":
    "{slices}仍为零：只写入了一部分",
  "numbers are written where no output depends on them":
    "没有输出依赖的地方也写入了数",
  "some of this gradient should be zero: a mask is missing":
    "这个梯度有一部分应为零：缺少掩码",
  "{mistake}; the rest: {others}": "{mistake}；其余部分{others}",
  "only {index} is wrong: {mistake}": "只有{index}有错：{mistake}",
  "only {index} is wrong": "只有{index}有错",
  "{each} is right but for a factor of its own, from {least} to {most}":
    "{each}都只差一个各自的因子，从{least}到{most}",
  "each example": "每个样本",
  "each number": "每个数",
  "each column": "每一列",
  "each row": "每一行",
  "each place of axis {axis}": "轴{axis}上的每个位置",
  "each number of {name}": "{name}的每个取值",
  "each row along the last axis": "沿最后一个轴的每一行",
  // The derivative of a function of single numbers.
  "the factor {factor} is missing": "缺少因子{factor}",
  "there is one factor {factor} too many": "多了一个因子{factor}",
  "the derivative is computed from {wrong} instead of {right}: {found} where {wanted} belongs":
    "导数用{wrong}来算，而应当用{right}：写成了{found}，应为{wanted}",
  "the derivative is {wrong}, and should be {right}":
    "导数写成了{wrong}，应为{right}",
  "{wrong} stands where {right} belongs": "写成了{wrong}，应为{right}",
  "{wrong} stands where {right} belongs, or the other way round":
    "写成了{wrong}，应为{right}，或者正好相反",
  "the derivative is computed from y instead of x": "导数用 y 来算，而应当用 x",
  // Terms of a sum.
  "the gradient from above is not added: the skip path is missing":
    "没有加上上游梯度：缺少捷径连接",
  "the gradient from above is added once too often: the skip path is counted twice, or there is none":
    "上游梯度多加了一次：捷径连接被计入两次，或者本来没有捷径连接",
  "it is the gradient from above itself, as if the layer passed its input on: the rest of the derivative is missing":
    "它就是上游梯度本身，好像这一层原样传递输入：缺少导数的其余部分",
  "{size} times the parameter itself is added: weight decay belongs to the optimizer":
    "多加了参数自身的{size}倍：权重衰减应由优化器负责",
  "it is off by {size} times the parameter itself: a term is missing, or there is one too many":
    "相差参数自身的{size}倍：缺少一项，或者多了一项",
  "the term {term} of the derivative {is}": "导数中的项{term} {is}",
  "is missing, or there is one too many": "缺失，或者多了一项",
  "is missing": "缺失",
  "has the wrong sign": "符号错误",
  "it is off by the same number: a mean or a sum is missing":
    "都相差同一个数：缺少一个均值或求和项",
  "it is off by the same number {along}: a mean or a sum is missing":
    "{along}都相差同一个数：缺少一个均值或求和项",
  "a term proportional to {term}, as of a sum that is differentiated, {is}":
    "与{term}成正比的项（对求和求导会得到这样的项）{is}",
  "a term proportional to {term} {along}, as of a sum that is differentiated, {is}":
    "{along}与{term}成正比的项（对求和求导会得到这样的项）{is}",
  "along the last axis": "沿最后一个轴",
  "along the first axis": "沿第一个轴",
  "in each example": "在每个样本内",
  "over all but the last axis": "在除最后一个以外的各轴上",
  "a mean or a sum runs along the wrong axis, {a} or {b}":
    "求均值或求和时沿错了轴（轴{a}或轴{b}）",
  "a sum in the terms proportional to {terms} runs along the wrong axis, {a} or {b}":
    "在与{terms}成正比的项中，求和沿错了轴（轴{a}或轴{b}）",
  // The target of a loss.
  "the target is not subtracted": "没有减去目标",
  "only the numbers at the class of the target are wrong: the 1 of the target is not subtracted, or wrongly":
    "只有目标类别处的数有错：没有减去目标的 1，或者减错了",
  "it is off by one number at the class of the target and by another at all others: the target's shares are wrong, as of smoothing":
    "在目标类别处都差同一个数，在其余类别处都差另一个数：目标的概率分配有误，例如标签平滑算错了",
  // Statistics and matrices.
  "mean and variance over {over} are treated as constants":
    "在{over}上求得的均值和方差被当作了常数",
  "the variance over {over} is treated as a constant":
    "在{over}上求得的方差被当作了常数",
  "the terms of the mean and of the variance over {over} are wrong":
    "在{over}上求均值和方差所产生的项有误",
  "the last axis": "最后一个轴",
  "all numbers": "全部数",
  "{name} is used the wrong way round: use its transpose":
    "{name}用反了：应使用它的转置",
  // Which outputs a number's gradient is summed over.
  "each output is treated as if it depended on its own input alone: the terms of the others are missing":
    "每个输出被当作只依赖于自己的那个输入：缺少其余输入的项",
  "each output's dependence on its own input is missing: only the terms of the others are there":
    "缺少每个输出对自己那个输入的依赖：只有其余输入的项",
  "the product runs the wrong way round, as in forward: a matrix is not transposed, or a sum runs from the wrong end":
    "乘积的方向反了，还是前向传播的方向：矩阵没有转置，或者求和从错误的一端开始",
  "of the outputs that depend on a number only the last counts: is the gradient assigned instead of added?":
    "在依赖同一个数的各输出中，只计入了最后一个：梯度是否被直接赋值，而没有累加？",
  "of the outputs that depend on a number only the first counts: the others are not added":
    "在依赖同一个数的各输出中，只计入了第一个：其余的没有累加",
  "each number has the mean over its uses instead of the sum":
    "每个数取了各次使用的均值，而不是总和",
  "it is the sum of dy·{factor} of the same place: the outputs change with it by another factor, or by one at another place":
    "它是同一位置的 dy·{factor}的总和，但输出随它变化的速率是另一个因子，或另一位置的因子",
} as const;
