/** Pictures of networks. */
export const drawing = {
  "draw the network": "画出网络",
  "nodes in a picture": "图中的节点数",
  "nabla show lists them.": "nabla show 会列出它们。",
  "value": "值",
  "grad": "梯度",
  "loss": "损失",
  "part": "分项",
  "∂: derivative of the head by the tail": "∂：箭头所指的值对箭尾的值的导数",
  "grad: sum of ∂ · grad of each head": "梯度：每个箭头的 ∂ · 梯度之和",
  "line: a weight, blue above 0, red below, thick if large":
    "线：权重，大于 0 为蓝色，小于 0 为红色，越大越粗",
  "{shown} of {count} weights have their number, as there is no room for more":
    "{count} 个权重中只标出 {shown} 个，其余放不下",
  "b: bias; z: sum of weights × inputs, plus b":
    "b：偏置；z：权重 × 输入之和，加 b",
  "a: the function of z": "a：z 的函数值",
  "{letters}: gradients of {of}; that of b is dz":
    "{letters}：{of}的梯度；b 的梯度为 dz",
  "target {numbers}": "目标 {numbers}",
  "loss {number}": "损失 {number}",
} as const;
