/**
 * The formulas that derivatives are made of.
 *
 * @module
 */

/** Numbers at the places of an array, with the formula that they come from. */
export interface Term {
  readonly words: string;
  at(i: number): number;
}

/** Numbers that belong to the places of an array. */
export interface Variable {
  readonly name: string;
  at(i: number): number;
}

/** A function of one number, in words. */
type Formula = readonly [
  words: (z: string) => string,
  f: (z: number) => number,
];

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Those that derivatives are made of, simple ones first. */
const formulas: readonly Formula[] = [
  [(z) => z, (z) => z],
  [(z) => `(1 - ${z})`, (z) => 1 - z],
  [(z) => `(1 + ${z})`, (z) => 1 + z],
  [(z) => `${z}·(1 - ${z})`, (z) => z * (1 - z)],
  [(z) => `(1 - ${z}²)`, (z) => 1 - z * z],
  [(z) => `${z}²`, (z) => z * z],
  [(z) => `exp(${z})`, (z) => Math.exp(z)],
  [(z) => `σ(${z})`, sigmoid],
  [(z) => `(1 - σ(${z}))`, (z) => sigmoid(-z)],
  [(z) => `σ(${z})·(1 - σ(${z}))`, (z) => sigmoid(z) * sigmoid(-z)],
  [(z) => `tanh(${z})`, Math.tanh],
  [(z) => `(1 - tanh(${z})²)`, (z) => 1 - Math.tanh(z) ** 2],
  [(z) => `cos(${z})`, Math.cos],
  [(z) => `sin(${z})`, Math.sin],
  [(z) => `ln(${z})`, Math.log],
  [(z) => `√${z}`, Math.sqrt],
  [(z) => `sign(${z})`, Math.sign],
  [(z) => `|${z}|`, Math.abs],
  [(z) => `(1 + ${z}²)`, (z) => 1 + z * z],
  [(z) => `(1 + |${z}|)`, (z) => 1 + Math.abs(z)],
  [(z) => `${z}³`, (z) => z ** 3],
  [(z) => `ln(1 + exp(${z}))`, (z) => Math.log1p(Math.exp(z))],
  [
    (z) => `exp(-${z}²/2)/√(2π)`,
    (z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI),
  ],
];

/** Each formula of a variable. */
export function formulasOf({ name, at }: Variable): readonly Term[] {
  return formulas.map(([words, f]) => ({
    words: words(name),
    at: (i) => f(at(i)),
  }));
}

/** One over a term. */
export function reciprocalOf({ words, at }: Term): Term {
  return { words: `1/${words}`, at: (i) => 1 / at(i) };
}
