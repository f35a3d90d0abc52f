/** Models of ONNX, and the wire format below them. */
export const onnx = {
  // Protocol Buffers.
  "field {name} of {message} must have the wire type {expected}: found {found}":
    "{message}的字段{name}的线路类型必须是{expected}，实际为{found}",
  "it may have at most {most} texts and messages": "最多可有{most}个文本和消息",
  "field {name} of {message} is given twice": "{message}的字段{name}给出了两次",
  "a text in it is not UTF-8": "其中有文本不是 UTF-8",
  "an integer in it has more than 64 bits": "其中有整数超过 64 位",
  "the number of a field must be 1 to 536870911":
    "字段的编号必须在 1 到 536870911 之间",
  "a field has the wire type {wire}, which is not read":
    "有字段的线路类型为{wire}，这里不读取",
  "it ends inside a field": "它在字段中间结束",
  "write the message {name}": "写出消息{name}",
  "bytes": "字节",

  // Models.
  "Give a model of ONNX, whole, as torch.onnx.export writes it.":
    "请给出完整的 ONNX 模型，即 torch.onnx.export 所写的文件。",
  "a model of ONNX has a version and a graph": "ONNX 模型应有版本和计算图",
  "graphs may lie {most} deep in one another": "计算图最多可嵌套{most}层",
  "sparse initializers are not read": "不读取稀疏的初始值",
  "node {index}, {op} {name}: {problem}": "节点{index}，{op} {name}：{problem}",
  "attribute {name}: {problem}": "属性{name}：{problem}",
  "its type is not one that is read": "它的类型不在可读取之列",
  "it must have one value, of its type": "它必须只有一个值，且与其类型相符",
  "it has no value": "它没有值",
  "{name} is there twice": "{name}出现了两次",

  // Tensors of a model.
  "its numbers lie in another file, {file}, which is not read; save the model with all its numbers inside":
    "其中的数在另一个文件{file}中，这里不读取；请把模型连同所有的数存为一个文件",
  "it is a part of a tensor, and parts are not read":
    "这是张量的一部分，这里不读取部分",
  "numbers of the type {type} are not read": "不读取类型为{type}的数",
  "it may have at most {most} axes: found {count}":
    "最多可有{most}个轴，实际为{count}个",
  "a size must not be negative: found {wrong}": "大小不得为负数，实际为{wrong}",
  "a boolean in it is neither 0 nor 1": "其中有布尔值既非 0 也非 1",
  "its numbers must stand in one field, that of their type":
    "其中的数必须都在一个字段中，即其类型的字段",
  "write tensor {name}": "写出张量{name}",
  "numbers of the type {type} are read and not written":
    "类型为{type}的数只读取，不写出",
  "a number in it is beyond its type": "其中有数超出了它的类型",
} as const;
