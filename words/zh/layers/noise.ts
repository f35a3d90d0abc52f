/** Noise and normalizations. */
export const noise = {
  "drops each number with probability p in training, y = x·mask/(1 - p); in use y = x":
    "训练时以概率 p 丢弃每个数，y = x·mask/(1 - p)；推理时 y = x",
  "how likely each is dropped": "每个数或通道被丢弃的概率",
  "the axes whose numbers are dropped one by one, by default all; along the others they are dropped together":
    "沿这些轴逐个丢弃数，默认为全部；沿其余的轴则一起丢弃",
  "drops each channel (last axis) of an example with probability p in training, y = x·mask/(1 - p); in use y = x":
    "训练时以概率 p 丢弃样本的每个通道（最后一轴），y = x·mask/(1 - p)；推理时 y = x",
  "its input must have positions before its channels, as height×width×channels; `dropout` is for one row":
    "输入的通道之前必须有位置，如 height×width×channels；单行请用 `dropout`",
  "adds normal noise of standard deviation sd in training, y = x + sd·n; in use y = x":
    "训练时加上标准差为 sd 的正态噪声，y = x + sd·n；推理时 y = x",
  "the standard deviation of the noise": "噪声的标准差",
  "multiplies by normal noise in training, y = x·(1 + n·√(p / (1 - p))), with mean and variance as of dropout; in use y = x":
    "训练时乘以正态噪声，y = x·(1 + n·√(p / (1 - p)))，均值和方差与 dropout 相同；推理时 y = x",
  "the probability that dropout would have": "相应的 dropout 的丢弃概率",
  "makes each number selu's least with probability p in training and keeps mean and variance, y = a·(x or -1.758) + b; in use y = x":
    "训练时以概率 p 把每个数换成 selu 的最小值，并保持均值和方差，y = a·(x 或 -1.758) + b；推理时 y = x",
  "a·dy, and 0 where it was dropped": "a·dy，被丢弃处为 0",
  "what is drawn is drawn for the whole batch, in order":
    "随机数是按顺序为整个批抽取的",
  "in use nothing is drawn": "推理时不抽取随机数",
  "each channel (by default the last axis) standardized over the batch, y = weight·(x - mean)/σ + bias, σ = √(variance + eps); in use with running statistics":
    "每个通道（默认为最后一轴）在批上标准化，y = weight·(x - mean)/σ + bias，σ = √(variance + eps)；推理时采用滑动统计量",
  "added to the variance, so that nothing is divided by 0":
    "加到方差上的数，以免除以 0",
  "the share of a batch in the running statistics":
    "一个批在滑动统计量中所占的份额",
  "what each channel has": "每个通道所具有的可训练参数",
  "the axis of the channels, by default the last":
    "通道所在的轴，默认为最后一个",
  "(g - mean(g) - h·mean(g·h))/σ, g = dy·weight":
    "(g - mean(g) - h·mean(g·h))/σ，g = dy·weight",
  "Σ dy·h, h = (x - mean)/σ": "Σ dy·h，h = (x - mean)/σ",
  "(g - h·mean(g·h))/σ, g = dy·weight": "(g - h·mean(g·h))/σ，g = dy·weight",
  "Σ dy·h, h = x/σ": "Σ dy·h，h = x/σ",
  "the mean and variance are those of the batch": "均值和方差取自整个批",
  "in use they are the running ones": "推理时采用滑动的均值和方差",
  "a channel's only number is its own mean": "通道中唯一的数就是自身的均值",
  "the last axis, or those given, standardized, y = weight·(x - mean)/σ + bias, σ = √(variance + eps)":
    "最后一轴或指定的各轴标准化，y = weight·(x - mean)/σ + bias，σ = √(variance + eps)",
  "the axes that are measured together, by default the last":
    "一起统计的轴，默认为最后一个",
  "the last axis, or those given, divided by the root mean square, y = weight·x/σ, σ = √(mean(x²) + eps)":
    "最后一轴或指定的各轴除以均方根，y = weight·x/σ，σ = √(mean(x²) + eps)",
  "groups of channels (last axis) standardized in each example, y = weight·(x - mean)/σ + bias, σ = √(variance + eps)":
    "每个样本中各组通道（最后一轴）标准化，y = weight·(x - mean)/σ + bias，σ = √(variance + eps)",
  "the number of equal groups of channels": "通道均分的组数",
  "its {groups} groups must have equally many channels":
    "{groups} 组的通道数必须相等",
  "{channels} channels are {each} for each and {rest} left over":
    "{channels} 个通道每组分得 {each} 个，余 {rest} 个",
  "each channel (last axis) of each example standardized over its positions, y = weight·(x - mean)/σ + bias, σ = √(variance + eps)":
    "每个样本的每个通道（最后一轴）在其各位置上标准化，y = weight·(x - mean)/σ + bias，σ = √(variance + eps)",
  "it standardizes each channel (last axis) over several positions, as of height×width×channels":
    "它把每个通道（最后一轴）在多个位置上标准化，如 height×width×channels",
  "found one position in {shape}": "形状 {shape} 中只有一个位置",
  "standardize over all numbers with `layernorm`":
    "用 `layernorm` 在所有数上标准化",
  "local response normalization, y = x/s^beta with s = k + alpha/size·Σ x² over neighbouring channels":
    "局部响应归一化，y = x/s^beta，其中 s = k + alpha/size·Σ x²，对相邻通道求和",
  "how many channels each is measured against, itself included":
    "每个通道与多少个通道相比较，包括自身",
  "the factor of the mean of squares": "平方均值的系数",
  "the power of the divisor": "除数的指数",
  "what is added to the mean of squares": "加到平方均值上的数",
  "dy/s^beta - 2·alpha·beta/size·x·(Σ dy·y/s over those that see it)":
    "dy/s^beta - 2·alpha·beta/size·x·(Σ dy·y/s，对统计中含它的各通道)",
} as const;
