/** The help: what commands do, what their examples show, what exit statuses say. */
export const commands = {
  "nabla: networks as one line of text, and proof that their gradients are right":
    "nabla：用一行文本写出网络，并证明其梯度正确",
  "Usage: {call} [options]": "用法：{call} [选项]",
  "Commands:": "命令：",
  "Options:": "选项：",
  "Examples:": "示例：",
  "nabla COMMAND --help explains a command; nabla --version prints the version.":
    "nabla COMMAND --help 说明一个命令；nabla --version 显示版本。",
  "--lang LANGUAGE, with any command, is the language of what it prints: en or zh.":
    "任何命令都可以加 --lang LANGUAGE，选择显示所用的语言：en 或 zh。",
  "Exit status: {meaning}.": "退出状态：{meaning}。",
  "Exit status: {meaning}; stopped: 130 by Ctrl-C, 143 by TERM, 129 by HUP.":
    "退出状态：{meaning}；被中断时：Ctrl-C 为 130，TERM 为 143，HUP 为 129。",
  "there is nothing to do with {word}": "{word} 无处可用",
  "there is no command {name}": "没有命令 {name}",
  "To check a network's gradients, write nabla gradcheck {text}.":
    "要检验网络的梯度，请写 nabla gradcheck {text}。",
  "The commands are {names}; nabla --help tells more.":
    "可用的命令有 {names}；nabla --help 有更多说明。",

  // What commands do.
  "learn from data: CSV, images, arrays or a generator":
    "从数据中学习：CSV、图像、数组或生成器",
  "what a trained network predicts for new data, as CSV":
    "用训练好的网络预测新数据，输出 CSV",
  "how good a trained network is on data with targets":
    "用带目标的数据评估训练好的网络",
  "a network's weights as .npz or .safetensors, from either":
    "把网络的权重存为 .npz 或 .safetensors，两种都可读入",
  "make examples for teaching, such as spirals and digits, as CSV":
    "生成教学用的样本，如螺旋线和数字，输出为 CSV",
  "forward and backward: every value and every gradient":
    "前向传播和反向传播的每个值和每个梯度",
  "how each gradient comes about, node by node": "逐个节点说明每个梯度的由来",
  "a picture of a network, with values and gradients on its nodes":
    "画出网络，节点上标有值和梯度",
  "every expect line of exercises, and their gradients":
    "检查练习中的每行 expect，并检验梯度",
  "compare every gradient of a network with differences":
    "用差分检验网络的每个梯度",
  "every step with its shapes and parameters, and the totals":
    "列出每个步骤的形状和参数，以及总数",
  "the page: edit, see, prove and train in the browser":
    "打开网页：在浏览器中编辑、观察、检验和训练",
  "an exercise with blanks for its answers": "把练习的答案换成空白",
  "marks for a worksheet that was filled in": "给填好的作业单评分",
  "the course: lessons with exercises, hints and marks":
    "课程：含练习、提示和评分",
  "the canonical form of texts, comments kept": "把文本改成规范写法，保留注释",
  "what is allowed in a text but probably a mistake":
    "指出文本中允许但很可能写错的地方",
  "a lesson on a code such as E110, a page on a layer, an optimizer, a metric":
    "讲解 E110 这样的代码，或层、优化器、指标",
  "which kernels can be had here, and how fast they are":
    "列出本机可用的计算内核及其速度",
  "plant faults in networks and see that gradcheck finds each":
    "在网络中植入错误，看 gradcheck 能否一一找出",

  "a script that has a shell complete these commands":
    "输出脚本，让 shell 能补全这些命令",

  // Exit statuses.
  "0 all agree, 1 some differ, 2 could not check, 3 inconclusive":
    "0 全部一致，1 有不一致，2 无法检验，3 无法判定",
  "0 trained, 1 diverged, 2 could not train or go on":
    "0 训练完成，1 发散，2 无法训练或继续",
  "0 written, 2 could not predict": "0 已写出，2 无法预测",
  "0 measured, 2 could not evaluate": "0 已评估，2 无法评估",
  "0 written, 2 could not export": "0 已写出，2 无法导出",
  // import.
  "a model of ONNX as the text of a network, with its weights":
    "把 ONNX 模型变成网络的文本及其权重",
  "where the text goes; its weights go beside it, as .safetensors":
    "文本写到哪里；权重以 .safetensors 写在旁边",
  "the size of an axis that the model leaves free; again for another":
    "模型未定的轴的大小；可多次给出",
  "which output is read, of several": "有多个输出时读取哪一个",
  "0 read, 2 could not read": "0 已读取，2 无法读取",
  "the graph as the text of a network": "把计算图写成网络的文本",
  "its weights beside it, as net.safetensors":
    "权重写在旁边，名为 net.safetensors",
  "an axis that was left free": "一个大小未定的轴",
  "import reads one model": "import 读取一个模型",
  "Name its file, as in {command}.": "请给出它的文件，例如 {command}。",
  "--size must be NAME=N, with a positive integer: found {word}":
    "--size 必须是 NAME=N，N 为正整数，实际为{word}",
  "0 written, 2 could not generate": "0 已写出，2 无法生成",
  "0 computed, 2 could not compute": "0 已计算，2 无法计算",
  "0 traced, 2 could not trace": "0 已追踪，2 无法追踪",
  "write a page that shows it step by step, for any browser":
    "写出一个网页，用任何浏览器逐步查看",
  "one file, to open or to send": "一个文件，可以打开，也可以发给别人",
  "is not in the page that --html writes: it holds one text":
    "不在 --html 写出的网页里：网页只含一个文本",
  "Put what it uses into the text.": "请把用到的内容写进文本。",
  "is for this machine, and the page that --html writes computes in a browser":
    "只用于本机，而 --html 写出的网页在浏览器里计算",
  "prints a record, and --html writes a page":
    "打印一条记录，而 --html 写出网页",
  "0 drawn, 2 could not draw": "0 已画出，2 无法画出",
  "0 shown, 2 could not be read": "0 已显示，2 无法读取",
  "0 exported, or served until Ctrl-C, 2 could not":
    "0 已导出，或提供服务直到 Ctrl-C，2 无法进行",
  "0 written, 2 could not be read": "0 已写出，2 无法读取",
  "0 all right, 1 some wrong or left out, 2 could not grade":
    "0 全对，1 有错或漏填，2 无法评分",
  "0 shown, or all right, 1 some wrong or left out, 2 no such lesson":
    "0 已显示或全对，1 有错或漏填，2 没有这一课",
  "0 formatted, 1 some would change, 2 could not be read":
    "0 已格式化，1 有文本会改变，2 无法读取",
  "0 no warnings, 1 warnings, 2 could not be read":
    "0 没有警告，1 有警告，2 无法读取",
  "0 printed, 2 no such shell": "0 已输出，2 没有这种 shell",
  "0 explained, 2 no such name": "0 已说明，2 没有这个名称",
  "0 measured, 2 could not measure": "0 已测量，2 无法测量",
  "0 passed, 1 failed, 2 could not test": "0 通过，1 不通过，2 无法测试",

  // What examples show, and usages with words.
  "from a table, with checkpoints": "用表格训练，并写检查点",
  "from a generator, with a picture of the losses":
    "用生成器训练，并画出损失曲线",
  "from images": "用图像训练",
  "the rows with a column of predictions": "各行加上一列预测值",
  "the values of the step with the label code": "标签为 code 的步骤的值",
  "from standard input to a file": "从标准输入到文件",
  "loss, metrics and confusions": "损失、指标和混淆矩阵",
  "the same as data": "同样的结果，作为数据",
  "for a page: predict(row)": "用于网页：predict(row)",
  "for NumPy, under PyTorch's names": "供 NumPy 使用，采用 PyTorch 的名称",
  "a training in PyTorch, for a GPU or many machines":
    "用 PyTorch 训练，用于 GPU 或多台机器",
  "weights of PyTorch with a text, for predict and evaluate":
    "PyTorch 的权重加上文本，供 predict 和 evaluate 使用",
  "the generators and what they take": "各生成器及其参数",
  "three spirals": "三条螺旋线",
  "GENERATOR | (none for a list)": "GENERATOR（省略则列出全部）",
  "numbers that are not given are drawn": "未给出的数随机抽取",
  "the numbers that the file gives": "采用文件给出的数",
  "both passes as tables": "用表格显示前向传播和反向传播",
  "local derivatives multiplied": "局部导数相乘",
  "a circuit, gate by gate": "逐个运算的计算图",
  "neurons and weights": "神经元与权重",
  "one exercise": "一道练习",
  "a folder, and the nn blocks of a text":
    "一个文件夹，以及一篇文章里的 nn 代码块",
  "a network in quotes": "引号中的网络",
  "networks in files": "文件中的网络",
  "a network on standard input": "标准输入中的网络",
  "own layers, at every change": "自己的层，每次改动后重新检验",
  "the error against the step": "误差随步长的变化",
  "a function of Python": "Python 的函数",
  "with the blocks of a library": "使用库中的模块",
  "the network in a file of nabla train": "nabla train 所写文件中的网络",
  "the page with an exercise in it": "打开网页并载入一道练习",
  "a folder for any server; it works offline once loaded":
    "可放到任何服务器的文件夹；载入后可离线使用",
  "what learners are given": "发给学习者的作业单",
  "a mark for each blank": "逐个空白评分",
  "the lessons": "课程目录",
  "a lesson, whose blanks are filled in at the terminal":
    "一课，在终端里填写空白",
  "marks for a sheet, with explanations": "给作业单评分并讲解",
  "formats every .nn file in a folder": "格式化文件夹里的所有 .nn 文件",
  "for continuous integration": "用于持续集成",
  "prints the canonical form": "显示规范写法",
  "softmax twice": "softmax 用了两次",
  "all files in a folder": "文件夹里的所有文件",
  "why widths must fit, with a wrong and a right text":
    "宽度为何必须吻合，附错误与正确的文本",
  "how a layer is written and what it computes": "层的写法及其计算",
  "what an optimizer does and what it takes": "优化器的作用及其参数",
  "all layers": "所有的层",
  "plain, wasm and blas, in about a second": "plain、wasm 和 blas，约需一秒",
  "the speed of one thread": "单线程的速度",
  "for bash": "用于 bash",
  "for fish": "用于 fish",
  "all commands and options, for programs": "全部命令和选项，供程序使用",
  "a short form, some ten seconds": "简短的一遍，约十秒",
  "the full one": "完整的一遍",
} as const;
