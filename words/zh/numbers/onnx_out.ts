/** Networks as models of ONNX. */
export const onnxOut = {
  "write ONNX": "写出 ONNX",
  "write ONNX with channels first": "以通道在前写出 ONNX",
  "{step} has no form in ONNX": "{step} 没有 ONNX 形式",
  "{step} has no form in ONNX of opset {opset}":
    "{step} 在 opset {opset} 的 ONNX 中没有形式",
  "write it with opset {opset}": "用 opset {opset} 写出",
  "an input must be an image, a series or a volume":
    "须有一个输入是图像、序列或体数据",
  "leave out channels": "不要给出 channels",
  "opset must be a whole number from {least} to {most}":
    "opset 必须是 {least} 到 {most} 的整数",
} as const;
