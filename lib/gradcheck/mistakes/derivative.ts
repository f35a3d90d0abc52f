/**
 * Mistakes in the derivative of a function of one number: a factor is missing, it is
 * computed from the wrong variable, or is wrong on one side of zero.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import { type Case, type FindMistake, type Mistake, ofInput } from "./case.ts";
import { ratioOf } from "./factor.ts";

/** In the order in which they are tried. */
export const derivativeMistakes: readonly FindMistake[] = [
  ofInput(missesFactor),
  ofInput(isAtInput),
  ofInput(differsBySide),
];

type Factor = (x: number, y: number) => number;

const factors: readonly (readonly [words: string, f: Factor])[] = [
  ["y", (_x, y) => y],
  ["(1 - y)", (_x, y) => 1 - y],
  ["(1 + y)", (_x, y) => 1 + y],
  ["y·(1 - y)", (_x, y) => y * (1 - y)],
  ["(1 - y²)", (_x, y) => 1 - y * y],
  ["2·y", (_x, y) => 2 * y],
  ["x", (x) => x],
  ["2·x", (x) => 2 * x],
  ["exp(x)", (x) => Math.exp(x)],
  ["σ(x)", (x) => 1 / (1 + Math.exp(-x))],
  ["(1 - σ(x))", (x) => 1 / (1 + Math.exp(x))],
  ["cos(x)", (x) => Math.cos(x)],
];

function missesFactor(
  { analytic, explains }: Case,
  x: Values,
  y: Values,
): Mistake {
  for (const [words, f] of factors) {
    if (explains((i) => analytic[i] * f(x[i], y[i]))) {
      return `the factor ${words} is missing`;
    }
    if (explains((i) => -analytic[i] * f(x[i], y[i]))) {
      return `the factor -${words} is missing`;
    }
    if (explains((i) => analytic[i] / f(x[i], y[i]))) {
      return `there is one factor ${words} too many`;
    }
  }
}

/** A derivative in terms of y that is computed from x. */
function isAtInput(own: Case, x: Values, y: Values): Mistake {
  const { analytic, numeric, isNear, upstream, wrong } = own;
  if (wrong.length < 2) return;
  for (const [words, f] of factors) {
    if (!words.includes("y")) continue;
    const isAt = (at: Values, right: Values) =>
      analytic.every((a, i) => isNear(a, upstream[i] * f(at[i], at[i]))) &&
      numeric.every((n, i) => isNear(n, upstream[i] * f(right[i], right[i])));
    if (isAt(x, y)) {
      return `the derivative ${words} is computed from x instead of y`;
    }
  }
}

function differsBySide(
  { analytic, numeric, explains }: Case,
  x: Values,
): Mistake {
  const sides: readonly (readonly [string, (t: number) => boolean])[] = [
    ["below zero", (t) => t < 0],
    ["above zero", (t) => t > 0],
  ];
  for (const [words, isOn] of sides) {
    const on = [...analytic.keys()].filter((i) => isOn(x[i]));
    if (on.length < 1 || on.length === analytic.length) continue;
    const ratio = ratioOf(
      on.map((i) => analytic[i]),
      on.map((i) => numeric[i]),
    );
    if (ratio === undefined || ratio === 0) continue;
    if (Math.abs(ratio - 1) < 1e-6) continue;
    if (explains((i) => isOn(x[i]) ? analytic[i] / ratio : analytic[i])) {
      return `where x is ${words} it is ${
        Number(ratio.toPrecision(7))
      } times what it should be`;
    }
  }
}
