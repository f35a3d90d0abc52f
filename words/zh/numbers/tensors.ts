/** Bytes, files of arrays, and weights under other names. */
export const tensors = {
  // Text and compression.
  "text must be UTF-16, as its first bytes say: found half a character":
    "开头的字节表明文本是 UTF-16，其中却有半个字符",
  "Save the file as UTF-8.": "请把文件另存为 UTF-8。",
  "text must be UTF-8: found the end": "文本必须是 UTF-8：文件在字符中间结束",
  "text must be UTF-8: found {byte}": "文本必须是 UTF-8，实际为{byte}",
  "a line must have at most {most} characters: found more":
    "一行最多有{most}个字符，实际更多",
  // Files of PyTorch.
  "the pickle is cut off": "pickle 不完整",
  "the pickle is broken": "pickle 已损坏",
  "a pickle may have at most {most} lists and calls":
    "pickle 最多可有{most}个列表和调用",
  "a text of the pickle is not UTF-8": "pickle 中有文本不是 UTF-8",
  "a number of the pickle is beyond 2^53": "pickle 中有数超出 2^53",
  "it would call {name}, and nothing but tensors is read":
    "它会调用{name}，而这里只读取张量",
  "its pickle has {name}, which is not followed":
    "其 pickle 含有{name}，这里不予执行",
  "a file of PyTorch has a {name} in it: found none":
    "PyTorch 的文件中应有{name}，这里没有",
  "it may have at most {most} bytes, without compression":
    "最多可有{most}字节，且不得压缩",
  "its numbers are written as {order} ones": "其中的数以{order}方式写成",
  "a storage is named that is not there": "提到的存储不存在",
  "it may have at most {most} tensors": "最多可有{most}个张量",
  "there are no tensors in it": "其中没有张量",
  "Save the tensors alone: torch.save(model.state_dict(), file), or as safetensors.":
    "请只保存张量：torch.save(model.state_dict(), file)，或存为 safetensors。",
  "its numbers reach beyond the {count} bytes of its storage":
    "其中的数超出了存储的{count}字节",
  "PyTorch does not compress its files": "PyTorch 不压缩它的文件",
  "it is a file of PyTorch before 1.6, which is not read":
    "这是 PyTorch 1.6 之前的文件，这里不读取",
  "Load it there, and save it again with torch.save of today.":
    "请在那里载入，再用现在的 torch.save 保存。",

  "the zip file is cut off": "zip 文件不完整",
  "it has no directory, so it is not a zip file": "没有目录，因此不是 zip 文件",
  "zip files over 4 GB are not read": "不读取超过 4 GB 的 zip 文件",
  "the end of the zip directory is broken": "zip 目录的结尾已损坏",
  "the zip file has {name} twice": "zip 文件中{name}出现两次",
  "{name} is not as the directory of the zip file says":
    "{name}与 zip 文件的目录不符",
  "{name} runs into the directory": "{name}与目录重叠",
  "the directory of the zip file has more than it counts":
    "zip 文件的目录内容多于其计数",
  "two files within the zip file share bytes": "zip 文件中有两个文件共用字节",
  "the directory of the zip file is broken": "zip 文件的目录已损坏",
  "a name within the zip file must be ASCII, or marked as UTF-8":
    "zip 文件中的名称必须是 ASCII，或标明为 UTF-8",
  "a name within the zip file is not UTF-8": "zip 文件中有名称不是 UTF-8",
  "is encrypted": "已加密",
  "is compressed by method {method}, not by deflate":
    "以方法{method}压缩，而不是 deflate",
  "is larger than 4 GB": "大于 4 GB",
  "has two sizes but is not compressed": "未压缩，却有两个大小",
  "cannot have {count} bytes: found {compressed} compressed ones":
    "不可能有{count}字节：压缩后为{compressed}字节",
  "may become at most {ratio} times as large when it is decompressed, where that is over {bytes} bytes: found {inflated} of {compressed}":
    "解压后超过{bytes}字节时，最多可为原来的{ratio}倍：{compressed}字节变为{inflated}字节",
  "If it is yours, give it without compression.":
    "如果这是自己的文件，请以未压缩的形式给出。",
  "its compression by gzip is damaged, cut off, or followed by more: {why}":
    "其 gzip 压缩已损坏、不完整或其后还有内容：{why}",
  "{count} more bytes must follow: found none":
    "后面还必须有{count}字节：文件已结束",
  "The file may be cut off.": "文件可能不完整。",
  "number {number} is a boolean that is neither 0 nor 1":
    "第{number}个数是布尔值，但既不是 0 也不是 1",
  "number {number} is beyond 2^53": "第{number}个数超出 2^53",
  "nothing may follow the numbers that the header promises: found more bytes":
    "文件头所述的数之后不能再有内容：后面还有字节",
  // Files of arrays.
  "an IDX file begins with two zeros: found {zero} and {none}":
    "IDX 文件以两个零开头，实际为{zero}和{none}",
  "It may not be an IDX file.": "它可能不是 IDX 文件。",
  "the type of its numbers must be one of IDX: found {code}":
    "数的类型必须是 IDX 的类型之一，实际为{code}",
  "it must have from 1 to {most} axes: found {count}":
    "它必须有 1 到{most}个轴，实际为{count}",
  "its header must be a dictionary of descr, fortran_order and shape: found {found}":
    "文件头必须是含 descr、fortran_order 和 shape 的字典，实际为{found}",
  "its numbers are records of several fields, which are not read":
    "它的数是含多个字段的记录，无法读取",
  "it holds Python objects, which cannot be read without running them":
    "它含有 Python 对象，不运行就无法读取",
  "Save an array of numbers: {code}.": "请保存由数组成的数组：{code}。",
  "its numbers must be floats of 16 to 64 bits, integers or booleans: found {found}":
    "它的数必须是 16 到 64 位的浮点数、整数或布尔值，实际为{found}",
  "its shape must be a tuple: found ({sizes})":
    "它的形状必须是元组，实际为 ({sizes})",
  "it may have at most {axes} axes and {numbers} numbers: found {shape}":
    "它最多有{axes}个轴和{numbers}个数，实际形状为{shape}",
  "it may have at most {most} numbers: found {shape}":
    "它最多有{most}个数，实际形状为{shape}",
  'an .npy file begins with 147 and "NUMPY"': '.npy 文件以 147 和 "NUMPY" 开头',
  "its version must be 1.0, 2.0 or 3.0: found {version}":
    "其版本必须是 1.0、2.0 或 3.0，实际为{version}",
  "its header may have at most {most} bytes: found {count}":
    "文件头最多有{most}字节，实际为{count}",
  "write {file}": "写入{file}",
  "an array of {shape}": "形状为{shape}的数组",
  "an .npz file may only have files ending in .npy: found {name}":
    ".npz 文件中只能有以 .npy 结尾的文件，实际为{name}",
  "It may be a spreadsheet: save it as CSV.":
    "它可能是电子表格：请另存为 CSV。",
  "it must have {count} bytes, as the directory says: found more":
    "按目录它必须有{count}字节，实际更多",
  "it must have {count} bytes, as the directory says: found {found}":
    "按目录它必须有{count}字节，实际为{found}",
  "its bytes are not those that were saved: the checksum differs":
    "其字节与保存时不同：校验和不符",
  "its compression is damaged: {why}": "其压缩已损坏：{why}",
  "each array must have its own name": "每个数组的名称必须唯一",
  "another {name}": "又一个{name}",
  // The header of safetensors.
  "the header must have {expected} here: found its end":
    "文件头在此处必须有{expected}：文件头已结束",
  "the header must have {expected} here: found {found}":
    "文件头在此处必须有{expected}，实际为{found}",
  "the header has more than {most} here": "文件头在此处多于{most}项",
  "a text in quotes": "带引号的文本",
  "a closing quote": "结尾的引号",
  "nothing more": "结尾",
  "the header has a text that is not JSON": "文件头中有不是 JSON 的文本",
  "the header has a text that is not Unicode": "文件头中有不是 Unicode 的文本",
  "the header has a number that is not a plain integer":
    "文件头中有不是普通整数的数",
  "the header has an integer beyond 2^53: {digits}":
    "文件头中有超出 2^53 的整数：{digits}",
  "the header has the name {name} twice in one place":
    "文件头在同一处两次出现名称{name}",
  "tensor {name}: {problem}": "张量{name}：{problem}",
  "it may have dtype, shape and data_offsets: found {name}":
    "它可以有 dtype、shape 和 data_offsets，实际为{name}",
  "it must have dtype, shape and data_offsets of two numbers":
    "它必须有 dtype、shape 和由两个数组成的 data_offsets",
  "its data must lie in the file's {count} bytes after the header: found {begin} to {end}":
    "其数据必须位于文件头之后的{count}字节之内，实际为{begin}到{end}",
  "{shape} of {dtype} must be {count} bytes: found {found}":
    "形状为{shape}的 {dtype} 数组必须占{count}字节，实际为{found}",
  "its data must begin at {last}, where the header ends: found {begin}":
    "其数据必须从文件头结束处{last}开始，实际为{begin}",
  "its data must begin at {last}, where the tensor before it ends: found {begin}":
    "其数据必须从前一个张量结束处{last}开始，实际为{begin}",
  "the tensors must end where the file ends, {count} bytes after the header: found {found}":
    "张量必须在文件结束处结束，即文件头之后{count}字节处，实际为{found}",
  "write safetensors": "写入 safetensors",
  "a header may have at most {bytes} bytes and {names} names":
    "文件头最多有{bytes}字节和 {names} 个名称",
  "axes in {name}": "{name}的轴数",
  "{name} of {shape}": "{shape}的{name}",
  "each tensor must have its own name, other than that of the metadata":
    "每个张量的名称必须唯一，且不同于元数据的名称",
  "every text": "每个文本",
  "Unicode": "Unicode",
  "a safetensors file begins with 8 bytes: found {count}":
    "safetensors 文件以 8 字节开头，实际为{count}",
  "the header of a safetensors file may have at most {most} bytes: found {count}":
    "safetensors 文件的文件头最多有{most}字节，实际为{count}",
  "the header of a safetensors file may have at most {most} bytes, where the file ends: found {count}":
    "safetensors 文件的文件头最多有{most}字节（文件到此结束），实际为{count}",
  "It may not be a safetensors file, or only a part of one.":
    "它可能不是 safetensors 文件，或不完整。",
  "the header of a safetensors file begins with {character}":
    "safetensors 文件的文件头以{character}开头",
  "the header must be UTF-8": "文件头必须是 UTF-8",
  "to be read, its dtype must be one of {dtypes}: found {dtype}":
    "要能读取，其 dtype 必须是{dtypes}之一，实际为{dtype}",
  "read tensor {name}": "读取张量{name}",
  "the array": "数组",
  "number {number} of {dtype} is neither 0 nor 1":
    "{dtype}类型的第{number}个数既不是 0 也不是 1",
  "number {number} of {dtype} is beyond single precision, in which it is read":
    "{dtype}类型的第{number}个数超出读取所用的单精度范围",
  "number {number} of {dtype} is beyond 2^53":
    "{dtype}类型的第{number}个数超出 2^53",
  "its numbers are not those that were written, as the checksum of the file says":
    "按文件的校验和，其中的数与写入时不同",
  "{count} bytes must follow: found {found}":
    "后面必须有{count}字节，实际为{found}",
  "The file is damaged, or another program changed it: restore it from a copy. If the change is meant, have that program leave {name} out of the metadata.":
    "文件已损坏，或被别的程序改动：请用副本恢复。如果改动是有意的，请让该程序从元数据中去掉{name}。",
  "its header is not as it was written: {name} in its metadata does not fit it":
    "文件头与写入时不同：元数据中的{name}与之不符",
  // Weights under the names of others.
  "{name} must be {shape}: found {found}": "{name}必须是{shape}，实际为{found}",
  "{name} must have the numbers of {shape}: found {count}":
    "{name}的数必须符合{shape}，实际有{count}个",
  "{name} is missing": "缺少{name}",
  "{name} is missing: perhaps {near} is meant": "缺少{name}：也许指的是{near}",
  "{name} is not expected": "{name}是多余的",
  "and {count} more": "以及另外{count}项",
  "the tensors do not fit the network:": "张量与网络不符：",
  "They are left over: add the steps that they belong to, or remove them from the file.":
    "它们是多余的：请添加它们所属的步骤，或从文件中删除它们。",
  "no tensor has a name that begins with {prefix}: they begin with {known}":
    "没有张量的名称以 {prefix} 开头，实际以{known}开头",
  "the tensors fit the network under several prefixes: {names}":
    "张量在多个前缀下都与网络相符：{names}",
  "the tensors fit the network under the prefix {name}, and there are others beside them":
    "张量在前缀{name}下与网络相符，此外还有别的张量",
  "Choose one: {prefix}.": "请选择一个：{prefix}。",
  "Take it: {prefix}.": "请采用它：{prefix}。",
  "numbers of {name} must {rule}: found {found}":
    "{name}的数必须{rule}，实际为{found}",
  "the tensors": "张量",
  "{name} is given twice": "{name}给出了两次",
  "{name} is given for both {owner} and {other}":
    "{name}同时给了{owner}和{other}",
  "the network has no step or parameter {name}": "网络没有步骤或参数{name}",
  "{ours} must be {shape}: {name} is {found}":
    "{ours} 必须是 {shape}，而{name}是 {found}",
  "the weights have no tensor {name}": "权重中没有张量{name}",
  "No tensor in it is {shape}.": "其中没有形状为 {shape} 的张量。",
  "Of {shape} it has {names}.": "其中形状为 {shape} 的有{names}。",
  "the tensors fit the network in several orders: {step} may be {one} or {other}":
    "张量可按多种次序与网络相符：{step}可以是{one}或{other}",
  "Say which is which, as in {names}.": "请说明对应关系，例如 {names}。",
  "name the parameters as PyTorch does": "按 PyTorch 的方式命名参数",
  "each must have its own name": "每个名称必须唯一",
  "{name} for both {owner} and {other}": "{owner}和{other}都用了{name}",
} as const;
