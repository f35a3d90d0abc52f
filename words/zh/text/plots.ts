/** Curves of a training, and what a network says of the plane. */
export const plots = {
  "training": "训练",
  "validation": "验证",
  "loss": "损失",
  "epoch": "轮",
  "epoch {epoch}": "第 {epoch} 轮",
  "{name}, log scale": "{name}，对数刻度",
  "not a finite number": "不是有限的数",
  "best: epoch {epoch}, {loss}": "最佳：第 {epoch} 轮，{loss}",
  "saved: epoch {epoch}, {loss}": "保存：第 {epoch} 轮，{loss}",
  "{epochs}   ⠒⠒ training  {ring} validation":
    "{epochs}   ⠒⠒ 训练  {ring} 验证",
  "{epochs}   ⠒⠒ training loss": "{epochs}   ⠒⠒ 训练损失",
  "the loss of {count} epochs": "{count} 轮的损失",

  "decision boundary": "决策边界",
  "draw the boundary": "画出决策边界",
  "class {number}": "类别 {number}",
  "and {count} more": "以及另外{count}项",
  "wrong: {wrong} of {count}": "错误：{count} 个中有 {wrong} 个",
  "resolution must be a whole number from 2 to 400":
    "resolution 必须是 2 到 400 的整数",
  "predict must give the output of each of {count} points":
    "predict 必须给出 {count} 个点各自的输出",
  "inputs must be two numbers": "输入必须是两个数",
  "examples must be in memory": "样本必须在内存中",

  "training: {measures}": "训练：{measures}",
  "validation: {measures}": "验证：{measures}",
  "stopped after {epochs}, as the validation loss fell no further":
    "{epochs}后停止，验证损失不再下降",
  "diverged after {epochs}": "{epochs}后发散",
  "the parameters are those at the start": "参数为训练开始时的参数",
  "the parameters are those of epoch {epoch}": "参数为第 {epoch} 轮的参数",
} as const;
