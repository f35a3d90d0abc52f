import { english } from "../../../dsl/course/english.ts";
import type { Words } from "../words.ts";

/** The words of Learn. */
export const learn: Words["learn"] = {
  course: english,
  title: "课程",
  about:
    "从单个数到两层网络，学习反向传播。每课一页，附一道练习：用纸笔计算，填入空白，然后评分。",
  lessons: "课程目录",
  done: (count, all) => `已完成 ${count} 课，共 ${all} 课`,
  allDone: "所有课都已完成。",
  solved: "已完成",
  begin: "从第一课开始",
  goOn: (title) => `继续：${title}`,
  erase: "清除我的答案",
  eraseAll: "清除完成记录和所有答案？",
  eraseYes: "清除",
  eraseNo: "保留",
  erased: "课程从头开始。",
  exercise: "练习",
  check: "评分",
  hint: (next, count) => `提示 ${next}（共 ${count} 条）`,
  hints: "提示",
  show: "看解答",
  showTitle: "打开带答案的练习，逐步观察",
  next: "下一课",
  back: "全部课程",
  marks: (right, count) => `${count} 个答案中 ${right} 个正确`,
  allRight: "全部正确。",
  last: "这是最后一课。",
  open: (count) => `${count} 个未填`,
  right: "正确",
  wrong: "错误",
  number: (label) => `${label}，填一个数`,
  derivative: (label) => `${label}，填一个公式`,
};
