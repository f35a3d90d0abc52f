/** The activations. */
export const activations = {
  "the logistic function, y = 1 / (1 + exp(-x))":
    "逻辑斯谛函数，y = 1 / (1 + exp(-x))",
  "the hyperbolic tangent, y = tanh(x)": "双曲正切，y = tanh(x)",
  "the rectified linear unit, y = max(x, 0)": "线性整流单元，y = max(x, 0)",
  "dy if x > 0, else 0": "x > 0 时为 dy，否则为 0",
  "y = x above zero, slope·x elsewhere": "x 大于零时 y = x，否则 y = slope·x",
  "dy if x > 0, else slope·dy": "x > 0 时为 dy，否则为 slope·dy",
  "the slope below zero": "零以下的斜率",
  "how near it is to relu": "与 relu 接近的程度",
  "where beta·x is larger, y = x; by default nowhere":
    "beta·x 大于此值时 y = x；默认不启用",
  "the logarithm of sigmoid, y = -log(1 + exp(-x))":
    "sigmoid 的对数，y = -log(1 + exp(-x))",
  "how round it is at 0": "0 处的圆滑程度",
  "passes its input on, y = x": "原样传递输入，y = x",
  "y = x above zero, alpha·(exp(x) - 1) elsewhere":
    "x 大于零时 y = x，否则 y = alpha·(exp(x) - 1)",
  "dy if x > 0, else dy·(y + alpha)": "x > 0 时为 dy，否则为 dy·(y + alpha)",
  "how far below zero it goes": "输出最多低到零以下多少",
  "y = x above zero, alpha·(exp(x/alpha) - 1) elsewhere":
    "x 大于零时 y = x，否则 y = alpha·(exp(x/alpha) - 1)",
  "dy if x > 0, else dy·exp(x/alpha)": "x > 0 时为 dy，否则为 dy·exp(x/alpha)",
  "y = 1.0507·x above zero, 1.7581·(exp(x) - 1) elsewhere":
    "x 大于零时 y = 1.0507·x，否则 y = 1.7581·(exp(x) - 1)",
  "1.0507·dy if x > 0, else dy·(y + 1.7581)":
    "x > 0 时为 1.0507·dy，否则为 dy·(y + 1.7581)",
  "x times the share of the normal distribution below it, y = x·Φ(x)":
    "x 乘以正态分布在 x 以下的概率，y = x·Φ(x)",
  "`tanh` for x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))":
    "取 `tanh` 时为 x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))",
  "x times a sigmoid of it, y = x·σ(beta·x)":
    "x 乘以它的 sigmoid，y = x·σ(beta·x)",
  "how steep the sigmoid is": "sigmoid 的陡峭程度",
  "dy·(2·x + 3)/6 if -3 ≤ x ≤ 3, else dy if x > 3, else 0":
    "-3 ≤ x ≤ 3 时为 dy·(2·x + 3)/6，x > 3 时为 dy，否则为 0",
  "dy·(g + x·(1 - g²)·σ(x)) with g = tanh(log(1 + exp(x)))":
    "dy·(g + x·(1 - g²)·σ(x))，其中 g = tanh(log(1 + exp(x)))",
  "the first half of an axis times the sigmoid of the second":
    "一个轴的前一半乘以后一半的 sigmoid",
  "dy·σ(b), dy·a·σ(b)·(1 - σ(b)) for the halves a and b":
    "对前后两半 a 和 b：dy·σ(b)，dy·a·σ(b)·(1 - σ(b))",
  "the axis that is halved, by default the last":
    "被对半分开的轴，默认为最后一个",
  "axis {axis} must have an even number of entries, half of them gates":
    "轴 {axis} 的元素个数必须是偶数，其中一半为门",
  "axis {axis} of {shape} has {count}":
    "形状 {shape} 的轴 {axis} 有 {count} 个元素",
  "let the step before it give {count} there":
    "让前一个步骤在该轴上给出 {count} 个元素",
  "axis {axis} can be halved: `glu(axis={axis})`":
    "轴 {axis} 可以对半分开：`glu(axis={axis})`",
  "the rectified linear unit up to 6, y = min(max(x, 0), 6)":
    "上限为 6 的线性整流单元，y = min(max(x, 0), 6)",
  "dy if 0 < x < 6, else 0": "0 < x < 6 时为 dy，否则为 0",
  "dy if low < x < high, else 0": "low < x < high 时为 dy，否则为 0",
  "the least that it gives": "输出的最小值",
  "the largest": "输出的最大值",
  "y = min(max(x, low), high); either may be left out":
    "y = min(max(x, low), high)；两者均可省略",
  "dy if low ≤ x ≤ high, else 0": "low ≤ x ≤ high 时为 dy，否则为 0",
  "`low` must not be above `high`": "`low` 不得大于 `high`",
  "found low {low} and high {high}": "实际 low 为 {low}，high 为 {high}",
  "the smaller one comes first: `{layer}({high},{low})`":
    "较小者在前：`{layer}({high},{low})`",
  "dy/6 if -3 < x < 3, else 0": "-3 < x < 3 时为 dy/6，否则为 0",
  "dy/2 if -1 < x < 1, else 0": "-1 < x < 1 时为 dy/2，否则为 0",
  "y = 0 below -1, x above 1, (x + 1)²/4 between them":
    "x 小于 -1 时 y = 0，大于 1 时 y = x，其间 y = (x + 1)²/4",
  "dy·(x + 1)/2 if -1 < x < 1, else dy if x ≥ 1, else 0":
    "-1 < x < 1 时为 dy·(x + 1)/2，x ≥ 1 时为 dy，否则为 0",
  "y = x above zero, w·x elsewhere, with a slope w that is learned":
    "x 大于零时 y = x，否则 y = w·x，斜率 w 由训练得到",
  "dy if x > 0, else w·dy": "x > 0 时为 dy，否则为 w·dy",
  "Σ dy·x over x up to 0": "Σ dy·x，对不大于 0 的 x",
  "1 for one slope, or the last axis for one each":
    "1 表示共用一个斜率；写最后一轴的大小，则其中每个数各有一个斜率",
  "the slope before training": "训练前的斜率",
  "it has {channels} slopes, one for each number of the last axis":
    "它有 {channels} 个斜率，最后一轴的每个数对应一个",
  "y = x above zero, slope·x elsewhere; the slope is drawn from low to high in training, in use it is their mean":
    "x 大于零时 y = x，否则 y = slope·x；训练时斜率在 low 与 high 之间随机抽取，推理时取两者的均值",
  "the least slope below zero": "零以下的最小斜率",
  "the largest slope below zero": "零以下的最大斜率",
  "slopes are drawn for the whole batch, in order":
    "斜率是按顺序为整个批抽取的",
  "in use the slope is the mean of those that are drawn":
    "推理时斜率为抽取范围的均值",
  "y = x above a threshold, value elsewhere":
    "x 大于阈值时 y = x，否则 y = value",
  "dy if x > threshold, else 0": "x > threshold 时为 dy，否则为 0",
  "above what x passes": "x 大于此值时原样通过",
  "what it gives instead": "否则输出的值",
  "y = x where |x| is above a threshold, 0 elsewhere":
    "|x| 大于阈值时 y = x，否则 y = 0",
  "dy if |x| > threshold, else 0": "|x| > threshold 时为 dy，否则为 0",
  "how far from 0 it gives 0": "距 0 多远以内输出 0",
  "x moved towards 0 by a threshold, 0 where it gets there":
    "把 x 向 0 移动一个阈值，到 0 为止",
  "y = exp(x) / Σ exp(x) along an axis, by default the last":
    "沿一个轴计算 y = exp(x) / Σ exp(x)，默认为最后一个轴",
  "the axis that it goes along, by default the last":
    "所沿的轴，默认为最后一个",
  "y = x - log Σ exp(x) along an axis, by default the last":
    "沿一个轴计算 y = x - log Σ exp(x)，默认为最后一个轴",
  "y = max(x - τ, 0) along an axis, by default the last, with the τ for which they add up to 1":
    "沿一个轴计算 y = max(x - τ, 0)，默认为最后一个轴，其中 τ 使各数之和为 1",
  "dy - mean(dy) over those with y > 0, else 0":
    "y > 0 处为 dy - mean(dy)，均值只对这些位置取；否则为 0",
} as const;
