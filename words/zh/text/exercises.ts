/** What is said of answers and of claimed derivatives. */
export const exercises = {
  "mark": "批改",
  "{path}: your value differs": "{path}：所填的值不一致",
  "{path} cannot be read": "{path} 无法读取",
  "`{path}` is not answered": "`{path}` 未作答",
  "an answer is missing": "缺少答案",
  "a derivative is missing": "缺少导数",
  "write it on a separate line: `{line}`": "单独写一行：`{line}`",
  "after too many mistakes to tell each": "之前的错误太多，无法逐一列出",
  "mend the ones before it": "请先改正之前的错误",
  "a blank": "空白",
  "a blank, and {count} more": "空白，另有 {count} 处",
  "write the number that you worked out": "写下算出的数",
  "not filled in": "未填写",
  "computed {number}": "计算得 {number}",
  "{label}, and {count} more": "{label}，另有 {count} 处",
  "{count} more": "另外 {count} 个",
  "{right} of {count} numbers agrees; {reason}":
    "{count} 个数中 {right} 个一致；{reason}",
  "{right} of {count} numbers agree; {reason}":
    "{count} 个数中 {right} 个一致；{reason}",
  "{right} of {count} numbers agrees to {decimals}; {reason}":
    "{count} 个数中 {right} 个一致（精确到{decimals}）；{reason}",
  "{right} of {count} numbers agree to {decimals}; {reason}":
    "{count} 个数中 {right} 个一致（精确到{decimals}）；{reason}",
  "it depends on {names}, which the text does not give: it was drawn from seed {seed}":
    "它取决于 {names}：文本没有给出，由随机种子 {seed} 抽取",
  "it depends on {names}, which the text does not give: they were drawn from seed {seed}":
    "它取决于 {names}：文本没有给出，由随机种子 {seed} 抽取",

  "it": "它",
  "this one": "这个数",
  "these": "这些数",
  "{these} agrees to {decimals}": "{these}精确到{decimals}时一致",
  "{these} agree to {decimals}": "{these}精确到{decimals}时一致",
  "{these} is off by {most}": "{these}相差 {most}",
  "{these} are off by up to {most}": "{these}最多相差 {most}",
  "{these} is computed as a number that is not finite":
    "{these}的计算结果不是有限的数",
  "{these} are computed as a number that is not finite":
    "{these}的计算结果不是有限的数",
  "{these} rounds too far: write {digits} digits or more":
    "{these}舍入过多：至少写 {digits} 位有效数字",
  "{these} round too far: write {digits} digits or more":
    "{these}舍入过多：至少写 {digits} 位有效数字",
  "quotients are exact: write decimals": "分数是精确值：请写小数",
  "a quotient is exact: write {decimals}": "分数是精确值：请写 {decimals}",
  "{these} differs only in sign": "{these}只差一个负号",
  "{these} differ only in sign": "{these}只差一个负号",
  "{these} is twice what is computed": "{these}是计算结果的 2 倍",
  "{these} are twice what is computed": "{these}是计算结果的 2 倍",
  "{these} is half of what is computed": "{these}是计算结果的一半",
  "{these} are half of what is computed": "{these}是计算结果的一半",
  "the {count} examples": "全部 {count} 个样本",
  "the {count} numbers of an example": "一个样本的 {count} 个数",
  "all {count} numbers of the output": "输出的全部 {count} 个数",
  "{these} is {count} times what is computed: a sum over {over} in place of their mean":
    "{these}是计算结果的 {count} 倍：应对{over}取平均，却求了和",
  "{these} are {count} times what is computed: a sum over {over} in place of their mean":
    "{these}是计算结果的 {count} 倍：应对{over}取平均，却求了和",
  "{these} is 1/{count} of what is computed: a mean over {over} in place of their sum":
    "{these}是计算结果的 1/{count}：应对{over}求和，却取了平均",
  "{these} are 1/{count} of what is computed: a mean over {over} in place of their sum":
    "{these}是计算结果的 1/{count}：应对{over}求和，却取了平均",
  "you wrote the transpose": "写成了转置",
  "{these} is the value, not its gradient": "{these}是值，不是它的梯度",
  "{these} are the value, not its gradient": "{these}是值，不是它的梯度",
  "{these} is the gradient of `{name}`": "{these}是 `{name}` 的梯度",
  "{these} are the gradient of `{name}`": "{these}是 `{name}` 的梯度",
  "{these} has the wrong sign inside the exponential of `{name}`: {wrong} in place of {right}":
    "{these}在 `{name}` 的指数中符号错误：应为 {right}，却写成 {wrong}",
  "{these} have the wrong sign inside the exponential of `{name}`: {wrong} in place of {right}":
    "{these}在 `{name}` 的指数中符号错误：应为 {right}，却写成 {wrong}",

  "the function": "函数",
  "`{claim}` is not the derivative of `{name}`":
    "`{claim}` 不是 `{name}` 的导数",
  "it gives no number for a number `{parameter}`":
    "代入 `{parameter}` 的值得不到数",
  "{claimed} at {place}, where differences give {right}":
    "在 {place} 处得 {claimed}，而差分得 {right}",
  "wrong at {wrong} of {checked} numbers":
    "检验的 {checked} 个数中有 {wrong} 个错误",
  "it has the opposite sign": "它的符号相反",
  "it is `{name}` itself, not its derivative":
    "它是 `{name}` 本身，不是它的导数",
  "it is the derivative of `{name}`": "它是 `{name}` 的导数",
  "it is off by {difference} everywhere: a term is missing, or there is one too many":
    "它处处相差 {difference}：缺少一项，或多了一项",
  "it is right at {parameter} = 0 and nowhere else":
    "它只在 {parameter} = 0 处正确",
  "it is right where {parameter} is above 0, and wrong below":
    "它在 {parameter} 大于 0 时正确，小于 0 时错误",
  "it is right where {parameter} is below 0, and wrong above":
    "它在 {parameter} 小于 0 时正确，大于 0 时错误",
  "in the derivative of {whole} that of {part} is missing":
    "{whole} 的导数中缺少 {part} 的导数",
  "the product rule gives the derivative of {whole} two terms, and the one with the derivative of {part} is missing":
    "按乘法法则，{whole} 的导数有两项，缺少含 {part} 的导数的一项",
  "the quotient rule gives the derivative of {whole} two terms, and the one with the derivative of {part} is missing":
    "按除法法则，{whole} 的导数有两项，缺少含 {part} 的导数的一项",
  "the derivative of {whole} has the opposite sign": "{whole} 的导数符号相反",
  "in the derivative of {whole} the term with the derivative of {part} has the opposite sign":
    "{whole} 的导数中，含 {part} 的导数的一项符号相反",
  "by the chain rule the derivative of {part} is a factor in that of {whole}, and it is missing":
    "按链式法则，{whole} 的导数应乘以 {part} 的导数，却缺少这个因子",
  "in the derivative of {whole} only that of {part} is there: the derivative of `{layer}` is missing":
    "{whole} 的导数中只有 {part} 的导数，缺少 `{layer}` 的导数",
  "the derivative of the product {whole} is not the product of the derivatives":
    "乘积 {whole} 的导数不是各导数的乘积",
  "the derivative of the quotient {whole} is not the quotient of the derivatives":
    "商 {whole} 的导数不是各导数的商",
  "in the derivative of {whole} the denominator {denominator} must be squared":
    "{whole} 的导数中，分母 {denominator} 必须取平方",
  "in the derivative of {whole} the square of the denominator {denominator} is missing":
    "{whole} 的导数中缺少分母 {denominator} 的平方",
  "in the derivative of {whole} the exponent is missing as a factor":
    "{whole} 的导数中缺少指数这个因子",
  "in the derivative of {whole} the exponent must be one less":
    "{whole} 的导数中，指数必须减 1",
  "the power rule is for an exponent that is a constant; in {whole} the exponent varies":
    "幂函数的求导法则要求指数是常数；{whole} 的指数是变化的",

  "{found} is not {rule}": "{found}不是{rule}",
  "this comes in as {name}": "它作为 {name} 输入",
  "{layer} does not take it": "{layer} 不接受它",
  "it comes in here": "它在这里输入",
  "write {rule}": "改写为{rule}",
  "run": "运行",
  "at these numbers": "在这些数处",
  "give other numbers": "给出其他数",
} as const;
