import { elementCount, type Shape } from "../../lib/base/shape.ts";
import { say } from "../../words/say.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import type { Data, NumberData } from "../syntax/ast.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { isQuotient, numeralValue } from "../syntax/words/numerals.ts";

/** A written array. */
export interface Written {
  /** The sizes of its axes. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly numbers: readonly number[];
  /** The numbers as they were written. */
  readonly cells: readonly NumberData[];
  /** The mistake, if its rows differ. */
  readonly diagnostic?: Diagnostic | undefined;
}

/** Reads an array; rows of different lengths are a mistake. */
export function readData(data: Data): Written {
  const cells: NumberData[] = [];
  let ragged: Diagnostic | undefined;
  const shape = shapeOf(data);
  return {
    shape,
    numbers: cells.map(({ value }) => value),
    cells,
    diagnostic: ragged,
  };

  function shapeOf(data: Data): Shape {
    if (data.kind === "number") {
      cells.push(data);
      return [];
    }
    const shapes = data.items.map(shapeOf);
    const odd = shapes.findIndex((shape) => shape.join() !== shapes[0].join());
    if (odd > 0) {
      const first = describeShape(shapes[0]);
      ragged ??= diagnostic(
        "E122",
        say("the rows of an array must have the same shape"),
        data.items[odd].span,
        {
          label: say("this one is {shape}", {
            shape: describeShape(shapes[odd]),
          }),
          secondary: [{
            span: data.items[0].span,
            text: say("the first is {shape}", { shape: first }),
          }],
          helps: [{ text: say("make every row {shape}", { shape: first }) }],
        },
      );
    }
    return [data.items.length, ...shapes.at(0) ?? []];
  }
}

/** The numbers of written data in order, with blanks. */
export function numbersIn(data: Data): readonly NumberData[] {
  return data.kind === "number" ? [data] : data.items.flatMap(numbersIn);
}

/** `[0,5, 1,5]` as `[0.5, 1.5]`, where each number has taken the place of two; rows of two are rows. */
export function withDecimalPoints(
  { cells, shape }: Pick<Written, "cells" | "shape">,
  wanted: Shape,
): string | undefined {
  const isPaired = shape.length === Math.max(1, wanted.length) &&
    cells.length === 2 * elementCount(wanted) &&
    cells.every(({ text, span }, i) => {
      const gap = i === 0 ? Infinity : span.start - cells[i - 1].span.end;
      return i % 2 === 0
        ? /^-?\d+$/.test(text) && gap > 1
        : /^\d+$/.test(text) && gap === 1;
    });
  if (!isPaired) return undefined;
  const numbers = cells.filter((_, i) => i % 2 === 0);
  return formatArray(
    numbers.map((_, i) => i),
    wanted,
    (i) => `${cells[2 * i].text}.${cells[2 * i + 1].text}`,
  );
}

/** `a number`, `a vector of 3`, `a 2×3 matrix`, `a 2×2×3 array`. */
export function describeShape(shape: Shape): string {
  if (shape.length === 0) return say("a number");
  if (shape.length === 1) return say("a vector of {size}", { size: shape[0] });
  const sizes = shape.join("×");
  return shape.length === 2
    ? say("a {sizes} matrix", { sizes })
    : say("a {sizes} array", { sizes });
}

/** How an array of this shape is written, as advice; a large one is described. */
export function writeLike(shape: Shape): string {
  if (shape.length === 0) return say("write one number, such as `0.5`");
  const size = elementCount(shape);
  if (size > 16) return say("write {shape}", { shape: describeShape(shape) });
  const zeros = new Array<number>(size).fill(0);
  return say("write it like {array}", {
    array: `\`${formatArray(zeros, shape)}\``,
  });
}

/**
 * Half a unit in the last written place: 0.005 for `0.73`. An integer is within
 * 10⁻⁹, and a quotient within 10⁻⁹ of itself, which is as good as exact.
 */
export function writtenPrecision(text: string): number {
  if (isQuotient(text)) {
    return 1e-9 * (Math.min(1, Math.abs(numeralValue(text))) || 1);
  }
  const [mantissa, exponent = "0"] = text.toLowerCase().split("e");
  const [, decimals] = mantissa.split(".");
  if (decimals === undefined && exponent === "0") return 1e-9;
  return 0.5 * 10 ** (Number(exponent) - (decimals?.length ?? 0));
}

/** The number of digits after the point, counting the exponent. */
export function decimalsOf(text: string): number {
  if (isQuotient(text)) return 0;
  const [mantissa, exponent = "0"] = text.toLowerCase().split("e");
  return Math.max(
    0,
    (mantissa.split(".").at(1)?.length ?? 0) - Number(exponent),
  );
}

/** The digits from the first that is not 0: 2 in `0.024`, and in `0.20`. A quotient is exact. */
function significantDigits(text: string): number {
  if (isQuotient(text)) return Infinity;
  const [mantissa] = text.toLowerCase().split("e");
  return mantissa.replace(/^-/, "").replace(".", "").replace(/^0+/, "").length;
}

/** An answer may be rounded further than the key, but not to fewer digits than these. */
export const fewestDigits = 2;

/**
 * Whether a number is right: what is computed rounds to it, at the precision
 * that it is written with. Beside a key it has at least {@linkcode fewestDigits}
 * digits, or as many as the key if that has fewer; one with less is held to the
 * key's precision.
 *
 * @param key how the right number is written, by default as the number itself.
 */
export function agreesWith(
  { text, value }: NumberData,
  computed: number,
  key: string = text,
): boolean {
  const least = Math.min(fewestDigits, significantDigits(key));
  const isPrecise = significantDigits(text) >= least;
  return isNear(computed, value, writtenPrecision(isPrecise ? text : key));
}

/** Whether two numbers are at most `distance` apart, apart from their own rounding. */
export function isNear(a: number, b: number, distance: number): boolean {
  return Math.abs(a - b) <= distance + 4 * Number.EPSILON * Math.abs(b);
}
