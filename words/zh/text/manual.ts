/** The pages of explain. */
export const manual = {
  "{name}: {summary}": "{name}：{summary}",
  "written:": "写法：",
  "arguments:": "参数：",
  "gradients:": "梯度：",
  "{summary}: {wanted}": "{summary}：{wanted}",
  "{summary}: {wanted}; default: {value}": "{summary}：{wanted}；默认 {value}",
  "layers:": "层：",
  "optimizers:": "优化器：",
  "schedules:": "学习率调度：",
  "generators:": "生成器：",
  "metrics:": "指标：",
  "initializers:": "初始化器：",
  "`nabla explain NAME` explains one of them.":
    "`nabla explain NAME` 说明其中一项。",
  "`nabla explain NAME` explains one of them. {note}":
    "`nabla explain NAME` 说明其中一项。{note}",
  "`let` composes new layers, and `defineLayer` makes them in TypeScript.":
    "`let` 组合出新的层，`defineLayer` 在 TypeScript 中创建新的层。",
  "an optimizer; default learning rate: {rate}": "优化器；默认学习率：{rate}",
  "an optimizer; default learning rate: {rate}; it takes all examples in each step":
    "优化器；默认学习率：{rate}；每一步使用全部样本",
  "a schedule of the learning rate": "学习率调度",
  "a schedule of the learning rate, over all epochs":
    "学习率调度，作用于全部轮",
  "a generator of examples": "样本生成器",
  "a generator of examples, in columns {columns}":
    "样本生成器，各列为 {columns}",
  "a metric of classes": "评价类别的指标",
  "a metric of numbers": "评价数的指标",
  "an initializer": "初始化器",
  "of each branch": "每个分支",
  "may take branches, pipelines, by place or by name":
    "可以接受分支（流水线），按位置或按名称给出",
  "takes what comes in, or branches, each a pipeline or a number":
    "接受传入的值，或若干分支，每个分支是一条流水线或一个数",
  "takes 1 branch, each a pipeline": "接受 1 个分支，即一条流水线",
  "takes {count} branches, each a pipeline or a number":
    "接受 {count} 个分支，每个分支是一条流水线或一个数",
  "takes at least {count} branches, each a pipeline or a number":
    "至少接受 {count} 个分支，每个分支是一条流水线或一个数",
  "takes {numbers}": "接受{numbers}",
  "the target is {kinds}": "目标：{kinds}",
  "{kinds}; or {kind}": "{kinds}；也可以是{kind}",
} as const;
