/** Images: convolutions, pools, sampling. */
export const images = {
  "convolution over the axes before the channels, which come last":
    "沿通道之前的各轴卷积，通道在最后一个轴",
  "how many positions a window sees along each axis":
    "窗口沿每个轴覆盖的位置数",
  "the number of channels that it gives": "输出的通道数",
  "how far apart windows are": "相邻窗口的间距",
  "zeros on every side; `same` keeps the size at stride 1":
    "每一侧补零的个数；`same` 在步幅为 1 时保持大小不变",
  "zeros behind, by default as many as before":
    "后侧补零的个数，默认与前侧相同",
  "how far apart the positions of a window are": "窗口内相邻位置的间距",
  "groups of channels that see each other":
    "通道分成的组数，卷积只在各组内进行",
  "dy·W, added to what each window saw": "dy·W，加到每个窗口所覆盖之处",
  "dyᵀ·(patches of x)": "dyᵀ·(x 的各窗口)",
  "the largest number of each window": "每个窗口中的最大值",
  "how far windows reach over each side; `same` keeps the size at stride 1":
    "窗口超出每一侧的距离；`same` 在步幅为 1 时保持大小不变",
  "how far they reach over behind, by default as far as before":
    "窗口超出后侧的距离，默认与前侧相同",
  "whether what is left at the end has a window of its own":
    "末尾的剩余部分是否单独成为一个窗口",
  "the largest numbers, or their places among the positions":
    "最大值，或它们在各位置中的序号",
  "dy to the largest": "dy，传给最大者",
  "numbers back where maxpool took them from, among zeros":
    "把数放回 maxpool 取出它们的位置，其余为零",
  "how many positions there will be along each axis": "每个轴上输出的位置数",
  "dy where it was put": "放入之处的 dy",
  "the mean of each window": "每个窗口的均值",
  "by what a window over the edge is divided": "超出边缘的窗口求均值时的除数",
  "dy / (positions of the window), summed": "dy / (窗口的位置数)，求和",
  "the mean over all positions, for each channel": "每个通道在所有位置上的均值",
  "dy / positions": "dy / 位置数",
  "the largest over all positions, for each channel":
    "每个通道在所有位置上的最大值",
  "means that leave so many positions along each axis":
    "求均值，使每个轴剩下指定的位置数",
  "the largest of windows that leave so many positions along each axis":
    "取各窗口的最大值，使每个轴剩下指定的位置数",
  "transposed convolution: each input adds a window to the output":
    "转置卷积：每个输入把一个窗口加到输出上",
  "how many positions a window has along each axis": "窗口沿每个轴的位置数",
  "how much of every side is cut off": "每一侧裁去的大小",
  "how much is cut off behind, by default as much as before":
    "后侧裁去的大小，默认与前侧相同",
  "how much is added behind": "后侧增加的大小",
  "(patches of dy)·Wᵀ": "(dy 的各窗口)·Wᵀ",
  "xᵀ·(patches of dy)": "xᵀ·(dy 的各窗口)",
  "more positions along the axes before the channels":
    "增加通道之前各轴上的位置数",
  "how many times as many positions there will be": "位置数放大的倍数",
  "how they are made": "新位置的生成方式",
  "dy, summed over what was made of it": "dy，对由它生成的各数求和",
  "another number of positions along the axes before the channels":
    "改变通道之前各轴上的位置数",
  "how many positions there will be": "输出的位置数",
  "how many times as many there will be instead": "改用倍数指定输出的位置数",
  "what stays in its place": "保持在原处的部分",
  "which position is the nearest": "哪个位置算作最近",
  "the slope of the cubic": "三次插值的斜率",
  "what stands beyond the ends": "两端之外的值",
  "whether fewer positions are means of all that they stand for":
    "位置减少时，是否取其所代表的所有位置的均值",
  "dy times its share of what was made of it": "dy 乘以它在所生成的数中的份额",
  "an image read at the places of a grid": "在网格所指的位置读取图像",
  "what is read between positions": "位置之间读取的值",
  "what is read beyond the ends": "两端之外读取的值",
  "whether -1 and 1 are half a position beyond the centers of the last ones, or at these":
    "-1 和 1 位于最外侧位置的中心之外半个位置处，还是正在中心处",
  "dy, shared among the positions that were read": "dy，分给所读取的各位置",
  "dy·(the slope of what was read)": "dy·(所读取值的斜率)",
  "the places that an affine map reads an image at": "仿射映射读取图像的位置",
  "dyᵀ·(the positions, and 1)": "dyᵀ·(各位置与 1)",
  "positions out of channels, factor along each axis":
    "把通道重排为位置，每个轴 factor 个",
  "how many positions along each axis one becomes":
    "一个位置沿每个轴对应的位置数",
  "which of them come first among the channels": "通道中哪一种排在前面",
  "dy, back in its place": "dy，放回原位",
  "channels out of blocks of positions, factor along each axis":
    "把成块的位置重排为通道，每个轴 factor 个",
  "the channels of several groups, dealt out one by one":
    "把各组的通道逐个轮流排列",
  "into how many groups they are divided": "通道分成的组数",
  "what each window sees, as the channels of its position":
    "每个窗口覆盖的数，作为其位置的通道",
  "zeros on every side": "每一侧补零的个数",
  "which come first among a window's numbers": "窗口的数中哪一种排在前面",
  "dy, added to what each window saw": "dy，加到每个窗口所覆盖之处",
  "the sum of what windows have at each position that they see":
    "各窗口在其覆盖的每个位置上的数之和",
  "what each window sees of dy": "每个窗口所覆盖的 dy",
  "for {sizes} its input must be a map of {map}":
    "要得到 {sizes}，输入必须是 {map} 的映射矩阵",
  "{channels} come in, {channels} / {groups} = {each}":
    "传入 {channels} 个，{channels} / {groups} = {each}",
  "{out} go out, {out} / {groups} = {each}":
    "输出 {out} 个，{out} / {groups} = {each}",
  "something must be left of its output": "输出必须有剩余",
  "extra must be less than the stride or the dilation":
    "extra 必须小于 stride 或 dilation",
  "found extra {extra}, stride {stride} and dilation {dilation}":
    "实际 extra 为 {extra}，stride 为 {stride}，dilation 为 {dilation}",
  "its grid must have {rank} axes, the last with {axes}, a coordinate for each axis of {shape}":
    "网格必须有 {rank} 个轴，最后一个的大小为 {axes}，即形状 {shape} 的每个轴一个坐标",
  "`after` goes with a number of zeros before, not with `pad=same`":
    "`after` 须与前侧补零的个数同用，不能与 `pad=same` 同用",
  "found after {after}": "实际 after 为 {after}",
  "its input must be length×channels, height×width×channels or depth×height×width×channels":
    "输入必须是 length×channels、height×width×channels 或 depth×height×width×channels",
  "`reshape({count},1)` before it makes {count} positions of one channel":
    "在其前加 `reshape({count},1)` 可得 {count} 个单通道的位置",
  "{name} must be one number, as its input has one axis before the channels":
    "{name} 必须是一个数，因为输入在通道之前只有一个轴",
  "{name} must be one number or {axes}, as its input has {axes} axes before the channels":
    "{name} 必须是一个数或 {axes} 个数，因为输入在通道之前有 {axes} 个轴",
  "its kernel must fit into what it slides over": "窗口不得大于它所滑过的范围",
  "its kernel must be larger than the zeros on one side":
    "窗口必须大于一侧补零的个数",
  "a window of {seen} would see only zeros with pad {zeros}":
    "pad 为 {zeros} 时，大小为 {seen} 的窗口只会覆盖补的零",
  "each of its windows must see a position of its input":
    "每个窗口必须至少覆盖输入的一个位置",
  "found dilation {dilation} with pad {pad}":
    "实际 dilation 为 {dilation}，pad 为 {pad}",
  "its input must have positions": "输入必须有位置",
  "it needs a size or a factor": "它需要 size 或 factor",
  "it takes a size or a factor, not both": "它只能取 size 和 factor 之一",
  "found neither": "两者皆无",
  "found both": "两者皆有",
  "`resize(8)` makes 8 positions, `resize(factor=2)` twice as many":
    "`resize(8)` 得到 8 个位置，`resize(factor=2)` 得到两倍的位置",
  "positions along an axis of resize": "resize 一个轴上的位置数",
  "a position of each axis must be left": "每个轴必须至少剩下一个位置",
  "its channels must be divisible by {factors}":
    "通道数必须能被 {factors} 整除",
  "`conv(1,{count})` before it gives {count}":
    "在其前加 `conv(1,{count})` 可得 {count} 个",
  "the sizes of its input must be divisible by {factor}":
    "输入的各边大小必须能被 {factor} 整除",
  "an output of {sizes} has {windows} windows, and so must its input":
    "{sizes} 的输出有 {windows} 个窗口，输入也必须如此",
  "`unfold` with the same windows gives such an input":
    "用相同窗口的 `unfold` 可得到这样的输入",
  "it needs a place for each number": "每个数都需要一个位置",
  "found {places} places for {shape} numbers":
    "数的形状为 {shape}，位置的形状为 {places}",
} as const;
