/** What a report says of the data that a network was trained on. */
export const reportedData = {
  "target: {values}, as classes from 0": "目标：{values}，作为从 0 起的类别",
  "{name}: {values}, as classes from 0": "{name}：{values}，作为从 0 起的类别",
  "inputs are normalized as (x - offset) / scale:":
    "输入按 (x - 偏移) / 缩放 归一化：",
  "{name} is normalized as (x - offset) / scale:":
    "{name}按 (x - 偏移) / 缩放 归一化：",
  "outputs are in units of the targets once they are y · scale + offset:":
    "输出经 y · 缩放 + 偏移 后与目标的单位相同：",
  "outputs for {name} are in units of its targets once they are y · scale + offset:":
    "{name}的输出经 y · 缩放 + 偏移 后与其目标的单位相同：",
  "output {number}": "输出{number}",
  "{name}:": "{name}：",
  "all": "全部",
  "offset": "偏移",
  "scale": "缩放",
  "{inputs} from {columns}:": "{inputs}，来自{columns}：",
  "inputs": "输入",
  "categories": "类别",
  "target {name}: {values}": "目标{name}：{values}",
  "target {name}, a number": "目标{name}，一个数",
  "target {name}, {numbers}": "目标{name}，{numbers}",
  "missing values are mistakes": "缺失值视为错误",
  "missing values leave their lines out": "含缺失值的行被略去",
  "missing values take the mean of their input": "缺失值取该输入的均值",
  "{names} stands for one as well": "{names}也表示缺失值",
  "{names} stand for one as well": "{names}也表示缺失值",
  "and {left} more": "还有{left}个",
  "{names} and {count} more": "{names}以及另外{count}个",
} as const;
