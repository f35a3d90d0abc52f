/** What every refusal is made of. */
export const base = {
  "Cannot {action} as {rule}": "无法{action}：{rule}",
  "Cannot {action} as {rule}: found {found}":
    "无法{action}：{rule}，实际为{found}",
  "Cannot {action} the text of a network": "无法{action}网络文本",
  ": {words}": "：{words}",
  "{place}: {problem}": "{place}：{problem}",
  "there may be at most {most} {limit}": "{limit}最多为{most}",
  "{count} with {by}": "{count}（含{by}）",
  "apply {layer}": "应用{layer}",
  "make {name}": "创建{name}",
  "make a network": "创建网络",
  "resume {subject}": "恢复{subject}",
  "{name} must be {rule}": "{name}必须是{rule}",
  "{name} must have {count}": "{name}必须有{count}",
  "nothing can be {name}": "没有可用的{name}",
  "it has no argument {argument}: it {rule}": "它没有参数{argument}：它{rule}",
  "it {rule}": "它{rule}",
  "none": "无",
  "example {number}": "第{number}个样本",
  "column {name}": "列{name}",
  "byte {number}": "第{number}字节",
  "Did you mean {name}?": "是否想写{name}？",
  "{place}, {more}": "{place}，{more}",
  "a single number": "单个数",
  "allocate {count}": "分配{count}",
  "the machine has no room for them": "本机内存不足",
  "give {name} its numbers": "为{name}赋值",
  "each must {rule}": "每个数都必须{rule}",
  "lie within ±3.4028235e38, as in single precision":
    "在 ±3.4028235e38 之内，即单精度的范围",
  "work in float64": "改用 float64",
  "start a random stream": "创建随机数流",
  "an integer from 0 to 2^53 - 1": "从 0 到 2^53 - 1 的整数",
  "a random stream": "随机数流",
  "its state must be four words of 32 bits, not all 0":
    "其状态必须是四个不全为 0 的 32 位字",
  "{count} words": "{count}个字",
  "an object must have each name once: found {name} twice":
    "对象中的每个名称只能出现一次：{name}出现了两次",
  "it must have a step": "至少要有一个步骤",
  "the size of its input must be known: begin with input(…) before {layer}":
    "必须知道输入的大小：在{layer}之前以 input(…) 开头",
  "its first step": "第一个步骤",
  "{layer} has no input: begin with input(…)":
    "{layer}没有输入：以 input(…) 开头",
  "a group": "这一组步骤",
  "there is no value {name}": "没有名为{name}的值",
  "there is no step {name} before it is used again":
    "再次使用{name}之前没有这个步骤",
  "{name} is a value, which can only begin a row":
    "{name}是一个值，只能位于一行的开头",
  "each step must have its own name: {label} is used twice":
    "每个步骤的名称必须唯一：{label}用了两次",
  "has no parameters to share": "没有可共享的参数",
  "takes several inputs, and one comes in": "需要多个输入，而传入的只有一个",
  "names what comes out of several steps, not the steps":
    "指的是多个步骤的输出，而不是这些步骤",
  "a loss must be its last step": "损失必须是最后一个步骤",
  "a loss must be its last step: found {next} after {loss}":
    "损失必须是最后一个步骤：{loss}之后还有{next}",
  "{layer} begins a row, and there are several inputs: begin with {inputs}":
    "{layer}位于一行的开头，而输入有多个：以{inputs}开头",
  "each of several inputs has a row of its own: end the row of {name} behind input(…), and begin the next with {name}":
    "有多个输入时，每个输入各占一行：在 input(…) 之后结束{name}这一行，下一行以{name}开头",
  "each of several inputs must have a name":
    "有多个输入时，每个输入都必须有名称",
  "each input must be used: nothing takes {name}":
    "每个输入都必须被使用：没有步骤接受{name}",
  "a row uses nothing of the rows before it, so that there are two networks":
    "有一行没有用到前面各行的任何内容，因此这是两个网络",
  "nothing uses {name}, which a row ends with":
    "有一行以{name}结尾，但没有步骤用到它",
  "{name} is a loss, which nothing can use": "{name}是损失，不能再被使用",
} as const;
