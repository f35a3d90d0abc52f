/** What the compiler says of layers that are called, of `let`s and of repeats. */
export const calls = {
  // Arguments.
  "{layer} is written {usages}": "{layer}的写法是{usages}",
  "{layer} needs {argument}, {summary}": "{layer}缺少{argument}：{summary}",
  "{argument} is missing": "缺少{argument}",
  "given again by name": "又按名称给出",
  "{argument} changes nothing here": "{argument}在此不起作用",
  "give it a name on a separate line, `given q = …`, and write {text}":
    "在单独一行给它命名：`given q = …`，再写{text}",
  "give it a name on a separate line, `given q = …`, and write the name here":
    "在单独一行给它命名：`given q = …`，再在此写该名称",
  "one too many": "多了一个",
  "{count} too many": "多了{count}个",
  "too many": "过多",
  "a weight is given by name": "权重要按名称给出",
  "several axes are a list": "多个轴写成列表",
  "{argument} is {summary}": "{argument}：{summary}",
  "{argument} of {layer} {rule}": "{layer}的{argument} {rule}",
  "not one of these": "不是其中之一",
  "not {wanted}": "不是{wanted}",
  "used here as {argument}": "在此用作{argument}",
  "{layer} has no argument {argument}": "{layer}没有参数{argument}",
  "unknown argument": "未知参数",
  "here it is called `axis`, and the batch is not counted":
    "这里称为 `axis`，批所在的轴不计在内",
  "the activation is a step of its own": "激活函数是单独的步骤",

  // Branches.
  "a branch of {layer} must be a pipeline or a number":
    "{layer}的分支必须是流水线或数",
  "neither a pipeline nor a number": "既不是流水线，也不是数",
  "{layer} takes branches, each a pipeline":
    "{layer}接受分支，每个分支是一条流水线",
  "remove the name": "去掉名称",
  "{layer} takes {count}": "{layer}接受{count}",
  "{layer} takes at most {count}": "{layer}最多接受{count}",
  "{layer} takes at least {count}": "{layer}至少接受{count}",
  "{layer} takes no arguments": "{layer}不接受参数",
  "write the branch in brackets: {text}": "把分支写在括号里：{text}",
  "write its branches with commas between them: {text}":
    "写出各分支，用逗号分隔：{text}",
  "{layer} has a number and nothing beside it":
    "{layer}里只有一个数，没有别的分支",
  "a number alone": "只有一个数",
  "write `id` for what comes in": "用 `id` 表示输入",

  // Names.
  "an input": "输入",
  "a given value": "给定值",
  "a label": "标签",
  "a `let`": "模块（`let`）",
  "a function": "函数",
  "a formula": "公式",
  "{name} is defined twice": "{name}定义了两次",
  "defined here": "在此定义",
  "defined again here": "在此再次定义",
  "defined again here, as {what}": "在此又定义为{what}",
  "first defined here": "首次在此定义",
  "first defined here, as {what}": "首次在此定义为{what}",
  "{name} is used before it is defined": "{name}在定义之前就被使用",
  "not known yet": "此处还未定义",
  "{what} from here on": "从这里起才是{what}",
  "move its line up": "把它那一行移到上面",
  "{name} is the name of a layer": "{name}是层的名称",
  "cannot be a input too": "不能再作输入",
  "cannot be a value too": "不能再作值",
  "cannot be a label too": "不能再作标签",
  "cannot be a `let` too": "不能再作模块（`let`）",
  "cannot be a function too": "不能再作函数",
  "cannot be a parameter too": "不能再作参数",
  "{name} is written {own}": "{name}应写作{own}",
  "names of layers are in lower case": "层的名称用小写",
  "there is no layer {name}": "没有名为{name}的层",
  "not a layer": "不是层",
  "here it is called {name}": "这里称为{name}",
  "here it is written {text}": "这里写作{text}",
  "`nabla explain layers` lists the layers; `let` and `defineLayer` make new ones":
    "`nabla explain layers` 列出所有层；`let` 和 `defineLayer` 可定义新的层",
  "there is no step {name}": "没有名为{name}的步骤",
  "not a label": "不是标签",
  "give the step a label, as in `h: fc(4)`": "给该步骤加标签，如 `h: fc(4)`",

  // Repeats.
  "{loss} is a loss and cannot be repeated": "{loss}是损失，不能重复",
  "weigh it by {weight}": "用{weight}给它加权",
  "weigh the loss itself, as in `mse(weight=2)`, or repeat what stands before it":
    "给损失本身加权，如 `mse(weight=2)`，或重复它前面的部分",
  "a step must be repeated a whole number of times":
    "步骤的重复次数必须是正整数",
  "not a number here": "这里不是数",
  "write a whole number, as in `relu*3`": "写一个整数，如 `relu*3`",
  "for a product, scale what comes out": "若要相乘，改为缩放输出",
  "a network has at most {count} steps": "网络最多有{count}个步骤",
  "this is more": "这里超过了",

  // One's own `let`s, and functions as steps.
  "{name} needs {argument}": "{name}需要{argument}",
  "required here": "在此声明",
  "{name} uses itself": "{name}用到了自身",
  "used within its own definition": "用在了自身的定义中",
  "through {names}": "经由{names}",
  "repeat a step with `*`, as in `relu*3`": "要重复步骤用 `*`，如 `relu*3`",
  "`let`s are nested too deep": "`let` 嵌套过深",
  "more than {most} within each other": "嵌套深度超过{most}",
  "write the steps of some of them where they are used":
    "把其中一些的步骤直接写在使用处",
  "{name} is a value here and cannot be a step": "{name}在此是值，不能是步骤",
  "a step is expected": "这里应是步骤",
  "this is what it means": "这是它的含义",
  "pass it to a layer, for example `fc`": "把它传给层，例如 `fc`",
  "{name} takes {count} and cannot be a step": "{name}接受{count}，不能是步骤",
  "one value comes in here": "这里只输入一个值",
  "use it in a formula on a line of its own: {text}":
    "在单独一行的公式中使用它：{text}",
  "let it take what the branch gives": "让它接受分支的输出",
  "leave the brackets out": "去掉括号",
  "{name} is a function, and takes what comes in":
    "{name}是函数，接受的就是输入",
  "no arguments here": "这里没有参数",
  "a value cannot be repeated": "值不能重复",
  "between arrows `*` repeats a step": "在箭头之间，`*` 表示重复步骤",
  "for a product, write a formula on a line of its own":
    "若要相乘，在单独一行写公式",
  "for a product, write a formula on a line of its own: {text}":
    "若要相乘，在单独一行写公式：{text}",
  "{name} is known in formulas only": "{name}只能用在公式中",
  "give it a name on a line of its own": "在单独一行给它命名",
} as const;
