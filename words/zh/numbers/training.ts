/** Training, evaluation and checkpoints. */
export const training = {
  // What is done.
  "train": "训练",
  "evaluate": "评估",
  "predict": "预测",
  "stop early": "提前停止",
  "keep the best": "保留最好的一轮",

  // Options.
  "finite numbers to start from": "可作为起点的有限数",
  "there are no validation examples": "没有验证样本",
  "give validation, or leave out {option}": "给出 validation，或去掉 {option}",
  "{name} runs batches again, whose gradients are neither accumulated nor clipped":
    "{name} 会重新运行各批，其梯度既不累加也不裁剪",
  "leave out accumulate, clipNorm and clipValue":
    "去掉 accumulate、clipNorm 和 clipValue",

  // Examples that do not fit.
  "the data": "数据",
  "the validation": "验证数据",
  "the network must end with a loss, such as mse or cross_entropy":
    "网络必须以损失结尾，例如 mse 或 cross_entropy",
  "each example of {data} must have a target": "{data}的每个样本必须有目标",
  "inputs alone": "仅有输入",
  "{data} must not be empty": "{data}不得为空",
  "each example of {data} must have an input of {shape}":
    "{data}的每个样本必须有形状为 {shape} 的输入",
  "each example of {data} must have the {kind} {names}":
    "{data}的每个样本必须有{kind} {names}",
  "{input} of {shape}": "{input}（{shape}）",
  "the targets of the validation must be normalized as those of the training":
    "验证数据的目标必须与训练数据的目标以同样方式归一化",
  "divide the data before, and give both parts to prepareData":
    "先划分数据，再把两部分都交给 prepareData",
  "the network has the inputs {names}, and each must be given by its name":
    "网络有输入 {names}，每个都必须按名称给出",
  "one array": "一个数组",
  "the network has the inputs {names}": "网络的输入是 {names}",
  "the network has targets for the losses {names}":
    "网络为损失 {names} 接受目标",
  "write {name}": "写成 {name}",
  "there must be numbers for each input of the network, {names}":
    "网络的每个输入（{names}）都必须有数",
  "there must be numbers for each target of the network, {names}":
    "网络的每个目标（{names}）都必须有数",
  "none for {name}": "{name} 没有",
  "each input": "每个输入",
  "an output": "输出",
  "the epoch": "这一轮",
  "the data must hold {count} examples, as when it was first read":
    "数据必须像初次读取时那样有 {count} 个样本",
  "fewer": "更少",

  // What training finds.
  "the output of {name}": "{name} 的输出",
  "the gradient that reaches {name}": "到达 {name} 的梯度",
  "{what} is NaN or infinite: a lower learning rate or clipping may help, and nabla gradcheck tells whether the gradients are right":
    "{what}为 NaN 或无穷：降低学习率或裁剪梯度可能有帮助，也可用 nabla gradcheck 检验梯度是否正确",
  "{what} is NaN or infinite: each number of the data must be finite":
    "{what}为 NaN 或无穷：数据中的每个数都必须是有限数",
  "the loss {name} is NaN or infinite, but its inputs are finite: nabla explain {layer} says what it takes, and a lower learning rate may help":
    "损失 {name} 为 NaN 或无穷，而其输入都是有限数：用 nabla explain {layer} 查看它接受什么，降低学习率也可能有帮助",
  "{path} is no longer finite: a lower learning rate or clipping may help":
    "{path} 不再是有限数：降低学习率或裁剪梯度可能有帮助",
  "the loss {name} is {value}, and of {words}, it cannot be below {least}":
    "损失 {name} 为 {value}，而对{words}，它不可能低于 {least}",
  "Write {layer} right before it.": "在它前面紧接着写 {layer}。",
  "{name} compares the examples of a batch, and each batch is one: it makes a constant of it, and nothing before it learns from that example":
    "{name} 比较同一批的样本，而每批只有一个样本：结果因此是常数，它之前的步骤什么也学不到",
  "{name} compares the examples of a batch, and the last batch of an epoch is one: it makes a constant of it, and nothing before it learns from that example":
    "{name} 比较同一批的样本，而每轮的最后一批只有一个样本：对该样本结果是常数，它之前的步骤从中什么也学不到",
  "Give more examples.": "给出更多样本。",
  "Take other batches, as {option}.": "改用别的批大小，例如 {option}。",
  "a step changes {path} by {ratio} times its own size: a lower learning rate or clipping may help":
    "一步使 {path} 改变了其自身大小的 {ratio} 倍：降低学习率或裁剪梯度可能有帮助",
  "the gradient of {path} is 0 in every number, and that of others is not":
    "{path} 的梯度处处为 0，而其他参数的不是",
  "the gradient of {path} vanishes: it is {ratio} times the largest of all":
    "{path} 的梯度消失：只有最大梯度的 {ratio} 倍",
  "others": "其他",
  "the gradient of {paths} is 0 in every number, so nothing learns":
    "{paths} 的梯度处处为 0，因此什么也学不到",
  "{problem}: the loss {name} does not change with its input":
    "{problem}：损失 {name} 不随其输入变化",
  "{problem}: no gradient passes {name}": "{problem}：梯度无法通过 {name}",
  "It is level for every example: write softplus or leaky_relu in its place, or give the steps before it other numbers to start from.":
    "它对每个样本都处在平坦处：换成 softplus 或 leaky_relu，或让它之前的步骤从别的数开始。",
  "Its weight is 0 in every number: let it start from random numbers, without init=zeros.":
    "它的权重处处为 0：去掉 init=zeros，让权重从随机数开始。",

  // Saved training.
  "the training": "训练",
  "the parameters": "参数",
  "the kept parameters": "所保留的参数",
  "its last step must be whole: it failed in its midst":
    "最后一步必须完整：它在中途失败了",
  "the state": "状态",
  "the name of the optimizer": "优化器的名称",
  "its state must be JSON": "其状态必须是 JSON",
  "the version of its state must be 1": "其状态的版本必须是 1",
  "{name} must be an object": "{name}必须是对象",
  "{name} must be a list": "{name}必须是列表",
  "{name} must be a text": "{name}必须是文本",
  "{name} must be numbers": "{name}必须是数",
  "{name} must be integers of at least 0": "{name}必须是不小于 0 的整数",
  "its history must have a learning rate, a loss and metrics for each epoch":
    "其历史必须有每一轮的学习率、损失和指标",
  "it must measure {count} metrics": "必须计算 {count} 个指标",
  "it must have {count} sums of losses": "必须有 {count} 个损失之和",
  "the sums of losses must be numbers": "各损失之和必须是数",
  "the sum of losses must be a number": "损失之和必须是数",
  "one": "有",
  "a moving average must be saved if one is taken, and only then":
    "取滑动平均时必须保存它，否则不得保存",
  "the history must be that of {count} epochs": "历史必须是 {count} 轮的",
  "the kept epoch must be one of the {count} that were done":
    "所保留的轮必须是已完成的 {count} 轮之一",
  "it must lie between two steps of {count} examples":
    "必须处在 {count} 个样本的两步之间",
  "each stream of chance must be of a batch size that occurs":
    "每个随机数流必须属于出现过的批大小",
  "each stream of chance must belong to a step of the network":
    "每个随机数流必须属于网络的某个步骤",
} as const;
