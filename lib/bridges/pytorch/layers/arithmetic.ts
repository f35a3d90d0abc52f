/**
 * Layers that take several arrays, number by number or as matrices, in PyTorch.
 *
 * @module
 */

import {
  expression,
  isPyNumber,
  type Lowerings,
  type TorchLowering,
  type TorchStep,
} from "./lines.ts";

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

/** A number where a function takes arrays only. */
function asArray(expression: string): string {
  return isPyNumber(expression) ? `torch.tensor(${expression})` : expression;
}

const between = (operator: string): TorchLowering =>
  expression((step) => aligned(step).join(` ${operator} `));

/** A function of two arrays, applied again and again to more. */
export const folded = (name: string): TorchLowering =>
  expression((step) =>
    aligned(step).map(asArray).reduce((a, b) => `${name}(${a}, ${b})`)
  );

/** A comparison, as numbers. */
const compared = (name: string): TorchLowering =>
  expression((step) => {
    const [a, b] = aligned(step).map(asArray);
    return `torch.${name}(${a}, ${b}).to(${b}.dtype)`;
  });

/** Layers that take several arrays. */
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
};
