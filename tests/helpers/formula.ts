/**
 * Formulas of gradients, as `trace` and `explain` print them, evaluated.
 *
 * @module
 */

import { erfc } from "../../lib/kernels/plain/erf.ts";

/** A number, a row of numbers, or a matrix of rows. */
export type Quantity = number | readonly number[] | Matrix;

/** Rows of numbers. */
export interface Matrix {
  /** The rows. */
  readonly rows: readonly (readonly number[])[];
}

/** What a formula's symbols stand for. */
export type Symbols = ReadonlyMap<string, Quantity>;

/** Functions of each number. */
const functions: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  sinh: Math.sinh,
  cosh: Math.cosh,
  sign: Math.sign,
  σ: (x) => 1 / (1 + Math.exp(-x)),
  Φ: (x) => erfc(-x / Math.SQRT2) / 2,
  φ: (x) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI),
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> =
  {
    "<": (a, b) => a < b,
    ">": (a, b) => a > b,
    "≤": (a, b) => a <= b,
    "≥": (a, b) => a >= b,
  };

/** Functions of a row. */
const rowFunctions: Readonly<
  Record<string, (row: readonly number[]) => Quantity>
> = {
  mean: (row) => total(row) / row.length,
  softmax: (row) => {
    const powers = row.map(Math.exp);
    return powers.map((power) => power / total(powers));
  },
};

/**
 * Evaluates a formula for the rows that its symbols stand for: `dy·(1 - y²)`,
 * `dy if x > 0, else slope·dy`, `dy·h with h = …`, `dyᵀ·x`. `Σ` is the sum of a
 * row.
 *
 * @throws {SyntaxError} if it is none.
 */
export function evaluateFormula(formula: string, symbols: Symbols): Quantity {
  const [body, ...definitions] = formula.split(/ with |, (?=[\p{L}_]+ = )/u);
  const known = new Map(symbols);
  for (const definition of definitions.reverse()) {
    const [name, value] = definition.split(" = ");
    known.set(name, evaluate(value, known));
  }
  return evaluate(body, known);
}

function evaluate(text: string, symbols: Symbols): Quantity {
  const words = text.match(/\d+(?:\.\d+)?|[\p{Lu}\p{Ll}_]+|\S/gu) ?? [];
  let place = 0;
  const result = choice();
  if (place < words.length) throw new SyntaxError(`${text}: ${words[place]}`);
  return result;

  function eat(word: string): boolean {
    const isNext = words[place] === word;
    if (isNext) place++;
    return isNext;
  }

  function expect(word: string) {
    if (!eat(word)) throw new SyntaxError(`${text}: ${word} is missing`);
  }

  function choice(): Quantity {
    const yes = sum();
    if (!eat("if")) return yes;
    let condition: Quantity = 1;
    let left = sum();
    while (words[place] in comparisons) {
      const holds = comparisons[words[place++]];
      const right = sum();
      condition = each(
        (c, a, b) => c * Number(holds(a, b)),
        condition,
        left,
        right,
      );
      left = right;
    }
    expect(",");
    expect("else");
    return each((c, a, b) => c === 1 ? a : b, condition, yes, choice());
  }

  function sum(): Quantity {
    let left = product();
    for (;;) {
      if (eat("+")) left = each((a, b) => a + b, left, product());
      else if (eat("-")) left = each((a, b) => a - b, left, product());
      else return left;
    }
  }

  function product(): Quantity {
    let left = factor();
    for (;;) {
      if (eat("·")) left = times(left, factor());
      else if (eat("/")) left = each((a, b) => a / b, left, factor());
      else return left;
    }
  }

  function factor(): Quantity {
    if (eat("-")) return each((x) => -x, factor());
    if (eat("Σ")) return total(rowOf(product()));
    if (eat("√")) return each(Math.sqrt, factor());
    let value = primary();
    for (;;) {
      if (eat("²")) value = each((x) => x * x, value);
      else if (eat("^")) value = each(Math.pow, value, primary());
      else if (eat("ᵀ")) value = { rows: rowOf(value).map((x) => [x]) };
      else return value;
    }
  }

  function primary(): Quantity {
    if (eat("(")) {
      const inner = sum();
      expect(")");
      return inner;
    }
    if (eat("|")) {
      const inner = sum();
      expect("|");
      return each(Math.abs, inner);
    }
    const word = words[place++];
    if (/^\d/.test(word)) return Number(word);
    if (words[place] === "(" && Object.hasOwn(rowFunctions, word)) {
      return rowFunctions[word](rowOf(primary()));
    }
    if (words[place] === "(" && Object.hasOwn(functions, word)) {
      return each(functions[word], primary());
    }
    const value = word === "π" ? Math.PI : symbols.get(word);
    if (value === undefined) throw new SyntaxError(`${text}: ${word}`);
    return value;
  }
}

/** A function of each number; a single number goes with each of a row. */
function each(
  f: (...numbers: number[]) => number,
  ...quantities: readonly Quantity[]
): Quantity {
  const rows = quantities.map(rowOf);
  if (quantities.every((q) => typeof q === "number")) {
    return f(...rows.map(([x]) => x));
  }
  const length = Math.max(...rows.map((row) => row.length));
  return Array.from(
    { length },
    (_, i) => f(...rows.map((row) => row.length === 1 ? row[0] : row[i])),
  );
}

/** A row times a matrix, a column times a row, or number by number. */
function times(left: Quantity, right: Quantity): Quantity {
  if (isMatrix(left)) {
    return { rows: left.rows.map(([x]) => rowOf(right).map((y) => x * y)) };
  }
  if (!isMatrix(right)) return each((a, b) => a * b, left, right);
  const { rows } = right;
  const row = rowOf(left);
  return rows[0].map((_, column) =>
    total(rows.map((r, i) => row[i] * r[column]))
  );
}

function isMatrix(quantity: Quantity): quantity is Matrix {
  return typeof quantity === "object" && "rows" in quantity;
}

/** The numbers of a quantity, row-major. */
export function rowOf(quantity: Quantity): readonly number[] {
  if (typeof quantity === "number") return [quantity];
  return isMatrix(quantity) ? quantity.rows.flat() : quantity;
}

function total(row: readonly number[]): number {
  return row.reduce((sum, x) => sum + x, 0);
}
