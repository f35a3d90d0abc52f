/** What cannot be read in a graph of ONNX. */
export const onnxIn = {
  "it is written for training": "它是为训练而写的",
  "attributes of other versions are not read": "不读取其他版本的属性",
  "the first axis must be the batch, the second the channels":
    "第一个轴必须是批次，第二个轴必须是通道",
  "it has no size": "它没有大小",
  "its mean and deviation are not read": "不读取它的均值和标准差",
  "its input must be steps, batch and features":
    "它的输入必须依次是步、批次和特征",
  "its states and its last ones together are not read":
    "不同时读取它的全部状态和最后的状态",
  "lengths of sequences are not read": "不读取序列的长度",
  "gates that see the cells are not read": "不读取能看到记忆单元的门",
  "gates that are cut off or joined are not read": "不读取截断的或合并的门",
  "its activations are others than those of layers here":
    "它的激活函数与这里各层的不同",
  "its first state must be zeros or an input": "它的初始状态必须是零或一个输入",
  "its bias must be 0 or the threshold": "它的偏置必须是 0 或阈值",
  "its bounds must be single numbers": "它的界限必须各是一个数",
  "it must look for both infinities": "它必须查找两种无穷大",
  "sums from the end, or without the entry, are not read":
    "不读取从末尾开始的或不含本项的累加",
  "its starts, ends, axes and steps must be as many":
    "它的起点、终点、轴和步长的个数必须相同",
  "its entries before and behind must be whole numbers, one for each axis":
    "前后添加的个数必须是非负整数，每个轴一个",
  "it must add one number": "它必须添加同一个数",
  "its mode {mode} is not read": "不读取它的方式{mode}",
  "nothing would be left of it": "它将一无所剩",
  "arrays are cast to floats and to nothing else": "数组只能转换为浮点数",
  "it has no shape": "它没有形状",
  "the axis of the batch must stay": "批次的轴必须保留",
  "it has no axes": "它没有轴",
  "its order must name each axis once": "它的次序中每个轴必须出现一次",
  "rows of an array by numbers of another are not read":
    "不读取按另一数组的数取出的行",
  "the new shape divides the axis of the batch": "新的形状拆开了批次的轴",
  "what is fixed must have the whole shape": "固定的数必须具有整个形状",
  "the table must be a matrix, whose rows are taken":
    "表必须是矩阵，取出的是它的行",
  "there is no entry of such a number": "没有这样编号的项",
  "the numbers of entries must be a list": "各项的编号必须是一个列表",
  "products of vectors are not read": "不读取向量的乘积",
  "it works along the axis of the batch, which mixes examples":
    "它沿批次的轴运算，会混合各个样本",
  "products with fixed arrays must be with a matrix":
    "与固定数组的乘积必须是与矩阵的乘积",
  "its edges must be given as pads": "它的边缘必须以 pads 给出",
  "places of the largest are not read": "不读取最大值的位置",
  "its windows must have an axis for each of the image":
    "它的窗口在图像的每个轴上都必须有一个轴",
  "its weights are too many": "它的权重太多",
  "sizes of some axes alone are not read": "不读取仅某些轴的大小",
  "it must change positions and nothing else": "它只能改变位置的个数",
  "the batch is another axis of one input than of another":
    "批次在两个输入中不是同一个轴",
  "its text would have {count} fixed numbers, and may have {most}":
    "它的文本将有{count}个固定的数，最多可有{most}个",
  "its fixed numbers differ from example to example": "它的固定的数因样本而异",
  "its fixed numbers are too many": "它的固定的数太多",
  "it computes with the size of the batch": "它用批次的大小来计算",
  "its inputs do not fit together: {shapes}": "它的输入互不相配：{shapes}",
  "its type must be {type}": "它的类型必须是{type}",
  "input {number} is missing": "缺少第{number}个输入",
  "input {number} must be fixed, and the graph computes it":
    "第{number}个输入必须是固定的，而它由计算图算出",
  "input {number} is fixed, and must come from the graph's inputs":
    "第{number}个输入是固定的，而它必须来自计算图的输入",
  "input {number} must be integers": "第{number}个输入必须是整数",
  "axis {axis} is not one of {rank}": "轴{axis}不在{rank}个轴之中",
  "it is not one that is read here": "它不在这里读取之列",
  "its value is not one that is read": "它的值不在可读取之列",
  "input {name} says nothing of its axes": "输入{name}没有说明它的轴",
  "axis {axis} of input {name} is free, and must have a size here: give --size {symbol}=16":
    "输入{name}的轴{axis}大小不定，而这里必须有大小：请给出 --size {symbol}=16",
  "input {name} has an axis of size {size}": "输入{name}有一个大小为{size}的轴",
  "it names no operators of ONNX's": "它没有指明 ONNX 的算子",
  "its inputs have different numbers of examples": "它的各个输入的样本数不同",
  "there is no output {name}: it has {names}":
    "没有输出{name}：它的输出有{names}",
  "there is no value {name} yet": "值{name}尚不存在",
  "its output {number} is not read": "不读取它的第{number}个输出",
  "output {name} does not depend on an input": "输出{name}不取决于任何输入",
  "all that comes into it must be fixed": "它的所有输入都必须是固定的",
  "quotients of integers, which are cut off, are not read":
    "不读取会截断的整数相除",
  "operators of version {opset} are not read: {least} to {most} are":
    "不读取版本{opset}的算子，可读取{least}到{most}",
  "its values must be two numbers, and fixed": "它的值必须是两个固定的数",
  "its corners lie between two positions": "它的角落在两个位置之间",
  "all that comes into it is fixed, which is not read":
    "它的所有输入都是固定的，这里不读取",
  "operator {name} is not read": "不读取算子{name}",
  "the nearest that is: {near}": "可读取的最接近的是{near}",
  "input {name} is of the type {type}, which is not read":
    "输入{name}的类型为{type}，这里不读取",
  "output {name} has the batch and something else along one axis":
    "输出{name}在一个轴上既有批次又有其他内容",
  "its network does not compile: {message}": "它的网络无法编译：{message}",
  "it has no output": "它没有输出",
  "it has {outputs}, and a network here has one":
    "它有{outputs}，而这里的网络只有一个",
  "Choose one by --output, of {names}.": "请用 --output 选择一个：{names}。",
  "a network may have at most {most} steps: found {count}":
    "网络最多可有{most}个步骤，实际为{count}个",
  "nothing that its output needs uses input {name}": "它的输出用不到输入{name}",
  "{layer} takes a number that is NaN or infinite, which no text can say":
    "{layer}用到 NaN 或无穷大的数，文本无法表达",
  "the weights of {name} are not those of its layer": "{name}的权重与其层不符",
} as const;
