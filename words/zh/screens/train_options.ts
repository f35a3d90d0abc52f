/** What the options of train do. */
export const trainOptions = {
  "the share of the data to try the network on, as 0.2, or a file":
    "用来验证网络的数据比例，如 0.2，或一个文件",
  "how many times to go through all data (as many as give 4,000 steps, from 20 to 1,000)":
    "把全部数据过多少遍（默认为凑足 4,000 步所需的遍数，在 20 到 1,000 之间）",
  "examples of a step (32; all for {names})":
    "每步的样本数（默认 32；{names} 用全部样本）",
  '{names}, with settings as in "sgd(momentum=0.9)" (adam; lbfgs for least squares)':
    '{names}，可带设置，如 "sgd(momentum=0.9)"（默认 adam；最小二乘为 lbfgs）',
  "how far a step goes ({defaults})": "每步走多远（默认{defaults}）",
  '{names}, as "step(every=30,factor=0.1)", in epochs (constant)':
    '{names}，如 "step(every=30,factor=0.1)"，以轮计（默认 constant）',
  "steps in which the learning rate rises from near 0 (0)":
    "学习率从接近 0 升到设定值所用的步数（默认 0）",
  "how much of the weights a step takes away ({defaults})":
    "每步使权重缩小的比例（默认{defaults}）",
  "{value} for {names}": "{names} 为 {value}",
  "the largest norm of all gradients": "梯度裁剪：全部梯度的最大范数",
  "the largest size of a number of a gradient": "梯度裁剪：单个数的最大绝对值",
  "batches whose gradients make one step (1)": "多少批的梯度合成一步（默认 1）",
  "keep a moving average of the weights, as 0.999, and take it":
    "对权重取滑动平均，系数如 0.999，并以它为结果",
  "stop after so many epochs without a lower validation loss":
    "验证损失连续这么多轮没有降低就停止",
  "which epoch is saved: the best, of the lowest validation loss, or the last (best; last without --validation)":
    "保存哪一轮：best 为验证损失最低的，last 为最后的（默认 best；没有 --validation 时为 last）",
  'with commas: {names}, with settings as in "f1(average=macro)" (what suits the loss)':
    '用逗号隔开：{names}，可带设置，如 "f1(average=macro)"（默认与损失相配的指标）',
  "inputs to mean 0 and deviation 1 by standard, to 0 … 1 by range; targets that are numbers as well; or none of both (standard; range for bytes)":
    "standard 把输入变为均值 0、标准差 1，range 变为 0 … 1，数值目标同样处理；none 都不做（默认 standard；字节数据为 range）",
  "take the data in its order instead of shuffling": "按数据原来的顺序，不打乱",
  "read a table again for each epoch (what is over 1 GB)":
    "每轮重新读取表格（默认用于超过 1 GB 的表格）",
  "a .safetensors, .npz or .pt file of weights to start from":
    "作为起点的权重文件，.safetensors、.npz 或 .pt",
  "the trained network, as .safetensors": "训练好的网络，写为 .safetensors",
  "how often a checkpoint is written: seconds as 30s, or steps (30s)":
    "多久写一次检查点：秒数如 30s，或步数（默认 30s）",
  "continue from the checkpoint of a run that was stopped; the same command does so without it":
    "从被中断的训练的检查点继续；同样的命令不加它也会继续",
  "start again, whatever checkpoint there is": "不管有无检查点，从头开始",
  "what trains: nabla, or torch, PyTorch on this machine (nabla)":
    "由谁训练：nabla，或 torch，即本机的 PyTorch（默认 nabla）",
  "for --engine torch: how many processes share each step (1)":
    "用于 --engine torch：分担每一步的进程数（默认 1）",
  "for --engine torch: the Python that has PyTorch (python3)":
    "用于 --engine torch：装有 PyTorch 的 Python（默认 python3）",
  "draw the losses as an SVG": "把损失画成 SVG",
  "write each epoch as a line of JSON": "每轮写一行 JSON",
  "seed of the random numbers: weights, order, dropout (0)":
    "随机种子，用于权重、顺序、dropout（默认 0）",
} as const;
