/** What an editor shows beside a text: hovers, completions, signatures. */
export const languageService = {
  // What a word is.
  "a parameter": "参数",
  "the label of a step": "步骤的标签",
  "a `let`, expanded at each use": "模块（`let`），在每个使用处展开",
  "a step of the text": "文本中的步骤",
  "a `let` of the text": "文本中的模块（`let`）",
  "a function of the text": "文本中的函数",
  "a formula of the text": "文本中的公式",
  "a parameter of {name}": "{name}的参数",
  "a name of a library": "库中的名称",
  "a value": "值",
  "a gradient": "梯度",
  "a branch": "分支",
  "a branch, if there is one": "分支，可以没有",
  "a pipeline": "流水线",
  "the input": "输入",
  "the last value, before the loss if there is one":
    "最后一个值；若有损失，则是损失之前的值",
  "what the loss compares with": "损失与之比较的值",
  "a number to fill in": "要填写的数",
  "the number of copies, each with parameters of its own":
    "副本个数，每个副本有自己的参数",
  "{argument} of {layer}: {summary}": "{layer}的{argument}：{summary}",
  "names a pipeline": "给流水线命名",
  "names a pipeline, so that it can be used as a step":
    "给流水线命名，使它可以用作步骤",
  "fixes numbers": "给定数",
  "fixes numbers: of an input, a target, a parameter, or a value":
    "给定输入、目标、参数或值的数",
  "states numbers that should come out": "写出应得到的数",
  "states numbers that should come out; `check` compares them":
    "写出应得到的数，由 `check` 比较",
  "claims the derivative of {name}": "声明{name}的导数",

  // Tables.
  "here": "此处",
  "arguments": "参数",
  "gradients": "梯度",
  "shape": "形状",
  "parameters": "可训练参数",
  "{count} in each use": "每个使用处{count}",
  "gradient": "梯度",
  "takes": "接受",
  "default": "默认",
  "{wanted}; default: {value}": "{wanted}；默认：{value}",
  "wrong:": "错误写法：",
  "right:": "正确写法：",

  // Why a name cannot be changed.
  "only a name of the text can be changed": "只能更改文本中的名称",
  "{name} cannot be a name": "{name}不能作名称",
  "{name} means something else here": "{name}在此另有含义",
} as const;
