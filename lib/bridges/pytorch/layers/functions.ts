/**
 * Layers that are functions of each number, in PyTorch.
 *
 * @module
 */

import { axisFunction } from "./axes.ts";
import { call, expression, type Lowerings, parametersOf, py } from "./lines.ts";

const function1 = (name: string) => expression(({ x }) => call(name, x));

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
  glu: axisFunction("F.glu"),
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
