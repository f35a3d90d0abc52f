/**
 * The arithmetic of layers that sum products: `0.5·1 - 1·2 + 0.1 = -1.4`, and the
 * same of their gradients, which are sums of products as well.
 *
 * @module
 */

import { indexOf, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import type { Factor, Layer, Site } from "../../lib/layer/layer.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { textWidth } from "../typesetting/width.ts";
import { wrapLine } from "../typesetting/wrap.ts";

/** A number as the sum of products. */
export interface TraceSum {
  /** Where it stands in its array. */
  readonly index: readonly number[];
  /** The factors of each product. */
  readonly terms: readonly (readonly number[])[];
  /** Their sum, as it was computed. */
  readonly value: number;
}

/** More sums are not read: of a batch those of its first example are shown, or else the first few. */
const mostSums = 6;
const fewSums = 3;
/** Longer sums are not read. */
const mostTerms = 8;
/** Gradients of larger products are not searched for their terms. */
const mostOutputs = 64;

/** The numbers that a step computes; undefined where its layer sums no products, or too many. */
export function forwardSums(
  layer: Layer,
  site: Site,
  shape: Shape,
): readonly TraceSum[] | undefined {
  if (layer.terms === undefined) return undefined;
  const termsOf = (output: number) =>
    layer.terms?.(site, output).map((term) =>
      term.map((each) => numberAt(site, each))
    ) ?? [];
  return shownOf(site.y, shape, site.batch, termsOf);
}

/** The gradient of one of a step's inputs or parameters, through this step. */
export function backwardSums(
  layer: Layer,
  site: Site,
  of: number | string,
  gradient: Values,
  shape: Shape,
): readonly TraceSum[] | undefined {
  if (layer.terms === undefined || site.y.length > mostOutputs) {
    return undefined;
  }
  const byEntry = new Map<number, number[][]>();
  for (let output = 0; output < site.y.length; output++) {
    for (const term of layer.terms(site, output)) {
      const own = term.find((factor) => factor.of === of);
      if (own === undefined) continue;
      const others = term.filter((factor) => factor !== own)
        .map((each) => numberAt(site, each));
      const found = byEntry.get(own.entry) ?? [];
      byEntry.set(own.entry, [...found, [site.dy[output], ...others]]);
    }
  }
  const batch = typeof of === "number" ? site.batch : 1;
  return shownOf(gradient, shape, batch, (entry) => byEntry.get(entry) ?? []);
}

function shownOf(
  values: Values,
  shape: Shape,
  batch: number,
  termsOf: (entry: number) => readonly (readonly number[])[],
): readonly TraceSum[] | undefined {
  const count =
    [values.length, values.length / batch].find((each) => each <= mostSums) ??
      fewSums;
  const sums = Array.from({ length: count }, (_, entry) => ({
    index: values.length === 1 ? [] : indexOf(entry, shape),
    terms: termsOf(entry),
    value: values[entry],
  })).filter(({ terms }) => terms.length > 0);
  const isShort = sums.every(({ terms }) => terms.length <= mostTerms);
  // A number that is only passed on is no arithmetic.
  const isSum = sums.some(({ terms }) => terms.flat().length > 1);
  return isShort && isSum ? sums : undefined;
}

function numberAt({ inputs, parameters }: Site, { of, entry }: Factor): number {
  return (typeof of === "number" ? inputs[of] : parameters[of])[entry];
}

/**
 * `fc1[0,1] = 0.5·1 - 1·2 + 0.1 = -1.4`, with as many digits as fit in so many
 * columns; three dots where others of the array's numbers are not shown.
 */
export function renderSums(
  name: string,
  sums: readonly TraceSum[] = [],
  total: number,
  room: number,
): readonly string[] {
  const lines = (digits: number) =>
    sums.map(({ index, terms, value }) => {
      const place = index.length === 0 ? "" : `[${index.join()}]`;
      return `${name}${place} = ${sumText(terms, digits)} = ${
        formatNumber(value, digits)
      }`;
    });
  const fitting = [5, 4, 3].map(lines)
    .find((all) => all.every((line) => textWidth(line) <= room));
  const indent = /^ */.exec(name)?.[0] ?? "";
  const shown = fitting ??
    lines(4).flatMap((line) => wrapLine(line, `${indent}  `, room));
  const isCut = sums.length > 0 && sums.length < total;
  return isCut ? [...shown, `${indent}…`] : shown;
}

function sumText(
  terms: readonly (readonly number[])[],
  digits: number,
): string {
  return terms.map(([first, ...others], i) => {
    const isNegative = first < 0;
    const sign = i === 0 ? (isNegative ? "-" : "") : isNegative ? " - " : " + ";
    const factors = others.map((each) => {
      const text = formatNumber(each, digits);
      return each < 0 ? `(${text})` : text;
    });
    return sign + [formatNumber(Math.abs(first), digits), ...factors].join("·");
  }).join("");
}
