/** What commands show of their work and of its end. */
export const screens = {
  // How work ends.
  "stopped": "已中断",
  "stopping after this step; Ctrl-C again stops at once":
    "完成这一步后停止；再按 Ctrl-C 立即停止",
  "stopped before the end": "未到结束就中断了",
  "stopped before a number was compared": "尚未比较任何数就中断了",
  "stopped after {done} of {total} numbers; there is no verdict on the rest":
    "比较了 {total} 个数中的 {done} 个后中断；其余没有结论",
  "stopped; {path} was not written": "已中断；没有写 {path}",
  "stopped; there are no figures": "已中断；没有结果",
  "stopped; {what}": "已中断；{what}",
  "stopped after {done} of {total}": "看了 {total} 步中的 {done} 步后停止",
  "{seconds} s left": "还剩 {seconds} 秒",
  "note": "说明",
  "warning: {words}": "警告：{words}",

  // Keys.
  "Enter next · b back · q quit": "Enter 下一步 · b 上一步 · q 退出",
  "Enter end · b back · q quit": "Enter 结束 · b 上一步 · q 退出",
  "b back · q quit": "b 上一步 · q 退出",

  // Files, as the system refuses them.
  "it is a folder": "它是文件夹",
  "it is read-only": "它是只读的",
  "it is not a file": "它不是文件",
  "it was changed while it was read": "读取时它被改动了",
  "its links lead in a circle": "它的符号链接形成了循环",
  "at most {most} bytes are read: found {found}":
    "最多读取 {most} 字节，实际为 {found}",
  "code in a worker may not end it": "工作线程中的代码不能结束该线程",
  "a lock for a package that it imports": "它导入的包的锁定记录",

  // check and gradcheck.
  "give other numbers or add --seed {seed}": "给出其他数，或加上 --seed {seed}",
  "give other arguments in {name}": "在 {name} 中给出其他参数",
  "add --seed {seed}": "加上 --seed {seed}",
  "checking {name}": "正在检验 {name}",
  "seed {seed}, at {counts} numbers": "随机种子 {seed}，取 {counts} 个数",
  "its answer cannot be read": "无法读取它的答复",
  "cannot start {workers}: {reason}": "无法启动 {workers}：{reason}",
  "Take fewer, or leave --workers out.": "请减少个数，或去掉 --workers。",
  "a worker failed: {reason}": "一个工作线程出错：{reason}",

  // Texts and exercises.
  "{texts} of {all} would change": "共 {all} 个，其中 {texts}会改变",
  "{texts} of {all} changed": "共 {all} 个，其中 {texts}已改变",
  "{name}: {right} of {blanks}": "{name}：答对 {right}/{blanks}",
  "not on the sheet": "不在作业单上",
  "left blank": "未填",
  "{count} left blank": "{count} 处未填",
  "Backpropagation from a single number to two layers, an exercise a lesson:":
    "反向传播：从一个数到两层网络，每课一道练习：",
  "All of them are solved.": "各课均已解出。",
  "nabla learn {lesson} opens the first one.":
    "nabla learn {lesson} 打开第一课。",
  "nabla learn {lesson} opens the next one.":
    "nabla learn {lesson} 打开下一课。",
  "Hint {number}: {hint}": "提示 {number}：{hint}",
  "Put these lines into a file, fill in the blanks, and write nabla learn {lesson} --answers FILE. The answers are in {path}.":
    "把这几行写到文件，填好空白，再写 nabla learn {lesson} --answers FILE。答案在 {path}。",
  "That was the last one.": "这是最后一课。",
  "Next: nabla learn {lesson}, {title}":
    "下一课：nabla learn {lesson}，{title}",
  "{right} of {answers} right": "{answers}中答对 {right} 个",
  "Type each answer; ? gives a hint, Enter leaves one out, Ctrl-C ends.":
    "请逐个输入答案；? 给出提示，Enter 跳过，Ctrl-C 结束。",

  // The page.
  "the page is not built": "网页还没有构建",
  "Run deno task build:play in the folder of nabla.":
    "请在 nabla 的文件夹里运行 deno task build:play。",
  "the page is served to this machine alone; Ctrl-C ends it":
    "网页只对本机提供；按 Ctrl-C 结束",
  "no browser was found: open the address in yours":
    "没有找到浏览器：请自行打开该地址",

  // Lists.
  "{first}, {second}": "{first}，{second}",
  "generator": "生成器",
  "examples": "样本",
  "settings": "设置",

  // Kernels.
  "not there": "不存在",
  "not granted": "未获许可",
  "not loaded": "未能载入",
  "used": "已采用",
  "no library is known on this system": "本系统没有已知的库",
  "only Deno can call the system's libraries": "只有 Deno 能调用系统的库",
  "not granted: run Deno with {grant}": "未获许可：请用 {grant} 运行 Deno",
  "not granted, if it is there: run Deno with --allow-ffi":
    "即使存在也未获许可：请用 --allow-ffi 运行 Deno",
  "no library could be loaded": "没有库能够载入",
  "no library is there: install OpenBLAS (on Debian libopenblas0), MKL or BLIS":
    "没有库：请安装 OpenBLAS（Debian 上为 libopenblas0）、MKL 或 BLIS",
  "this engine has no vectors or no shared memory for it":
    "本引擎没有它所需的向量指令或共享内存",
  "it works on the arrays of wasm, which is not there":
    "它使用 wasm 的数组，而 wasm 不可用",
  "auto takes {kind}": "auto 采用 {kind}",
  "auto takes {small} for tiny networks, {large} for all others":
    "auto 对很小的网络采用 {small}，其余采用 {large}",
  "the middle of several runs": "多次运行的中位数",
  "product of {size}": "{size} 的矩阵乘积",
  "sigmoid of {count}": "{count} 个数的 sigmoid",
  "ns a number": "纳秒/个",
  "TypeScript, always there": "TypeScript，始终可用",
  "WebAssembly SIMD with relaxed multiply-add":
    "WebAssembly SIMD，有 relaxed 乘加指令",
  "WebAssembly SIMD without relaxed multiply-add, which {runtime} lacks":
    "WebAssembly SIMD，无 relaxed 乘加指令，因为 {runtime} 没有",
  "kernels: {kind}, {threads}": "内核：{kind}，{threads}",
  "{threads}, which did not all start within a second":
    "{threads}，一秒内未全部启动",
  "blas was looked for in": "在以下位置查找过 blas",

  // The self-test.
  "{part} of {whole}": "{part}/{whole}",
  "PASS": "通过",
  "FAIL": "不通过",
  "planted faults found": "找出的植入错误",
  "the layer named, and no other": "指出该层且仅该层",
  "the mistake named": "说出了错误类型",
  "misnamed": "说错的类型",
  "single numbers off by 1e-5 found": "找出的偏离 1e-5 的单个数",
  "right networks called wrong": "误判为错的正确网络",
  "right networks inconclusive": "无法判定的正确网络",
  "inconclusive at extreme places": "极端位置处无法判定",
  "nasty cases come out right": "棘手情形判断正确",
  "relative error detected": "可检出的相对误差",
  "forward passes a number": "每个数的前向传播次数",
  "nasty case: {name}": "棘手情形：{name}",
  "the checker finds what it must and sounds no false alarm":
    "检验器找出了应找出的错误，没有误报",
  "the checker misses faults or sounds false alarms": "检验器有漏检或误报",
  "not found": "未找出",
  "blamed on another layer": "归到了别的层",
  'called "{words}"': "说成“{words}”",
  "{fault}, in step {step} of {network}: {what}":
    "{fault}，在 {network} 的第 {step} 步：{what}",
} as const;
