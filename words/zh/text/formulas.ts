/** What the compiler says of formulas, functions and claimed derivatives. */
export const formulas = {
  // Values.
  "there is no {name} before this": "此前没有{name}",
  "there is {names}": "已有{names}",
  "give the step a label, and write the label here":
    "给该步骤加标签，并在此写该标签",
  "give it a value, for example 1": "给它一个值，例如 1",
  "not a value of the text": "不是文本中的值",
  "a formula cannot use a gradient": "公式不能使用梯度",
  "known only after the backward pass": "反向传播之后才知道",
  "use the value": "使用它的值",
  "a formula cannot use {name}": "公式不能使用{name}",
  "the output has this name in `given` and `expect` only":
    "只有在 `given` 和 `expect` 中，输出才用这个名称",
  "a loss is a step: nothing is computed from it":
    "损失是步骤：不能由它继续计算",
  "give the last step a label, and write the label here":
    "给最后一步加标签，并在此写该标签",
  "end a pipeline with a loss, as in `h -> mse`":
    "以损失结束一条流水线，如 `h -> mse`",
  "give the value inside a name of its own, on a line before":
    "在前面一行给里面的值另取名称",
  "the formula is nested too deep": "公式嵌套过深",
  "give a part of it a name on a line of its own": "在单独一行给它的一部分命名",

  // Functions.
  "{name} is a `let`, not a value": "{name}是模块（`let`），不是值",
  "{name} is a layer, not a value": "{name}是层，不是值",
  "{name} is a function, not a value": "{name}是函数，不是值",
  "stands for steps": "代表若干步骤",
  "takes what is in its brackets": "作用于括号中的值",
  "for a step, write a label": "若是步骤，写成标签",
  "for steps under a name, write `let`": "若是有名称的步骤，写 `let`",
  "use it in a pipeline, and its label here":
    "在流水线中使用它，在此写它的标签",
  "write what it takes: {text}": "写出它接受的值：{text}",
  "{name} is not a parameter of {function}": "{name}不是{function}的参数",
  "a function sees only its parameters": "函数只能使用自己的参数",
  "this is outside of it": "这在函数之外",
  "write its number": "写出它的数值",
  "make it a parameter: {text}": "把它变成参数：{text}",
  "write {name}, the parameter": "写参数{name}",
  "write out how often it is repeated: a function is a formula":
    "把重复的部分逐次写出：函数是公式",
  "a parameter again": "重复的参数",
  "{name} is a value, not a function": "{name}是值，不是函数",
  "a name before a bracket is a function": "括号前的名称是函数",
  "choose a function, or a sign between the two":
    "换成函数，或在两者之间写运算符",
  "write the sign of a product": "写出乘号",
  "case counts": "大小写有区别",
  "there is no function {name}": "没有名为{name}的函数",
  "not a function": "不是函数",
  "define it on a line before: {text}": "在前面一行定义它：{text}",
  "{name} has weights of its own and cannot be in a formula":
    "{name}有自己的权重，不能用在公式中",
  "{name} draws chance and cannot be in a formula":
    "{name}带有随机性，不能用在公式中",
  "{name} is a loss and cannot be in a formula": "{name}是损失，不能用在公式中",
  "{name} is no function of numbers and cannot be in a formula":
    "{name}不是数的函数，不能用在公式中",
  "{name} stands for steps and cannot be in a formula":
    "{name}代表若干步骤，不能用在公式中",
  "only a step of a pipeline": "只能是流水线中的步骤",
  "end a pipeline with it, as in {text}": "用它结束一条流水线，如{text}",
  "write it on a line of its own with a label, as in {text}, and the label here":
    "在单独一行写它并加标签，如{text}，再在此写该标签",
  "write it as a step": "写成步骤",
  "or as steps under a name": "或写成有名称的步骤",
  "arguments of {name} follow by name": "{name}的参数按名称写在后面",

  // Claimed derivatives.
  "{name} is a layer, whose derivative is known": "{name}是层，其导数已知",
  "there is no function {name} whose derivative this could be":
    "没有函数{name}，无从声明其导数",
  "not a function of the text": "不是文本中的函数",
  "define a function of your own, as in {text}": "定义自己的函数，如{text}",
  "the derivative of {name} is claimed twice": "{name}的导数声明了两次",
  "claimed again here": "在此再次声明",
  "first claimed here": "首次在此声明",
  "a derivative is claimed of a function with one parameter":
    "只能为单参数的函数声明导数",
  "{name} has {count}": "{name}有{count}个参数",
  "`nabla gradcheck` checks its gradients without a claim":
    "无需声明，`nabla gradcheck` 也能检验其梯度",
  "keep {name}": "保留{name}",
  "{name} does not go number by number": "{name}不是逐个数计算的",
  "so its derivative is not one number for each":
    "所以它的导数不是每个数对应一个数",
  "this looks at several numbers": "这里用到多个数",
} as const;
