/** The losses. */
export const losses = {
  "the mean squared error, the mean of (x - t)²": "均方误差，(x - t)² 的均值",
  "what an example's n numbers give, with n = 1 for sum":
    "样本的 n 个数如何合为一个，sum 时 n = 1",
  "what the loss is multiplied by, beside others":
    "有多个损失时，该损失所乘的系数",
  "the mean absolute error, the mean of |x - t|":
    "平均绝对误差，|x - t| 的均值",
  "the mean of (x - t)²/2 up to delta apart, a tangent beyond":
    "(x - t)²/2 的均值，相差超过 delta 的部分改用切线",
  "where the tangent begins": "切线开始之处",
  "dy·(x - t)/n, cut off at -delta and delta":
    "dy·(x - t)/n，在 -delta 和 delta 处截断",
  "binary cross-entropy of probabilities, the mean of -t·log(x) - (1 - t)·log(1 - x)":
    "概率的二元交叉熵，-t·log(x) - (1 - t)·log(1 - x) 的均值",
  "binary cross-entropy of sigmoid(x), the mean of log(1 + exp(x)) - t·x":
    "sigmoid(x) 的二元交叉熵，log(1 + exp(x)) - t·x 的均值",
  "softmax and negative log likelihood in one, the mean of log Σ exp(x) - x[t]":
    "softmax 与负对数似然合为一层，log Σ exp(x) - x[t] 的均值",
  "how much of t all classes share evenly": "t 中由所有类别均分的份额",
  "what each class weighs": "每个类别的权重",
  "the target that gives neither loss nor gradient":
    "既不产生损失也不产生梯度的目标",
  "how an example's n positions that count become one, with n = 1 for sum, or those of the batch by weight":
    "样本中计入的 n 个位置如何合为一个，sum 时 n = 1；或按权重合并整个批的位置",
  "negative log likelihood of log probabilities, the mean of -x[t]":
    "对数概率的负对数似然，-x[t] 的均值",
  "-dy/n at the class t, else 0": "类别 t 处为 -dy/n，否则为 0",
  "cross entropy that counts what is known less, the mean of -(1 - p)^gamma·log p, p = softmax(x)[t]":
    "降低易分样本权重的交叉熵，-(1 - p)^gamma·log p 的均值，p = softmax(x)[t]",
  "how much less": "权重降低的程度",
  "dy·c·(softmax(x) - t)/n with c = q^gamma - gamma·p·q^(gamma - 1)·log p, q = 1 - p":
    "dy·c·(softmax(x) - t)/n，其中 c = q^gamma - gamma·p·q^(gamma - 1)·log p，q = 1 - p",
  "Kullback and Leibler's divergence of log probabilities, the mean of t·(log(t) - x)":
    "对数概率的 KL 散度，t·(log(t) - x) 的均值",
  "negative log likelihood of counts, the mean of exp(x) - t·x":
    "计数的负对数似然，exp(x) - t·x 的均值",
  "what x is: the log of the rate, or the rate, for x - t·log(x)":
    "x 的含义：发生率的对数，或发生率本身（此时为 x - t·log(x)）",
  "whether log t! is added, which has no gradient": "是否加上没有梯度的 log t!",
  "dy·(exp(x) - t)/n, or dy·(1 - t/x)/n for a rate":
    "dy·(exp(x) - t)/n，x 为发生率时为 dy·(1 - t/x)/n",
  "the mean of max(0, margin - t·x) for t = ±1, or of max(0, margin + x[j] - x[t]) for classes t":
    "t = ±1 时为 max(0, margin - t·x) 的均值，t 为类别时为 max(0, margin + x[j] - x[t]) 的均值",
  "how far apart right and wrong should be":
    "正确答案与错误答案的得分应相差多少",
  "the power of what is missing": "差额的指数",
  "-dy·t/n where t·x < margin; for classes dy/n where x[j] > x[t] - margin, less their sum at t":
    "t·x < margin 处为 -dy·t/n；对类别，x[j] > x[t] - margin 处为 dy/n，t 处减去它们的和",
  "the mean of max(0, margin + x[i] - x[j]), summed over all pairs of a label j that holds and an i that does not":
    "max(0, margin + x[i] - x[j]) 的均值，对所有成立的标签 j 与不成立的 i 求和",
  "how far apart labels that hold and others should be":
    "成立的标签与其他标签应相差多少",
  "dy/n for each pair where x[j] < x[i] + margin, at i, and -dy/n at j":
    "对 x[j] < x[i] + margin 的每一对，i 处为 dy/n，j 处为 -dy/n",
  "the mean of 1 - cos(x, t), or of 1 - cos and max(0, cos - margin) for pairs":
    "1 - cos(x, t) 的均值，成对时为 1 - cos 与 max(0, cos - margin) 的均值",
  "the cosine that unlike vectors may have": "不相似的向量所允许的余弦",
  "the mean of max(0, margin + t·(d(a, b) - d(a, c))) for rows a, b, c and t = ±1":
    "max(0, margin + t·(d(a, b) - d(a, c))) 的均值，a、b、c 为各行，t = ±1",
  "how much nearer it should be": "至少应近多少",
  "dy·t·(u - v)/n for a, -dy·t·u/n for b, dy·t·v/n for c, with u = (a - b)/d(a, b), v = (a - c)/d(a, c)":
    "对 a 为 dy·t·(u - v)/n，对 b 为 -dy·t·u/n，对 c 为 dy·t·v/n，其中 u = (a - b)/d(a, b)，v = (a - c)/d(a, c)",
  "negative log likelihood of a sequence of labels, whatever the steps at which they stand":
    "标签序列的负对数似然，不论它们位于哪些步",
  "the class that stands for no label": "表示没有标签的类别",
  "dy·(softmax(x) - γ)/n, with γ how likely each class is at a step of the ways that read as the target":
    "dy·(softmax(x) - γ)/n，γ 是在读作目标的各条路径中，每一步上各类别的概率",
  "batch_mean divides by the weights of the whole batch":
    "batch_mean 除以整个批的权重",
  "it has {count} weights, one for each class":
    "它有 {count} 个权重，每个类别一个",
  "its input has {classes}": "输入有 {classes} 个类别",
  "the target must be {shape} (class numbers)":
    "目标必须是 {shape}（类别编号）",
  "the target must be {shape} (class numbers) or {other} (a distribution)":
    "目标必须是 {shape}（类别编号）或 {other}（分布）",
  "the target must be {shape} (vectors)": "目标必须是 {shape}（向量）",
  "the target must be {shape} (vectors) or {other} (-1 or 1)":
    "目标必须是 {shape}（向量）或 {other}（-1 或 1）",
  "the target must be {shape} (labels, then blanks)":
    "目标必须是 {shape}（标签，其后为空白）",
  "the target must be {shape} (-1 or 1)": "目标必须是 {shape}（-1 或 1）",
  "the target must be {shape} (-1 or 1) or {other} (class numbers)":
    "目标必须是 {shape}（-1 或 1）或 {other}（类别编号）",
  "the target must be {shape} (1 or 0)": "目标必须是 {shape}（1 或 0）",
  "target {number}": "目标 {number}",
  "a class number from 0 to {most}": "从 0 到 {most} 的类别编号",
  "a class number from 0 to {most} or {ignore}":
    "从 0 到 {most} 的类别编号，或 {ignore}",
  "its input must be time × classes": "输入必须是时间 × 类别",
  "its blank is class {blank}, and its input must have such a class":
    "空白为类别 {blank}，输入中必须有该类别",
  "the blank, {blank}, as one stands before it":
    "空白 {blank}，因为其前已有空白",
  "the target of example {number}": "样本 {number} 的目标",
  "labels for at most {count} steps, one more between equal neighbours":
    "至多占 {count} 步的标签，相邻且相同的标签之间多占一步",
  "labels for {count}": "占 {count} 步的标签",
  "prediction and target must have equal shapes": "预测与目标的形状必须相同",
  "the prediction is {prediction}, the target {target}":
    "预测为 {prediction}，目标为 {target}",
  "differentiate {layer} along a direction of the target":
    "沿目标的方向对 {layer} 求导",
  "its targets are classes or signs, which cannot move":
    "其目标为类别或正负号，不能移动",
  "leave the direction of target out": "去掉 target 的方向",
  "its input must end with 3 rows, an anchor and two others":
    "输入末端必须有 3 行：一个锚点和另外两个",
} as const;
