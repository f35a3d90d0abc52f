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

  // The command.
  "a model of ONNX, for other runtimes": "ONNX 模型，供其他运行时使用",
  "for other runtimes, tried": "供其他运行时使用，并已试过",
  "for --onnx: where images have their channels, last or first (last)":
    "用于 --onnx：图像的通道在哪里，last 或 first（last）",
  "for --onnx: the version of ONNX's operators, from 17 to 24 (17)":
    "用于 --onnx：ONNX 算子的版本，17 到 24（17）",
  "for --onnx: leave out softmax and sigmoid at the end":
    "用于 --onnx：去掉末尾的 softmax 和 sigmoid",
  "for --onnx: run it in onnxruntime, and print how far it is from nabla":
    "用于 --onnx：在 onnxruntime 中运行，并打印它与 nabla 的差距",
  "for --verify: rows to run besides drawn ones, as of predict; for --pytorch: what is learned from, as of train":
    "用于 --verify：随机行之外要运行的行，与 predict 相同；用于 --pytorch：学习所用的数据，同 train",
  "the text has no weights": "文本没有权重",
  "is for a model of ONNX": "用于 ONNX 模型",
  "Give --onnx FILE, too.": "请同时给出 --onnx FILE。",
  "is what --verify runs": "是 --verify 要运行的",
  "Give --verify, too.": "请同时给出 --verify。",
  "{runtime} gives the same in {rows}: at most {difference} apart, of outputs up to {largest}":
    "{runtime} 在{rows}中给出相同的结果：最大相差 {difference}，输出最大为 {largest}",
  "{runtime} gives other numbers than nabla in {rows}: {difference} apart, of outputs up to {largest}":
    "{runtime} 在{rows}中给出的数与 nabla 不同：相差 {difference}，输出最大为 {largest}",
  "Without --verify the model is written all the same.":
    "不加 --verify 时，模型照样写出。",
  "there is no onnxruntime in this folder, which --verify runs":
    "此文件夹中没有 --verify 要运行的 onnxruntime",
  "Run Deno with --allow-ffi, or {command} here.":
    "请以 --allow-ffi 运行 Deno，或在此处运行 {command}。",
  "Run {node} or {web} here.": "请在此处运行 {node} 或 {web}。",
} as const;
