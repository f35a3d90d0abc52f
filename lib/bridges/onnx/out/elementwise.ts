import { float, int, types } from "./attributes.ts";
import type { GraphWriter } from "./graph_writer.ts";
import type { EachForm, EachStep } from "./step.ts";

/** One operator. */
const op = (name: string): EachForm => ({ g, x }) => g.node(name, x);

/** An operator of two, then with each further branch. */
const chain = (name: string): EachForm => ({ g, x: [first, ...others] }) =>
  others.reduce((sum, other) => g.node(name, [sum, other]), first);

/** A comparison, as 1 and 0. */
const truth = (name: string, negate = false): EachForm => ({ g, x }) => {
  const found = g.node(name, x);
  return asFloat(g, negate ? g.node("Not", [found]) : found);
};

/** A connection of truths: what is not 0 is true. */
const logical = (name: string): EachForm => ({ g, x }) =>
  asFloat(g, g.node(name, x.map((each) => asTruth(g, each))));

export function asFloat(g: GraphWriter, x: string): string {
  return g.node("Cast", [x], { to: types.float });
}

export function asTruth(g: GraphWriter, x: string): string {
  return g.node("Cast", [x], { to: types.bool });
}

export function asInteger(g: GraphWriter, x: string): string {
  return g.node("Cast", [x], { to: types.int64 });
}

const clip = (g: GraphWriter, x: string, low?: number, high?: number) => {
  const inputs = [
    x,
    low === undefined ? "" : g.number(low),
    ...high === undefined ? [] : [g.number(high)],
  ];
  return g.node("Clip", inputs);
};

/** One tensor where `x` is above a number, another elsewhere. */
const above = (
  g: GraphWriter,
  x: string,
  least: number,
  own: string,
  other: string,
) => g.node("Where", [g.node("Greater", [x, g.number(least)]), own, other]);

/** log(1 + x) by Kahan's way: the error of `1 + x` is in the divisor as well (Higham, Accuracy and Stability, 2002, §1.14.1). */
const log1p = (g: GraphWriter, x: string) => {
  const one = g.number(1);
  const u = g.node("Add", [x, one]);
  const rest = g.node("Sub", [u, one]);
  const product = g.node("Mul", [g.node("Log", [u]), g.node("Div", [x, rest])]);
  return g.node("Where", [g.node("Equal", [u, one]), x, product]);
};

/** exp(x) - 1, likewise. */
const expm1 = (g: GraphWriter, x: string) => {
  const one = g.number(1);
  const u = g.node("Exp", [x]);
  const rest = g.node("Sub", [u, one]);
  const log = g.node("Log", [u]);
  const product = g.node("Mul", [rest, g.node("Div", [x, log])]);
  const isNear = g.node("Less", [g.node("Abs", [x]), g.number(0.5)]);
  const near = g.node("Where", [g.node("Equal", [u, one]), x, product]);
  return g.node("Where", [isNear, near, rest]);
};

const mul = (g: GraphWriter, a: string, b: string | number) =>
  g.node("Mul", [a, typeof b === "number" ? g.number(b) : b]);

/** What is left of a division, with the sign of `a`. */
const fmod = (g: GraphWriter, x: readonly string[]) =>
  g.node("Mod", x, { fmod: int(1) });

