/** What the compiler says of networks, their shapes and their numbers. */
export const compiler = {
  // Words that several mistakes share.
  " or ": " 或 ",
  "compile": "编译",
  "found {count}": "实际为{count}",
  "found {shape}": "实际为{shape}",
  "write {text}": "写成{text}",
  "or write {text}": "或写成{text}",
  "write it {text}": "写作{text}",
  "leave it out": "去掉它",
  "leave them out": "去掉它们",
  "leave the line out": "去掉这一行",
  "or leave the line out": "或去掉这一行",
  "remove one of the two": "删去其中一个",
  "used here": "用在此处",
  "choose another name": "换一个名称",
  "give it another name": "换一个名称",
  "did you mean {name}?": "是否想写{name}？",
  "put {step} before it": "在它前面加上{step}",

  // A network without steps, or without an input.
  "there is nothing in the text": "文本是空的",
  "there is no network in the text": "文本中没有网络",
  "a network belongs here": "这里应有一个网络",
  "write its steps with arrows between them": "写出各步骤，用箭头连接",
  "an input, and nothing that takes it": "有输入，但没有步骤使用它",
  "begin a pipeline with it, for example {pipeline}":
    "以它开始一条流水线，例如{pipeline}",
  "{name} holds no number": "{name}中没有任何数",
  "nothing can be computed from it": "由它无法计算任何值",
  "give it at least one number": "至少给它一个数",
  "write the shape first, for example 2 numbers": "先写出形状，例如 2 个数",
  "write the number of inputs, for example 2": "写出输入个数，例如 2",
  "the size of the input is not known": "输入的大小未知",
  "gives the number of outputs, not of inputs":
    "这里给出的是输出个数，不是输入个数",
  "{name} takes any size": "{name}接受任意大小",
  "`this` takes any size": "这一步接受任意大小",
  "there is no {name}": "没有{name}",
  "the inputs have names of their own": "各输入有自己的名称",
  "nothing says what {name} is": "没有说明{name}是什么",
  "give it, for example as a number": "给出它，例如给定一个数",
  "or let the first layer say its size, for example `fc(2,1)`":
    "或让第一层写明它的大小，例如 `fc(2,1)`",

  // Labels, values and losses out of place.
  "{name} is not known yet": "此处还没有定义{name}",
  "a label can be used after its step": "标签只能在其步骤之后使用",
  "move the step with the label before this one":
    "把带该标签的步骤移到这一步之前",
  "{name} is a value and can only begin a pipeline":
    "{name}是值，只能作为流水线的开头",
  "the input here would be lost": "此处的输入会丢失",
  "for a step under a name, write `let`": "若要给步骤命名，用 `let`",
  "combine it with the input by `add`, `mul` or `concat`":
    "用 `add`、`mul` 或 `concat` 把它与输入合并",
  "remove the label": "删去标签",
  "this step has the automatic name {name}": "这一步自动命名为{name}",
  "{label} names two steps": "{label}是两个步骤的名称",
  "already taken": "已被占用",
  "first used here": "首次用在此处",
  "a label cannot be inside a repeat: each copy would have it":
    "重复的部分不能带标签：否则每个副本都会有它",
  "named here": "在此引用",
  "this is what it names": "它指的是这里",
  "write the step again": "再写一次这个步骤",
  "write {name} again": "再写一次{name}",
  "define the steps with `let` and label their use":
    "用 `let` 定义这些步骤，并给使用处加标签",
  "{loss} is a loss and must be the last step": "{loss}是损失，必须是最后一步",
  "a loss ends the network": "损失是网络的终点",
  "but this follows": "但后面还有这些",
  "end the network here": "让网络在此结束",
  "repeat only what stands before it": "只重复它前面的部分",
  "put it after all other steps": "把它放到其他所有步骤之后",
  "the network is too large: at most {most} {limit} are allowed":
    "网络过大：{limit}最多为{most}",
  "this is one more": "这里超出了一个",
  "use fewer copies: each counts as a step": "减少副本：每个副本算一个步骤",
  "choose smaller sizes": "选用更小的大小",
  "{names} keeps the shape {shape}": "{names}保持形状{shape}",
  "{names} keep the shape {shape}": "{names}都保持形状{shape}",

  // Several inputs, several pipelines.
  "`x` is the input and cannot be a formula": "`x` 是输入，不能是公式",
  "data comes in under this name": "数据以这个名称输入",
  "give it, if it is a number": "若它是一个数，用 `given` 给出",
  "this pipeline takes an input before one is declared":
    "这条流水线在输入声明之前就用到了输入",
  "what comes in here?": "这里输入的是什么？",
  "{name} is declared only here": "{name}在这里才声明",
  "declare {name} above, and begin with it": "在上面声明{name}，并以它开头",
  "each of several inputs has a line of its own":
    "有多个输入时，每个输入单独占一行",
  "an input, and a pipeline that goes on behind it": "输入之后，流水线还在继续",
  "end the line here, and begin the next with the input's name":
    "在此换行，下一行以输入的名称开头",
  "each of several inputs has a name": "有多个输入时，每个输入都要有名称",
  "an input without one": "没有名称的输入",
  "label it, as in `a: input(…)`, and begin a pipeline with `a`":
    "给它加标签，如 `a: input(…)`，并以 `a` 开始一条流水线",
  "{layer} begins a pipeline, and there are several inputs":
    "{layer}是流水线的开头，但输入有多个",
  "which of them comes in here?": "这里输入的是哪一个？",
  "the inputs are {names}": "输入有{names}",
  "begin with {name}": "以{name}开头",
  "the input {name} is not used": "输入{name}没有用到",
  "no pipeline and no formula takes it": "没有流水线或公式用到它",
  "begin a pipeline with it, as in {pipeline}":
    "以它开始一条流水线，如{pipeline}",
  "there are two networks in the text": "文本中有两个网络",
  "a second network": "第二个网络",
  "the first one": "第一个网络",
  "join them with an arrow": "用箭头连接它们",
  "label the end of the first, and write the label here":
    "给第一个网络的末尾加标签，并在此写该标签",
  "label its end, and use the label": "给它的末尾加标签，并使用该标签",
  "use it, as in {pipeline} or a branch": "使用它，如写成{pipeline}或放入分支",
  "end it with a loss, for example `mse`": "以损失结束它，例如 `mse`",
  "or leave the pipeline out": "或去掉这条流水线",
  "nothing uses what this pipeline gives": "没有任何地方用到这条流水线的输出",
  "nothing uses {name}": "没有任何地方用到{name}",
  "a loose end: no loss depends on it": "悬空的末端：没有损失依赖它",
  "the network ends with its losses": "损失是网络的终点",
  "{name} is a loss, and nothing can be computed from it":
    "{name}是损失，不能由它继续计算",
  "losses are ends": "损失是终点",
  "use what stands before the loss; several losses are added anyway":
    "使用损失之前的值；多个损失本来就会相加",

  // A library, and the twins of a text in TypeScript.
  "use a library": "使用库",
  "it must be a text of lets and functions: {reason}":
    "它必须是由 `let` 和函数组成的文本：{reason}",
  "a library must hold only `let`s and functions": "库中只能有 `let` 和函数",
  "this is another statement": "这是别的语句",
  "move it to the text that uses the library": "把它移到使用该库的文本中",
  "use {name} as a step": "把{name}用作步骤",
  "it must have one parameter": "它必须有且只有一个参数",
  "the text must be one formula": "文本必须是一个公式",
  "the text must be one function": "文本必须是一个函数",
  "this is none": "这里不是",
  "write it like `b = w*a`": "写法如 `b = w*a`",
  "write it like `f(t) = t^2`": "写法如 `f(t) = t^2`",
} as const;
