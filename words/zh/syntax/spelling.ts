/** What is said of characters, numbers and words of other notations. */
export const spelling = {
  // Signs.
  "`{written}` looks like `{sign}` but is another character":
    "`{written}` 看起来像 `{sign}`，却是另一个字符",
  "`{written}` looks like an arrow but is not `->`":
    "`{written}` 看起来像箭头，却不是 `->`",
  "`{written}` is written `{sign}` here": "`{written}` 在这里写作 `{sign}`",
  "`{written}` is written `{sign}` between brackets":
    "`{written}` 在括号里写作 `{sign}`",
  "`{written}` does not begin a comment": "`{written}` 不是注释的开头",
  "`{written}` has no meaning here": "`{written}` 在这里没有意义",
  "`{written}` ends a statement on the command line only":
    "`{written}` 只在命令行上结束语句",
  "`{written}` ends no statement: on the command line `;` does":
    "`{written}` 不能结束语句：在命令行上用 `;`",
  "in a file a new line does": "在文件里用换行结束语句",
  "the character {number} has no meaning here": "字符 {number} 在这里没有意义",
  "this is {number}": "这是 {number}",
  "this is another character": "这是另一个字符",
  "these are other characters": "这些是别的字符",
  "not the sign of a derivative": "这不是导数的撇号",
  "not a minus sign": "这不是负号",
  "a derivative can only be claimed, on a line of its own":
    "导数只能在单独一行声明",
  "no step and no value": "这既不是步骤，也不是值",
  // Names and words in quotes.
  "{word} is written with lowered digits": "{word}带有下标数字",
  "digits of a name stand on the line": "名称里的数字不用下标",
  "{word} is written in full-width characters": "{word}用了全角字符",
  "looks like plain letters but is not": "看起来像普通字母，却不是",
  "looks like plain digits but is not": "看起来像普通数字，却不是",
  "there are no strings in this language": "本语言没有字符串",
  "a number is written without quotes": "数不加引号",
  "a word is written without quotes": "单词不加引号",
  "write a word of letters, digits and `_`":
    "写一个由字母、数字和 `_` 组成的单词",
  // Arrays.
  "`;` has no meaning in an array": "`;` 在数组里没有意义",
  "each row has brackets of its own, and commas separate numbers":
    "每行各有一对括号，数之间用逗号分隔",
  "write an array like `{like}`": "数组写法如 `{like}`",
  "{written} is not an array": "{written}不是数组",
  "an array is written in square brackets": "数组写在方括号里",
  "{written} is more than one value": "{written}不止一个值",
  // Numbers.
  "a number is wanted here": "这里需要一个数",
  "nothing follows a number": "数的后面不能再有别的内容",
  "{written} is written `{text}`": "{written}写作 `{text}`",
  "{written} is a formula, not a number": "{written}是公式，不是数",
  "name the formula on a line of its own, and expect its number":
    "在单独一行给公式命名，再用 `expect` 预期它的数",
  "only a quotient of two numbers, such as `1/3`, is worked out":
    "只有两个数的商可以写成算式，例如 `1/3`",
  "the decimal separator is a point": "小数点写作 `.`",
  "the decimal separator is a point, and commas separate numbers":
    "小数点写作 `.`，数之间用逗号分隔",
  "a number has no separators between its digits": "数的各位之间不加分隔符",
  "a number has no plus sign": "数不带正号",
  "`{written}` is written without its plus": "`{written}` 不写正号",
  "a number has no suffix": "数不带后缀",
  "a number has no unit": "数不带单位",
  "leave out the words behind the number, or begin them with `#`":
    "去掉数后面的文字，或在文字前加上 `#`",
  "a power of ten is written like `1.5e-3`": "10 的幂写法如 `1.5e-3`",
  "the sign of a quotient stands before it": "商的正负号写在最前面",
  "numbers are decimal": "数用十进制",
  "a value must be finite": "值必须是有限数",
  "write a finite number": "写一个有限数",
  "nothing can be divided by 0": "任何数都不能除以 0",
  "{written} is too large": "{written}太大",
  "beyond the range of a double, about 1.8e308":
    "超出双精度浮点数的范围（约 1.8e308）",
  "write a number up to 1.8e308": "写一个不超过 1.8e308 的数",
  "a number is written 2, -0.5 or 1e-3": "数写作 2、-0.5 或 1e-3",
  "a number is written 2, -0.5, 1e-3 or 1/3": "数写作 2、-0.5、1e-3 或 1/3",
  "write the number; the blank of a worksheet is `_`":
    "写出这个数；作业单的空白是 `_`",
  "write a number, or begin the name with a letter":
    "写一个数，或让名称以字母开头",
} as const;
