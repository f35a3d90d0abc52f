/**
 * A second evaluator of formulas: trees, number by number, each with its derivative by
 * one number that is given.
 *
 * @module
 */

import { times } from "../chance.ts";
import type { FormulaText, Tree } from "../formula_texts.ts";

/** A number. */
interface Dual {
  readonly value: number;
  /** How fast it grows with the chosen one. */
  readonly slope: number;
  /** The largest of the values and derivatives that it is made of; NaN where one is NaN. */
  readonly size: number;
}

/** An array of them. */
export interface NaiveArray {
  readonly shape: readonly number[];
  readonly numbers: readonly Dual[];
}

/** The values of all formulas by name, with derivatives by number `at` of the given value `by`. */
export function naiveValues(
  { given, functions, formulas }: FormulaText,
  by: string,
  at: number,
): ReadonlyMap<string, NaiveArray> {
  const own = new Map(functions.map((each) => [each.name, each]));
  const values = new Map<string, NaiveArray>(
    given.map(({ name, shape, numbers }) => [name, {
      shape,
      numbers: numbers.map((value, i) => ({
        value,
        slope: name === by && i === at ? 1 : 0,
        size: Math.abs(value),
      })),
    }]),
  );

  function evaluate(
    tree: Tree,
    names: ReadonlyMap<string, NaiveArray>,
  ): NaiveArray {
    switch (tree.kind) {
      case "number":
        return names.get(tree.text) ?? constant(tree.text);
      case "name": {
        const found = names.get(tree.name);
        if (found === undefined) throw new Error(`no ${tree.name}`);
        return found;
      }
      case "negation":
        return map(evaluate(tree.of, names), functionsOfOne.neg);
      case "operation":
        return stretched(
          evaluate(tree.left, names),
          evaluate(tree.right, names),
          operations[tree.operator],
        );
      case "function": {
        const operands = tree.of.map((each) => evaluate(each, names));
        const { parameters, body } = own.get(tree.name) ?? {};
        if (parameters && body) {
          return evaluate(
            body,
            new Map(parameters.map((name, i) => [name, operands[i]])),
          );
        }
        if (operands.length === 2) {
          return stretched(operands[0], operands[1], operations[tree.name]);
        }
        return reductions[tree.name]?.(operands[0]) ??
          map(operands[0], functionsOfOne[tree.name]);
      }
    }
  }

  for (const { name, tree } of formulas) {
    values.set(name, evaluate(tree, values));
  }
  return values;
}

function constant(text: string): NaiveArray {
  const value = { pi: Math.PI, e: Math.E }[text] ?? Number(text);
  return { shape: [], numbers: [{ value, slope: 0, size: value }] };
}

/** A value and its derivative. */
type Function1 = (x: number) => readonly [y: number, dx: number];

const functionsOfOne: Readonly<Record<string, Function1>> = {
  sigmoid: (x) => {
    const y = 1 / (1 + Math.exp(-x));
    return [y, y * (1 - y)];
  },
  tanh: (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2],
  sin: (x) => [Math.sin(x), Math.cos(x)],
  cos: (x) => [Math.cos(x), -Math.sin(x)],
  square: (x) => [x * x, 2 * x],
  abs: (x) => [Math.abs(x), Math.sign(x)],
  neg: (x) => [-x, -1],
  softplus: (x) => [
    Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    1 / (1 + Math.exp(-x)),
  ],
  relu: (x) => [Math.max(x, 0), x > 0 ? 1 : 0],
  id: (x) => [x, 1],
  exp: (x) => [Math.exp(x), Math.exp(x)],
};

/** A value and its derivatives by both operands. */
type Function2 = (
  a: number,
  b: number,
) => readonly [y: number, da: number, db: number];

const add: Function2 = (a, b) => [a + b, 1, 1];
const sub: Function2 = (a, b) => [a - b, 1, -1];
const mul: Function2 = (a, b) => [a * b, b, a];
const div: Function2 = (a, b) => [a / b, 1 / b, -a / b / b];
const pow: Function2 = (a, b) => [
  a ** b,
  b * a ** (b - 1),
  a > 0 ? a ** b * Math.log(a) : 0,
];

const operations: Readonly<Record<string, Function2>> = {
  "+": add,
  "-": sub,
  "*": mul,
  "/": div,
  "^": pow,
  add,
  sub,
  mul,
  div,
  max: (a, b) => a >= b ? [a, 1, 0] : [b, 0, 1],
  min: (a, b) => a <= b ? [a, 1, 0] : [b, 0, 1],
};

function map({ shape, numbers }: NaiveArray, f: Function1): NaiveArray {
  return {
    shape,
    numbers: numbers.map(({ value, slope, size }) => {
      const [y, dx] = f(value);
      return {
        value: y,
        slope: dx * slope,
        size: Math.max(size, Math.abs(y), Math.abs(dx)),
      };
    }),
  };
}

function combine(a: Dual, b: Dual, f: Function2): Dual {
  const [y, da, db] = f(a.value, b.value);
  return {
    value: y,
    slope: da * a.slope + db * b.slope,
    size: Math.max(a.size, b.size, ...[y, da, db].map(Math.abs)),
  };
}

/** NumPy's rule, by the places of each number. */
function stretched(a: NaiveArray, b: NaiveArray, f: Function2): NaiveArray {
  const rank = Math.max(a.shape.length, b.shape.length);
  const full = (shape: readonly number[]) => [
    ...Array<number>(rank - shape.length).fill(1),
    ...shape,
  ];
  const [left, right] = [full(a.shape), full(b.shape)];
  const shape = left.map((size, i) => size === 1 ? right[i] : size);
  const count = shape.reduce((n, size) => n * size, 1);
  const numbers = times(count, (i) => {
    const place = shape.map((size, axis) =>
      Math.floor(i / shape.slice(axis + 1).reduce((n, s) => n * s, 1)) % size
    );
    const at = ({ numbers }: NaiveArray, sizes: readonly number[]) =>
      numbers[
        sizes.reduce((n, size, k) => n * size + (size === 1 ? 0 : place[k]), 0)
      ];
    return combine(at(a, left), at(b, right), f);
  });
  return { shape, numbers };
}

/** Over all numbers, one after the other. */
function reduce({ numbers }: NaiveArray, f: Function2): NaiveArray {
  return { shape: [], numbers: [numbers.reduce((a, b) => combine(a, b, f))] };
}

const reductions: Readonly<Record<string, (a: NaiveArray) => NaiveArray>> = {
  sum: (a) => reduce(a, add),
  mean: (a) => stretched(reduce(a, add), constant(`${a.numbers.length}`), div),
  max: (a) => reduce(a, operations.max),
};
