/** What the options of gradcheck do. */
export const gradcheckOptions = {
  "seed of the random numbers (0)": "随机种子（默认 0）",
  "the number of examples (those of the text, or 3)":
    "样本数（默认为文本中的样本数，或 3）",
  "draw what the text gives as well": "文本给出的数也随机抽取",
  "adaptive, central or forward differences (adaptive)":
    "adaptive 自适应、central 中心或 forward 前向差分（默认 adaptive）",
  "the step of central or forward differences": "中心或前向差分的步长",
  "distance allowed, relative to the larger (1e-6)":
    "容差，相对于较大者（默认 1e-6）",
  "distance allowed in addition to what is derived (0)":
    "在推导出的容差之外另加的容差（默认 0）",
  "hold smooth layers to 1e-9: shows floats within doubles":
    "光滑层的误差须在 1e-9 以内：可查出混在双精度中的单精度",
  "float64, or float32 held to it (float64)":
    "float64，或以它为准的 float32（默认 float64）",
  "2 checks derivatives of gradients as well (1)":
    "取 2 时还检验梯度的导数（默认 1）",
  "exhaustive, search or sampled (exhaustive up to 20,000 numbers, then search)":
    "exhaustive 逐个、search 搜索或 sampled 抽样（默认在 20,000 个数以内为 exhaustive，更多则为 search）",
  "numbers of each gradient in a sample (64)": "每个梯度抽样的个数（默认 64）",
  "check this step, or `network`; again for another":
    "只检验这个步骤，或整个 `network`；可重复给出",
  "check at these weights: of nabla train, or a state dict as .safetensors, .npz or .pt":
    "在这些权重处检验：nabla train 的文件，或 .safetensors、.npz、.pt 的状态字典",
  "check on rows of this data, as nabla train reads it":
    "在这些数据的若干行上检验，读法同 nabla train",
  "check a function in a file of Python instead; again for another":
    "改为检验 Python 文件中的函数；可重复给出",
  "with --python, draw arguments of these shapes: 2x3,3 (those that the file gives)":
    "与 --python 同用，抽取这些形状的参数：2x3,3（默认用文件给出的参数）",
  "the Python that runs --python (python3)":
    "运行 --python 的 Python 程序（默认 python3）",
  "use no shortcuts that layers offer": "不用层自带的局部重算",
  "share the work, a thread each; the report does not change":
    "分担工作，每个一个线程；报告不变",
  "show the error against the step instead of checking":
    "不检验，改为显示误差随步长的变化",
  "write the sweep as a picture": "把误差曲线写成图",
  "write the report as a page": "把报告写成网页",
  "check again whenever a file changes": "文件一有改动就重新检验",
} as const;
