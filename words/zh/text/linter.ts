/** What warnings say. */
export const linter = {
  // What is never used.
  "{name} is never used": "{name}从未使用",
  "the label {name} is never used": "标签{name}从未使用",
  "no path and no branch uses it": "没有路径或分支用到它",
  "leave it out, and count the steps in paths anew":
    "去掉它，并重新数路径中的步骤",
  "{name} is not {number} in this text": "在此文本中，{name}不是{number}",
  "the text names something else so": "文本用这个名称指别的值",
  "give it another name, if the number is meant": "若要用那个数，给它换个名称",

  // Layers that do not suit each other.
  "probably a mistake": "很可能是错误",
  "{layer} is before {loss}": "{layer}在{loss}之前",
  "{layer} limits the logits of {loss}": "{layer}限制了{loss}的 logits",
  "{loss} contains {layer}: using it twice flattens the gradient":
    "{loss}已包含{layer}：用两次会使梯度变小",
  "logits may be any number, but an activation limits them":
    "logits 可以是任意数，激活函数却限制了它们",
  "works on logits": "作用于 logits",
  "leave it out, and the activations before it": "去掉它及其前面的激活函数",
  "the bias of {layer} has no effect before {next}":
    "{layer}的偏置在{next}之前不起作用",
  "adds a bias": "加上偏置",
  "subtracts the mean again": "又减去均值",
  "leave the bias out": "去掉偏置",
  "{layer} makes a constant of a single number": "{layer}把单个数变成常数",
  "takes {shape}": "接受{shape}",
  "no gradient passes it, so that nothing before it learns":
    "没有梯度通过它，所以它前面的部分学不到任何东西",
  "leave it out, or give it several numbers": "去掉它，或给它多个数",
  "for one yes or no, write {layer}; for classes, give it a number for each":
    "若只判断是与否，写{layer}；若有多个类别，为每个类别给一个数",
  "{layer} stretches both {shapes}": "{layer}把{shapes}都广播了",
  "makes {shape}": "得到{shape}",
  "every number of one meets every number of the other, as in a table of all pairs":
    "一边的每个数都与另一边的每个数配对，如同一张全配对的表",
  "if pairs are not meant, end both branches with the same shape; if they are, `expand` says so":
    "若不是要配对，让两个分支以相同的形状结束；若是，用 `expand` 写明",
  "{layer} stretches a layer of width 1": "{layer}广播了宽度为 1 的层",
  "the one number is added to all of the others, as a single bias":
    "这一个数加到其余所有数上，如同只有一个偏置",
  "give both branches the same width": "让两个分支宽度相同",

  // What a loss is given.
  "{loss} takes {numbers}": "{loss}接受{numbers}",
  "what comes in may lie elsewhere": "输入可能超出这个范围",
  "gives {numbers}": "输出{numbers}",
  "any number": "任意数",
  "numbers up to {most}": "不大于{most}的数",
  "numbers from {least} on": "不小于{least}的数",
  "numbers from {least} to {most}": "从{least}到{most}的数",
  "of other numbers the loss means nothing, and may fall without end":
    "对其他数，损失没有意义，还可能无限下降",
  "for one yes or no, write {text}": "若只判断是与否，写{text}",
  "write {layer} for {other}": "把{other}换成{layer}",
  "no score of {loss} is ever above 0": "{loss}的得分永远不会大于 0",
  "no score of {loss} is ever below 0": "{loss}的得分永远不会小于 0",
  "wants scores of both signs": "需要有正有负的得分",
  "leave {layer} out": "去掉{layer}",
  "{layer} can stop all learning as the last step":
    "{layer}作为最后一步可能使学习完全停止",
  "level beyond some numbers": "在某些数之外是平坦的",
  "no gradient comes back where it is level": "在平坦处没有梯度传回",
  "write {layer}, which has a slope everywhere": "改用{layer}，它处处有斜率",
  "leave it out, if the numbers may be of any size":
    "若数可以取任意大小，去掉它",
} as const;
