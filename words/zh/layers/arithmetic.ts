/** Arithmetic: functions of numbers, of two, and of many. */
export const arithmetic = {
  "the sum of its branches, y = a + b": "各分支之和，y = a + b",
  "the product of its branches, y = a·b": "各分支之积，y = a·b",
  "dy·(all others)": "dy·(其余各项之积)",
  "the matrix product of its branches, y = a·b": "各分支的矩阵乘积，y = a·b",
  "f where a condition is not 0, else g": "条件不为 0 处取 f，否则取 g",
  "dy where the condition is not 0, else 0": "条件不为 0 处为 dy，否则为 0",
  "dy where the condition is 0, else 0": "条件为 0 处为 dy，否则为 0",
  "the largest number of an example, or along some axes; of several branches, number by number":
    "样本中或沿某些轴的最大值；多个分支则逐个数比较",
  "the smallest number of an example, or along some axes; of several branches, number by number":
    "样本中或沿某些轴的最小值；多个分支则逐个数比较",
  "the axes that are reduced, by default all of an example":
    "归约的轴，默认为样本的所有轴",
  "what stays of the axes that are reduced: one entry each":
    "归约的轴是否保留，保留时各剩一个元素",
  "dy where it is the largest, else 0": "最大处为 dy，否则为 0",
  "dy where it is the smallest, else 0": "最小处为 dy，否则为 0",
  "what is left of a after whole steps of b, with the sign of b":
    "a 除以 b 的余数，符号与 b 相同",
  "what is left of a after whole steps of b, with the sign of a":
    "a 除以 b 的余数，符号与 a 相同",
  "1 where a > b, else 0; no gradient passes":
    "a > b 处为 1，否则为 0；不传梯度",
  "1 where a ≥ b, else 0; no gradient passes":
    "a ≥ b 处为 1，否则为 0；不传梯度",
  "1 where a < b, else 0; no gradient passes":
    "a < b 处为 1，否则为 0；不传梯度",
  "1 where a ≤ b, else 0; no gradient passes":
    "a ≤ b 处为 1，否则为 0；不传梯度",
  "1 where a = b, else 0; no gradient passes":
    "a = b 处为 1，否则为 0；不传梯度",
  "1 where a ≠ b, else 0; no gradient passes":
    "a ≠ b 处为 1，否则为 0；不传梯度",
  "1 where both branches are not 0, else 0; no gradient passes":
    "两个分支都不为 0 处为 1，否则为 0；不传梯度",
  "1 where at least one branch is not 0, else 0; no gradient passes":
    "至少一个分支不为 0 处为 1，否则为 0；不传梯度",
  "1 where only one of both branches is not 0, else 0; no gradient passes":
    "只有一个分支不为 0 处为 1，否则为 0；不传梯度",
  "1 where x is 0, else 0; no gradient passes":
    "x 为 0 处为 1，否则为 0；不传梯度",
  "1 where x is NaN, else 0; no gradient passes":
    "x 为 NaN 处为 1，否则为 0；不传梯度",
  "1 where x is infinite, else 0; no gradient passes":
    "x 为无穷大处为 1，否则为 0；不传梯度",
  "-1 below 0, 0 at 0, 1 above; no gradient passes":
    "小于 0 为 -1，等于 0 为 0，大于 0 为 1；不传梯度",
  "the largest whole number up to x; no gradient passes":
    "不大于 x 的最大整数；不传梯度",
  "the least whole number from x; no gradient passes":
    "不小于 x 的最小整数；不传梯度",
  "the nearest whole number, of two the even one; no gradient passes":
    "最近的整数，两者等距时取偶数；不传梯度",
  "the angle whose sine is x, y = asin(x)": "正弦为 x 的角，y = asin(x)",
  "the angle whose cosine is x, y = acos(x)": "余弦为 x 的角，y = acos(x)",
  "the angle whose tangent is x, y = atan(x)": "正切为 x 的角，y = atan(x)",
  "the hyperbolic sine, y = (exp(x) - exp(-x)) / 2":
    "双曲正弦，y = (exp(x) - exp(-x)) / 2",
  "the hyperbolic cosine, y = (exp(x) + exp(-x)) / 2":
    "双曲余弦，y = (exp(x) + exp(-x)) / 2",
  "the number whose sinh is x, y = asinh(x)": "sinh 为 x 的数，y = asinh(x)",
  "the number whose cosh is x, y = acosh(x)": "cosh 为 x 的数，y = acosh(x)",
  "the number whose tanh is x, y = atanh(x)": "tanh 为 x 的数，y = atanh(x)",
  "y = log(1 + x), precise near 0": "y = log(1 + x)，在 0 附近精确",
  "y = exp(x) - 1, precise near 0": "y = exp(x) - 1，在 0 附近精确",
  "the error function, from -1 to 1": "误差函数，值在 -1 到 1 之间",
  "the sum of all numbers of an example, or of those along some axes":
    "样本中所有数之和，或沿某些轴之和",
  "the mean of all numbers of an example, or of those along some axes":
    "样本中所有数的均值，或沿某些轴的均值",
  "the variance, divided by n, of all numbers of an example, or of those along some axes":
    "样本中所有数的方差（除以 n），或沿某些轴的方差",
  "the length √(Σ x²) of all numbers of an example, or of those along some axes":
    "样本中所有数的长度 √(Σ x²)，或沿某些轴的长度",
  "log Σ exp(x) of all numbers of an example, or of those along some axes":
    "样本中所有数的 log Σ exp(x)，或沿某些轴的 log Σ exp(x)",
  "the product of all numbers of an example, or of those along some axes":
    "样本中所有数之积，或沿某些轴之积",
  "dy·(the product of all others)": "dy·(其余各数之积)",
  "each number plus all before it along an axis, by default the last":
    "沿一个轴的累加和，默认为最后一个轴",
  "the axis along which it adds up, by default the last":
    "累加所沿的轴，默认为最后一个",
  "dy plus all after it": "dy 加上其后的所有 dy",
  "each number times all before it along an axis, by default the last":
    "沿一个轴的累乘积，默认为最后一个轴",
  "the axis along which it multiplies, by default the last":
    "累乘所沿的轴，默认为最后一个",
  "the sum of dy·y/x over it and all after it": "dy·y/x，对该处及其后各处求和",
  "the numbers along an axis in order, by default the last axis":
    "把一个轴上的数排序，默认为最后一个轴",
  "the axis that is sorted, by default the last": "排序的轴，默认为最后一个",
  "which come first, the smallest or the largest": "最小的在前还是最大的在前",
  "dy, back where each came from": "dy，各自放回原处",
  "the k largest numbers along an axis, by default the last axis":
    "沿一个轴的 k 个最大值，默认为最后一个轴",
  "how many of them": "取多少个",
  "dy where they came from, else 0": "来源处为 dy，否则为 0",
  "the places of the numbers along an axis in order, by default the last axis; no gradient passes":
    "沿一个轴排序后各数的位置，默认为最后一个轴；不传梯度",
  "the place of the largest number, of an example or along some axes; no gradient passes":
    "样本中或沿某些轴的最大值的位置；不传梯度",
  "which of equal numbers it is": "有多个相等的数时取哪一个",
  "the place of the smallest number, of an example or along some axes; no gradient passes":
    "样本中或沿某些轴的最小值的位置；不传梯度",
  "1 for the largest number along an axis, by default the last, else 0; no gradient passes":
    "沿一个轴的最大值处为 1，否则为 0，默认为最后一个轴；不传梯度",
  "the axis along which they are compared": "比较所沿的轴",
  "for each class number a row, 1 at its place and else 0":
    "每个类别编号对应一行，其位置为 1，其余为 0",
  "how many classes there are": "类别的个数",
  "the new axis, by default the last": "新轴的位置，默认为最后一个",
  "the class number": "类别编号",
  "differentiate pow by its exponent": "对 pow 的指数求导",
  "the base": "底数",
  "a number above 0, as its logarithm is needed":
    "大于 0 的数，因为需要它的对数",
  "{base} to the power {exponent}": "{base} 的 {exponent} 次方",
  "Write the exponent as a number, as in a^2: a plain number has no gradient.":
    "把指数写成数，如 a^2：直接写出的数没有梯度。",
  "the sizes of an axis, counted from the right, must be equal or 1":
    "从右数起，同一轴的大小必须相等或为 1",
  "both branches must have at least one axis": "两个分支都必须至少有一个轴",
  "{columns} on the left, {rows} on the right: they must be equal":
    "左边 {columns}，右边 {rows}：两者必须相等",
  "the sizes of the axes in front must be equal or 1":
    "前面各轴的大小必须相等或为 1",
  "several branches go number by number: {argument} is for a single one":
    "多个分支逐个数比较：{argument} 只用于单个输入",
  "found {count} branches": "实际有 {count} 个分支",
  "take at most {count}": "最多取 {count} 个",
} as const;
