/** Recurrent layers and other sequences. */
export const recurrent = {
  "recurrent, h[t] = tanh(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh)":
    "循环层，h[t] = tanh(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh)",
  "long short-term memory, c[t] = f·c[t-1] + i·g, h[t] = o·tanh(c[t]), where i, f, o = σ(…) and g = tanh(…) of W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh":
    "长短期记忆，c[t] = f·c[t-1] + i·g，h[t] = o·tanh(c[t])，其中 i、f、o = σ(…)，g = tanh(…)，均作用于 W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh",
  "gated recurrent unit, h[t] = (1 - z)·n + z·h[t-1], where r, z = σ(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh) and n = tanh(W_ih·x[t] + b_ih + r·(W_hh·h[t-1] + b_hh))":
    "门控循环单元，h[t] = (1 - z)·n + z·h[t-1]，其中 r、z = σ(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh)，n = tanh(W_ih·x[t] + b_ih + r·(W_hh·h[t-1] + b_hh))",
  "how many numbers the state has": "状态中数的个数",
  "how many are stacked": "堆叠的层数",
  "which way through time": "沿时间的方向",
  "how biases begin": "偏置的初始值",
  "the state before the first step, by default 0": "第一步之前的状态，默认为 0",
  "the cell before the first step, by default 0":
    "第一步之前的细胞状态，默认为 0",
  "what makes the state": "得出状态所用的激活函数",
  "all states, the last of the highest level, the last of all levels, or all with those beneath":
    "全部状态，最高层的最后一个，各层的最后一个，或全部状态连同其下各层的最后一个",
  "all states, the last of the highest level, the last of all levels, or all with those beneath, or the last cell":
    "全部状态，最高层的最后一个，各层的最后一个，全部状态连同其下各层的最后一个，或最后的细胞状态",
  "how many steps an example has, by default all; those behind are padding":
    "样本的步数，默认为全部；其后为填充",
  "how many numbers the state has, by a product, if not the width":
    "状态中数的个数；与宽度不同时，由矩阵乘积投影得到",
  "where the reset gate stands, after the product with the state or before":
    "重置门的位置，在与状态的乘积之后或之前",
  "da·W_ih, where da = dh·(1 - h²)": "da·W_ih，其中 da = dh·(1 - h²)",
  "da·W_ih, where da are the gradients before σ and tanh, through c and h":
    "da·W_ih，其中 da 是 σ 和 tanh 之前的梯度，经由 c 和 h",
  "da·W_ih, where da are the gradients before σ and tanh":
    "da·W_ih，其中 da 是 σ 和 tanh 之前的梯度",
  "da[1]·W_hh + z·dh[1], with r·da for n": "da[1]·W_hh + z·dh[1]，对 n 用 r·da",
  "Σ da[t]ᵀ·h[t-1], with r·da for n": "Σ da[t]ᵀ·h[t-1]，对 n 用 r·da",
  "Σ da, with r·da for n": "Σ da，对 n 用 r·da",
  "in a single step of time, weight_hh meets only the first state, which is 0":
    "只有一个时间步时，weight_hh 只与为 0 的初始状态相乘",
  "points in time in {name}, layers and directions counted":
    "{name} 中的时间点（计入层数和方向）",
  "numbers in the gates of {name}": "{name} 各门中的数",
  "returns={returns} puts states above cells, and they must be as wide":
    "returns={returns} 把状态叠在细胞状态之上，两者的宽度必须相同",
  "states have {count} numbers and cells {width}":
    "状态有 {count} 个数，细胞状态有 {width} 个",
  "its first {role} must be {shapes}": "初始的 {role} 必须是 {shapes}",
  "its first {role} must be {shapes}, or with the cell {both}":
    "初始的 {role} 必须是 {shapes}，连同 cell 则为 {both}",
  "its input must have at least one step of time, and one number in each":
    "输入必须至少有一个时间步，且每步至少有一个数",
  "its input must have two axes, time × width": "输入必须有两个轴：时间 × 宽度",
  "lengths must be a single number for each example":
    "lengths 必须是每个样本一个数",
  "the length of example {number}": "第 {number} 个样本的长度",
  "a whole number of steps from {least} to {most}":
    "从 {least} 到 {most} 的整数步数",
  "a row of a table for each token number, y = W[x]":
    "每个词元编号对应表中的一行，y = W[x]",
  "the number of tokens; the input holds 0 … count - 1":
    "词元的个数；输入为 0 … count - 1",
  "how many numbers stand for a token": "表示一个词元的数的个数",
  "Σ dy, in the rows that were used": "Σ dy，在用到的各行中",
  "its input must have at least one token": "输入必须至少有一个词元",
  "{name} of example {number}": "样本 {number} 的 {name}",
  "a token number from 0 to {most}": "从 0 到 {most} 的词元编号",
  "adds a row for each position to a sequence, y[t] = x[t] + P[t]":
    "为序列的每个位置加上一行，y[t] = x[t] + P[t]",
  "which rows are added": "加上哪些行",
} as const;
