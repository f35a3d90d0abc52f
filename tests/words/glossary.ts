/**
 * The terms of the course in both languages, as all catalogues use them. The table
 * of `docs/chinese.md` is made of it.
 *
 * @module
 */

/** A term. */
export interface Term {
  readonly english: string;
  readonly chinese: string;
  /** Words for the same thing that no catalogue uses. */
  readonly not?: readonly string[];
}

/** The terms in the order in which the course needs them. */
export const glossary: readonly Term[] = [
  { english: "gradient", chinese: "梯度", not: ["斜度"] },
  { english: "derivative", chinese: "导数", not: ["微商"] },
  { english: "local derivative", chinese: "局部导数" },
  { english: "gradient from above", chinese: "上游梯度", not: ["上方梯度"] },
  { english: "difference quotient", chinese: "差商" },
  { english: "difference", chinese: "差分" },
  { english: "step of a difference", chinese: "步长" },
  { english: "computation graph", chinese: "计算图" },
  {
    english: "forward pass",
    chinese: "前向传播",
    not: ["正向传播", "前馈传播"],
  },
  {
    english: "backward pass, backpropagation",
    chinese: "反向传播",
    not: ["后向传播", "逆向传播", "反向传递"],
  },
  { english: "chain rule", chinese: "链式法则", not: ["连锁律", "链式规则"] },
  { english: "product rule", chinese: "乘法法则", not: ["乘积的求导法则"] },
  { english: "quotient rule", chinese: "除法法则", not: ["商的求导法则"] },
  { english: "claimed derivative", chinese: "声明的导数", not: ["声称"] },
  { english: "network", chinese: "网络" },
  { english: "layer", chinese: "层", not: ["图层"] },
  {
    english: "fully connected layer",
    chinese: "全连接层",
    not: ["全连结", "全联接"],
  },
  { english: "step of a network", chinese: "步骤" },
  { english: "pipeline", chinese: "流水线", not: ["管线"] },
  { english: "branch", chinese: "分支" },
  { english: "shortcut", chinese: "捷径连接" },
  { english: "label", chinese: "标签" },
  { english: "formula", chinese: "公式" },
  { english: "function", chinese: "函数" },
  { english: "weight", chinese: "权重", not: ["权值"] },
  {
    english: "initializer",
    chinese: "初始化器",
    not: ["初始化方法", "初始器"],
  },
  { english: "bias", chinese: "偏置", not: ["偏差项", "偏移量"] },
  { english: "parameter", chinese: "参数" },
  { english: "input", chinese: "输入" },
  { english: "output", chinese: "输出" },
  { english: "array", chinese: "数组", not: ["阵列"] },
  { english: "shape", chinese: "形状" },
  { english: "axis", chinese: "轴" },
  { english: "number by number", chinese: "逐个数", not: ["逐数"] },
  { english: "transpose", chinese: "转置" },
  { english: "broadcast", chinese: "广播" },
  { english: "activation", chinese: "激活函数", not: ["启动函数", "活化函数"] },
  { english: "loss", chinese: "损失", not: ["丢失函数"] },
  { english: "target", chinese: "目标" },
  {
    english: "gradient check",
    chinese: "梯度检验",
    not: ["梯度检查", "梯度校验"],
  },
  { english: "analytic gradient", chinese: "解析梯度" },
  { english: "numeric gradient", chinese: "数值梯度" },
  { english: "tolerance", chinese: "容差" },
  { english: "kink", chinese: "折点" },
  { english: "rounding", chinese: "舍入" },
  { english: "exercise", chinese: "练习", not: ["习题"] },
  { english: "worksheet", chinese: "作业单", not: ["工作表"] },
  { english: "hint", chinese: "提示" },
  { english: "example (of data)", chinese: "样本" },
  { english: "class", chinese: "类别", not: ["类目"] },
  { english: "feature", chinese: "特征" },
  { english: "epoch", chinese: "轮" },
  { english: "batch", chinese: "批" },
  { english: "learning rate", chinese: "学习率", not: ["学习速率"] },
  { english: "optimizer", chinese: "优化器", not: ["最佳化器"] },
  { english: "momentum", chinese: "动量", not: ["冲量"] },
  { english: "schedule", chinese: "学习率调度" },
  { english: "weight decay", chinese: "权重衰减" },
  { english: "metric", chinese: "指标", not: ["度量指标"] },
  { english: "confusion matrix", chinese: "混淆矩阵" },
  { english: "decision boundary", chinese: "决策边界" },
  { english: "validation", chinese: "验证" },
  { english: "in use, not in training", chinese: "推理" },
  { english: "moving average", chinese: "滑动平均", not: ["移动平均"] },
  { english: "convolution", chinese: "卷积" },
  { english: "channel", chinese: "通道", not: ["频道"] },
  { english: "stride", chinese: "步幅" },
  { english: "normalization", chinese: "归一化", not: ["规范化", "正规化"] },
  { english: "checkpoint", chinese: "检查点" },
  { english: "seed", chinese: "随机种子" },
];
