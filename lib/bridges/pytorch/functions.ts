/**
 * Layers that are functions of each number, of several numbers, or of numbers along
 * axes, in PyTorch.
 *
 * @module
 */

import {
  call,
  expression,
  type Lowerings,
  parametersOf,
  py,
  torchAxes,
  torchAxis,
  type TorchLowering,
  type TorchStep,
  tuple,
} from "./lines.ts";

const function1 = (name: string) => expression(({ x }) => call(name, x));

/** A function of the axis that is given, or of the last. */
const alongAxis = (name: string, ...more: string[]) =>
  expression(({ x, args }) => call(name, x, ...more, py(torchAxis(args.axis))));

const settings = (name: string, ...names: readonly string[]) =>
  expression(({ x, args }) =>
    call(name, x, ...names.map((each) => py(args[each])))
  );

/** Functions of each number. */
export const torchFunctions: Lowerings = {
  sigmoid: function1("torch.sigmoid"),
  tanh: function1("torch.tanh"),
  relu: function1("F.relu"),
  leaky_relu: settings("F.leaky_relu", "slope"),
  // PyTorch's own is linear from a threshold of 20 on.
  softplus: expression(({ x, args: { beta, threshold } }) =>
    threshold !== undefined
      ? `F.softplus(${x}, ${py(beta)}, ${py(threshold)})`
      : beta === 1
      ? `-F.logsigmoid(-${x})`
      : `-F.logsigmoid(-${py(beta)} * ${x}) / ${py(beta)}`
  ),
  gelu: expression(({ x, args }) =>
    call("F.gelu", x, args.approximate === "tanh" && 'approximate="tanh"')
  ),
  silu: expression(({ x, args: { beta } }) =>
    beta === 1 ? `F.silu(${x})` : `${x} * torch.sigmoid(${py(beta)} * ${x})`
  ),
  mish: function1("F.mish"),
  elu: settings("F.elu", "alpha"),
  selu: function1("F.selu"),
  celu: settings("F.celu", "alpha"),
  prelu: (step) => ({
    module: parametersOf(step),
    value:
      `torch.where(${step.x} > 0, ${step.x}, ${step.self}.weight * ${step.x})`,
  }),
  rrelu: expression(({ x, args: { low, high } }) =>
    `F.rrelu(${x}, ${py(low)}, ${py(high)}, self.training)`
  ),
  relu6: function1("F.relu6"),
  hard_sigmoid: function1("F.hardsigmoid"),
  hard_tanh: settings("F.hardtanh", "low", "high"),
  hard_swish: function1("F.hardswish"),
  softsign: function1("F.softsign"),
  log_sigmoid: function1("F.logsigmoid"),
  glu: alongAxis("F.glu"),
  clip: settings("torch.clamp", "low", "high"),
  threshold: settings("F.threshold", "threshold", "value"),
  hard_shrink: settings("F.hardshrink", "threshold"),
  soft_shrink: settings("F.softshrink", "threshold"),
  tanh_shrink: function1("F.tanhshrink"),
  squareplus: expression(({ x, args: { b } }) =>
    `(${x} + torch.sqrt(${x} * ${x} + ${py(b)})) / 2`
  ),
  sparse_plus: expression(({ x }) =>
    `torch.where(${x} < 1, torch.clamp(${x} + 1, min=0) ** 2 / 4, ${x})`
  ),
  sparse_sigmoid: expression(({ x }) => `torch.clamp(${x} + 1, 0, 2) / 2`),
  neg: expression(({ x }) => `-${x}`),
  exp: function1("torch.exp"),
  log: function1("torch.log"),
  shift: expression(({ x, args: { c } }) => `${x} + ${py(c)}`),
  scale: expression(({ x, args: { c } }) => `${py(c)} * ${x}`),
  recip: expression(({ x }) => `1 / ${x}`),
  square: function1("torch.square"),
  sqrt: function1("torch.sqrt"),
  abs: function1("torch.abs"),
  sign: function1("torch.sign"),
  floor: function1("torch.floor"),
  ceil: function1("torch.ceil"),
  round: function1("torch.round"),
  sin: function1("torch.sin"),
  cos: function1("torch.cos"),
  tan: function1("torch.tan"),
  asin: function1("torch.asin"),
  acos: function1("torch.acos"),
  atan: function1("torch.atan"),
  sinh: function1("torch.sinh"),
  cosh: function1("torch.cosh"),
  asinh: function1("torch.asinh"),
  acosh: function1("torch.acosh"),
  atanh: function1("torch.atanh"),
  log1p: function1("torch.log1p"),
  expm1: function1("torch.expm1"),
  erf: function1("torch.erf"),
  logical_not: expression(({ x }) => `(${x} == 0).to(${x}.dtype)`),
  is_nan: expression(({ x }) => `torch.isnan(${x}).to(${x}.dtype)`),
  is_inf: expression(({ x }) => `torch.isinf(${x}).to(${x}.dtype)`),
};

