/**
 * Mistakes that leave every number a multiple of what it should be.
 *
 * @module
 */

import { elementCount } from "../../base/shape.ts";
import { largestOf } from "../noise/rounding.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { isTimes, ratioOf } from "./ratio.ts";
import { stretchOf } from "./stretched.ts";

/** In the order in which they are tried. */
export const factorMistakes: readonly FindMistake[] = [
  isNeverWritten,
  shouldBeZero,
  isMultiple,
];

function isNeverWritten({ analytic, numeric, jacobian }: Case): Mistake {
  const largest = largestOf([numeric]);
  if (largestOf([analytic]) > 1e-9 * largest) return;
  // For softmax and the like it is 0 if the gradient from above is 1 everywhere.
  const ofOnes = jacobian()?.product(() => 1);
  const isZero = ofOnes !== undefined && largestOf([ofOnes]) <= 1e-6 * largest;
  if (analytic.some((a) => a !== 0)) {
    return "it is zero but for rounding: is the gradient from above ignored, as if it were 1?";
  }
  return isZero
    ? "it is all zeros: backward never writes it, or ignores the gradient from above"
    : "it is all zeros: backward never writes it";
}

function shouldBeZero({ numeric, known, wrong, analytic }: Case): Mistake {
  if (wrong.length === 0 || known.length === 0) return;
  const largest = largestOf([analytic]);
  return known.every((i) => Math.abs(numeric[i]) <= 1e-8 * largest)
    ? "this gradient should be zero: the outputs do not change"
    : undefined;
}

function isMultiple(own: Case): Mistake {
  const { analytic, numeric, explains, subject, off } = own;
  if (analytic.length < 2 && subject.scope === "network") return;
  const ratio = ratioOf(analytic, numeric);
  if (ratio === undefined || ratio === 0) return;
  if (Math.abs(ratio - 1) < 1e-7 || !explains((i) => analytic[i] / ratio)) {
    return;
  }
  // Any single number is some multiple of any other.
  if (off.length < 2 && !isCommon(ratio, own)) return;
  return nameRatio(ratio, own);
}

/** A sign, a factor of 2, or the batch: what a single number may be off by. */
function isCommon(ratio: number, { subject: { batch } }: Case): boolean {
  return [-1, 2, 1 / 2, batch, 1 / batch].some((each) =>
    Math.abs(ratio / each - 1) < 1e-7
  );
}

/** The sizes over which a sum or a mean may run, with their names. */
function sizesOf(own: Case): [number, string][] {
  const { subject, coordinates, outputShape } = own;
  const { batch, site } = subject;
  const stretched = stretchOf(own)?.axes ?? [];
  const sizes: [number, string][] = [
    ...stretched.map((axis): [number, string] => [
      outputShape[axis],
      `the stretched axis ${axis} of the outputs`,
    ]),
    [batch, "the batch"],
  ];
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
  // As likely a constant of the function as a small size.
  if (is(1 / 3)) {
    words.unshift("1/3 of what it should be, as without a factor 3");
  }
  if (is(3)) words.unshift("3 times what it should be");
  if (is(0.5)) {
    words.unshift(
      "half of what it should be, as without the factor 2 of a square",
    );
  }
  if (is(2)) words.unshift("twice what it should be, as if counted double");
  if (words.length === 0) return isTimes(ratio);
  // The batch is named beside a stretched axis, which may be as long.
  const most = words.some((text) => text.includes("the stretched axis"))
    ? 3
    : 2;
  return [...parts, `it is ${words.slice(0, most).join(", or ")}`].join(" ");
}
