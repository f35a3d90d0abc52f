/** Building and binding networks, and the kernels that they run on. */
export const values = {
  "what comes in must be {shape}": "传入的值必须是{shape}",
  "steps": "步骤数",
  "bind the network": "绑定网络",
  "bytes in the memory of its kernels": "内核内存的字节数",
  "bytes of parameters, values, gradients and what layers remember":
    "参数、值、梯度以及各层所记内容的字节数",
  "a batch of {count}": "大小为{count}的批",
  "Choose smaller layers.": "请改用更小的层。",
  "Choose smaller layers, or ordinary arrays with {kernels}.":
    "请改用更小的层，或以 {kernels} 使用普通数组。",
  "Take a smaller batch, as {batch}.": "请改用更小的批，例如 {batch}。",
  "Take a smaller batch, as {batch}, or ordinary arrays with {kernels}.":
    "请改用更小的批，例如 {batch}，或以 {kernels} 使用普通数组。",
  "keep a network in a file": "把网络存入文件",
  "numbers of one example at one place": "一个样本在一处的数的个数",
  "numbers of one example": "一个样本的数的个数",
  "multiplications for one example": "一个样本的乘法次数",
  "it has the parameters of {step}, whose {parameter} is {shape}":
    "它使用{step}的参数，其{parameter}为{shape}",
  "for what comes in it would have to be {shape}": "而按传入的值应为{shape}",
  "make the parameters": "创建参数",
  "bytes of parameters and their gradients": "参数及其梯度的字节数",
  "get a parameter": "取得参数",
  "its path": "其路径",
  "Work with {precision}.": "请使用 {precision}。",
  "bind the network to these parameters": "把网络绑定到这些参数",
  "differentiate the network along a direction": "沿一个方向对网络求导",
  "a path of the direction": "方向中的路径",
  "the direction of {path}": "{path}的方向",
  "it was bound with inspect: false, so that its arrays share memory":
    "它以 inspect: false 绑定，各数组共用内存",
  "bind it without that": "绑定时去掉这一项",
  "every layer needs `{method}`": "每个层都需要 `{method}`",
  "{layer} without it, in step {step}": "步骤{step}的{layer}没有它",
  "repeat": "重复",
  "the name of a value": "值的名称",
  "another than that of the input, which is {name}":
    "与输入的名称{name}不同的名称",
  "give {name}": "给出{name}",
  "its rows must have equal lengths": "各行的长度必须相等",
  "run backward": "反向传播",
  "the network was bound with backward: false": "网络以 backward: false 绑定",
  "the network has no loss and its output is {shape}":
    "网络没有损失，其输出为{shape}",
  "fill dy, the gradient of the output, first": "请先填入 dy，即输出的梯度",
  "the target of {loss} for an example": "{loss}对一个样本的目标",
  "bytes of parameters and their gradients in single precision":
    "单精度下参数及其梯度的字节数",
  "use the kernels {kernels}": "使用内核 {kernels}",
  "this engine has no vectors or no shared memory in WebAssembly":
    "此引擎的 WebAssembly 不支持向量指令或共享内存",
  "take plain ones": "改用 plain",
  "this engine cannot call the system's libraries": "此引擎无法调用系统的库",
  "take wasm": "改用 wasm",
  "calling the system's libraries was not granted": "未获准调用系统的库",
  "run with --allow-ffi, or take wasm": "以 --allow-ffi 运行，或改用 wasm",
  "no library was found": "没有找到这样的库",
  "install OpenBLAS (on Debian libopenblas0), MKL or BLIS, or take wasm":
    "安装 OpenBLAS（Debian 上为 libopenblas0）、MKL 或 BLIS，或改用 wasm",
  "share the work": "分配计算任务",
  "allocate {count} bytes for a network": "为网络分配{count}字节",
  "its memory would grow over 4 GiB, or the machine has no more":
    "其内存将超过 4 GiB，或本机内存不足",
  "run a kernel": "运行内核",
  "its arrays must be those of the site or its scratch":
    "其数组必须属于该处或其暂存区",
  "an array that lies elsewhere": "位于别处的数组",
  "go on": "继续",
  "a thread that shares the work has died": "分担计算的一个线程已终止",
  "run with one thread, or again": "用一个线程运行，或重新运行",
  "a thread that shares the work has failed": "分担计算的一个线程出错",
  "run with one thread to see why": "用一个线程运行以查明原因",
} as const;
