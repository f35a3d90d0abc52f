/** Files of the command line, confined modules, and what a file says of a network. */
export const files = {
  // What cannot be done with a file.
  "write": "写入",
  "start": "启动",
  "watch": "监视",
  "reach": "访问",
  "the messages": "消息",
  "the terminal": "终端",
  "a key": "按键",
  "cannot {action} {what}: {reason}": "无法{action}{what}：{reason}",
  "cannot start {program}: there is no such program":
    "无法启动 {program}：没有这个程序",
  "cannot run {path}: {reason}": "无法运行 {path}：{reason}",
  "may not {action} {what}": "未获准{action}{what}",
  "there is no such folder": "没有这个文件夹",
  "Name the Python to take, as in {option}.":
    "指定要用的 Python，例如 {option}。",
  "Make room on the disk, then give the same command again.":
    "在磁盘上腾出空间，再重新执行同一命令。",
  "Keep numbers in files of their own, for --data or --weights.":
    "把数存入单独的文件，用于 --data 或 --weights。",
  "What comes through a pipe is read from standard input: --data -.":
    "管道传来的内容从标准输入读取：--data -。",
  "Raise the number of files that may be open: ulimit -n 4096.":
    "提高可同时打开的文件数：ulimit -n 4096。",
  "Name a file; predict, generate and worksheet write to standard output without --out.":
    "指定一个文件；没有 --out 时，predict、generate 和 worksheet 写到标准输出。",
  "Name a file; data comes from standard input with --data -.":
    "指定一个文件；用 --data - 从标准输入读取数据。",
  "Deno cannot be told of a name with a comma: run it with {options} in place of that with a name.":
    "无法把含逗号的名称告诉 Deno：以 {options} 代替带名称的选项来运行它。",
  "Run Deno with {options} as well; a command that deno install made is installed anew with it, by deno install -g -f.":
    "运行 Deno 时再加上 {options} ；由 deno install 安装的命令，用 deno install -g -f 重新安装时加上它。",

  // Files that are written.
  "{option} must be a file, as others are written beside it: found {path}":
    "{option} 必须是文件，因为其他文件要写在它旁边，实际为 {path}",
  "{option} needs the name of a file: found {path}":
    "{option} 需要文件名，实际为 {path}",
  "{option} writes {endings}: found {path}":
    "{option} 写入的是 {endings}，实际为 {path}",
  "Give it a name such as {name}.": "换一个名称，例如 {name}。",
  "{what} would overwrite a file which is read":
    "{what} 会覆盖一个正在读取的文件",
  "{what} would overwrite a file of {option}":
    "{what} 会覆盖 {option} 的一个文件",
  "Give {option} another name.": "给 {option} 换一个名称。",
  "another run, process {process}, is writing {path}":
    "另一次运行（进程 {process}）正在写入 {path}",
  "Wait until it has ended, or give another {option}.":
    "等它结束，或换一个 {option}。",
  "Start again with --restart, or train to another --out.":
    "用 --restart 重新开始，或训练到另一个 --out。",
  "{path} was written by an earlier version, which did not keep the content of what its run depends on":
    "{path} 由较早的版本写成，那时没有保存训练所依赖的内容",
  "{path} is the checkpoint of another run: its {name} was {before}, now {now}":
    "{path} 是另一次训练的检查点：其 {name} 原为 {before}，现为 {now}",
  "{path} is the checkpoint of another run: its {name} were {before}, now {now}":
    "{path} 是另一次训练的检查点：其 {name} 原为 {before}，现为 {now}",
  "Train as before to continue it, with --restart to start again, or with another --out.":
    "按原来的设置训练以继续，用 --restart 重新开始，或换一个 --out。",

  // Texts.
  "there are {count} texts, and this command works on one":
    "有 {count} 个文本，而该命令只处理一个",
  "{path} holds numbers, and this command works on a text":
    "{path} 的内容是数，而该命令处理文本",
  "nabla show {path} prints the text of the network in it.":
    "nabla show {path} 显示其中网络的文本。",
  "the text is not UTF-8": "文本不是 UTF-8",
  "byte {number}, {byte}, belongs to no character":
    "第 {number} 字节 {byte} 不属于任何字符",
  "save the file with the encoding UTF-8": "以 UTF-8 编码保存文件",
  "no file matches {pattern}": "没有与 {pattern} 匹配的文件",
  "the folder {folder} holds no .nn file and no Markdown with nn blocks":
    "文件夹 {folder} 中没有 .nn 文件，也没有含 nn 代码块的 Markdown",
  "{names} holds no nn block": "{names} 中没有 nn 代码块",
  "{names} hold no nn block": "{names} 中没有 nn 代码块",
  "Fence a text with ```nn and ```.": "用 ```nn 和 ``` 把文本围起来。",
  "there is no file or folder {name} either":
    "也没有名为 {name} 的文件或文件夹",
  "{name} cannot be used": "{name} 无法使用",
  "A library holds only lets and compiles by itself.":
    "库只含 let，且能独立编译。",
  ", {count} could not be read": "，{count} 个无法读取",
  "there is no file to watch": "没有可监视的文件",
  "Give a .nn file, --layers with a TypeScript module, or --python with a file of Python.":
    "给出一个 .nn 文件、--layers 和 TypeScript 模块，或 --python 和 Python 文件。",
  "watching {paths}; Ctrl-C ends it": "正在监视 {paths}；按 Ctrl-C 结束",

  // Layers of the user, and faults.
  "{path} exports no layer": "{path} 没有导出层",
  "Give the layer another name.": "给这个层换一个名称。",
  "this is a fault of nabla: {error}": "这是 nabla 的故障：{error}",
  "Report it, please, with the command and its files.":
    "请报告此故障，并附上命令和有关文件。",
  "Report it, please, with the command and its files: it was met at {place}.":
    "请报告此故障，并附上命令和有关文件：发生在 {place}。",
  "failed: {error}": "失败：{error}",
  "this is too much for the memory: {error}": "内存不足：{error}",
  "Take less at once: a smaller network, --batch or file.":
    "一次少做一些：改用更小的网络、--batch 或文件。",
  "a layer threw while it was run: {error}": "层在运行时抛出错误：{error}",
  "It was thrown at {place}.": "抛出错误的位置是 {place}。",
  "{sentence} {another}": "{sentence}{another}",
  "it lacks {permission}": "它缺少权限 {permission}",
  "A module of layers may read its own folder and do nothing else: let the layer take it as an argument.":
    "层的模块只可以读取自己的文件夹：请把它作为参数传给层。",
  "A module of layers may read its own folder and do nothing else: put there what it reads and imports.":
    "层的模块只可以读取自己的文件夹：请把它要读取和导入的文件放进去。",
  "A module of layers may read its own folder and do nothing else: copy what it imports there, and leave out the rest.":
    "层的模块只可以读取自己的文件夹：请把它要导入的文件复制进去，并去掉其余的。",
  "--kernels blas calls a library of the system, and modules of layers run without permission":
    "--kernels blas 要调用系统的库，而层的模块在没有权限的情况下运行",
  "Leave out --kernels: wasm has the same results.":
    "去掉 --kernels：wasm 的结果相同。",
  "--unconfined is for the modules of --layers":
    "--unconfined 用于 --layers 的模块",
  "modules of layers are confined here": "层的模块在这里是受限运行的",
  "Leave out --unconfined.": "请去掉 --unconfined。",
  "{runtime} cannot confine the modules of --layers":
    "{runtime} 无法限制 --layers 的模块",
  "Deno can: npx deno run --allow-read --unstable-worker-options jsr:@nabla/nabla/cli. If you trust their code with all that you may do, add --unconfined.":
    "Deno 可以：npx deno run --allow-read --unstable-worker-options jsr:@nabla/nabla/cli。如果你放心让其代码拥有你的全部权限，请加上 --unconfined。",
  "Node.js runs TypeScript from version 22.18 on: found {version}. Take a newer one, or write the module in JavaScript, as .mjs.":
    "Node.js 从 22.18 版起能运行 TypeScript：当前为 {version}。请换用更新的版本，或用 JavaScript 写成 .mjs。",
  "Install what it imports in its folder: npm install @nabla/nabla.":
    "请在其文件夹里安装它导入的包：npm install @nabla/nabla。",
  "Node.js leaves types out and translates nothing: write it without enum, namespace and parameter properties.":
    "Node.js 只去掉类型而不作转换：请不要用 enum、namespace 和参数属性。",
  "running {names}, which may read its folder and do nothing else":
    "正在运行 {names}，它只可以读取自己的文件夹",
  "running {names}, which may read their folders and do nothing else":
    "正在运行 {names}，它们只可以读取各自的文件夹",
  "a module of layers sends what no command sends":
    "层的模块发来了任何命令都不会发送的内容",
  "a module of layers ended with: {message}": "层的模块结束时报告：{message}",
  "a module of layers ended its own worker": "层的模块结束了自己的工作线程",
  "a module of layers threw {error}": "层的模块抛出了 {error}",
  "the command line names no such file to read":
    "命令行没有指定要读取的这个文件",
  "the command line names no such file to list":
    "命令行没有指定要列出的这个文件夹",
  "the command line names no such file to write":
    "命令行没有指定要写入的这个文件",
  "the command line asks for no {what}": "命令行没有要求{what}",
  "keys": "按键",
  "such content": "这样的内容",
  "such file": "这个文件",
  "layers of a module start no program": "模块中的层不得启动程序",

  // Data and weights.
  "{name} holds inputs alone, and --target names the targets of other examples":
    "{name} 只有输入，而 --target 指定的是其他样本的目标",
  "Give --validation a share of the data, or an .npz file with both.":
    "请给 --validation 一个数据的比例，或输入和目标都有的 .npz 文件。",
  "the targets of {name} are not named": "没有指定 {name} 的目标",
  "Name their file with --target.": "用 --target 指定目标的文件。",
  "name a file for each": "为每一个指定文件",
  "a spreadsheet would run texts of {names} as formulas; --spreadsheet puts an apostrophe before them":
    "电子表格会把 {names} 的文本当作公式运行；--spreadsheet 在它们前面加撇号",
  "The generators are {names}.": "生成器有 {names}。",
  "Did you mean the generator {name}?": "是否想写生成器 {name}？",
  "For IDX and .npy, --target is the file of the targets.":
    "对于 IDX 和 .npy，--target 是目标的文件。",
  "{name} holds no array of targets": "{name} 中没有表示目标的数组",
  "The targets of IDX and .npy are a file of the same kind.":
    "IDX 和 .npy 的目标是同类的文件。",
  "{path} may hold weights, but not the text of their network":
    "{path} 可以存放权重，但不含其网络的文本",
  "Make one of both: {command}.": "把两者合为一个：{command}。",
  "names are read as {names}": "名称读作 {names}",
  "found by their shapes alone: {names}": "仅凭形状找到：{names}",
  "a line must be a name of ours, = and a name in the file: found {found}":
    "每行应为网络中的名称、= 和文件中的名称，实际为 {found}",
  "Write it as fc1.weight = encoder.0.weight.":
    "请写成 fc1.weight = encoder.0.weight。",
  "--map takes a file, or a line such as fc1.weight=encoder.0.weight.":
    "--map 的值是文件，或 fc1.weight=encoder.0.weight 这样的一行。",

  // Networks in files.
  "it holds tensors, but not the text of a network":
    "其中有张量，但没有网络的文本",
  "To load weights that another program made, give a text: {command}.":
    "要载入其他程序生成的权重，须给出文本：{command}。",
  "the text of its network does not compile: {message}":
    "其网络的文本无法编译：{message}",
  "If it has layers of your own, name their module with --layers.":
    "若其中有自定义的层，用 --layers 指定其模块。",
  "its network has {count} numbers, but the file only {size} bytes":
    "其网络有 {count} 个数，而文件只有 {size} 字节",
  "its description must be JSON": "其描述必须是 JSON",
  "its description must be JSON: {problem}": "其描述必须是 JSON：{problem}",
  "its description must have version 1, a text, libraries and a precision":
    "其描述必须有版本号 1、文本、库和精度",
  "the treatment of missing values must be error, skip or mean, with a list of names":
    "缺失值的处理方式必须是 error、skip 或 mean，并有名称的列表",
  "how its table was written must be a header of true or false, a width, a decimal mark and a comment":
    "其表格的写法必须给出 header（true 或 false）、宽度、小数点和注释符号",
  "how its arrays were read must be names and a shape":
    "其数组的读法必须给出名称和形状",
  "what it says of several inputs and losses must stand under their names":
    "关于多个输入和损失的内容必须按其名称给出",
  "settings of its training must be numbers, texts, true, false, or lists of them":
    "其训练的设置必须是数、文本、true、false，或它们的列表",
  "there is a file of that name": "已有同名的文件",
} as const;
