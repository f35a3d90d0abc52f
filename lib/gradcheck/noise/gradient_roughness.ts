/**
 * Rounding within the backward pass that moving its numbers by roundings does not
 * show: `1 - cos x` at 10⁻⁴ stays the same number while `x` moves by 10⁻¹³, and so
 * its gradient goes in stairs, and is as wrong as they are high.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import { signatureOf } from "../subjects/signature.ts";
import { gradientCopies, type Subject } from "../subjects/subject.ts";

/** Distances of places on one side; the last three are three times as far apart as the first, and none fit into regular stairs. */
const places = [1, 1.618, 3, 4.854, 9];
/** Both sides, which differ for the same reason. */
const directionsAway = [1, -1.1];
/** Where the middle of three places lies between the others. */
const share = 0.309;

/**
 * For each array of coordinates, the deviation of each number of its gradient among
 * places around, 2⁻²⁴ of each number apart, so that stairs show. Each side is taken
 * alone, and the smaller counts, as a kink is on one side, or here. What grows on
 * both by more than 5 where places are three times as far apart bends. It leaves the
 * subject's numbers as they were, to the bit.
 */
export function gradientRoughness(subject: Subject): Float64Array[] {
  const { coordinates } = subject;
  const saved = coordinates.map(({ values }) => values.slice());
  const directions = saved.map((values) => directionOf(values));
  subject.forward(0);
  const base = signatureOf(subject);
  const sides = directionsAway.map((side) =>
    places.map((place) => {
      for (const [k, { values }] of coordinates.entries()) {
        for (let i = 0; i < values.length; i++) {
          values[i] = saved[k][i] + side * place * directions[k][i];
        }
      }
      subject.forward(0);
      subject.backward();
      return signatureOf(subject) === base ? gradientCopies(subject) : [];
    })
  );
  for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
  subject.forward(0);
  return saved.map(({ length }, k) =>
    Float64Array.from({ length }, (_, i) =>
      stairsOf(
        sides.map((side) => side.map((all) => all.at(k)?.[i] ?? NaN)),
      ))
  );
}

/** Each number in proportion to itself. Signs differ, so that sums move little. */
function directionOf(values: Values): Float64Array {
  return Float64Array.from(
    values,
    (value, i) => (i % 2 === 0 ? 1 : -0.75) * 2 ** -24 * Math.abs(value),
  );
}

function stairsOf(sides: readonly (readonly number[])[]): number {
  const off = (a: number, b: number, c: number) =>
    Math.abs(b - a - share * (c - a));
  const found = sides.map(([a, b, c, d, e]) => ({
    near: off(a, b, c),
    far: off(c, d, e),
  })).filter(({ near, far }) => Number.isFinite(near + far));
  if (found.every(({ near, far }) => far > 5 * near)) return 0;
  return Math.min(...found.map(({ near, far }) => Math.max(near, far)));
}
