/** Data to a network: columns, arrays, targets and what answers mean. */
export const fitting = {
  "Leave out {option}.": "去掉 {option}。",

  // Answers.
  "write predictions": "写出预测",
  "columns": "列数",
  "give probabilities": "给出概率",
  "the network must predict one class, or yes and no":
    "网络必须预测一个类别，或是与否",
  "an output must be the prediction of one class, or of yes and no":
    "必须有输出是一个类别或是与否的预测",
  "signs": "符号",
  "several": "多个",
  "leave out probabilities": "去掉 probabilities",
  "the network was not trained on a table, so that its columns have no meaning":
    "网络不是用表格训练的，因此列没有含义",
  "Give data of the kind that it was trained on.": "给出与训练时同类的数据。",
  "the network has no answer: its outputs are NaN or infinite":
    "网络给不出答案：其输出为 NaN 或无穷",
  "Look for such numbers in its weights, or go on without an answer with {option}.":
    "检查其权重中是否有这样的数，或用 {option} 在没有答案时继续。",

  // Inputs and losses by name.
  "the network has no input {name}: its input is {names}":
    "网络没有输入 {name}：它的输入是 {names}",
  "the network has no input {name}: its inputs are {names}":
    "网络没有输入 {name}：它的输入是 {names}",
  "the network has no loss {name}: its loss is {names}":
    "网络没有损失 {name}：它的损失是 {names}",
  "the network has no loss {name}: its losses are {names}":
    "网络没有损失 {name}：它的损失是 {names}",
  "Write {name} for {other}, or no name.":
    "把 {other} 写成 {name}，或不写名称。",
  "for the loss {name}, {problem}": "对于损失 {name}，{problem}",
  " Or name a target for each, as {option}.":
    "或为每个损失各指定目标，例如 {option}。",
  "it must be said what each input takes: found nothing for the input {names}":
    "必须说明每个输入取什么：没有说明输入 {names}",
  "it must be said what each input takes: found nothing for the inputs {names}":
    "必须说明每个输入取什么：没有说明输入 {names}",
  "it must be said what each loss takes: found nothing for the loss {names}":
    "必须说明每个损失取什么：没有说明损失 {names}",
  "it must be said what each loss takes: found nothing for the losses {names}":
    "必须说明每个损失取什么：没有说明损失 {names}",
  "Perhaps {option} is meant; {has}.": "也许是指 {option}；{has}。",
  "Name it for each, as {option}; {has}.":
    "为每一个指定，例如 {option}；{has}。",
  "there must be an array for each input: found none for {name}":
    "每个输入必须有一个数组：{name} 实际没有",
  "there must be an array for each loss: found none for {name}":
    "每个损失必须有一个数组：{name} 实际没有",
  "the network has the inputs {names}, and {file} holds one array":
    "网络有输入 {names}，而 {file} 只含一个数组",
  "Give an .npz file with an array for each, or a table.":
    "给出一个 .npz 文件，其中每个输入各有一个数组；或给出一张表格。",

  // Arrays.
  "It has {names}: name one with {inputs} and one with {target}.":
    "其中有 {names}：用 {inputs} 和 {target} 各指定一个。",
  "it has no array {names}": "其中没有数组 {names}",
  "several arrays may be the inputs: found {names}":
    "可能作为输入的数组不止一个，实际有 {names}",
  "several arrays may be the targets: found {names}":
    "可能作为目标的数组不止一个，实际有 {names}",
  "there must be as many examples of each input: found {count} of {name} and {otherCount} of {other}":
    "各输入的样本数必须相同，实际上 {name} 有 {count} 个，{other} 有 {otherCount} 个",
  "the target must be one of {labels}, as in training: found {found}":
    "目标必须像训练时那样是 {labels} 之一，实际为{found}",
  "the axes of an input must be {shape}, as the network takes them: found {found}":
    "输入的轴必须是网络所接受的 {shape}，实际为{found}",
  "the axes of an input must be {shape}, as in training: found {found}":
    "输入的轴必须像训练时那样是 {shape}，实际为{found}",
  "Move the axes of the array, as numpy.moveaxis does.":
    "移动数组的轴，如 numpy.moveaxis 所做。",
  "there must be {count} examples for the check: found {found}":
    "检验需要 {count} 个样本，实际有 {found} 个",

  // Columns of tables.
  "there must be examples: found none": "必须有样本，实际没有",
  "there must be a target: found none": "必须有目标，实际没有",
  "the columns are {columns}": "各列是 {columns}",
  "Name its column with {option}; the columns are {columns}.":
    "用 {option} 写出目标所在的列；各列是 {columns}。",
  "the inputs must be {columns}, as the network takes: found {found}":
    "输入必须是网络所接受的 {columns}，实际为 {found} 列",
  "the inputs of {part} must be {columns}, as the network takes: found {found}":
    "{part} 的输入必须是网络所接受的 {columns}，实际为 {found} 列",
  "the target must be {columns}, as the network predicts: found {found}":
    "目标必须是网络所预测的 {columns}，实际为 {found} 列",
  "the target of {part} must be {columns}, as the network predicts: found {found}":
    "{part} 的目标必须是网络所预测的 {columns}，实际为 {found} 列",
  "missing values can take a mean only if the network was trained on a table":
    "只有用表格训练的网络，才能以均值代替缺失值",
  " An input is then {numbers}.": "这样一个输入为 {numbers}。",
  " With these categories, an input is {numbers}.":
    "有了这些类别，一个输入为 {numbers}。",
  "an input of the network must be {shape}: found {found}":
    "网络的输入形状必须是 {shape}，实际为{found}",
  "Begin it with {code}.": "以 {code} 开头。",
  "the input {name}": "输入 {name}",
  "{what} of the network must be {shape}: found {found} in the columns: {names}":
    "网络的{what}大小必须是 {shape}，而各列共有 {found}：{names}",
  "Make its input {count}, or choose columns with {inputs} or {without}.":
    "把它的输入改为 {count}，或用 {inputs} 或 {without} 选择列。",

  // Files.
  "it is Parquet, which is not read": "这是 Parquet，无法读取",
  "it is a file of Office, which is not read": "这是 Office 文件，无法读取",
  "it is HDF5, which is not read": "这是 HDF5，无法读取",
  "it is a single picture": "这是单张图片",
  "Save it as CSV.": "另存为 CSV。",
  "Save the numbers of all pictures as .npy, .npz or IDX.":
    "把所有图片的数存为 .npy、.npz 或 IDX。",
  "it holds arrays, and no table": "其中是数组，不是表格",
  "objects of JSON name their columns": "JSON 的对象自带列名",
  "how CSV is written says nothing of JSON, which it is":
    "这是 JSON，CSV 的写法与它无关",
  "its columns must have names, as in training: found none":
    "它的列必须像训练时那样有名称，实际没有",
  "Write a line above it with the names of all columns, among them {names}.":
    "在它上面加一行，写出所有列的名称，其中有 {names}。",
  "columns without names are known by their place, and there must be {count}, as in training: found {found}":
    "没有名称的列以位置辨认，必须像训练时那样有 {count} 列，实际有 {found} 列",
  "columns without names are known by their place, and there must be {count}, as in training, or {without} without the target: found {found}":
    "没有名称的列以位置辨认，必须像训练时那样有 {count} 列，没有目标时为 {without} 列，实际有 {found} 列",

  // Targets.
  "the target of an example must be {shapes} for {layer}: found {found}":
    "对 {layer} 来说，一个样本的目标必须是 {shapes}，实际为{found}",
  "For a class in one column, end the network with {code}.":
    "若一列给出类别，让网络以 {code} 结尾。",
  "Make the last fc before the loss {code}, an output for each number.":
    "把损失之前的最后一个 fc 改为 {code}，每个数一个输出。",
  "a target of {loss} must be {rule}: found {found}":
    "{loss} 的目标必须是{rule}，实际为{found}",
  "a target of {loss} must be {rule}: found numbers from {least} to {largest}":
    "{loss} 的目标必须是{rule}，实际为从 {least} 到 {largest} 的数",
  "the target must be {rule}: found {found}": "目标必须是{rule}，实际为{found}",
  "shares that add up to 1": "总和为 1 的各类别比例",
  "For numbers of any sign, end the network with {code}.":
    "若目标可正可负，让网络以 {code} 结尾。",
  "For numbers of any kind, end the network with {code}.":
    "若目标是任意数，让网络以 {code} 结尾。",
  "For more than two classes, end the network with {code}.":
    "类别多于两个时，让网络以 {code} 结尾。",
  "For more than two classes, end the network with {code}, and for any number with {other}.":
    "类别多于两个时，让网络以 {code} 结尾；若目标是任意数，以 {other} 结尾。",
  "For a yes or no in each column, end the network with {code}.":
    "若每列各为是或否，让网络以 {code} 结尾。",
  "For a yes or no in each, end the network with {code}.":
    "若每个数各为是或否，让网络以 {code} 结尾。",
  "For a class by its name, end the network with {code}.":
    "若以名称给出类别，让网络以 {code} 结尾。",
  "End the network with {code} before its loss.":
    "让网络在损失之前以 {code} 结尾。",
  "the network predicts at most {classes}: found {found}: {names}":
    "网络最多预测 {classes}，实际有 {found} 个：{names}",
  "the loss ignores the target {ignore}, and the classes of a table are numbered in order: {name} is {number}":
    "损失忽略目标 {ignore}，而表格的类别按次序编号：{name} 是 {number}",
  "Give the data as arrays in an .npz file, whose targets are taken as they are.":
    "以 .npz 文件中的数组给出数据，其中的目标按原样使用。",
  "the network was not trained on a table, and knows classes only by their numbers: {name} would be {number}":
    "网络不是用表格训练的，只以编号辨认类别：{name} 会是 {number}",
  "normalize {what}": "归一化{what}",
  "offset and scale must be lists of {counts} finite numbers, and no scale 0":
    "offset 和 scale 必须是 {counts} 个有限数的列表，且 scale 中没有 0",
  "give targets in their own units": "以原有单位给出目标",
  "the last step must have a weight and a bias for each output":
    "最后一个步骤必须对每个输出有权重和偏置",

  // What a file says of a network's data.
  "what it says must be of each input by its name if there are several, and only then":
    "有多个输入时（且仅在此时），其内容必须按各输入的名称给出",
  "what it says must be of each loss by its name if there are several, and only then":
    "有多个损失时（且仅在此时），其内容必须按各损失的名称给出",
  "its columns must be the {count} numbers of its input: found {found}":
    "它的列必须是其输入的 {count} 个数，实际为 {found} 个",
  "its columns must be the {count} numbers of its input {name}: found {found}":
    "它的列必须是其输入 {name} 的 {count} 个数，实际为 {found} 个",
  "means must be {count} numbers, one for each feature of a table: found {found}":
    "means 必须是 {count} 个数，表格的每个特征一个，实际为 {found} 个",
  "its targets must be {shapes} for its loss: found {found}":
    "对它的损失来说，目标必须是 {shapes}，实际为{found}",
  "its labels must differ": "它的标签必须互不相同",
  "its labels must be those of the {count} classes that it predicts: found {found}":
    "它的标签必须是它所预测的 {count} 个类别的标签，实际有 {found} 个",
  "its targets are normalized, and its loss is none of differences":
    "它的目标经过归一化，而它的损失不是按差值计算的",
} as const;
