import { alignedTo, type Case, type NamedArray } from "./case.ts";
import type { Shape } from "../../base/shape.ts";

/** Numbers at the places of an array, with the formula that they come from. */
export interface Term {
  readonly words: string;
  at(i: number): number;
}

/** An array whose numbers belong to the places of another. */
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

/** A formula and its reciprocal, of two variables that may have been mixed up. */
export function formulaPairs(
  a: Variable,
  b: Variable,
): readonly (readonly [Term, Term])[] {
  return formulas.flatMap(([words, f]) => {
    const of = ({ name, at }: Variable): Term => ({
      words: words(name),
      at: (i) => f(at(i)),
    });
    const inverse = ({ name, at }: Variable): Term => ({
      words: `1/${words(name)}`,
      at: (i) => 1 / f(at(i)),
    });
    return [[of(a), of(b)], [inverse(a), inverse(b)]] as const;
  });
}

/** The arrays that belong to the places of a case's array: the outputs, itself, others, parts of them, and its difference from a target. */
export function variablesOf(own: Case): readonly Variable[] {
  const { coordinates: { values, shape }, y, outputShape, name, others } = own;
  const x: Variable = { name, at: (i) => values[i] };
  const found: Variable[] = [];
  const add = (each: Pick<NamedArray, "name" | "values" | "shape">) => {
    const at = alignedTo(shape, values.length, each);
    if (at !== undefined) found.push({ name: each.name, at });
    return at;
  };
  // Derivatives are written in terms of y where they can be.
  add({ name: "y", values: y, shape: outputShape });
  found.push(x);
  for (const other of others) {
    const at = add(other);
    if (at === undefined) {
      found.push(...slicesOf(other, values.length));
    } else if (
      other.role === "input" && other.values.length === values.length
    ) {
      found.push({
        name: `(${name} - ${other.name})`,
        at: (i) => values[i] - at(i),
      });
    }
  }
  // What is the same everywhere is no more than a constant.
  return found.filter(({ at }) => values.some((_, i) => at(i) !== at(0)));
}

/** The parts of an array along one of its axes, if they are as long as another array: the gates of a cell. */
function slicesOf(
  { name, values, shape }: NamedArray,
  length: number,
): readonly Variable[] {
  return [...shape.entries()].flatMap(([axis, size]) => {
    if (size < 2 || size > 8 || size * length !== values.length) return [];
    if (shape.length < 2) return [];
    const step = shape.slice(axis + 1).reduce((n, each) => n * each, 1);
    return Array.from({ length: size }, (_, place) => ({
      name: `${name}[${
        shape.map((_, k) => k === axis ? place : ":").join(", ")
      }]`,
      at: (i: number) =>
        values[Math.floor(i / step) * step * size + place * step + i % step],
    }));
  });
}

/** The difference of each number from the mean of its group. */
export function centred(
  { coordinates: { values }, name }: Case,
  groups: readonly (readonly number[])[],
): Term {
  const means = new Float64Array(values.length);
  for (const group of groups) {
    const mean = group.reduce((sum, i) => sum + values[i], 0) / group.length;
    for (const i of group) means[i] = mean;
  }
  return { words: `(${name} - its mean)`, at: (i) => values[i] - means[i] };
}

/** The arrays that belong to the places of the outputs. */
export function outputVariablesOf(own: Case): readonly Variable[] {
  const { y, outputShape, others, name, coordinates } = own;
  const all: Pick<NamedArray, "name" | "values" | "shape">[] = [
    { name: "y", values: y, shape: outputShape },
    { name, values: coordinates.values, shape: coordinates.shape },
    ...others,
  ];
  return all.flatMap((each) => {
    const at = alignedTo(outputShape, y.length, each);
    return at === undefined ? [] : [{ name: each.name, at }];
  });
}

/** The gradient from above that belongs to each place of an array: of its own output, of its example's, or the only one. */
export function upstreamOf(
  { upstream, coordinates: { values, shape, role }, outputShape }: Case,
): ((i: number) => number) | undefined {
  if (upstream.length === values.length || upstream.length === 1) {
    return alignedTo(shape, values.length, {
      values: upstream,
      shape: outputShape,
    });
  }
  const [batch] = shape;
  if (role !== "input" || upstream.length !== batch) return;
  return alignedTo(shape, values.length, { values: upstream, shape: [batch] });
}

/** Groups of places: all, or those that differ along some axes only. */
export function groupsOf(
  shape: Shape,
  length: number,
): readonly {
  readonly words: string;
  readonly of: readonly (readonly number[])[];
}[] {
  const all = Array.from({ length }, (_, i) => i);
  const by = (key: (i: number) => number) => {
    const groups = new Map<number, number[]>();
    for (const i of all) {
      const group = groups.get(key(i));
      if (group === undefined) groups.set(key(i), [i]);
      else group.push(i);
    }
    return [...groups.values()];
  };
  const width = shape.at(-1) ?? 1;
  const found = [{ words: "", of: [all] }];
  if (shape.length > 1) {
    const size = length / shape[0];
    found.push({
      words: " along the last axis",
      of: by((i) => Math.floor(i / width)),
    });
    found.push({ words: " along the first axis", of: by((i) => i % size) });
    if (shape.length > 2) {
      found.push({
        words: " in each example",
        of: by((i) => Math.floor(i / size)),
      });
      found.push({
        words: " over all but the last axis",
        of: by((i) => i % width),
      });
    }
  }
  return found;
}
