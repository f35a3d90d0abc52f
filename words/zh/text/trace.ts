/** How gradients come about: the tables of a trace, its steps and its paths. */
export const trace = {
  "{first} {second}": "{first}{second}",
  " and ": " 和 ",
  "; ": "；",
  "drawn": "随机抽取",
  "given": "给定",
  "maintained": "自动维护",
  "the sum of the losses": "各损失之和",
  "{shape} numbers": "{shape} 个数",
  "as its layer says": "由该层给出",
  "what its layer says": "该层给出的结果",

  "{name} is {operation}: {result}.": "{name}（{operation}）为 {result}。",
  "{name} is `{operation}`.": "{name} 为 `{operation}`。",
  "{name} is `{operation}`: {summary}.": "{name} 为 `{operation}`：{summary}。",
  "{name} is `{operation}` of {inputs}.":
    "{name} 由 {inputs} 经 `{operation}` 得到。",
  "{name} is `{operation}` of {inputs}: {summary}.":
    "{name} 由 {inputs} 经 `{operation}` 得到：{summary}。",
  "Its value is {result}.": "它的值为 {result}。",
  "Backward starts at {name}: its gradient is {gradient}.":
    "反向传播从 {name} 开始：它的梯度为 {gradient}。",
  "So the gradient of {name} is {gradient}.":
    "因此 {name} 的梯度为 {gradient}。",
  "{name} is used {count} times.": "{name} 被使用 {count} 次。",
  "Gradients of several uses are added: {sum}.": "多处使用的梯度相加：{sum}。",
  "Through {node}, the local derivative of {node} by {name} is {local}; the gradient from above is {above}; their product is {product}.":
    "经过 {node}：{node} 对 {name} 的局部导数为 {local}，上游梯度为 {above}，两者之积为 {product}。",
  "Back through {node} comes {rule}.": "经过 {node} 传回 {rule}。",
  "Back through {node} comes {rule}, in shapes {shapes}.":
    "经过 {node} 传回 {rule}，形状为 {shapes}。",

  "{name}: {words}": "{name}：{words}",
  "forward": "前向传播",
  "backward": "反向传播",
  "node|operation|input|shape|value": "节点|运算|输入|形状|值",
  "node|through|local derivative|× above|= gradient|numeric|error":
    "节点|经过|局部导数|× 上游|= 梯度|数值|误差",
  "node|through|rule|gradient|error": "节点|经过|规则|梯度|误差",
  "local": "局部",
  "the loss": "损失",
  "the output": "输出",
  "their sum": "合计",
  "the loss itself": "损失本身",
  "where backward starts": "反向传播的起点",
  "through {use}": "经过 {use}",
  "numeric {numeric}, error {error}": "数值 {numeric}，误差 {error}",
  "{name} through {node}: ": "{name} 经过 {node}：",
  "equals the numeric one": "与数值梯度相等",
  "differs from the numeric one by {most} at most": "与数值梯度最多相差 {most}",
  "the gradient of the step's output, from above": "该步骤输出的上游梯度",
  "its input": "它的输入",
  "its target": "它的目标",
  "its output": "它的输出",
  "its weight": "它的权重",
  "how many are averaged": "取平均的个数",
  "transposed": "转置",
  "the sum over all rows": "对所有行求和",

  "is|computes|shape|value|used by|gradient|numeric":
    "运算|计算|形状|值|用于|梯度|数值",
  "{name}, also {others}": "{name}，又名 {others}",
  "{operation} of {inputs}": "{operation}，输入 {inputs}",

  "show a path": "显示路径",
  "none leads from {from} to {to}": "没有从 {from} 到 {to} 的路径",
  "path {number}: {nodes}": "路径 {number}：{nodes}",
  "there are more paths; the sum over these {count}:":
    "还有更多路径；这 {count} 条路径之和：",
  "the sum over all {count} paths:": "全部 {count} 条路径之和：",
  "not every node here is one number, so local derivatives are matrices; `nabla trace --node NAME` shows what each step computes backward":
    "这里并非每个节点都是一个数，局部导数是矩阵；`nabla trace --node NAME` 显示每个步骤的反向计算",
} as const;
