/**
 * The numbers that belong to each place of an array: those of other arrays, of parts of them, of
 * the outputs, and the gradient from above.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { allocate } from "../../base/values.ts";
import type { Shape } from "../../base/shape.ts";
import type { Case, NamedArray } from "./case.ts";
import type { Term, Variable } from "./formulas.ts";

type Numbers = Pick<NamedArray, "name" | "values" | "shape">;

/** The arrays that belong to the places of a case's array: the outputs, itself, others, parts of them, and its difference from them. */
export function variablesOf(own: Case): readonly Variable[] {
  const { coordinates: { values, shape }, y, outputShape, name, others } = own;
  const x: Variable = { name, at: (i) => values[i] };
  const outputs: Numbers = { name: "y", values: y, shape: outputShape };
  const found: Variable[] = [];
  const differences: Variable[] = [];
  for (const each of [outputs, ...others]) {
    const at = alignedTo(shape, values.length, each);
    // Derivatives are written in terms of y where they can be.
    if (each !== outputs && found.length < 2) found.push(x);
    if (at === undefined) continue;
    found.push({ name: each.name, at });
    // Of a single output: as a logarithm of a sum.
    if (each === outputs && y.length > 1) continue;
    differences.push({
      name: `(${name} - ${each.name})`,
      at: (i) => values[i] - at(i),
    });
  }
  if (!found.includes(x)) found.push(x);
  const all = [
    ...found,
    ...differences,
    ...[outputs, ...others].flatMap((each) => partsOf(each, own)),
  ];
  // What is the same everywhere is no more than a constant.
  return all.filter(({ at }) => values.some((_, i) => at(i) !== at(0)));
}

/** The arrays that belong to the places of the outputs. */
export function outputVariablesOf(own: Case): readonly Variable[] {
  const { y, outputShape, others, name, coordinates } = own;
  const all: Numbers[] = [
    { name: "y", values: y, shape: outputShape },
    { name, values: coordinates.values, shape: coordinates.shape },
    ...others,
  ];
  const found = all.flatMap((each) => {
    const at = alignedTo(outputShape, y.length, each);
    return at === undefined ? [] : [{ name: each.name, at }];
  });
  return [...found, ...chunksOfOutputs(own)];
}

/** Parts of the outputs of an example, beside each other: the state of a cell beside what it gives. */
function chunksOfOutputs({ y, outputShape, subject }: Case): Variable[] {
  const rows = new Set([
    subject.scope === "function" ? 1 : subject.batch,
    y.length / (outputShape.at(-1) ?? 1),
  ]);
  return [...rows].flatMap((count) => {
    const width = y.length / count;
    return [2, 3].filter((times) => width % times === 0 && width > times)
      .flatMap((times) =>
        Array.from({ length: times }, (_, part) => ({
          name: partName("y", part, times),
          at: (j: number) =>
            y[
              Math.floor(j / width) * width + part * width / times +
              j % (width / times)
            ],
        }))
      );
  });
}

function partName(name: string, part: number, count: number): string {
  return say("{name} (part {part} of {count})", { name, part, count });
}

/**
 * Parts of arrays whose rows are a few times as long as those of another: the gates of a cell
 * beside its state. The last axis is a row, or all of an example.
 */
function partsOf({ name, values: other, shape }: Numbers, own: Case) {
  const { coordinates: { values, shape: ownShape } } = own;
  const found: Variable[] = [];
  const rowsOf = (length: number, shape: Shape) =>
    new Set([shape[0], length / (shape.at(-1) ?? 1)]);
  for (const rows of rowsOf(values.length, ownShape)) {
    if (!rowsOf(other.length, shape).has(rows) || rows === other.length) {
      continue;
    }
    const [width, otherWidth] = [values.length / rows, other.length / rows];
    const at = (from: ArrayLike<number>, wide: number, start: number) => {
      const step = Math.min(width, otherWidth);
      return (i: number) =>
        from[Math.floor(i / width) * wide + start + i % width % step];
    };
    const times = Math.max(width, otherWidth) / Math.min(width, otherWidth);
    if (![2, 3, 4].includes(times)) continue;
    const isWider = otherWidth > width;
    const [whole, part] = isWider ? [name, own.name] : [own.name, name];
    if (!isWider) found.push({ name: part, at: at(other, otherWidth, 0) });
    for (let k = 0; k < times; k++) {
      found.push({
        name: partName(whole, k, times),
        at: isWider
          ? at(other, otherWidth, k * width)
          : at(values, width, k * otherWidth),
      });
    }
  }
  return found;
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

/** The difference of each number from the mean of its group. */
export function centred(
  { coordinates: { values }, name }: Case,
  groups: readonly (readonly number[])[],
): Term {
  const means = allocate("float64", values.length);
  for (const group of groups) {
    const mean = group.reduce((sum, i) => sum + values[i], 0) / group.length;
    for (const i of group) means[i] = mean;
  }
  return {
    words: say("({name} - its mean)", { name }),
    at: (i) => values[i] - means[i],
  };
}

/** 1 at the class that a target names, 0 at the others; undefined if no array of classes belongs to this one. */
export function atTarget(own: Case): ((i: number) => number) | undefined {
  const { coordinates: { values, shape }, others } = own;
  const classes = shape.at(-1) ?? 1;
  const target = others.find((each) =>
    each.isData && each.values.length === values.length / classes &&
    each.values.every((t) => Number.isInteger(t) && t >= 0 && t < classes)
  );
  if (target === undefined || classes < 2) return;
  return (i) => target.values[Math.floor(i / classes)] === i % classes ? 1 : 0;
}

/** The number of another array that belongs to each place of a shape; undefined if none does. */
function alignedTo(
  shape: Shape,
  length: number,
  { values, shape: own }: Pick<NamedArray, "values" | "shape">,
): ((i: number) => number) | undefined {
  const count = values.length;
  if (count === length) return (i) => values[i];
  if (count === 1) return () => values[0];
  if (count < 2) return;
  if (own.length > 1) {
    const size = leadingSize(shape, own, count);
    return size === undefined ? undefined : (i) => values[Math.floor(i / size)];
  }
  // The last axis first: there such an array belongs most often.
  let inner = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = inner;
    if (shape[axis] === count) {
      return (i) => values[Math.floor(i / size) % count];
    }
    inner *= shape[axis];
  }
  const size = leadingSize(shape, own, count);
  return size === undefined ? undefined : (i) => values[Math.floor(i / size)];
}

/** How many places share a number, if there is one for each place of the first axes. */
function leadingSize(
  shape: Shape,
  own: Shape,
  count: number,
): number | undefined {
  let outer = 1;
  for (const [axis, extent] of shape.entries()) {
    if (own[axis] !== undefined && own[axis] !== extent) return;
    outer *= extent;
    if (outer !== count) continue;
    return shape.slice(axis + 1).reduce((n, each) => n * each, 1);
  }
}
