/** Trainings as programs for PyTorch, and weights of Keras. */
export const pytorch = {
  "write a program for PyTorch": "写出 PyTorch 程序",
  "{step} has no form there": "{step} 在其中没有对应形式",
  "train it with nabla itself": "用 nabla 本身来训练",
  "a step must not be called as a part of every module is":
    "步骤不可与每个模块都有的成员同名",
  "give the step another label": "给该步骤换一个标签",
  "the optimizer and the schedule must be nabla's own":
    "优化器和学习率方案必须是 nabla 自带的",
  "what is added behind": "末尾所加的部分",
  "places": "位置",
  "windows beyond the edge": "超出边缘的窗口",
  "gaps": "间隔",
  "sides that differ": "两侧不同",
  "this way of resizing": "这种缩放方式",
  "images of {axes} axes": "{axes} 个轴的图像",
  "windows other than those of images": "图像之外的窗口",
  "blocks other than those of images": "图像之外的块",
  "widths of heads of their own": "各头自己的宽度",
  "rows of indices": "成行的下标",
  "indices of its own": "自己的下标",
  "{name} of Keras is laid out in another way than here":
    "Keras 的 {name} 的布局与此处不同",
  "Save it as a state dict of PyTorch.": "请把它存为 PyTorch 的状态字典。",
  "the shapes of arr_0, arr_1 … do not tell weights of in × out, as in Keras, from out × in, as in PyTorch":
    "从 arr_0、arr_1 … 的形状分不出权重是 Keras 的 in × out，还是 PyTorch 的 out × in",
  "Save them under names: {keras} for in × out, {torch} for out × in.":
    "请带名称保存：in × out 用 {keras}，out × in 用 {torch}。",
} as const;
