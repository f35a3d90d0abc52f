/** What the gradient checker finds besides numbers, and what it refuses. */
export const gradcheck = {
  // How a layer behaves.
  "it throws: {message}": "它抛出错误：{message}",
  "no output depends on {path}": "没有输出依赖于{path}",
  "no output depends on {path} with a batch of 1, but with one of 3":
    "批大小为 1 时没有输出依赖于{path}，为 3 时则有",
  "no output depends on {path}, nor on any input, for inputs of this shape":
    "对这种形状的输入，没有输出依赖于{path}，也没有输出依赖于任何输入",
  "its outputs in use differ from those in training":
    "推理时的输出与训练时的不同",
  "example {example} has different outputs alone and among {batch}":
    "下标为{example}的样本单独计算与在{batch}个样本中计算时，输出不同",
  "example {example} has different gradients of {path} alone and among {batch}":
    "下标为{example}的样本单独计算与在{batch}个样本中计算时，{path}的梯度不同",
  "the gradient of {path} is not the sum over the examples":
    "{path}的梯度不是各样本梯度之和",
  "an example has different outputs alone and twice":
    "一个样本单独出现与出现两次时，输出不同",
  "an example has different gradients of {path} alone and twice":
    "一个样本单独出现与出现两次时，{path}的梯度不同",
  "with a batch of {batch} the outputs are not finite":
    "批大小为{batch}时，输出不是有限数",
  "with a batch of {batch} it throws: {message}":
    "批大小为{batch}时，它抛出错误：{message}",
  "the gradient of {path} ignores the gradient from above":
    "{path}的梯度忽略了上游梯度",
  "the gradient of {path} is not 0 when the gradient from above is 0":
    "上游梯度为 0 时，{path}的梯度不为 0",
  "the gradient of {path} does not double with the gradient from above":
    "上游梯度加倍时，{path}的梯度没有加倍",
  "the gradient of {path} does not change sign with the gradient from above":
    "上游梯度变号时，{path}的梯度没有变号",
  "the gradient of {path} is not linear in the gradient from above":
    "{path}的梯度对上游梯度不是线性的",
  "two forwards give different outputs": "两次前向传播给出不同的输出",
  "two runs give different gradients of {path}":
    "两次运行给出的{path}的梯度不同",
  "a second backward gives another gradient of {path}":
    "再次反向传播给出的{path}的梯度不同",
  "f gives other outputs after a call at another place: does it keep numbers of earlier calls?":
    "在别处调用之后，f 给出了不同的输出：它是否保留了先前调用的数？",
  "vjp gives another gradient of {path} after a call at another place: does it keep numbers of earlier calls?":
    "在别处调用之后，vjp 给出的{path}的梯度不同：它是否保留了先前调用的数？",
  "on a second input, forward gives numbers of the first":
    "换了输入之后，前向传播给出的仍有第一个输入的数",
  "on a second input, backward gives a gradient of {path} with numbers of the first":
    "换了输入之后，反向传播给出的{path}的梯度中仍有第一个输入的数",
  "for {number} its outputs are not those of forward":
    "对{number}，它的输出与前向传播的不同",
  "the gradient of {path} is {number} at [{index}], but all outputs are finite":
    "{path}的梯度在 [{index}] 处为{number}，而所有输出都是有限数",
  "f gives {number} as output {output} where it is checked":
    "在检验之处，f 的下标为{output}的输出是{number}",
  "forward does not write output {output}":
    "前向传播没有写入下标为{output}的输出",
  "backward does not write the gradient of {path} at [{index}]":
    "反向传播没有写入{path}的梯度的 [{index}] 处",
  "backward adds to the gradient of {path} instead of overwriting it":
    "反向传播把值加到了{path}的梯度上，而没有覆盖它",
  "the gradient of {path} depends on the earlier contents of its array":
    "{path}的梯度依赖于数组中原有的内容",
  "the gradient from above": "上游梯度",
  "the outputs": "输出",
  "forward changes {array}": "前向传播改动了{array}",
  "backward changes {array}": "反向传播改动了{array}",
  "tangent changes {array}": "`tangent` 改动了{array}",
  "second changes {array}": "`second` 改动了{array}",
  "{pass} changes what backward reads": "`{pass}` 改动了反向传播要读取的内容",
  "{function} changes {array}": "{function}改动了{array}",
  // What could not be compared.
  "{count} numbers lie on kinks: moved together, the output has slope {slope}, but their gradients add up to {sum}":
    "{count}个数位于折点上：一起移动时，输出的斜率为{slope}，而它们的梯度之和为{sum}",
  "blocks of numbers are too noisy to tell; use --mode exhaustive":
    "成块的数噪声太大，无法判断；请用 --mode exhaustive",
  "the differences are too noisy to tell": "差分的噪声太大，无法判断",
  "the function has a kink there": "函数在那里有折点",
  "the output is not a finite number there": "输出在那里不是有限数",
  "the slope grows without bound": "斜率无限增大",
  "large and small steps contradict each other: some inner value is rounded":
    "大步长与小步长的结果相互矛盾：某个中间值被舍入了",
  "differences of single precision cannot tell second derivatives":
    "单精度的差分无法判断二阶导数",
  "forward maintains it, training does not": "由前向传播维护，不经训练",
  "data has no gradient": "数据没有梯度",
  "it has no gradient at these numbers": "在这些数处没有梯度",
  "vjp gives no gradient": "vjp 没有给出梯度",
  "others are asked for": "要求检验的是其他参数",
  // What is refused.
  "check gradients": "检验梯度",
  "check {name}": "检验{name}",
  "check the gradients of {name}": "检验{name}的梯度",
  "sweep the step": "扫描步长",
  "the network must have a step to check": "网络必须有可以检验的步骤",
  "an argument": "参数",
  "`{option}` is for layers, and a function has its arguments in `at`":
    "`{option}` 用于层，而函数的参数写在 `at` 中",
  "`numbers` are those of a network": "`numbers` 用于网络",
  "the layer {layer}": "层{layer}",
  "make a network of it with pipeline": "用 pipeline 把它做成网络",
  "it cannot take {shapes}, which is tried where no shape is given ({cause})":
    "它不接受{shapes}，而没有给出形状时会试用它（{cause}）",
  "give shapes that it takes, without the batch, as in {example}":
    "给出它接受的形状（不含批），例如{example}",
  "`at` must be a list of arguments": "`at` 必须是参数的列表",
  "write `at: [[1, 2]]` for one argument of two numbers":
    "如果是一个含两个数的参数，写 `at: [[1, 2]]`",
  "`{list}` must have one for each argument in `at`":
    "对 `at` 中的每个参数，`{list}` 都必须有一项",
  "{found} for {wanted}": "{found}（应对应{wanted}）",
  "each argument must have its own name": "每个参数都必须有自己的名称",
  "the shape of {path} must be that of its numbers":
    "{path}的形状必须与它的数相符",
  "the argument {path} in `at` must be an array":
    "`at` 中的参数{path}必须是数组",
  "the argument {path} in `at` must be a number or an array of numbers":
    "`at` 中的参数{path}必须是数或数的数组",
  "f must give a number or an array of numbers": "f 必须给出数或数的数组",
  "f must give a number": "f 必须给出数",
  "f must give as many numbers at every place": "f 在各处必须给出同样多的数",
  "{found} after {before}": "{found}（先前为{before}）",
  "vjp must give a gradient": "vjp 必须给出梯度",
  "only undefined": "一列 undefined",
  "vjp must give a gradient of {path} always or never":
    "vjp 要么总是给出{path}的梯度，要么从不给出",
  "both": "两种情形都有",
  "the gradient of {path} must be a number or an array of numbers":
    "{path}的梯度必须是数或数的数组",
  "the gradient of {path}": "{path}的梯度",
  "vjp must give the gradient of its argument": "vjp 必须给出其参数的梯度",
  "vjp must give a list of {count} gradients, one for each argument, undefined for one that has none":
    "vjp 必须给出含{count}个梯度的列表，每个参数一个，没有梯度的为 undefined",
  "there must be a number whose gradient is asked for":
    "必须有要检验其梯度的数",
  "`{name}` must be a function": "`{name}` 必须是函数",
  "examples of {shape}": "形状为{shape}的样本",
  "each path of `numbers`": "`numbers` 中的每个路径",
  "the numbers given for {path} must be finite": "给{path}的数必须是有限数",
  "the initializer of {path} must give finite numbers":
    "{path}的初始化器必须给出有限数",
  "{value} in place of number {number}": "下标{number}处的{value}",
  "give other numbers, or leave them out": "给出别的数，或者不给",
  "correct its `fill`": "修正它的 `fill`",
  "they are those of a network, a layer, or {record}":
    "梯度属于网络、层或{record}",
  "{name} is not defined at any of the numbers tried":
    "{name}在试过的所有数处都没有定义",
  "share {count} bytes with a worker": "与工作线程共享{count}字节",
  "check a function that returns promises": "检验返回 Promise 的函数",
  "there are no workers here": "这里没有工作线程",
  "there is no SharedArrayBuffer here; a page must be cross-origin isolated":
    "这里没有 SharedArrayBuffer；网页必须启用跨源隔离",
  "there is no Atomics.waitAsync here": "这里没有 Atomics.waitAsync",
  "take gradcheck, with functions that return numbers":
    "改用 gradcheck，并让函数返回数",
  "its worker fails: {reason}": "工作线程出错：{reason}",
  "its message cannot be read": "无法读取它的消息",
  "it does not start": "它没有启动",
  // What was given in place of a subject, an array or a number.
  "an array in an array": "数组中的数组",
  "flatten it, as by flat(Infinity)": "把它展平，例如用 flat(Infinity)",
  "give its dataSync()": "给出它的 dataSync()",
  "give its tolist(), flattened": "给出它的 tolist()，并展平",
  "give its toArray(), flattened": "给出它的 toArray()，并展平",
  "give its data": "给出它的 data",
  "end it with return and the result": "在末尾用 return 返回结果",
  "a bigint": "bigint",
  "convert it, as by Number(n)": "把它转换，例如用 Number(n)",
  "call it": "调用它",
  "a string": "字符串",
  "a {kind}": "{kind}",
  "await it, or take gradcheckAsync or assertGradientsAsync":
    "用 await 等待它，或者改用 gradcheckAsync 或 assertGradientsAsync",
  "await its data(), with gradcheckAsync":
    "用 await 等待它的 data()，并改用 gradcheckAsync",
  "{name} with a shape": "带形状的{name}",
  "give its numbers as a flat array": "把它的数作为一维数组给出",
  "an object": "对象",
  "an object of {name}": "{name}的对象",
  "a function alone": "单独一个函数",
  "add its vector-Jacobian product and a place, as in {record}":
    "再给出它的向量-雅可比积和位置，例如{record}",
  "the kind of layer {kind}": "层的种类{kind}",
  "call it, as in {call}": "调用它，例如{call}",
  "a text": "文本",
  "make a network of it, as in {call}": "把它做成网络，例如{call}",
  "a list": "列表",
  "check its items one by one, or give it to gradientTests":
    "逐项检验，或者交给 gradientTests",
  "an object with a network": "含有网络的对象",
  "give its network": "给出其中的网络",
  "look whether it is imported, and made before it is checked":
    "看看它是否已导入，并且在检验之前已创建",
  "make one with nn, or with defineLayer": "用 nn 或 defineLayer 创建一个",
  "`inputs` must be a list with a shape for each input":
    "`inputs` 必须是列表，每个输入一个形状",
  "the shape {shape}": "形状{shape}",
  "write {code}": "写{code}",
  // How far a self-test has come.
  "planting faults": "植入错误",
  "single numbers": "单个数",
  "right networks": "正确的网络",
  "nasty cases": "刁钻情形",
} as const;
