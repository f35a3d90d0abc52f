/** What all layers share, and those that stand in no folder. */
export const shared = {
  "fully connected on the last axis, y = x·Wᵀ + b":
    "最后一轴上的全连接，y = x·Wᵀ + b",
  "the number of inputs, by default as many as come in":
    "输入的个数，默认与传入的个数相同",
  "the number of outputs": "输出的个数",
  "how the weight is filled": "权重如何初始化",
  "how the bias is filled": "偏置如何初始化",
  "it is told to expect {expected} inputs": "它写明接受 {expected} 个输入",
  "it receives {found}": "实际收到 {found} 个",
  "its input must have at least one axis": "输入必须至少有一个轴",
  "its input must have at least two axes": "输入必须至少有两个轴",
  "its input must have an axis {axis}, counted from the last, -1":
    "输入必须有轴 {axis}（从最后一个轴 -1 起数）",
  "its input must have an axis {axis}, counted from 0":
    "输入必须有轴 {axis}（从 0 起数）",
  "the only axis is 0, counted from the last -1":
    "唯一的轴是 0，从后往前数为 -1",
  "the axes are {axes}, counted from the last {others}":
    "各轴为 {axes}，从后往前数为 {others}",
  "each axis may be named once": "每个轴只能指定一次",
  "axis {axis} is named twice in [{axes}]": "轴 {axis} 在 [{axes}] 中出现两次",
  "axis {axis} must have at least {count} entries":
    "轴 {axis} 必须至少有 {count} 个元素",
  "found {found}": "实际为 {found}",
  "found {count} channels": "实际有 {count} 个通道",
  "found {count} in [{list}]": "[{list}] 中实际有 {count} 个",
  "write one number": "写一个数",
  "write one number, or a list of {count}": "写一个数，或含 {count} 个数的列表",
  "a list must have a number for each axis, {count} for {shape}":
    "列表必须为每个轴各给一个数，形状 {shape} 需要 {count} 个",
  "they end with {shapes}": "它们的输出形状为 {shapes}",
  "its branches end with {shapes}": "各分支的输出形状为 {shapes}",
  "it takes {least} branches": "它需要 {least} 个分支",
  "it takes at least {least} branches": "它至少需要 {least} 个分支",
  "its channels must be divisible into {groups} groups":
    "通道必须能均分为 {groups} 组",
  "compute {layer}": "计算 {layer}",
  "build a network": "构建网络",
  "what is added": "所加的值",
  "what is multiplied by": "所乘的数",
  // What a layer of one's own answers.
  "use the layer {layer}": "使用层 {layer}",
  "define a layer": "定义层",
  "define the layer {name}": "定义层 {name}",
  "make the layer {name}": "创建层 {name}",
  "its name": "层名",
  "letters, digits and underscores, without a digit first":
    "字母、数字和下划线，且不以数字开头",
  "what create returns": "create 的返回值",
  "its declaration": "层的声明",
  "f and df, or outputShape and bind, all functions":
    "f 和 df，或 outputShape 和 bind，且均为函数",
  "what {which} returns": "{which} 的返回值",
  "each of its examples": "每个示例",
  "as {example}, a shape for each input": "{example} 的形式，每个输入一个形状",
  "inputs {found}": "inputs 为 {found}",
  "what outputShape returns": "outputShape 的返回值",
  "what parameters returns": "parameters 的返回值",
  "what bind returns": "bind 的返回值",
  "an array": "一个数组",
  "an object with the functions forward and backward":
    "含有函数 forward 和 backward 的对象",
  "the shape of the first target that loss.targets returns":
    "loss.targets 返回的第一个目标的形状",
  "the name of its parameter {number}": "第 {number} 个可训练参数的名称",
  "a text of its own": "互不相同的文本",
  "the shape of its parameter": "可训练参数的形状",
  "the shape of its parameter {name}": "可训练参数 {name} 的形状",
  "the initializer of its parameter": "可训练参数的初始化器",
  "the initializer of its parameter {name}": "可训练参数 {name} 的初始化器",
  "an array of positive integers, [] for a single number":
    "正整数的数组，单个数则为 []",
  "an object with a function fill, such as zeros":
    "含有函数 fill 的对象，例如 zeros",
  "a promise": "Promise",
  "another step": "另一步骤",
  // What predictions and targets are.
  "any numbers": "任意数",
  "logits, which are any numbers": "logits，可以是任意数",
  "scores, which are any numbers": "得分，可以是任意数",
  "logarithms of rates": "发生率的对数",
  "rates, which are at least 0": "发生率，不小于 0",
  "probabilities, which lie between 0 and 1": "概率，介于 0 和 1 之间",
  "log probabilities, which are at most 0": "对数概率，不大于 0",
  "one of several classes": "若干类别之一",
  "a share of each class, one-hot for a single one":
    "每个类别所占的比例，单一类别则为 one-hot",
  "yes or no for each output, as 1 or 0 or a probability":
    "每个输出的是或否，写作 1、0 或概率",
  "a number from 0 to 1": "0 到 1 之间的数",
  "-1 or 1 for each output": "每个输出为 -1 或 1",
  "-1 or 1": "-1 或 1",
  "a number for each output": "每个输出一个数",
  "a count for each output, at least 0": "每个输出一个计数，不小于 0",
  "a vector for each vector": "每个向量对应一个向量",
  "1 or -1, for which of two vectors is alike":
    "1 或 -1，表示两个向量中哪一个相似",
  "the labels of a sequence in order, then blanks":
    "序列的标签依次排列，其后为空白",
} as const;
