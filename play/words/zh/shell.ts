import type { PresetName } from "../../model/presets.ts";
import type { Words } from "../words.ts";

/** The examples, in the words of the lessons. */
const presets: Readonly<Record<PresetName, string>> = {
  "2.1 difference quotient": "2.1 差商",
  "2.2 computation graph": "2.2 计算图",
  "2.3 backward": "2.3 反向传播",
  "2.4 sigmoid as a layer": "2.4 把 sigmoid 写成层",
  "2.4 wrong sigmoid": "2.4 写错的 sigmoid",
  "the lesson's wrong sigmoid": "课文里写错的 sigmoid",
  "2.5 one neuron": "2.5 一个神经元",
  "2.6 layers combine": "2.6 层的组合",
  "4.1 matrix derivative": "4.1 矩阵求导",
  "4.2 two outputs": "4.2 两个输出",
  "4.3 two layers": "4.3 两层网络",
  "xor": "异或（xor）",
  "spiral": "螺旋（spiral）",
};

/** The page around its tabs. */
export const shell: Words["shell"] = {
  title: "nabla",
  comma: "，",
  colon: "：",
  semicolon: "；",
  tagline: "看梯度如何算出来",
  presets: "示例",
  given: "原来的文本",
  presetGroups: { course: "课程", networks: "网络" },
  preset: (name) => presets[name],
  tabs: "视图",
  tab: { see: "观察", prove: "检验", train: "训练", learn: "学习" },
  theme: {
    label: "配色",
    auto: "跟随系统",
    light: "浅色",
    dark: "深色",
  },
  language: "语言",
  takeAway: "导出",
  copyCommand: "复制命令",
  commandCopied: "命令已复制。",
  notCopied: "浏览器不允许页面复制：请选中命令，再按 Ctrl+C。",
  badLink: "链接无法读取，页面内容没有变化。",
  editCopy: "此页面仅供查看。",
  edit: "编辑",
  empty: "暂无内容：文本有错误。",
  stale: "以下仍是出错之前的文本。",
  notLoaded: "无法载入页面的这一部分：服务器已停止。",
};
