/** What reports have in common, and those of runs, networks and sweeps. */
export const reports = {
  // Verdicts, and their marks in front of a row.
  "INCONCLUSIVE": "无法判定",
  "ERROR": "错误",
  "BLANK": "空白",
  "STOPPED": "已中止",
  "ok": "通过",
  "?": "?",
  "_": "_",
  // What was checked of a text.
  "file": "文件",
  "library": "库",
  "expect {path}": "预期的{path}",
  "claim {name}": "声明的导数{name}",
  "{name} could not be compared: {reason}": "{name}无法比较：{reason}",
  "blank worksheet, {answers} to fill in": "空白作业单，有{answers}待填",
  "values drawn from seed {seed}: {paths}": "由随机种子{seed}抽取的值：{paths}",
  "{count} passed": "{count}项通过",
  "{count} failed": "{count}项不通过",
  "{count} inconclusive": "{count}项无法判定",
  "{count} could not be checked": "{count}项无法检验",
  "{texts}: {verdicts}": "{texts}：{verdicts}",
  "{text} runs": "{text}能够运行",
  "{text} compiles": "{text}能够编译",
  "The text has mistakes": "文本有错误",
  // A network, and a run of it.
  "step": "步骤",
  "layer": "层",
  "given values": "给定值",
  "{shape}, then {loss}": "{shape}，再到{loss}",
  "{steps}, {input} → {end}, {parameters}":
    "{steps}，{input} → {end}，{parameters}",
  "what the text does not give was drawn from seed {seed}, batch {batch}":
    "文本没有给出的值由随机种子{seed}抽取，批大小为{batch}",
  "{count} arrays that the text does not give were drawn from seed {seed}, batch {batch}":
    "文本没有给出的{count}个数组由随机种子{seed}抽取，批大小为{batch}",
  "{what}; these lines keep it:": "{what}；写下以下各行可保留这些值：",
  // The error of differences for each step.
  "step of a difference": "步长",
  "forward differences": "前向差分",
  "central differences": "中心差分",
  "adaptive steps": "自适应步长",
  "error of the gradient by differences, over {numbers}:":
    "用差分求梯度的误差，共{numbers}：",
  "error of the gradient by differences, over {count} of {numbers}:":
    "用差分求梯度的误差，取{numbers}中的{count}个：",
  "|numeric - analytic| / |analytic|": "|数值 - 解析| / |解析|",
  "Truncation falls with the step, to the right, until rounding takes over and grows: a forward difference is best near 1e-8, a central one near 1e-5. The adaptive scheme, which gradcheck uses, finds the best for each number.":
    "步长越小（越靠右），截断误差越小，直到舍入误差占了上风并不断增大：前向差分的步长以 1e-8 附近为最佳，中心差分以 1e-5 附近为最佳。gradcheck 所用的自适应方案为每个数找出最佳步长。",
  "power of ten of the step (f: forward, c: central, --: adaptive)":
    "步长是 10 的几次幂（f：前向差分，c：中心差分，--：自适应）",
  "the error of a difference against its step": "差分的误差随步长的变化",
  "relative error": "相对误差",
  // How often classes are taken for each other.
  "precision": "精确率",
  "recall": "召回率",
  "true \\ predicted": "真实 \\ 预测",
} as const;
