/**
 * Mistakes that leave every number a multiple of what it should be.
 *
 * @module
 */

import { elementCount } from "../../base/shape.ts";
import { largestOf } from "../noise/rounding.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";

/** In the order in which they are tried. */
export const factorMistakes: readonly FindMistake[] = [
  isNeverWritten,
  shouldBeZero,
  isMultiple,
];

function isNeverWritten({ analytic, numeric, numericFor }: Case): Mistake {
  if (!analytic.every((a) => a === 0)) return;
  // For softmax and the like it is 0 if the gradient from above is 1 everywhere.
  const isZero = analytic.length <= 4096 &&
    largestOf([numericFor(() => 1)]) <= 1e-6 * largestOf([numeric]);
  return isZero
    ? "it is all zeros: backward never writes it, or ignores the gradient from above"
    : "it is all zeros: backward never writes it";
}

function shouldBeZero({ numeric, wrong, analytic, isNear }: Case): Mistake {
  return wrong.length > 0 && numeric.every((n) => isNear(n, 0)) &&
      analytic.some((a) => !isNear(a, 0))
    ? "this gradient should be zero: the outputs do not change"
    : undefined;
}

function isMultiple(own: Case): Mistake {
  const { analytic, numeric, explains, subject } = own;
  if (analytic.length < 2 && subject.scope === "network") return;
  const ratio = ratioOf(analytic, numeric);
  if (ratio === undefined || ratio === 0) return;
  if (Math.abs(ratio - 1) < 1e-7 || !explains((i) => analytic[i] / ratio)) {
    return;
  }
  return nameRatio(ratio, own);
}

/** The median ratio of the numbers that are not small. */
export function ratioOf(
  analytic: ArrayLike<number>,
  numeric: ArrayLike<number>,
): number | undefined {
  let largest = 0;
  for (let i = 0; i < numeric.length; i++) {
    if (Math.abs(numeric[i]) > largest) largest = Math.abs(numeric[i]);
  }
  const ratios: number[] = [];
  for (let i = 0; i < numeric.length; i++) {
    if (Math.abs(numeric[i]) > 1e-3 * largest) {
      ratios.push(analytic[i] / numeric[i]);
    }
  }
  ratios.sort((a, b) => a - b);
  const ratio = ratios[ratios.length >> 1];
  return Number.isFinite(ratio) ? ratio : undefined;
}

/** The sizes over which a sum or a mean may run, with their names. */
function sizesOf({ subject, coordinates }: Case): [number, string][] {
  const { batch, site } = subject;
  const sizes: [number, string][] = [[batch, "the batch"]];
  if (site === undefined) return sizes;
  const [x = []] = site.inputShapes;
  const outputs = elementCount(site.outputShape);
  const inputs = elementCount(x);
  sizes.push(
    [outputs, "the outputs of an example"],
    [inputs, "the inputs of an example"],
    [batch * outputs, "all outputs"],
    [batch * inputs, "all inputs"],
    [site.outputShape.at(-1) ?? 1, "the output's last axis"],
    [x.at(-1) ?? 1, "the input's last axis"],
    [inputs / (x.at(-1) ?? 1), "the rows of an example"],
    [coordinates.values.length, "its own numbers"],
  );
  return sizes;
}

function nameRatio(ratio: number, own: Case): Mistake {
  const sign = ratio < 0 ? "the sign is flipped" : "";
  const size = Math.abs(ratio);
  const is = (value: number) => Math.abs(size / value - 1) < 1e-6;
  if (is(1)) return `${sign}: it is the numeric one times -1`;
  const named = new Map<string, number>();
  for (const [n, what] of sizesOf(own)) {
    if (n < 2) continue;
    if (is(n)) named.set(`multiplied by the size of ${what}`, n);
    if (is(1 / n)) {
      named.set(`divided by the size of ${what} once too often`, n);
    }
  }
  const parts = sign === "" ? [] : [`${sign}, and`];
  const words = [...named].map(([text, n]) => `${text}, ${n}`);
  if (is(0.5)) {
    words.unshift(
      "half of what it should be: the factor 2 of a square is missing",
    );
  }
  if (is(2)) words.unshift("twice what it should be: counted double");
  if (words.length === 0) {
    words.push(`${Number(size.toPrecision(7))} times what it should be`);
  }
  return [...parts, `it is ${words.join(", or ")}`].join(" ");
}
