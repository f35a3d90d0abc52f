import type { Words } from "../words.ts";

/** The text and what is said of it. */
export const editor: Words["editor"] = {
  label: "网络文本",
  format: "格式化",
  formatted: "文本已是规范格式。",
  problems: "错误与警告",
  counts: (errors, warnings) =>
    [
      ...errors > 0 ? [`${errors} 个错误`] : [],
      ...warnings > 0 ? [`${warnings} 个警告`] : [],
    ].join("，"),
  fine: "没有错误。",
  place: (line, column) => `第 ${line} 行第 ${column} 列`,
  codeAt: (code, line, column) => `${code}，第 ${line} 行第 ${column} 列`,
  error: "错误",
  warning: "警告",
  why: "为什么？",
  number: (name, value) => `${name} = ${value}`,
  draggable: "拖动，或按 Alt 加上下箭头。",
  offers: "此处可用的词",
  keys:
    "按键：Ctrl+Space 补全，Alt+↑ 和 Alt+↓ 改变数，Alt+Shift+F 格式化，Ctrl+Z 撤销。",
};
