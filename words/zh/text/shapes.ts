/** What the compiler says of shapes, written arrays and paths. */
export const shapes = {
  // A layer does not fit what comes in.
  "{layer} cannot take {shape}": "{layer}不接受{shape}",
  "{layer} cannot take {shape} here": "{layer}在此不接受{shape}",
  "gives {shape}": "输出{shape}",
  "{shape} comes in": "输入为{shape}",
  "give it {shape}": "给它{shape}",
  "write {shape}, or leave it out": "写成{shape}，或去掉它",
  "put all numbers into one row first": "先把所有数排成一行",
  "`nabla show` prints the shape of each step":
    "`nabla show` 会输出每一步的形状",
  "`nabla show` prints the shape of each value":
    "`nabla show` 会输出每个值的形状",
  "{layer} is told to expect {expected} input but receives {found}":
    "{layer}写明接受{expected}个输入，实际收到{found}个",
  "{layer} is told to expect {expected} inputs but receives {found}":
    "{layer}写明接受{expected}个输入，实际收到{found}个",
  "expects {expected} here": "此处写明{expected}个",
  "expect {found}": "改为{found}",
  "drop the input size, it is known": "去掉输入大小，它是已知的",
  "what is repeated takes {expected} but gives {found}":
    "重复的部分接受{expected}个数，却输出{found}个",
  "each copy feeds the next": "每个副本的输出是下一个副本的输入",
  "the next copy expects {expected} here but receives {found}":
    "下一个副本在此需要{expected}个数，却收到{found}个",
  "give {width}": "输出{width}个数",
  "give as many numbers as are taken": "输出与输入一样多的数",

  // Branches.
  "the branch of {layer} changes the shape from {from} to {to}":
    "{layer}的分支把形状从{from}变成了{to}",
  "{layer} adds its input to the output of the branch, so their shapes must be equal":
    "{layer}把输入与分支的输出相加，所以两者的形状必须相同",
  "end the branch with {width}": "让该分支以{width}个数结束",
  "end this branch with {width}": "让此分支以{width}个数结束",
  "end the branch with the shape of its input": "让分支以其输入的形状结束",
  "end the branch with": "让分支这样结束",
  "say that it is the {argument}": "写明它是 `{argument}`",
  "this branch gives {shape}": "此分支输出{shape}",
  "an axis is given by name": "轴要按名称给出",
  "{layer} cannot {verb} {shapes}": "{layer}无法{verb}：{shapes}",
  "{layer} cannot {verb} its branches: {found}":
    "{layer}无法{verb}各分支：{found}",
  "all branches must end with the same shape": "所有分支必须以相同的形状结束",
  "end all branches with the same shape": "让所有分支以相同的形状结束",
  "`mul` multiplies number by number": "逐个数相乘用 `mul`",
  "end the left branch with as many numbers as the right one has rows":
    "左分支末尾的数，应与右分支的行一样多",
  "aligned from the right, the sizes of an axis must be equal or 1":
    "从右对齐，同一轴上的大小必须相等或为 1",
  "give more axes to this branch, {shape}": "给此分支加轴，成为{shape}",
  "give more axes to this value, {shape}": "给这个值加轴，成为{shape}",
  "turn the axes of this branch, {shape}": "转置此分支，成为{shape}",
  "turn the axes of this value, {shape}": "转置这个值，成为{shape}",
  "{sign} cannot stretch {shapes} to one shape":
    "{sign}无法把{shapes}广播为同一形状",
  "both sides must agree, or one is repeated": "两边必须一致，或重复其中一边",

  // What layers do with branches.
  "add": "相加",
  "begin with": "以此开始",
  "choose between": "选取",
  "compare": "比较",
  "divide": "相除",
  "gather from": "收集",
  "join": "连接",
  "look with": "以此计算注意力",
  "multiply": "相乘",
  "put back": "放回",
  "read": "读取",
  "scatter to": "散布",
  "stack": "堆叠",
  "subtract": "相减",
  "take the power of": "乘方",

  // Arrays as they are written.
  "the rows of an array must have the same shape": "数组各行的形状必须相同",
  "this one is {shape}": "这一行是{shape}",
  "the first is {shape}": "第一行是{shape}",
  "make every row {shape}": "让每一行都是{shape}",
  "a number": "一个数",
  "a vector of {size}": "一个长度为{size}的向量",
  "a {sizes} matrix": "一个{sizes}矩阵",
  "a {sizes} array": "一个{sizes}数组",
  "write one number, such as `0.5`": "写一个数，如 `0.5`",
  "write {shape}": "写出{shape}",
  "write it like {array}": "写法如{array}",
  "{path} must be {shape}": "{path}必须是{shape}",
  "{path} is transposed: it must be {shape}": "{path}被转置了：必须是{shape}",
  "{parameter} is {shape} here": "此处的{parameter}是{shape}",
  "found {count} examples": "共有{count}个样本",
  "a weight is outputs × inputs: one row for each output":
    "权重是 输出 × 输入：每个输出一行",
  "output and target must have equal shapes": "输出与目标的形状必须相同",
  "write decimal points": "小数点用 `.` 来写",
  "transpose it": "将它转置",
  "place the brackets like this": "括号这样加",

  // What is given and expected.
  "{path} has no gradient to start from": "反向传播没有起点，得不到{path}",
  "the output is {shape}, and there is no loss": "输出是{shape}，而且没有损失",
  "end the network with `sum`, which gives a single number":
    "以 `sum` 结束网络，它输出一个数",
  "give the gradient of the output, for example ones":
    "给出输出的梯度，例如全为 1",
  "or end the network with a loss, for example `… -> mse`":
    "或以损失结束网络，例如 `… -> mse`",
  "nothing to start from: the output is {shape}, and there is no loss;":
    "没有起点：输出是{shape}，而且没有损失；",
  "end the network with `sum`, whose output is a single number, or with a loss":
    "以 `sum`（它输出一个数）或损失结束网络",
  "add the line  {line}": "加上这一行  {line}",
  "{path} is given twice": "{path}给出了两次",
  "{path} is given already, as {other}": "{path}已经以{other}给出",
  "given again here": "在此再次给出",
  "first given here": "首次在此给出",
  "another name of the same array": "同一数组的另一个名称",
  "with a loss, every gradient starts from the loss":
    "有损失时，所有梯度都从损失开始",
  "inputs, targets, parameters and, without a loss, `y.grad` can be given":
    "可以给出输入、目标、参数，以及没有损失时的 `y.grad`",
  "{path} is computed and cannot be given": "{path}由计算得到，不能给出",
  "the network computes this": "这由网络计算",
  "state what you expect": "改为写出预期的值",
  "{path} holds {count}, and {other} {batch}":
    "{path}有{count}，{other}有{batch}个",
  "give as many of each": "两者的个数应相同",
  "{path} is not filled in": "{path}未填写",
  "write out what is given; only answers may be blank":
    "写出给定的值；只有答案可以留空",

  // Paths.
  "{name} has no gradient": "{name}没有梯度",
  "it is made of numbers alone": "它只由数组成",
  "a target is data": "目标是数据",
  "forward maintains it, so nothing flows back into it":
    "它由前向传播维护，没有梯度流回它",
  "state its value instead": "改为写它的值",
  "what stands before each loss is computed": "每个损失之前的值由计算得到",
  "{name} could be of any of {count} losses":
    "{name}可能属于{count}个损失中的任何一个",
  "several values stand before a loss": "有多个值位于损失之前",
  "of which?": "属于哪一个？",
  "{name} is within {formula} and has no name":
    "{name}在{formula}内部，没有自己的名称",
  "shown, but not a path": "会显示，但不能作路径",
  "give this part of the formula a name on a line of its own, and write the name here and there":
    "在单独一行给公式的这一部分命名，并在两处写该名称",
  "there is no {path} in the network": "网络中没有{path}",
  "the network has no loss": "网络没有损失",
  "not a value, parameter or label": "不是值、参数或标签",
  "it has {names}": "可用的有{names}",
  "end the network with a loss, for example `… -> mse`":
    "以损失结束网络，例如 `… -> mse`",
  "give the step a label, as in `h: relu`": "给该步骤加标签，如 `h: relu`",
  "given, but in no pipeline and no formula": "已给出，但不在流水线或公式中",
  "use it in a formula, or at the beginning of a pipeline":
    "在公式中或流水线开头使用它",
} as const;