/** An array that numbers go with one by one: axes of 1 take the places of those that it lacks. */
function aligned({ inputs, shapes }: TorchStep): string[] {
  const axes = Math.max(...shapes.map((shape) => shape.length));
  return inputs.map((each, i) => {
    const lacks = axes - shapes[i].length;
    return lacks === 0 || isPyNumber(each)
      ? each
      : `${each}[:${", None".repeat(lacks)}]`;
  });
}

/** Whether an expression is a number. */
export function isPyNumber(expression: string): boolean {
  return /^-?[\d.]+(e[+-]?\d+)?$/.test(expression);
}

/** A number where a function takes arrays only. */
function asArray(expression: string): string {
  return isPyNumber(expression) ? `torch.tensor(${expression})` : expression;
}

const between = (operator: string): TorchLowering =>
  expression((step) => aligned(step).join(` ${operator} `));

/** A function of two arrays, applied again and again to more. */
const folded = (name: string): TorchLowering =>
  expression((step) =>
    aligned(step).map(asArray).reduce((a, b) => `${name}(${a}, ${b})`)
  );

/** A comparison, as numbers. */
const compared = (name: string): TorchLowering =>
  expression((step) => {
    const [a, b] = aligned(step).map(asArray);
    return `torch.${name}(${a}, ${b}).to(${b}.dtype)`;
  });

/** Along some axes, or of all numbers. */
const reduced = (name: string, ...more: readonly string[]): TorchLowering =>
  expression(({ x, args: { axis, keep }, shapes: [shape] }) =>
    axis === undefined && keep === undefined
      ? shape.length === 1
        ? call(name, x, "-1", ...more)
        : call(name, `${x}.flatten(1)`, "-1", ...more)
      : call(
        name,
        x,
        axis === undefined
          ? tuple(shape.map((_, i) => i + 1))
          : Array.isArray(axis)
          ? tuple(torchAxes(axis))
          : py(torchAxis(axis)),
        ...more,
        keep === "axes" && "keepdim=True",
      )
  );

/** Of several equal ones, the gradient is that of one. */
const extreme = (name: string): TorchLowering => (step) => {
  if (step.inputs.length > 1) return folded(`torch.${name}imum`)(step);
  const { x, args: { axis, keep }, shapes: [shape] } = step;
  const axes = axis === undefined
    ? shape.map((_, i) => i + 1)
    : torchAxes(axis).map((at) => at < 0 ? at + shape.length + 1 : at)
      .toSorted((a, b) => a - b);
  const keeps = keep === "axes" ? ", keepdim=True" : "";
  if (axes.length === 1) {
    return { value: `torch.${name}(${x}, ${axes[0]}${keeps})[0]` };
  }
  return axes.length === shape.length && keeps === ""
    ? { value: `${x}.flatten(1).${name}(1)[0]` }
    : { value: `extreme(${x}, ${tuple(axes)}, torch.${name}${keeps})` };
};

const sorted = (name: string): TorchLowering =>
  expression(({ x, args: { axis, order } }) =>
    call(
      `torch.${name}`,
      x,
      `dim=${py(torchAxis(axis))}`,
      order === "descending" && "descending=True",
      "stable=True",
    )
  );

/** The place of the first of several that are equal. */
const place = (name: string): TorchLowering =>
  expression(({ x, args: { axis, keep, ties }, shapes: [shape] }) => {
    const all = axis === undefined;
    const from = all ? `${x}.flatten(1)` : x;
    const at = all ? 1 : torchAxis(axis);
    const keeps = keep === "axes";
    const found = ties === "last"
      ? `last_place(${from}, ${py(at)}, torch.${name}${
        keeps ? ", keepdim=True" : ""
      })`
      : `torch.${name}(${from}, ${py(at)}${keeps ? ", keepdim=True" : ""})`;
    const numbers = `${found}.to(${x}.dtype)`;
    return all && keeps
      ? `${numbers}.reshape(-1, ${shape.map(() => 1).join(", ")})`
      : numbers;
  });

