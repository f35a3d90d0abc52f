/** Networks as code of other languages. */
export const code = {
  "write code": "写出代码",
  "a network must have one input, and one loss or none":
    "网络必须有一个输入，至多一个损失",
  "given numbers": "给定的数",
  "{step} has no form in code": "{step} 没有代码形式",
  "predict with nabla itself": "用 nabla 本身来预测",
  "arrays of different shapes": "形状不同的数组",
  "another axis than the last": "不是最后一个轴",
  "three axes before the channels": "通道之前有三个轴",
  "what it returns": "它返回的内容",
  "a last window over the edge": "超出边缘的最后一个窗口",
} as const;
