/** What is said of words of a command line that make no sense. */
export const usage = {
  "--{name} is given twice": "--{name} 给出了两次",
  "--{name} takes no value": "--{name} 不带值",
  "--{name} needs a value": "--{name} 需要一个值",
  "Write --{name} {value}.": "请写 --{name} {value}。",
  "there is no option {written}": "没有选项 {written}",
  "The options are {names}.": "可用的选项有 {names}。",
  "--{name} must be {rule}: found {found}":
    "--{name} 必须是 {rule}，实际为 {found}",
  "nothing": "空",
  "a positive integer": "正整数",
  "an integer of at least 0": "不小于 0 的整数",
  "an integer from 1 to 64": "1 到 64 的整数",
  "1 or 2": "1 或 2",
  "a port from 1 to 65535": "1 到 65535 的端口号",
  "a positive number": "正数",
  "a number of at least 0": "不小于 0 的数",
  "between 0 and 1": "0 到 1 之间的数",
} as const;
