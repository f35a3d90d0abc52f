/** Programs of other languages, and what nabla's program in Python says of a file. */
export const foreign = {
  "talk to {name}": "与 {name} 通信",
  "run the forward pass of {name}": "运行 {name} 的前向传播",
  "run the backward pass of {name}": "运行 {name} 的反向传播",
  "the program": "该程序",
  "a function of the program": "该程序的函数",
  "numbers of arguments": "各参数中的数",
  "a shape": "形状",
  "of positive integers": "由正整数组成的",

  // Messages.
  "its first message must have `nabla`: 1": "它的第一条消息必须有 `nabla`: 1",
  "each argument must be an array": "每个参数必须是数组",
  "`names` must be a list of a name for each argument":
    "`names` 必须是列表，每个参数一个名称",
  "its answer to f must be one array": "它对 f 的回答必须是一个数组",
  "its answer to vjp must be {arrays}": "它对 vjp 的回答必须是 {arrays}",
  "`changed` must be a list of the arrays that follow":
    "`changed` 必须是后面各数组的列表",
  "a changed array must have the size that it had":
    "改变过的数组必须保持原来的大小",
  "it ended before it answered": "它在回答之前就结束了",
  "its answer cannot be read: {reason}": "它的回答无法读取：{reason}",
  "it takes nothing that is asked: {reason}": "它不接收任何请求：{reason}",
  "a line must have at most {most} bytes": "一行最多有 {most} 个字节",
  "a message must begin with a line of JSON": "消息必须以一行 JSON 开头",
  "`arrays` must be a list of arrays": "`arrays` 必须是数组的列表",
  "a type must be float64 or float32": "类型必须是 float64 或 float32",
  "a shape must be a list of sizes": "形状必须是大小的列表",
  "a message must have at most {most} numbers": "一条消息最多有 {most} 个数",

  // What the program in Python says.
  "{what} is None": "{what}：不能是 None",
  "Is a return missing?": "是否缺少 return？",
  "{what} must be one array: found {count} arrays":
    "{what}：必须是一个数组，实际为 {count} 个",
  "Return them as one.": "把它们作为一个数组返回。",
  "rows of different lengths": "长短不一的各行",
  "{what} must hold real numbers: found {found}":
    "{what}：必须由实数组成，实际为：{found}",
  "Give a number, or an array or a list of them.":
    "给出一个数，或由数组成的数组或列表。",
  "Take float32 or float64.": "改用 float32 或 float64。",
  "Write the real and the imaginary part as arrays of their own.":
    "把实部和虚部各写成一个数组。",
  "there is no such file": "没有这个文件",
  "{name} is no function: found {found}": "{name} 不是函数，实际为 {found}",
  "Write {name}_vjp(dy, {arguments}) beside it: it returns the gradient of each argument.":
    "在它旁边写 {name}_vjp(dy, {arguments})：它返回每个参数的梯度。",
  "{name} is a class that needs arguments": "{name} 是需要参数的类",
  "Write {code} in the file, and name that.":
    "在文件中写 {code}，并使用该名称。",
  "It has {names}.": "其中有 {names}。",
  "no function": "任何函数都没有",
  "the file has no {name}": "文件中没有 {name}",
  "a function must be named": "必须指定一个函数",
  "no argument in its at holds real numbers": "它的 at 中没有实数的参数",
  "Write a tensor.": "写成张量。",
  "Write 1.0 for 1.": "把 1 写成 1.0。",
  "it has no arguments to be checked at": "没有用来检验的参数值",
  "Write {code} in the file, with an array for each, or give --shapes.":
    "在文件中写 {code}，每个参数一个数组；或给出 --shapes。",
  "argument {name}": "参数 {name}",
  "the result": "结果",
  "there must be a gradient for each argument, {names}: found {count}":
    "每个参数（{names}）必须有一个梯度，实际有 {count} 个",
  "Return None for one that has none.": "没有梯度的参数返回 None。",
  "the gradient of {name} must have its shape, {shape}: found {found}":
    "{name} 的梯度必须与它的形状 {shape} 相同，实际为 {found}",
  "{file}:{line}, in {name}: {code}": "{file}:{line}，在 {name} 中：{code}",
  "This is Python {version}, {path}: install {name} for it, or name another with --interpreter.":
    "这是 Python {version}，{path}：为它安装 {name}，或用 --interpreter 指定另一个。",
  "it raised {error}": "它抛出了 {error}",
} as const;
