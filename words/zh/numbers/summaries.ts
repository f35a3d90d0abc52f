/** What initializers, optimizers, schedules and metrics do, and what their arguments mean. */
export const summaries = {
  // Initializers.
  "uniform in ±√(6/(fanIn + fanOut)), with the variance of glorot_normal":
    "±√(6/(fanIn + fanOut)) 内的均匀分布，方差与 glorot_normal 相同",
  "normal with variance 2/(fanIn + fanOut), between what keeps the size of values and of gradients":
    "方差为 2/(fanIn + fanOut) 的正态分布，在保持值的大小与保持梯度的大小之间折中",
  "normal with variance 2/fanIn, for layers before a relu":
    "方差为 2/fanIn 的正态分布，用于 relu 之前的层",
  "uniform in ±√(6/fanIn), with the variance of he":
    "±√(6/fanIn) 内的均匀分布，方差与 he 相同",
  "normal with variance 1/fanIn, so that values keep their size; `selu` is designed for it":
    "方差为 1/fanIn 的正态分布，使值保持其大小；`selu` 即为它设计",
  "the standard normal distribution N(0, 1)": "标准正态分布 N(0, 1)",
  "normal with variance 1/fanIn, nothing beyond two standard deviations":
    "方差为 1/fanIn 的正态分布，截去两倍标准差以外的部分",
  "uniform in ±1/√fanIn": "±1/√fanIn 内的均匀分布",
  "a random matrix with orthonormal rows, or columns if it has more rows":
    "各行标准正交的随机矩阵；行数多于列数时各列标准正交",
  "ones where row and column are the same, so that the input is passed on":
    "行号与列号相同处为 1，使输入原样通过",
  "all ones": "全为 1",
  "all zeros": "全为 0",
  // Optimizers.
  "gradient descent, with momentum or without": "梯度下降，可带动量",
  "the share of the last move that is repeated": "重复上一次移动的比例",
  "the share of the gradient that does not go into the momentum":
    "不计入动量的梯度比例",
  "whether to move by the momentum that the next step will have":
    "是否按下一步将有的动量移动",
  "how much of each value is added to its gradient":
    "每个值以多大比例加到其梯度上",
  "moves each number by about the learning rate, by running means of its gradient and its square":
    "按梯度及其平方的滑动平均，每次将每个数移动约一个学习率",
  "how much of the mean gradient is kept": "梯度均值的保留比例",
  "how much of the mean squared gradient is kept": "梯度平方均值的保留比例",
  "what keeps the divisor away from 0": "加到除数上、使其不为 0 的数",
  "whether to divide by the largest mean square so far":
    "是否除以迄今最大的平方均值",
  "adam, with the decay of weights beside the gradient":
    "adam，权重衰减与梯度分开计算",
  "how strongly values are pulled to 0": "把值拉向 0 的强度",
  "divides the gradient by the root of its mean square":
    "将梯度除以其平方均值的平方根",
  "whether to divide by the deviation of the gradient from its mean":
    "是否除以梯度对其均值的偏差",
  "divides the gradient by the root of the sum of all its squares":
    "将梯度除以其全部平方之和的平方根",
  "the learning rate is divided by 1 and this for each step before":
    "此前每经过一步，学习率的除数（从 1 起）增加这个数",
  "moves each number by exactly the learning rate, by the sign of a mean gradient":
    "按梯度均值的符号，每次将每个数恰好移动一个学习率",
  "the share of the mean gradient in the direction":
    "梯度均值在移动方向中所占的比例",
  "how strongly values are pulled to 0, beside the gradient":
    "在梯度之外把值拉向 0 的强度",
  "moves by what the last moves tell of the curvature, with all examples in each step":
    "按最近几次移动反映的曲率移动，每一步使用全部样本",
  "the most moves in a step": "一步中移动次数的上限",
  "evaluations in a step, after which there is no further move, by default 5/4 of the moves":
    "一步中的求值次数，达到后不再移动；默认为移动次数的 5/4",
  "a step ends where no number of the gradient is larger":
    "梯度的每个数都不超过此数时，这一步结束",
  "a step ends where neither a number nor the loss changes by more":
    "各参数和损失的变化都不超过此数时，这一步结束",
  "how many moves are remembered": "记住的移动次数",
  "whether to look along each direction for a good place":
    "是否沿每个方向搜索合适的位置",
  "how much of the average is kept at each update":
    "每次更新时平均值的保留比例",
  // Schedules.
  "the learning rate": "学习率",
  "in how many steps": "步数",
  "the same learning rate at each step": "每一步的学习率都相同",
  "falls all at once, again and again": "每隔一段时间骤降一次",
  "after how many epochs it falls": "每隔多少轮下降一次",
  "after how many steps it falls": "每隔多少步下降一次",
  "what the rate is multiplied by each time": "每次学习率乘以的数",
  "falls along half a wave to the end of the training":
    "沿半个余弦波下降，直到训练结束",
  "the rate after all steps": "所有步之后的学习率",
  "rises once, and falls to almost nothing at the end of the training":
    "先上升一次，再下降，到训练结束时接近 0",
  "the share of the steps in which the rate rises":
    "学习率上升阶段占总步数的比例",
  "the first rate is the highest over this": "最初的学习率为最高学习率除以此数",
  "the last rate is the first over this": "最后的学习率为最初学习率除以此数",
  "how it rises and falls": "上升和下降的方式",
  "the share of the rate that the first step has":
    "第一步的学习率与正常学习率之比",
  "falls when the loss stops falling, checked once an epoch":
    "损失不再下降时降低学习率，每轮检查一次",
  "what the rate is multiplied by": "学习率乘以的数",
  "how many losses in a row may be no better than the best":
    "允许连续多少次损失不优于最佳值",
  "by what share a better loss is below the best":
    "损失低于最佳值多大比例才算更优",
  "how many losses are skipped after the rate fell":
    "学习率下降后跳过多少次损失",
  "the lowest rate": "最低学习率",
  // Metrics.
  "the share of predictions that are right": "预测正确的比例",
  "the share of predictions with the true class among the largest scores":
    "真实类别位于最高的几个得分之中的预测比例",
  "how many of the largest scores are looked at": "查看最高的几个得分",
  "the share of the predictions of a class that are right, averaged over classes":
    "预测为某一类别的样本中正确的比例，对类别取平均",
  "how the scores of the classes are averaged, by default binary for outputs of yes and no, macro for others":
    "各类别得分的平均方式；是非输出默认为 binary，其他默认为 macro",
  "the share of the examples of a class that are found, averaged over classes":
    "某一类别的样本中被找出的比例，对类别取平均",
  "the harmonic mean of precision and recall, averaged over classes":
    "precision 与 recall 的调和平均，对类别取平均",
  "how many choices a prediction is as unsure as":
    "预测的不确定程度相当于在多少个选项中选择",
  "the mean of |y - t| over all numbers": "全部数上 |y - t| 的平均值",
  "the mean of (y - t)² over all numbers": "全部数上 (y - t)² 的平均值",
  "how much of the variance of the targets is explained":
    "目标的方差中得到解释的比例",
} as const;
