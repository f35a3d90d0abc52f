/** Tables: CSV, JSON and their columns. */
export const tables = {
  // Columns.
  "a range of columns must end after it begins: found {range}":
    "列的范围必须先始后终，实际为 {range}",
  "Write {code}.": "写成 {code}。",
  "there must be a column {name}: found {first}, and so on to {last}":
    "必须有列 {name}，实际为 {first} 至 {last}",
  "there must be a column {name}: found {columns}":
    "必须有列 {name}，实际有 {columns}",
  "Perhaps {name} is meant.": "也许是指 {name}。",
  "Perhaps {name} is meant: write {option}.":
    "也许是指 {name}：写成 {option}。",
  "there must be a column for the input: its only column is the target or left out":
    "必须有一列作为输入：唯一的列是目标或已去掉",
  "there must be a column for the input: all columns are the target or left out":
    "必须有一列作为输入：所有列都是目标或已去掉",
  "a column must be used once: found twice among inputs and targets":
    "一列只能用一次，实际在输入和目标中出现两次",
  "a column must not be both used and left out": "一列不能既使用又去掉",
  "Name it in one place only; targets may be inputs if they are all of an input.":
    "只在一处写出它；目标若构成某个输入的全部，可以同时是输入。",
  "column {number} is called {name}, since its name is taken":
    "第 {number} 列改称 {name}，因为原名已被使用",
  "columns {numbers} are called {names}, since their names are taken":
    "第 {numbers} 列改称 {names}，因为原名已被使用",
  "the name of column {number} must have at most {most} characters: found {found}":
    "第 {number} 列的名称最多有 {most} 个字符，实际有 {found} 个",
  "column {number} (no name)": "第 {number} 列（无名称）",
  "column {number} only names the rows and is left out; to use it, name it with {option}":
    "第 {number} 列只是行名，已去掉；要使用它，用 {option} 写出",
  "column {name} numbers the rows, and may give away their order; leave it out with {option}":
    "列 {name} 是行的编号，可能泄露行的顺序；用 {option} 去掉它",

  // Lines of CSV.
  "it is empty": "内容为空",
  "split CSV": "拆分 CSV",
  "one character, neither a quote nor an end of line":
    "一个字符，且不是引号或换行",
  "a line must have {fields}, as the first has: found {found}":
    "一行必须像第一行那样有 {fields}，实际有 {found} 个",
  "{problem}; likewise line {line}": "{problem}；第 {line} 行也是如此",
  "{problem}; likewise lines {lines}": "{problem}；第 {lines} 行也是如此",
  "{problem}; likewise lines {lines} and {count} more":
    "{problem}；第 {lines} 行以及另外 {count} 行也是如此",
  "a line must have at most {most} fields: found {found}":
    "一行最多有 {most} 个字段，实际有 {found} 个",
  "a delimiter must follow a quoted field: found {found}":
    "带引号的字段之后必须是分隔符，实际为{found}",
  "Write each quote within a quoted field twice: {code}.":
    "带引号的字段中，每个引号写两次：{code}。",
  "a quoted field must be closed: the file ends within it":
    "带引号的字段必须闭合：文件在其中结束",
  "Perhaps the quote on line {line} is not closed.":
    "第 {line} 行的引号也许没有闭合。",

  // How CSV is written.
  "line {line} stands before the table and is left out; if not, {option}":
    "第 {line} 行在表格之前，已略去；若有误，用 {option}",
  "lines {from} to {to} stand before the table and are left out; if not, {option}":
    "第 {from} 至 {to} 行在表格之前，已略去；若有误，用 {option}",
  "lines have one cell more than there are names, and the first is taken for the name of its row":
    "各行比列名多一个单元格，第一个单元格当作行名",
  "lines that begin with {mark} are left out; if not, {option}":
    "以 {mark} 开头的行已略去；若有误，用 {option}",
  "numbers have a decimal comma, as 1.234,5; if not, {option}":
    "数以逗号为小数点，如 1.234,5；若有误，用 {option}",
  "thousands of numbers are grouped, as 1,234.5; if not, {option}":
    "数按千位分组，如 1,234.5；若有误，用 {option}",
  "{text} is taken as {number}, as in training; if not, {option}":
    "像训练时那样，{text} 读作 {number}；若有误，用 {option}",
  "commas": "逗号",
  "semicolons": "分号",
  "tabs": "制表符",
  "bars": "竖线",
  "blanks": "空格",
  "{uneven} of {lines} lines do not have as many fields as the first":
    "{lines} 行中有 {uneven} 行的字段数与第一行不同",
  "there is one column, without a number in it": "只有一列，且其中没有数",
  "This does not look like a table: with lines divided at {mark}, {found}. Another delimiter is given with {option}.":
    "这不像一张表格：按{mark}拆分各行时，{found}。用 {option} 给出别的分隔符。",
  "the first line is taken as data, since {names} is found below it as well; for names, {option}":
    "第一行当作数据，因为 {names} 在下面也出现；若是列名，用 {option}",
  "the first line is taken as data, since {names} are found below it as well; for names, {option}":
    "第一行当作数据，因为 {names} 在下面也出现；若是列名，用 {option}",
  "the first line is taken as names: {names}; if it is data, {option}":
    "第一行当作列名：{names}；若是数据，用 {option}",
  "the first line is taken as data, since {number} is hardly a name; for names, {option}":
    "第一行当作数据，因为 {number} 不像列名；若是列名，用 {option}",
  "the first line must be a header or data: {text} could be in a header, and {number} in data":
    "第一行必须是表头或数据：{text} 像表头，{number} 像数据",
  "Say which with {header} or {data}.": "用 {header} 或 {data} 说明。",

  // JSON.
  "a line": "一行",
  "an example": "一个样本",
  "an array of {count}": "有 {count} 项的数组",
  "an example must have from 1 to {most} columns: found {found}":
    "一个样本必须有 1 至 {most} 列，实际有 {found} 列",
  "{what} must be {wanted}, as the first is: found {found}":
    "{what}必须像第一个那样是{wanted}，实际是{found}",
  "a column must be in the first example too: found {name}, and its columns are {columns}":
    "每一列都必须在第一个样本中出现，{name} 却没有：第一个样本的列是 {columns}",
  "{what} must be an object or an array of JSON: found {found}":
    "{what}必须是 JSON 的对象或数组，实际为{found}",
  "JSON of one array must have at most {most} characters: found more":
    "由一个数组构成的 JSON 最多有 {most} 个字符，实际更多",
  "JSON of one object must have at most {most} characters: found more":
    "由一个对象构成的 JSON 最多有 {most} 个字符，实际更多",
  "Write each example on its own line.": "每个样本各写一行。",
  "there must be an array of examples: found none in the object":
    "对象中必须有样本的数组，实际没有",
  "the array of examples must be closed: the file ends within it":
    "样本的数组必须闭合：文件在其中结束",
  "the object around the array of examples must be JSON: found something else before or behind it":
    "样本数组外面的对象必须是 JSON，其前后实际有别的内容",
  "A file that was cut off ends without its last bracket.":
    "被截断的文件缺少最后一个括号。",
  "nothing must follow the array of examples: found {found}":
    "样本的数组之后不得有内容，实际为{found}",
} as const;
