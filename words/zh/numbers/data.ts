/** Generators, examples and schemas; tables are beside it. */
export const data = {
  // Generators.
  "numbers in its examples": "其样本中数的个数",
  "{target} is for two classes": "{target} 只用于两个类别",
  "clouds around random middles, a class each":
    "围绕随机中心的点云，每个点云一个类别",
  "how many clouds": "点云的个数",
  "how far a coordinate of a middle may be from 0": "中心的坐标离 0 最远多少",
  "the seed of the middles": "中心的随机种子",
  "normal distributions with middles on a circle, a class each":
    "中心在圆上的正态分布，每个分布一个类别",
  "how many distributions": "分布的个数",
  "how far each middle is from 0": "各中心到 0 的距离",
  "grey images of digits, drawn in seven segments": "用七段画成的数字灰度图",
  "how far a digit may be from the middle, in pixels":
    "数字最多偏离中央多少像素",
  "how many examples": "样本的个数",
  "how much noise is added": "所加噪声的大小",
  "the seed of the random numbers": "随机种子",
  "corners of a square; opposite ones are of the same class":
    "正方形的四角；对角属于同一类别",
  "arms of a spiral, a class each": "螺旋的臂，每条臂一个类别",
  "how many arms": "臂的条数",
  "how many turns an arm makes": "每条臂转多少圈",
  "two interleaving half circles": "两个交错的半圆",
  "a circle within another": "大小两个圆，小圆在大圆之内",
  "the radius of the inner circle": "内圆的半径",
  "points around a line, for regression": "直线附近的点，用于回归",
  "the slope of the line": "直线的斜率",
  "the target of input 0": "输入为 0 时的目标",
  "the form of targets": "目标的形式",

  // Examples.
  "make examples": "创建样本",
  "divide examples": "划分样本",
  "input": "输入",
  "more": "更多",
  "be finite": "是有限数",
  "each input must have a target": "每个输入必须有一个目标",
  "{inputs} inputs and {targets} targets": "{inputs} 个输入和 {targets} 个目标",
  "each input must have a target: found {inputs} inputs and {targets} targets":
    "每个输入必须有一个目标，实际有 {inputs} 个输入和 {targets} 个目标",
  "its first axis must count examples, at least one: found {shape}":
    "第一个轴必须是样本数，至少为 1，实际形状为 {shape}",
  "each example must have the numbers of {shape}: found {found}":
    "每个样本必须有形状为 {shape} 的数，实际为{found}",
  "its numbers must {rule}: found {found} at {place}":
    "其中的数必须{rule}，{place} 处实际为{found}",
  "the length of {name} of {shape}": "{name}（{shape}）的长度",
  "a multiple of {width}": "{width} 的倍数",
  "there must be {count}, as before: found {found}":
    "必须像之前一样有 {count} 个，实际为{found} 个",
  "there must be {count} examples, as before: found {found}":
    "必须像之前一样有 {count} 个样本，实际为{found}",
  "its {what} must have the numbers of {shape}: found {found}":
    "其{what}必须有形状为 {shape} 的数，实际有 {found} 个",
  "its {what} must {rule}: found {found} at number {number}":
    "其{what}必须{rule}，第 {number} 个数实际为{found}",
  "all inputs and targets must have the same number of examples":
    "所有输入和目标的样本数必须相同",
  "{count} of {name} and {otherCount} of {other}":
    "{name} {count} 个、{other} {otherCount} 个",
  "there must be at least 2": "至少要有 2 个",
  "at most {most} numbers can be held in memory: {examples} examples of {width} have as many":
    "内存中最多放 {most} 个数：每个样本 {width} 个数，{examples} 个样本已达此数",
  "Read the file as a stream.": "把文件作为流来读取。",
  "{what} of {shape} must have {count} numbers: found {found} in the columns":
    "形状为 {shape} 的{what}必须有 {count} 个数，各列实际共有 {found} 个",

  // Categories.
  "{a} and {b} of {column} look alike, and are different categories":
    "列 {column} 的 {a} 和 {b} 看起来相同，却是不同的类别",
  "{a} and {b} of {column}, and {more}, look alike, and are different categories":
    "列 {column} 的 {a} 和 {b}，以及另外 {more}，看起来相同，却是不同的类别",
  "{text} of {column} also stands with blanks around it, which are no part of it":
    "列 {column} 的 {text} 有时前后带空格，空格不算在内",
  "{text} occurs {times} in {column}; if it stands for a missing value, {options}":
    "{text} 在列 {column} 中出现{times}；若它表示缺失值，用 {options}",
  "once": "一次",
  "twice": "两次",
  "{count} times": "{count} 次",
  "category": "类别",
  "class": "类别",
  "a {what} must be a text: found {found}": "{what}必须是文本，实际为{found}",
  "a {what} must have at most {most} characters: found {found}":
    "{what}最多有 {most} 个字符，实际有 {found} 个",
  "a column must have at most {most} categories: found another":
    "一列最多有 {most} 个类别，实际更多",
  "a {what} must be one of {names}: found {found}":
    "{what}必须是 {names} 之一，实际为{found}",

  // What is wrong with cells, and what helps.
  "a target must not be missing: found {found}": "目标不得缺失，实际为{found}",
  "a value is missing: found {found}": "缺少值，实际为{found}",
  "an input must be a number: found {found}": "输入必须是数，实际为{found}",
  "a target must be a number: found {found}": "目标必须是数，实际为{found}",
  "a number must {rule}: found {found}": "数必须{rule}，实际为{found}",
  "a whole number beyond 2^53 would lose digits: found {found}":
    "超过 2^53 的整数会丢失位数，实际为{found}",
  "an array must be {shape} numbers, as the first is: found one with {count}":
    "数组必须像第一个那样是 {shape} 个数，实际有 {count} 个",
  "an array must be {shape} numbers, as the first is: found {found}":
    "数组必须像第一个那样是 {shape} 个数，实际为{found}",
  "an array must hold numbers: found {found}":
    "数组必须由数组成，实际为{found}",
  "arrays must nest at most {most} deep: found deeper ones":
    "数组最多嵌套 {most} 层，实际更深",
  "{problem}, and {count} more like it in the column":
    "{problem}；该列中还有 {count} 处类似",
  "line {line}, column {column}: {problem}":
    "第 {line} 行，列 {column}：{problem}",
  "line {line}, column {column}: {problem}, and {count} more like it":
    "第 {line} 行，列 {column}：{problem}；还有 {count} 处类似",
  "and {count} more columns": "以及另外 {count} 列",
  "{values} missing, the first on line {line}, in column {columns}":
    "缺少 {values}，第一个在第 {line} 行，位于列 {columns}",
  "{values} missing, the first on line {line}, in columns {columns}":
    "缺少 {values}，第一个在第 {line} 行，位于列 {columns}",
  "cells cannot be used": "有单元格无法使用",
  "values are missing": "有值缺失",
  "cells cannot be used and values are missing": "有单元格无法使用，且有值缺失",
  "every value is missing": "所有值都缺失",
  "there must be lines of data: found none after the header":
    "表头之后必须有数据行，实际没有",
  "there must be lines without missing values: found none":
    "必须有不缺值的行，实际没有",
  "If the first line names the columns, say so with {header}.":
    "若第一行是列名，用 {header} 说明。",
  "Leave such lines out with {option}.": "用 {option} 略去这样的行。",
  "Leave such lines out with {skip}, or take such a category as none of the known with {zero}.":
    "用 {skip} 略去这样的行，或用 {zero} 把这样的类别视为不属于任何已知类别。",
  "Leave such lines out with {skip}, or take the mean of the others with {mean}.":
    "用 {skip} 略去这样的行，或用 {mean} 以其余值的均值代替。",
  "If the point stands before a fraction, say so with {point}.":
    "若点是小数点，用 {point} 说明。",
  "If the comma stands before a fraction, say so with {comma}.":
    "若逗号是小数点，用 {comma} 说明。",
  "If the comma stands before a fraction, say so with {comma}; if it groups thousands, with {point}.":
    "若逗号是小数点，用 {comma} 说明；若逗号用于千位分组，用 {point} 说明。",
  "If it stands for a missing value, say so with {options}.":
    "若它表示缺失值，用 {options} 说明。",
  "Leave the column out with {without}.": "用 {without} 去掉该列。",
  "Leave the column out with {without}, or take its texts as categories with {classes}.":
    "用 {without} 去掉该列，或用 {classes} 把其中的文本作为类别。",
  "Take its texts as classes with {class}.":
    "用 {class} 把其中的文本作为类别。",
  "take texts as categories with {classes}": "用 {classes} 把文本作为类别",
  "leave columns out with {without}": "用 {without} 去掉列",
  "leave lines with missing values out with {skip}": "用 {skip} 略去缺值的行",
  "leave lines with missing values out with {skip}, or take the mean of the others with {mean}":
    "用 {skip} 略去缺值的行，或用 {mean} 以其余值的均值代替",
  "name what stands for a missing value with {options}":
    "用 {options} 说明什么表示缺失值",
  "say that commas stand before fractions with {comma}":
    "用 {comma} 说明逗号是小数点",
  "{names} and {missing}": "{names} 和 {missing}",
  "{words}; {more}": "{words}；{more}",
  "{words}.": "{words}。",

  // Schemas.
  "read data": "读取数据",
  "read the schema": "读取数据模式",
  "numbers in an example": "一个样本中数的个数",
  "inputs and targets must be lists of columns with different names, with at least one input":
    "inputs 和 targets 必须是名称互不相同的列的列表，且至少有一个输入",
  "take means of missing values": "以均值代替缺失值",
  "{count} finite numbers, one for each feature":
    "{count} 个有限数，每个特征一个",
} as const;
