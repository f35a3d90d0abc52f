/** Wiring: shapes, parts, copies and joins. */
export const wiring = {
  "lays all axes of an example out in one": "把样本的所有轴展平为一个",
  "the same numbers in the same order with other axes":
    "相同的数按相同的顺序排成另外的轴",
  "the sizes of the axes, without the batch axis; -1 for one that follows from the others":
    "各轴的大小，不含批轴；-1 表示由其余各轴推出",
  "the axes in another order, counted from 0 without the batch axis":
    "把各轴按另一顺序排列，从 0 起数，不含批轴",
  "the axes in their new order": "按新顺序排列的各轴",
  "dy, its axes back in order": "dy，各轴还原为原来的顺序",
  "the last two axes the other way round": "最后两个轴互换",
  "dy, transposed": "dy，转置",
  "the diagonal of the last two axes": "最后两个轴的对角线",
  "dy on the diagonal, else 0": "对角线上为 dy，否则为 0",
  "repeats what comes in along axes of 1, and axes in front":
    "沿大小为 1 的轴和前面新增的轴重复输入",
  "the sizes of the axes; -1 keeps one": "各轴的大小；-1 表示保持不变",
  "dy, added up along these axes": "dy，沿这些轴求和",
  "the entries of some axes in the opposite order, by default of all":
    "把某些轴的元素倒序排列，默认为所有轴",
  "the axes that are flipped, by default all": "要翻转的轴，默认为全部",
  "dy, flipped": "dy，翻转",
  "the entries from, …, to - 1 of an axis, counted from 0":
    "一个轴上的第 from、…、to - 1 个元素，从 0 起数",
  "the first entry": "第一个元素",
  "the entry after the last": "最后一个元素的下一个",
  "the axis that is cut, by default the last": "要切分的轴，默认为最后一个",
  "how far apart they are; a negative one goes from the last to the first":
    "元素的间距；为负则从最后一个取到第一个",
  "dy where it was taken from, else 0": "取出之处为 dy，否则为 0",
  "one of several equal parts of an axis, counted from 0":
    "一个轴均分后的其中一份，从 0 起数",
  "how many parts there are": "均分的份数",
  "which of them, from 0": "其中第几份，从 0 起数",
  "adds entries before and after those that come in":
    "在输入的元素前后添加元素",
  "how many are added before, at each position or a list by axis":
    "前面添加的个数，每个位置轴上相同，或按轴列出",
  "how many are added behind, by default as many as before":
    "后面添加的个数，默认与前面相同",
  "the constant that is added": "所添加的常数",
  "dy, without constants, summed over copies": "dy，除去常数，对各副本求和",
  "the input again and again along its axes": "沿各轴反复排列输入",
  "how often, along the last axis or a list by axis":
    "重复的次数，沿最后一轴，或按轴列出",
  "its branches one after the other along an axis, by default the last":
    "沿一个轴把各分支首尾相接，默认为最后一个轴",
  "the axis along which they are joined, by default the last":
    "拼接所沿的轴，默认为最后一个",
  "dy, its own columns": "dy 中自己的各列",
  "its branches as the entries of a new axis, by default the first":
    "各分支作为新轴的元素，默认为第一个轴",
  "the new axis, by default the first": "新轴的位置，默认为第一个",
  "dy, its own entry": "dy 中自己的元素",
  "what comes in plus its branch, y = x + f(x)": "输入加上其分支，y = x + f(x)",
  "the entries of an axis by their numbers, the indices":
    "按序号（即索引）取一个轴上的元素",
  "the axis of the entries, by default the first": "元素所在的轴，默认为第一个",
  "the sum of dy over where it went": "dy，对它去往的各处求和",
  "a number for each index, which says where it is along an axis":
    "每个索引对应一个数，索引表示它在一个轴上的位置",
  "the axis along which the index says where": "索引所指的轴",
  "what stands where each row of indices says, one for each axis":
    "每行索引所指位置上的内容，每个轴一个索引",
  "f with updates put where indices say, along an axis":
    "在 f 中沿一个轴把 updates 放到索引所指之处",
  "what becomes of the number there and the one that is put: the latter, or both together":
    "原有的数与放入的数的结果：取后者，或两者合并",
  "dy where nothing was put, else dy by what was made of it":
    "未放入之处为 dy，否则为 dy 乘以合并时的导数",
  "dy where it was put, by what was made of it":
    "放入之处的 dy，乘以合并时的导数",
  "f with updates put where rows of indices say, one for each axis":
    "在 f 中把 updates 放到各行索引所指之处，每个轴一个索引",
  "states the input's shape and passes it on, y = x":
    "声明输入的形状并原样传递，y = x",
  "the sizes of the axes, without the batch axis": "各轴的大小，不含批轴",
  "the step with that label again, with the same parameters":
    "再次使用带该标签的步骤，共享可训练参数",
  "the label of an earlier step": "前面某一步骤的标签",
  "the index": "索引",
  "{what} at [{place}]": "[{place}] 处的{what}",
  "a whole number from 0 to {most}, or from {least} to -1 from the last":
    "从 0 到 {most} 的整数，或从 {least} 到 -1（从后往前数）",
  "its indices must have as many axes as {shape}, and no longer ones but for axis {axis}":
    "索引的轴数必须与形状 {shape} 的相同，且除轴 {axis} 外均不得更长",
  "`gather` and `gather_nd` take whole entries":
    "`gather` 和 `gather_nd` 取整个元素",
  "what it takes from must have at least one axis":
    "从中取元素的数组必须至少有一个轴",
  "the last axis of its indices must be 1 to {count} numbers, one for each of the first axes of {shape}":
    "索引的最后一轴必须有 1 到 {count} 个数，依次对应形状 {shape} 开头的各轴",
  "all branches must agree in all axes but the last":
    "各分支除最后一个轴外，其余各轴的大小必须相同",
  "all branches must agree in all axes but axis {axis}":
    "各分支除轴 {axis} 外，其余各轴的大小必须相同",
  "-1 keeps a size, and an axis in front has none":
    "-1 表示保持原大小，而前面新增的轴没有原大小",
  "from the right, each size must be that of {shape}, or 1":
    "从右数起，输入各轴的大小必须与 {shape} 的相同，或为 1",
  "write -1 for a size that stays, and give an axis that is to grow the size 1":
    "大小保持不变的轴写 -1；要扩大的轴，输入的大小应为 1",
  "one size at most can follow from the others": "最多只有一个大小可由其余推出",
  "found -1 twice in {sizes}": "{sizes} 中有两个 -1",
  "write the size in place of one -1": "把其中一个 -1 改写为具体大小",
  "{count} numbers must come in": "必须传入 {count} 个数",
  "a multiple of {count} numbers must come in":
    "传入的数的个数必须是 {count} 的倍数",
  "write sizes whose product is {count}": "写出乘积为 {count} 的各轴大小",
  "write sizes that {count} numbers can be divided into":
    "写出能整除 {count} 个数的各轴大小",
  "it must name each of the axes {axes} of {shape} once":
    "形状 {shape} 的轴 {axes} 必须各写一次",
  "name each once, as in `permute({axes})`":
    "每个轴各写一次，如 `permute({axes})`",
  "its branch must keep the shape": "分支必须保持形状不变",
  "{x} comes in, the branch gives {branch}": "传入 {x}，分支给出 {branch}",
  "its indices name places for updates of {shape}":
    "索引所指的位置需要形状为 {shape} 的 updates",
  "`to` must be larger than `from`": "`to` 必须大于 `from`",
  "found from {from} to {to}": "实际 from 为 {from}，to 为 {to}",
  "end where the axis ends, at {length}": "取到轴的末尾 {length} 为止",
  "its index must be from 0 to {most}": "index 必须在 0 到 {most} 之间",
  "its {parts} parts of axis {axis} must be equal":
    "轴 {axis} 的 {parts} 份必须相等",
  "{length} entries are {each} for each and {rest} left over":
    "{length} 个元素每份 {each} 个，余 {rest} 个",
  "choose a number that {length} can be divided by":
    "选一个能整除 {length} 的数",
  "write a number for the last axis, or a list of {count}":
    "为最后一轴写一个数，或写含 {count} 个数的列表",
} as const;