/** Layers that take several arrays, or go along axes. */
export const arithmetic: Lowerings = {
  add: between("+"),
  mul: between("*"),
  sub: between("-"),
  div: between("/"),
  residual: between("+"),
  pow: expression((step) => {
    const [a, b] = aligned(step);
    return isPyNumber(a) ? `torch.pow(${a}, ${b})` : `${a} ** ${b}`;
  }),
  max: extreme("max"),
  min: extreme("min"),
  remainder: folded("torch.remainder"),
  fmod: folded("torch.fmod"),
  greater: compared("gt"),
  greater_equal: compared("ge"),
  less: compared("lt"),
  less_equal: compared("le"),
  equal: compared("eq"),
  not_equal: compared("ne"),
  logical_and: compared("logical_and"),
  logical_or: compared("logical_or"),
  logical_xor: compared("logical_xor"),
  where: expression((step) => {
    const [condition, f, g] = aligned(step).map(asArray);
    return `torch.where(${condition} != 0, ${f}, ${g})`;
  }),
  matmul: expression((step) => {
    const { shapes: [one, other] } = step;
    const [a, b] = one.length > 1 && other.length > 1
      ? aligned(step)
      : step.inputs;
    // A row of numbers in an example is a matrix for PyTorch, which has the batch first.
    if (one.length === 1 && other.length === 1) return `(${a} * ${b}).sum(-1)`;
    if (one.length === 1) {
      const ones = ", None".repeat(other.length - 1);
      return `torch.matmul(${a}[:${ones}], ${b})[..., 0, :]`;
    }
    if (other.length === 1) {
      const ones = ", None".repeat(one.length - 2);
      return `torch.matmul(${a}, ${b}[:${ones}, :, None])[..., 0]`;
    }
    return `torch.matmul(${a}, ${b})`;
  }),
  sum: reduced("torch.sum"),
  mean: reduced("torch.mean"),
  var: reduced("torch.var", "unbiased=False"),
  norm: expression((step) => {
    const lowered = reduced("torch.linalg.vector_norm")(step);
    return "value" in lowered
      ? lowered.value.replace("vector_norm(", "vector_norm(").replace(
        /, ([^,()]+|\([^()]*\))((?:, keepdim=True)?\))$/,
        ", dim=$1$2",
      )
      : "";
  }),
  logsumexp: reduced("torch.logsumexp"),
  prod: expression(({ x, args: { axis, keep }, shapes: [shape] }) => {
    const keeps = keep === "axes" ? ", keepdim=True" : "";
    const axes = (axis === undefined
      ? shape.map((_, i) => i + 1)
      : torchAxes(axis)
        .map((each) => each < 0 ? each + shape.length + 1 : each))
      .toSorted((a, b) => b - a);
    return axes.reduce((all, each) => `torch.prod(${all}, ${each}${keeps})`, x);
  }),
  cumsum: alongAxis("torch.cumsum"),
  cumprod: alongAxis("torch.cumprod"),
  sort: (step) => {
    const lowered = sorted("sort")(step);
    return "value" in lowered ? { value: `${lowered.value}[0]` } : lowered;
  },
  argsort: (step) => {
    const lowered = sorted("sort")(step);
    return "value" in lowered
      ? { value: `${lowered.value}[1].to(${step.x}.dtype)` }
      : lowered;
  },
  topk: expression(({ x, args: { k, axis, order } }) =>
    call(
      "torch.topk",
      x,
      py(k),
      py(torchAxis(axis)),
      order === "ascending" && "largest=False",
    ) + "[0]"
  ),
  argmax: place("argmax"),
  argmin: place("argmin"),
  hardmax: expression(({ x, args: { axis } }) =>
    `hardmax(${x}, ${py(torchAxis(axis))})`
  ),
  one_hot: expression(({ x, args: { classes, axis }, output }) => {
    const rows = `F.one_hot(${x}.long(), ${py(classes)})`;
    const at = torchAxis(axis);
    return `${
      at === -1 || at === output.length ? rows : `${rows}.movedim(-1, ${at})`
    }.to(${x}.dtype)`;
  }),
  softmax: alongAxis("F.softmax"),
  log_softmax: alongAxis("F.log_softmax"),
  sparsemax: alongAxis("sparsemax"),
};
