/** What options do. */
export const options = {
  "print the version": "显示版本",
  "language of what is printed: en or zh (the system's)":
    "显示所用的语言：en 或 zh（默认随系统）",
  "show this help": "显示本帮助",

  // Texts, layers and results.
  "a TypeScript module of own layers, whose code is run; it may read its folder and do nothing else; again for another":
    "自定义层的 TypeScript 模块，其代码会运行，只能读取所在文件夹；可重复给出",
  "run the modules of --layers with all that you may do, where only Deno could confine them":
    "在只有 Deno 才能限制 --layers 的模块之处，以你的全部权限运行它们",
  "print one record as JSON": "以 JSON 输出一条记录",
  "seed of the random numbers that the text does not give (0)":
    "随机种子，用于抽取文本未给出的数（默认 0）",
  "how mistakes are printed: full or short (full)":
    "错误的显示方式：full 或 short（默认 full）",
  "a library of lets that the text may use; again for another":
    "文本可用的 let 库；可重复给出",
  "auto, own, plain, wasm or blas; see nabla kernels (auto; own for checks)":
    "auto、own、plain、wasm 或 blas；见 nabla kernels（默认 auto；检验时默认 own）",
  "threads that share large work (as many as the machine has)":
    "分担大量计算的线程数（默认与机器的线程数相同）",
  "print TAP, for test harnesses": "输出 TAP，供测试工具使用",
  "write JUnit's XML as well, for continuous integration":
    "另写一份 JUnit 的 XML，用于持续集成",
  "write JUnit's XML, for continuous integration":
    "写 JUnit 的 XML，用于持续集成",
  "where to write (standard output)": "写到哪里（默认标准输出）",
  "float32 or float64 (float32)": "float32 或 float64（默认 float32）",

  // Data.
  'CSV, JSON, IDX, .npy or .npz (gzipped too); - for CSV on standard input; or a generator, as "spiral(classes=3)"':
    'CSV、JSON、IDX、.npy 或 .npz（可经 gzip 压缩）；- 为标准输入的 CSV；或生成器，如 "spiral(classes=3)"',
  "CSV, JSON, IDX, .npy or .npz (gzipped too); - for CSV on standard input":
    "CSV、JSON、IDX、.npy 或 .npz（可经 gzip 压缩）；- 为标准输入的 CSV",
  "the column to be predicted, or several with commas; for IDX and .npy the file of the targets; of several losses each by its name, as price=sum kind=class":
    "要预测的列，多列用逗号隔开；对 IDX 和 .npy 为目标文件；有多个损失时按名称给出，如 price=sum kind=class",
  "columns in place of those that were learned; for .npz the array of the inputs (x, X, inputs or arr_0), of several each by its name, as image=arr_0 words=arr_1":
    "代替训练时所用的列；对 .npz 为输入数组（x、X、inputs 或 arr_0），有多个输入时按名称给出，如 image=arr_0 words=arr_1",
  "missing values: error, skip the line, or the mean (as in training)":
    "缺失值：error 报错，skip 跳过该行，mean 用平均值（默认同训练时）",
  "missing values: error, skip the line, or the mean (error)":
    "缺失值：error 报错，skip 跳过该行，mean 用平均值（默认 error）",
  "what else means a missing value, with commas, as .,-999":
    "还有哪些写法表示缺失值，用逗号隔开，如 .,-999",
  "what stands between fields: , ; | tab, or ' ' for runs of blanks (detected)":
    "字段之间的分隔符：, ; | tab，或用 ' ' 表示连续空格（默认自动识别）",
  "whether the first line names the columns: yes or no (detected)":
    "第一行是否为列名：yes 或 no（默认自动识别）",
  "how many lines stand before the table (detected)":
    "表格之前有多少行（默认自动识别）",
  'what a line begins with that is left out; "" for none (# or %, if the text begins so)':
    '注释符号，以它开头的行会略去；"" 表示没有（文本以 # 或 % 开头时默认为它）',
  "what stands before fractions: . or , with thousands grouped (detected)":
    "小数点的写法：. 或逗号，千位可分组（默认自动识别）",
  "input categories that training has not seen: error, zero for none of the known, or skip the line (error)":
    "训练时未见过的输入类别：error 报错，zero 不属于任何已知类别，skip 跳过该行（默认 error）",
  "where outputs are NaN or infinite, go on without an answer, which counts as wrong":
    "输出为 NaN 或无穷时继续，该样本没有答案，按错误计",
  "the columns to predict from, with commas (all others); of several inputs each by its name, as image=px0..px783 words=w0..w15":
    "用来预测的列，用逗号隔开（其余所有列）；有多个输入时按名称给出，如 image=px0..px783 words=w0..w15",
  "columns to leave out, with commas": "要略去的列，用逗号隔开",
  "input columns that are categories, one feature for each":
    "表示类别的输入列，每个类别一个特征",

  // Weights.
  "what stands before the names of --weights; other tensors are left out":
    "--weights 中名称的前缀；其他张量略去",
  "which name in --weights each step has, if not its own or an order: fc1=encoder,fc2=decoder":
    "各步骤在 --weights 中对应的名称，名称和顺序都对不上时才需要：fc1=encoder,fc2=decoder",
  "a table of lines such as fc1.weight = encoder.0.weight, for single tensors; or one such line; again for another":
    "单个张量的对照表，每行如 fc1.weight = encoder.0.weight；也可直接写一行；可重复给出",
  "for a text: its weights, a state dict as .safetensors, .npz or .pt":
    "用于文本：它的权重，即 .safetensors、.npz 或 .pt 的状态字典",
  "where to: .npz holds weights alone, .safetensors the text as well":
    "写到哪里：.npz 只含权重，.safetensors 还含文本",
  "an ES module that predicts and needs nothing else":
    "可独立预测的 ES 模块，不需要其他东西",
  "a program of plain PyTorch that trains a text, with its data beside it; the options below are those of nabla train":
    "训练一个文本的纯 PyTorch 程序，数据放在旁边；下面的选项同 nabla train",
  "the same in C99, in memory of fixed size": "同样的 C99 代码，内存大小固定",
  "for a text: float32 or float64 (float32)":
    "用于文本：float32 或 float64（默认 float32）",

  // predict, evaluate and generate.
  "with commas, labels for their values, and losses for what is predicted (what is predicted)":
    "用逗号隔开：标签输出其值，损失输出预测值（默认预测值）",
  "print the probability of each class as well": "另输出每个类别的概率",
  "put an apostrophe before texts that a spreadsheet would run":
    "在电子表格会执行的文本前加撇号",
  "with commas, as for nabla train (what suits the loss)":
    "用逗号隔开，同 nabla train（默认与损失相配的指标）",

  // run, trace, graph, check and the page.
  "one thing at a time, a key press each": "每按一次键，前进一步",
  "the chain rule along the paths from A to F":
    "沿从 A 到 F 的各条路径使用链式法则",
  "all about one node": "一个节点的全部信息",
  "write a picture": "写一张图",
  "print it for Mermaid, as Markdown shows it":
    "输出 Mermaid 格式，可在 Markdown 中显示",
  "print it for Graphviz": "输出 Graphviz 格式",
  "draw layers even where the neurons are few enough to be drawn":
    "即使神经元少到可以逐个画出，也按层来画",
  "leave the numbers out": "不显示数",
  "leave the gradients unchecked": "不检验梯度",
  "open the page in the browser": "在浏览器中打开网页",
  "where it is served; 8642, or a free one":
    "所用的端口（默认 8642，或任一空闲端口）",
  "write the page as a site for any server, and serve nothing":
    "把网页写成可放到任何服务器的站点，不提供服务",

  // Exercises and texts.
  "write it to a file": "写到文件",
  "the exercise with its answers": "带答案的练习",
  "mark a sheet that was filled in": "给填好的作业单评分",
  "the first N of three hints": "三条提示中的前 N 条",
  "keep what was solved in a file": "把已解出的课记在文件里",
  "change nothing; say what would change": "不改动，只说明会改动什么",

  // The self-test.
  "networks to plant faults in (20)": "要植入错误的网络数（默认 20）",
  "right networks to check (500)": "要检验的正确网络数（默认 500）",
  "single numbers to make wrong by 1e-5 (200)":
    "要改错 1e-5 的单个数的个数（默认 200）",
} as const;
