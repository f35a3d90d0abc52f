/** What train, predict, evaluate and export show. */
export const trainingScreens = {
  // The network, and what it learns from.
  "{parameters}, {precision}, seed {seed}":
    "{parameters}，{precision}，随机种子 {seed}",
  "{examples} and {count} for validation":
    "{examples}，另有 {count} 个用于验证",
  "target": "目标",
  "target {names}": "目标 {names}",
  "targets {names}": "目标 {names}",
  "target {names}, which is always {category}, so there is nothing to learn":
    "目标 {names} 始终是 {category}，没有可学的内容",
  "{categories}, as class 0 to {last}": "{categories}，作为类别 0 到 {last}",
  "{categories}, as class {numbers}": "{categories}，作为类别 {numbers}",
  "{name} is {categories}": "{name} 为 {categories}",
  "these are least squares: the optimizer is {name}, with all examples in each step":
    "这是最小二乘问题：优化器为 {name}，每步用全部样本",
  "a network that learns ends with a loss, and this one has none":
    "要学习的网络以损失结尾，而这个网络没有损失",
  "Write -> mse behind it for numbers, -> cross_entropy for classes, -> sigmoid -> bce for yes and no.":
    "请在它后面写：数值用 -> mse，类别用 -> cross_entropy，是与否用 -> sigmoid -> bce。",
  "the targets": "目标",
  "the targets of {name}": "{name} 的目标",
  "{what} deviate by {deviation} from their mean, which a training hardly reaches: let a fc with a bias end the network, as {end}, and they are learned at deviation 1":
    "{what}的标准差为 {deviation}，训练很难达到：以带偏置的 fc 结束网络，如 {end}，便会按标准差 1 来学习",
  "the weights of {path} were learned for the inputs {before}, and now stand for {now}":
    "{path} 的权重是为输入 {before} 学到的，现在用于 {now}",
  "the weights of {path} were learned for the classes {before}, and now stand for {now}":
    "{path} 的权重是为类别 {before} 学到的，现在用于 {now}",

  // Checkpoints.
  "the checkpoint cannot be read: {reason}": "无法读取检查点：{reason}",
  "found no checkpoint {path}: the training starts again":
    "没有检查点 {path}：训练从头开始",
  "{path} holds a network, but not the state of its training":
    "{path} 中有网络，但没有其训练状态",
  "resuming at step {step}, in epoch {epoch}":
    "从第 {step} 步（第 {epoch} 轮）继续",
  "resuming at step {step}, all epochs done":
    "从第 {step} 步继续，所有轮均已完成",
  "nothing was saved": "什么也没有保存",
  "nothing was saved, as there is no --out": "什么也没有保存，因为没有 --out",
  "the same command continues from {path}": "同样的命令会从 {path} 继续",
  "the same command continues from {path}, which is of an earlier step":
    "同样的命令会从 {path} 继续，它停在较早的一步",

  // Epochs.
  "epoch": "轮",
  "loss": "损失",
  "objective": "目标函数",
  "val. {name}": "验证{name}",
  "examples/s": "样本/秒",
  "epoch {epoch}: {message}": "第 {epoch} 轮：{message}",
  "epoch {epoch}, validation": "第 {epoch} 轮，验证",
  "epoch {epoch}, loss {loss}": "第 {epoch} 轮，损失 {loss}",
  "r2 is not defined: the targets do not differ, so there is no variance to explain":
    "r2 没有定义：目标都相同，没有可解释的方差",

  // The end.
  "{epochs} in {seconds} s": "{epochs}，用时 {seconds} 秒",
  "{epochs} in {seconds} s, {pace} examples/s":
    "{epochs}，用时 {seconds} 秒，每秒 {pace} 个样本",
  "lowest validation loss {value} (epoch {epoch})":
    "最低验证损失 {value}（第 {epoch} 轮）",
  "lowest validation objective {value} (epoch {epoch})":
    "最低验证目标函数 {value}（第 {epoch} 轮）",
  "saved: epoch {epoch}": "已保存第 {epoch} 轮",
  "stopped, as the validation loss fell no further":
    "验证损失不再降低，停止训练",
  "the parameters are those that it started with": "参数仍是开始时的参数",
  "the parameters are the last good ones, of epoch {epoch}":
    "参数是最后一次正常的参数，即第 {epoch} 轮的参数",
  "{file} stays as it was": "{file} 保持原样",
  "saved {file}": "已保存 {file}",
  "not saved, as there is no --out": "未保存，因为没有 --out",

  // predict, evaluate and export.
  "evaluating": "正在评估",
  "{count} examples of {file}": "{file} 的 {count} 个样本",
  "{file} has no loss, so nothing says how far an answer is off":
    "{file} 没有损失，无从衡量答案的偏差",
  'Write one behind its text, -> mse for numbers: nabla export "{network} -> mse" --weights {file} --out measured.safetensors.':
    '请在其文本后面写一个损失，数值用 -> mse：nabla export "{network} -> mse" --weights {file} --out measured.safetensors。',
  "{name} holds NaN or infinite numbers": "{name} 中有 NaN 或无穷的数",
  "the network takes inputs normalized as (x - offset) / scale, and {path} does not hold these numbers:":
    "网络的输入按 (x - 偏移) / 缩放 归一化，而 {path} 中没有这些数：",
  "export with --out FILE.safetensors keeps all of them, in the file's metadata under nabla, and nabla show --json prints them; a training with --normalize none needs none.":
    "用 --out FILE.safetensors 导出会保留这些数，存于文件元数据的 nabla 项，可用 nabla show --json 显示；以 --normalize none 训练则不需要它们。",
  "{precision} does not hold a bias of {offset} to a ten-thousandth of the targets' deviation, {scale}":
    "{precision} 表示偏置 {offset} 的精度达不到目标标准差 {scale} 的万分之一",
} as const;
