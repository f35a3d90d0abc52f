/** What is said of words of a command line that make no sense, and of what to write instead. */
export const usage = {
  // Any option.
  "--{name} is given twice": "--{name} 给出了两次",
  "--{name} takes no value": "--{name} 不带值",
  "--{name} needs a value": "--{name} 需要一个值",
  "Write --{name} {value}.": "请写 --{name} {value}。",
  "there is no option {written}": "没有选项 {written}",
  "The options are {names}.": "可用的选项有 {names}。",
  "--{name} must be {rule}: found {found}":
    "--{name} 必须是{rule}，实际为 {found}",
  "--{name} {why}": "--{name} {why}",
  "--{one} and --{other} exclude each other":
    "--{one} 和 --{other} 不能同时使用",
  "Leave it out.": "请去掉它。",
  "Leave one of them out.": "请去掉其中一个。",
  "nothing": "空",
  "a positive integer": "正整数",
  "an integer of at least 0": "不小于 0 的整数",
  "an integer from 1 to 64": "1 到 64 的整数",
  "1 or 2": "1 或 2",
  "a port from 1 to 65535": "1 到 65535 的端口号",
  "a positive number": "正数",
  "a number of at least 0": "不小于 0 的数",
  "between 0 and 1": "0 到 1 之间的数",

  // Texts and networks.
  "standard input": "标准输入",
  "there is no text to work on": "没有可处理的文本",
  'Give a network in quotes, as in "fc(2,1) -> sigmoid", a .nn file, or - for standard input.':
    '请给出引号中的网络，如 "fc(2,1) -> sigmoid"，或 .nn 文件，或表示标准输入的 -。',
  "is for printed words, and --{form} prints a record":
    "用于显示的文字，而 --{form} 输出记录",
  "there is no network to work with": "没有可用的网络",
  "there is one network too many: {name}": "多了一个网络：{name}",
  "Give the file that nabla train --out wrote, such as net.safetensors.":
    "请给出 nabla train --out 写出的文件，如 net.safetensors。",
  "nabla kernels lists what can be had here, and why the rest cannot.":
    "nabla kernels 列出本机可用的内核，以及其余不可用的原因。",
  "shares the work of wasm and blas, and plain kernels work alone":
    "用来分担 wasm 和 blas 的工作，而 plain 内核单独工作",
  "is for networks, and --python checks a function":
    "用于网络，而 --python 检验函数",

  // Completions.
  "--json prints what can be written, for no shell":
    "--json 输出可以写的内容，不针对任何 shell",
  "completions are for one of {shells}: found {found}":
    "补全用于 {shells} 之一，实际为 {found}",
  "Write nabla completions {shell}.": "请写 nabla completions {shell}。",

  // Names of weights, columns and metrics.
  "--{option} says how the names of --weights are read, and there is no --weights":
    "--{option} 说明如何读 --weights 中的名称，但没有给出 --weights",
  "Give --weights FILE, or leave out --{option}.":
    "请给出 --weights FILE，或去掉 --{option}。",
  "--names must be pairs STEP=NAME with commas between them: found {found}":
    "--names 必须是用逗号隔开的 STEP=NAME，实际为 {found}",
  "--{option} {text} names nothing": "--{option} {text} 中有空的名称",
  "Write names with commas between them.": "请写出名称，用逗号隔开。",
  "--{option} names {name} twice": "--{option} 两次给出了 {name}",
  "Write all its names behind one, with commas between them.":
    "请把它的名称写在一处，用逗号隔开。",
  "--metrics knows no {name}": "--metrics 没有指标 {name}",

  // Data.
  "there is no data {purpose}": "没有{purpose}的数据",
  "to learn from": "用来学习",
  "to predict from": "用来预测",
  "to evaluate on": "用来评估",
  "Give a file with --data.": "请用 --data 给出文件。",
  "Give a file with --data, or - for CSV on standard input.":
    "请用 --data 给出文件，或用 - 表示标准输入的 CSV。",
  'Give a file with --data, or a generator, as in --data "spiral(classes=3)".':
    '请用 --data 给出文件，或生成器，如 --data "spiral(classes=3)"。',
  "is for data, and there is none": "用于数据，但没有给出数据",
  "Name the data, as in --data rows.csv.": "请给出数据，如 --data rows.csv。",
  "--{option} is for tables, and {name} is a generator":
    "--{option} 用于表格，而 {name} 是生成器",
  "--{option} is for tables, and {name} holds one array":
    "--{option} 用于表格，而 {name} 只有一个数组",
  "--{option} is for tables, and {name} holds arrays":
    "--{option} 用于表格，而 {name} 是若干数组",
  "--{option} is about columns, and the network knows its columns":
    "--{option} 用来选列，而网络已知道自己的列",
  "Leave out --{option}: columns are found by their names, and --inputs can give others.":
    "请去掉 --{option}：各列按名称查找，--inputs 可以另选。",
  "--delimiter must be one character, or tab: found {found}":
    "--delimiter 必须是一个字符或 tab，实际为 {found}",
  "{call} is a generator, not a file": "{call} 是生成器，不是文件",
  "Have nabla generate write its examples to one.":
    "请用 nabla generate 把它的样本写到文件。",
  "there is one generator too many: {name}": "多了一个生成器：{name}",
  "is a setting of {call} as well": "也是 {call} 的设置",
  "is for examples, and no generator is named": "用于样本，但没有指定生成器",
  "Name one, as in nabla generate spiral.":
    "请指定一个，如 nabla generate spiral。",
  "is for CSV, and --json prints a record": "用于 CSV，而 --json 输出记录",

  // Training.
  "--patience waits for a lower validation loss, and there is no --validation":
    "--patience 等待验证损失降低，但没有给出 --validation",
  "--keep best is the epoch of the lowest validation loss, and there is no --validation":
    "--keep best 取验证损失最低的一轮，但没有给出 --validation",
  "Give a share of the data, as in --validation 0.2, or a file.":
    "请给出数据的比例，如 --validation 0.2，或一个文件。",
  "--validation must be a share between 0 and 1, or a file: found {text}":
    "--validation 必须是 0 到 1 之间的比例，或一个文件，实际为 {text}",
  "Give {share} for {percent} %.": "{percent} % 请写成 {share}。",
  "standard input cannot be both the text and the data":
    "标准输入不能既是文本又是数据",
  "Give one of them as a file.": "请把其中一个写成文件。",
  "{optimizer} takes all data at once, and no --batch":
    "{optimizer} 一次取全部数据，不能用 --batch",
  "Leave out --batch, or take another --optimizer.":
    "请去掉 --batch，或换一个 --optimizer。",
  "{optimizer} has no weight decay": "{optimizer} 没有权重衰减",
  "is about PyTorch": "用于 PyTorch",
  "Give --engine torch, too.": "请同时给出 --engine torch。",
  "--engine torch trains in files beside the network's, and there is no --out":
    "--engine torch 在网络文件旁的文件中训练，而没有给出 --out",
  "{processes} processes cannot share a batch of {batch} evenly":
    "{processes} 个进程无法均分 {batch} 个样本的批次",
  "Give {code}.": "请给出 {code}。",
  "--save-every takes seconds with --engine torch":
    "使用 --engine torch 时，--save-every 以秒计",
  "{interpreter} has no PyTorch: {reason}":
    "{interpreter} 没有 PyTorch：{reason}",
  "it printed nothing": "它什么也没有输出",
  "Install it, as with {command}, or give another Python with --interpreter.":
    "请安装它，例如用 {command}，或用 --interpreter 给出另一个 Python。",
  "PyTorch ended without a network": "PyTorch 结束时没有给出网络",
  "PyTorch {version} on {device}, {processes}":
    "PyTorch {version}，{device}，{processes}",
  "Leave out --weight-decay, or take another --optimizer.":
    "请去掉 --weight-decay，或换一个 --optimizer。",
  "--{option} is about checkpoints, and without --out there is none":
    "--{option} 用于检查点，而没有 --out 就没有检查点",
  "Say where to save the network, as in --out net.safetensors.":
    "请说明网络存到哪里，如 --out net.safetensors。",
  "Without either, the same command continues where it was stopped.":
    "两者都不写，同样的命令会从中断处继续。",
  "--save-every must be seconds, as 30s, or a number of steps: found {text}":
    "--save-every 必须是秒数，如 30s，或步数，实际为 {text}",
  "--epochs {epochs} are fewer than the {done} that the checkpoint has done":
    "--epochs {epochs} 少于检查点已完成的 {done} 轮",
  "Give more of them, or start again with --restart.":
    "请给出更多轮，或用 --restart 从头开始。",

  // gradcheck.
  "goes with --python, and a network is checked":
    "与 --python 同用，而检验的是网络",
  "Name a function in a file of Python, as in --python layer.py:softmax.":
    "请指定 Python 文件中的函数，如 --python layer.py:softmax。",
  "writes a report, and --sweep makes none": "用来写报告，而 --sweep 没有报告",
  "is about a check, and --sweep makes none": "用于检验，而 --sweep 不作检验",
  "draws the sweep, and there is none":
    "用来画 --sweep 的曲线，但没有给出 --sweep",
  "Add --sweep, or write the report as a page with --html FILE.":
    "请加上 --sweep，或用 --html FILE 把报告写成网页。",
  "--svg draws one network: name one text":
    "--svg 只画一个网络：请只给一个文本",
  "--step goes with one step, and --scheme adaptive has many":
    "--step 用于单一步长，而 --scheme adaptive 有多个步长",
  "Write --scheme central or --scheme forward.":
    "请写 --scheme central 或 --scheme forward。",
  "--samples goes with --mode sampled": "--samples 与 --mode sampled 同用",
  "Write --mode sampled as well.": "请同时写 --mode sampled。",
  "--batch {batch} differs from the {examples} that {title} gives":
    "--batch {batch} 与 {title} 给出的 {examples}不符",
  "Leave --batch out, or draw all numbers with --drawn.":
    "请去掉 --batch，或用 --drawn 随机抽取所有的数。",
  "--python checks functions, and {text} is a network":
    "--python 检验函数，而 {text} 是网络",
  "Check them one after the other.": "请先后分别检验。",
  "--shapes must be shapes with commas between them: found {found}":
    "--shapes 必须是用逗号隔开的形状，实际为 {found}",
  "Write --shapes 2x3,3 for a matrix and a row.":
    "矩阵和行请写成 --shapes 2x3,3。",

  // Other commands.
  "choose one output format": "请选择一种输出格式",
  "Choose one output format.": "请选择一种输出格式。",
  "Write --svg FILE, --mermaid, --dot or --json.":
    "请写 --svg FILE、--mermaid、--dot 或 --json。",
  "is about the picture that --svg writes": "用于 --svg 所写的图",
  "is about numbers, and --no-values leaves them out":
    "用于数，而 --no-values 不显示数",
  "prints words, and --json prints the record of all nodes":
    "显示文字，而 --json 输出所有节点的记录",
  "--path must be two nodes with two dots between: found {path}":
    "--path 必须是两个节点，中间写两个点，实际为 {path}",
  "Write --path A..F.": "请写 --path A..F。",
  "Is it --path {path}?": "是否想写 --path {path}？",
  "there is no node {name}": "没有节点 {name}",
  "The nodes are {names}.": "节点有 {names}。",
  "there is no file to write to": "没有可写入的文件",
  "--out writes .npz or .safetensors: found {path}":
    "--out 写 .npz 或 .safetensors，实际为 {path}",
  "Give --out FILE.npz or --out FILE.safetensors, or --js, --c or --onnx.":
    "请写 --out FILE.npz 或 --out FILE.safetensors，或用 --js、--c、--onnx。",
  "export works on one network": "export 一次处理一个网络",
  "Give the file that nabla train --out wrote, or a text with --weights.":
    "请给出 nabla train --out 写出的文件，或带 --weights 的文本。",
  "is for a training, and there is no --pytorch":
    "用于训练，而没有给出 --pytorch",
  "Give --pytorch FILE.py, or leave it out.":
    "请给出 --pytorch FILE.py，或不写它。",
  "is for a network with its weights, and --pytorch writes a training":
    "用于带权重的网络，而 --pytorch 写出的是训练",
  "is measured by nabla, and PyTorch trains here":
    "由 nabla 测量，而这里由 PyTorch 训练",
  "Leave it out, and call nabla evaluate with it on the result.":
    "请不写它，之后用它对结果调用 nabla evaluate。",
  "is about how nabla computes, and PyTorch computes here":
    "关于 nabla 如何计算，而这里由 PyTorch 计算",
  "is for a text, and a network's file is exported as it is":
    "用于文本，而网络文件原样导出",
  "Markdown is not formatted": "不格式化 Markdown",
  "Name the .nn files, for example '*.nn'.": "请给出 .nn 文件，例如 '*.nn'。",
  "there is no key": "没有给出答案",
  "Write --key FILE with the exercise as it was before nabla worksheet.":
    "请写 --key FILE，给出生成作业单之前的练习。",
  "the key {path} expects nothing": "答案 {path} 中没有 expect 行",
  "{file} is there and may have been filled in":
    "{file} 已存在，可能已有人填写",
  "Give --out another name, or remove that file first.":
    "请给 --out 另一个名称，或先删除该文件。",
  "explain works on one name": "explain 一次说明一个名称",
  "Write nabla explain E110, nabla explain fc, nabla explain layers or nabla explain codes.":
    "请写 nabla explain E110、nabla explain fc、nabla explain layers 或 nabla explain codes。",
  "there is no code and nothing else called {word}":
    "没有名为 {word} 的代码或其他内容",
  "nabla explain codes lists the codes; {lists} are listed the same way.":
    "nabla explain codes 列出各代码；同样可以列出 {lists}。",
  "learn works on one lesson": "learn 一次学一课",
  "Write nabla learn 2.3; nabla learn lists the lessons.":
    "请写 nabla learn 2.3；nabla learn 列出各课。",
  "there is no lesson": "没有指定哪一课",
  "there is no lesson {name}": "没有第 {name} 课",
  "nabla learn lists the lessons.": "nabla learn 列出各课。",
  "Write its number, as in nabla learn 2.3 --hint 1.":
    "请写出它的编号，如 nabla learn 2.3 --hint 1。",
  "is for a lesson that is shown, not marked": "用于显示的课，而不是评分",
  "is for the terminal: --json gives all hints":
    "用于终端：--json 给出所有提示",
  "{file} does not keep what was solved in the course":
    "{file} 不是课程的进度文件",
  "Give --progress another name.": "请给 --progress 另一个名称。",
  "the page shows one text: found {count}":
    "网页只显示一个文本，实际有 {count} 个",
  "Give one file, or one text in quotes.":
    "请给出一个文件，或引号中的一个文本。",
  "the page shows one text: found {count} in {file}":
    "网页只显示一个文本，而 {file} 中有 {count} 个",
  "Write one of them to a file of its own.": "请把其中一个写到单独的文件。",
  "--export needs the name of a folder: found {found}":
    "--export 需要文件夹的名称，实际为 {found}",
  "Write --export site.": "请写 --export site。",
  "is for a page that is served, and --export serves none":
    "用于提供服务的网页，而 --export 不提供服务",
  "the page takes at most {most} characters: found {found}":
    "网页最多接受 {most} 个字符，实际有 {found} 个",
  "{folder} holds other files": "{folder} 中有其他文件",
  "Give --export a new folder, an empty one, or one with an earlier export.":
    "请给 --export 一个新的、空的，或以前导出过的文件夹。",
  "port {port} is taken": "端口 {port} 已被占用",
  "Give another --port, or none for a free one.":
    "请换一个 --port，或不写而用任一空闲端口。",
} as const;
