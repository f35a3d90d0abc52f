/**
 * Several inputs or targets in one row of numbers: an example's parts lie one after
 * the other, so that all that divides, shuffles and streams examples knows one row.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, formatShape } from "../../base/shape.ts";
import { allocate, precisionOf, type Values } from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";
import {
  type Block,
  type ExamplePart,
  type Examples,
  type ExamplesInMemory,
  examplesOf,
  type Normalization,
} from "./examples.ts";

/** A part with its place among the numbers of an example. */
export interface PlacedPart extends ExamplePart {
  readonly start: number;
  readonly width: number;
}

/** Where parts lie among the numbers of an example. */
export function placed(parts: readonly ExamplePart[]): readonly PlacedPart[] {
  let start = 0;
  return parts.map((part) => {
    const width = elementCount(part.shape);
    const own = { ...part, start, width };
    start += width;
    return own;
  });
}

/** How many numbers all parts have. */
export function widthOf(parts: readonly ExamplePart[]): number {
  return parts.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

/** Copies a part of rows of `width` numbers to an array of its own. */
export function takePart(
  to: Values,
  rows: Values,
  { start, width: own }: PlacedPart,
  width: number,
): void {
  for (let i = 0, from = start; i < to.length; i += own, from += width) {
    for (let k = 0; k < own; k++) to[i + k] = rows[from + k];
  }
}

/** Writes a part into rows of `width` numbers: what {@linkcode takePart} reads. */
function putPart(
  rows: Values,
  from: ArrayLike<number>,
  { start, width: own }: PlacedPart,
  width: number,
): void {
  for (let i = 0, to = start; i < from.length; i += own, to += width) {
    for (let k = 0; k < own; k++) rows[to + k] = from[i + k];
  }
}

/** The numbers of each part, one example after the other. */
export interface FilledPart extends ExamplePart {
  readonly values: Values;
}

/** Parts side by side in rows; the array of a single part itself. */
function joinedRows(
  parts: readonly FilledPart[],
  length: number,
): Values {
  if (parts.length === 1) return parts[0].values;
  const isDouble = parts.some(({ values }) =>
    precisionOf(values) === "float64"
  );
  const width = widthOf(parts);
  const rows = allocate(isDouble ? "float64" : "float32", length * width);
  for (const [i, part] of placed(parts).entries()) {
    putPart(rows, parts[i].values, part, width);
  }
  return rows;
}

/**
 * Examples in memory of several inputs or several targets.
 *
 * @throws {NablaError} if they are not of whole examples, or of as many each.
 */
export function joinedExamples(
  inputs: readonly FilledPart[],
  targets: readonly FilledPart[],
): ExamplesInMemory {
  const counts = [...inputs, ...targets].map(({ name, shape, values }) => {
    const width = elementCount(shape);
    const count = values.length / width;
    if (Number.isInteger(count)) return { name, count };
    throw new NablaError("value", {
      action: say("make examples"),
      name: say("the length of {name} of {shape}", {
        name,
        shape: formatShape(shape),
      }),
      rule: say("a multiple of {width}", { width }),
      found: values.length,
    });
  });
  const [{ name, count }] = counts;
  const other = counts.find((each) => each.count !== count);
  if (other !== undefined) {
    throw new NablaError("call", {
      action: say("make examples"),
      rule: say(
        "all inputs and targets must have the same number of examples",
      ),
      found: say("{count} of {name} and {otherCount} of {other}", {
        count: formatCount(count),
        name,
        otherCount: formatCount(other.count),
        other: other.name,
      }),
    });
  }
  const meant = (parts: readonly FilledPart[]) =>
    parts.length < 2
      ? undefined
      : parts.map(({ name, shape }) => ({ name, shape }));
  const shapeOf = (parts: readonly FilledPart[]) =>
    parts.length === 1 ? parts[0].shape : [widthOf(parts)];
  return {
    ...examplesOf(joinedRows(inputs, count), {
      inputShape: shapeOf(inputs),
      ...targets.length > 0 && {
        target: joinedRows(targets, count),
        targetShape: shapeOf(targets),
      },
    }),
    inputs: meant(inputs),
    targets: meant(targets),
  };
}

/** The same examples with the target of one loss as their only one. */
export function withTargetOf(all: Examples, loss: string): Examples {
  const parts = placed(all.targets ?? []);
  const part = parts.find(({ name }) => name === loss);
  return part === undefined ? all : onlyPart(all, "target", part, parts);
}

/** Examples of the same shapes, those of the first before those of the second. */
export function oneAfterAnother(parts: readonly Examples[]): Examples {
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  const { memory: _, ...meaning } = first;
  return {
    ...meaning,
    length: parts.reduce((sum, { length }) => sum + length, 0),
    async *blocks() {
      for (const part of parts) yield* part.blocks();
    },
  };
}

/** The same examples with one of their inputs as their only one. */
export function withInputOf(all: Examples, input: string): Examples {
  const parts = placed(all.inputs ?? []);
  const part = parts.find(({ name }) => name === input);
  return part === undefined ? all : onlyPart(all, "x", part, parts);
}

function onlyPart(
  all: Examples,
  which: "x" | "target",
  part: PlacedPart,
  parts: readonly PlacedPart[],
): Examples {
  const width = widthOf(parts);
  const own = (block: Block): Block => {
    const rows = block[which];
    const to = allocate(precisionOf(rows), block.length * part.width);
    takePart(to, rows, part, width);
    return { ...block, [which]: to };
  };
  const { shape, normalization } = part;
  const meaning = which === "x" ? { inputShape: shape, inputs: undefined } : {
    targetShape: shape,
    targets: undefined,
    targetNormalization: normalization,
  };
  const { memory } = all;
  if (memory !== undefined) {
    const block = own(memory);
    return { ...all, ...meaning, memory: block, blocks: () => [block] };
  }
  return {
    ...all,
    ...meaning,
    async *blocks() {
      for await (const block of all.blocks()) yield own(block);
    },
  };
}

/** Rules for each part as one for the whole row; undefined where no part has one. */
export function joinedNormalization(
  parts: readonly ExamplePart[],
): Normalization | undefined {
  if (parts.every(({ normalization }) => normalization === undefined)) {
    return undefined;
  }
  const repeated = (list: readonly number[], width: number) =>
    Array.from({ length: width }, (_, i) => list[i % list.length]);
  const all = placed(parts).map(({ width, normalization }) => ({
    offset: repeated(normalization?.offset ?? [0], width),
    scale: repeated(normalization?.scale ?? [1], width),
  }));
  return {
    offset: all.flatMap(({ offset }) => offset),
    scale: all.flatMap(({ scale }) => scale),
  };
}
