/**
 * Random formulas as trees, and how they are written: with the brackets that they
 * need, and some that they do not.
 *
 * @module
 */

import type { Random } from "../../lib/base/random.ts";
import { happens, pick, times } from "./chance.ts";

/** A formula. */
export type Tree =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negation"; readonly of: Tree }
  | {
    readonly kind: "operation";
    readonly operator: "+" | "-" | "*" | "/" | "^";
    readonly left: Tree;
    readonly right: Tree;
  }
  | {
    readonly kind: "function";
    readonly name: string;
    readonly of: readonly Tree[];
  };

/** A value that a text gives. */
export interface GivenValue {
  readonly name: string;
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

/** A function of the text's own. */
export interface OwnTree {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Tree;
}

/** A text of formulas in parts. */
export interface FormulaText {
  readonly given: readonly GivenValue[];
  readonly functions: readonly OwnTree[];
  /** Formulas in order; the last is a single number. */
  readonly formulas: readonly { readonly name: string; readonly tree: Tree }[];
  /** The parts written down. */
  readonly text: string;
}

/** Functions of one operand that have a value everywhere. */
export const unary =
  "sigmoid tanh sin cos square abs neg softplus relu id exp sum mean max"
    .split(" ");

const plainNumbers = "1 2 3 0.5 .25 4. 1e-1 10 0.75 pi e".split(" ");
const names = "a b c u v w alpha beta q_1 Z".split(" ");
/** All fit together by the rule of broadcasting. */
const shapes: readonly (readonly number[])[] = [[], [], [3], [1], [2, 1], [
  2,
  3,
], [1, 3]];

/** A text of given values, functions and formulas, of which the last adds up all. */
export function formulaText(random: Random): FormulaText {
  const given = times(1 + random.integer(4), (i) => {
    const shape = pick(random, shapes);
    const count = shape.reduce((n, size) => n * size, 1);
    const numbers = times(
      count,
      () => Math.round(random.uniform() * 400 - 200) / 100,
    );
    return { name: names[i], shape, numbers };
  });
  const functions: OwnTree[] = [];
  for (let i = random.integer(3); i > 0; i--) {
    const parameters = ["x", "t", "e"].slice(0, 1 + random.integer(3));
    const body = tree(random, { names: parameters, functions, depth: 3 });
    functions.push({ name: `f${functions.length + 1}`, parameters, body });
  }
  const known = given.map(({ name }) => name);
  const formulas: { name: string; tree: Tree }[] = [];
  for (let i = 1 + random.integer(3); i > 0; i--) {
    const made = tree(random, { names: known, functions, depth: 4 });
    const name = `h${formulas.length + 1}`;
    known.push(name);
    formulas.push({ name, tree: made });
  }
  const all = known.filter((name) => !functions.some((f) => f.name === name));
  const sums: Tree[] = all.map((name) => ({
    kind: "function",
    name: "sum",
    of: [{ kind: "name", name }],
  }));
  const end = sums.reduce((left, right) => ({
    kind: "operation",
    operator: "+",
    left,
    right,
  }));
  formulas.push({ name: "total", tree: end });
  const lines = [
    ...given.map(({ name, shape, numbers }) =>
      `given ${name} = ${nested(numbers, shape)}`
    ),
    ...functions.map(({ name, parameters, body }) =>
      `${name}(${parameters.join(", ")}) = ${written(random, body)}`
    ),
    ...formulas.map(({ name, tree }) => `${name} = ${written(random, tree)}`),
  ];
  return { given, functions, formulas, text: lines.join("\n") };
}

interface Around {
  /** Values that may be named. */
  readonly names: readonly string[];
  readonly functions: readonly OwnTree[];
  readonly depth: number;
}

function tree(random: Random, { names, functions, depth }: Around): Tree {
  const part = () => tree(random, { names, functions, depth: depth - 1 });
  const kind = depth === 0 ? random.integer(3) : random.integer(12);
  if (kind === 0) return { kind: "number", text: pick(random, plainNumbers) };
  if (kind < 4) return { kind: "name", name: pick(random, names) };
  if (kind === 4) return { kind: "negation", of: part() };
  if (kind < 8) {
    const operator = pick(random, ["+", "-", "*", "/"] as const);
    return { kind: "operation", operator, left: part(), right: part() };
  }
  if (kind === 8) return power(random, part());
  if (kind === 9 && functions.length > 0) {
    const { name, parameters } = pick(random, functions);
    return { kind: "function", name, of: parameters.map(part) };
  }
  if (kind === 10) {
    const name = pick(random, ["max", "min", "add", "mul", "sub", "div"]);
    return { kind: "function", name, of: [part(), part()] };
  }
  return { kind: "function", name: pick(random, unary), of: [part()] };
}

/** A number below or above: what else has no gradient for bases of 0 and less. */
function power(random: Random, of: Tree): Tree {
  const small = pick(random, ["2", "3", "1", "0.5"]);
  const number: Tree = { kind: "number", text: small };
  if (happens(random, 0.3)) {
    return { kind: "operation", operator: "^", left: number, right: of };
  }
  const right: Tree = happens(random, 0.2)
    ? { kind: "negation", of: number }
    : number;
  return { kind: "operation", operator: "^", left: of, right };
}

/** How close what it is made of holds together. */
function levelOf(tree: Tree): number {
  if (tree.kind === "negation") return 3;
  if (tree.kind !== "operation") return 5;
  return { "+": 1, "-": 1, "*": 2, "/": 2, "^": 4 }[tree.operator];
}

/** A formula as someone might write it. */
export function written(random: Random, tree: Tree): string {
  const inner = (of: Tree, least: number): string => {
    const text = written(random, of);
    const isBare = levelOf(of) >= least && !happens(random, 0.05);
    return isBare ? text : `(${text})`;
  };
  const blank = () => pick(random, ["", "", " ", " "]);
  switch (tree.kind) {
    case "number":
      return tree.text;
    case "name":
      return tree.name;
    case "negation":
      return `-${inner(tree.of, 4)}`;
    case "function":
      return `${tree.name}(${
        tree.of.map((each) => written(random, each)).join(pick(random, [
          ",",
          ", ",
        ]))
      })`;
    case "operation": {
      const { operator, left, right } = tree;
      const [before, after] = {
        "+": [1, 2],
        "-": [1, 2],
        "*": [2, 3],
        "/": [2, 3],
        "^": [5, 3],
      }[operator];
      // `2.` before `*` and `a -b` are right, whatever blanks there are.
      const end = happens(random, 0.04) ? "\n  " : blank();
      return `${inner(left, before)}${blank()}${operator}${end}${
        inner(right, after)
      }`;
    }
  }
}

/** Numbers as a text writes an array. */
export function nested(
  numbers: readonly number[],
  [size, ...rest]: readonly number[],
): string {
  if (size === undefined) return `${numbers[0]}`;
  const each = numbers.length / size;
  return `[${
    times(size, (i) => nested(numbers.slice(i * each, (i + 1) * each), rest))
      .join(", ")
  }]`;
}