/** Between which numbers. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/** Functions of each number, and of numbers at the same place, by the names of layers. */
export const eachForms: Readonly<Record<string, EachForm>> = {
  sigmoid: op("Sigmoid"),
  tanh: op("Tanh"),
  relu: op("Relu"),
  leaky_relu: ({ g, x, args }: EachStep<{ slope: number }>) =>
    g.node("LeakyRelu", x, { alpha: float(args.slope) }),
  // In use the slope is the mean of those that training draws.
  rrelu: ({ g, x, args }: EachStep<Range>) =>
    g.node("LeakyRelu", x, { alpha: float((args.low + args.high) / 2) }),
  softplus(
    { g, x: [x], args: { beta, threshold } }: EachStep<
      { beta: number; threshold?: number }
    >,
  ) {
    if (beta === 1 && threshold === undefined) return g.node("Softplus", [x]);
    const bent = g.node("Softplus", [mul(g, x, beta)]);
    const soft = mul(g, bent, 1 / beta);
    return threshold === undefined
      ? soft
      : above(g, x, threshold / beta, x, soft);
  },
  gelu({ g, x: [x], args }: EachStep<{ approximate: string }>) {
    const half = mul(g, x, 0.5);
    const one = g.number(1);
    if (args.approximate === "tanh") {
      const cube = mul(g, mul(g, x, mul(g, x, x)), 0.044715);
      const inner = mul(g, g.node("Add", [x, cube]), Math.sqrt(2 / Math.PI));
      return mul(g, half, g.node("Add", [g.node("Tanh", [inner]), one]));
    }
    const share = g.node("Erf", [g.node("Div", [x, g.number(Math.SQRT2)])]);
    return mul(g, half, g.node("Add", [share, one]));
  },
  silu: ({ g, x: [x], args: { beta } }: EachStep<{ beta: number }>) =>
    mul(g, x, g.node("Sigmoid", [beta === 1 ? x : mul(g, x, beta)])),
  mish: ({ g, x: [x] }) =>
    g.opset >= 18
      ? g.node("Mish", [x])
      : mul(g, x, g.node("Tanh", [g.node("Softplus", [x])])),
  elu: ({ g, x, args }: EachStep<{ alpha: number }>) =>
    g.node("Elu", x, { alpha: float(args.alpha) }),
  selu: op("Selu"),
  celu: ({ g, x, args }: EachStep<{ alpha: number }>) =>
    g.node("Celu", x, { alpha: float(args.alpha) }),
  relu6: ({ g, x: [x] }) => clip(g, x, 0, 6),
  hard_sigmoid: ({ g, x }) =>
    g.node("HardSigmoid", x, { alpha: float(1 / 6), beta: float(0.5) }),
  hard_tanh: ({ g, x: [x], args: { low, high } }: EachStep<Range>) =>
    clip(g, x, low, high),
  hard_swish: op("HardSwish"),
  softsign: op("Softsign"),
  log_sigmoid: ({ g, x: [x] }) =>
    g.node("Neg", [g.node("Softplus", [g.node("Neg", [x])])]),
  clip: ({ g, x: [x], args: { low, high } }: EachStep<Partial<Range>>) =>
    clip(g, x, low, high),
  threshold: (
    { g, x: [x], args: { threshold, value } }: EachStep<
      { threshold: number; value: number }
    >,
  ) => above(g, x, threshold, x, g.number(value)),
  hard_shrink: (
    { g, x: [x], args: { threshold } }: EachStep<{ threshold: number }>,
  ) => g.node("Shrink", [x], { lambd: float(threshold), bias: float(0) }),
  soft_shrink: (
    { g, x: [x], args: { threshold } }: EachStep<{ threshold: number }>,
  ) =>
    g.node("Shrink", [x], { lambd: float(threshold), bias: float(threshold) }),
  tanh_shrink: ({ g, x: [x] }) => g.node("Sub", [x, g.node("Tanh", [x])]),
  squareplus({ g, x: [x], args: { b } }: EachStep<{ b: number }>) {
    const size = g.node("Abs", [x]);
    const root = g.node("Sqrt", [
      g.node("Add", [mul(g, x, x), g.number(b)]),
    ]);
    const sum = g.node("Add", [size, root]);
    // Below 0 both would cancel.
    const below = g.node("Div", [g.number(b / 2), sum]);
    return above(g, x, 0, mul(g, sum, 0.5), below);
  },
  sparse_plus({ g, x: [x] }) {
    const rise = clip(g, g.node("Add", [x, g.number(1)]), 0);
    return above(g, x, 1, x, mul(g, mul(g, rise, rise), 0.25));
  },
  sparse_sigmoid: ({ g, x: [x] }) =>
    mul(g, clip(g, g.node("Add", [x, g.number(1)]), 0, 2), 0.5),

  add: chain("Add"),
  residual: chain("Add"),
  mul: chain("Mul"),
  sub: op("Sub"),
  div: op("Div"),
  pow: op("Pow"),
  max: op("Max"),
  min: op("Min"),
  where: ({ g, x: [condition, a, b] }) =>
    g.node("Where", [asTruth(g, condition), a, b]),
  fmod: ({ g, x }) => fmod(g, x),
  remainder({ g, x: [a, b] }) {
    const rest = fmod(g, [a, b]);
    const signs = mul(g, g.node("Sign", [rest]), g.node("Sign", [b]));
    const isOther = g.node("Less", [signs, g.number(0)]);
    return g.node("Where", [isOther, g.node("Add", [rest, b]), rest]);
  },
  greater: truth("Greater"),
  greater_equal: truth("GreaterOrEqual"),
  less: truth("Less"),
  less_equal: truth("LessOrEqual"),
  equal: truth("Equal"),
  not_equal: truth("Equal", true),
  logical_and: logical("And"),
  logical_or: logical("Or"),
  logical_xor: logical("Xor"),
  logical_not: logical("Not"),
  is_nan: truth("IsNaN"),
  is_inf: truth("IsInf"),

  neg: op("Neg"),
  exp: op("Exp"),
  log: op("Log"),
  shift: ({ g, x: [x], args }: EachStep<{ c: number }>) =>
    g.node("Add", [x, g.number(args.c)]),
  scale: ({ g, x: [x], args }: EachStep<{ c: number }>) => mul(g, x, args.c),
  recip: op("Reciprocal"),
  square: ({ g, x: [x] }) => mul(g, x, x),
  sqrt: op("Sqrt"),
  abs: op("Abs"),
  sign: op("Sign"),
  floor: op("Floor"),
  ceil: op("Ceil"),
  round: op("Round"),
  sin: op("Sin"),
  cos: op("Cos"),
  tan: op("Tan"),
  asin: op("Asin"),
  acos: op("Acos"),
  atan: op("Atan"),
  sinh: op("Sinh"),
  cosh: op("Cosh"),
  asinh: op("Asinh"),
  acosh: op("Acosh"),
  atanh: op("Atanh"),
  log1p: ({ g, x: [x] }) => log1p(g, x),
  expm1: ({ g, x: [x] }) => expm1(g, x),
  erf: op("Erf"),
};
