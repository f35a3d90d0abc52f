/**
 * The noise of each output from tables of differences along a random direction:
 * Moré and Wild, "Estimating computational noise", 2011, algorithm ECnoise.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { deviationOf, halfDeviation } from "./deviation.ts";
import { type Draws, drawsOf, place, typicalOf, unitOf } from "./rounding.ts";

/** Enough for differences of the sixth order. */
const points = 7;

/**
 * Distances between the points, in units of rounding: from 2⁻⁴⁴ to 2⁻²⁰ of a
 * double, as an inner number that was rounded moves in steps which finer points
 * do not see.
 */
export const spacings = {
  all: [2 ** 9, 2 ** 17, 2 ** 25, 2 ** 33],
  /** Between the steps of a network rounding is measured otherwise. */
  ofNetwork: [2 ** 17, 2 ** 33],
  ofBlocks: [2 ** 25],
  ofFloats: [2 ** 4, 2 ** 8, 2 ** 12],
};

/** Rounding is at most such a part of a number; what is larger bends. */
const mostRounding = 2 ** -16;

export interface Tables {
  /** The standard deviation of each output from rounding. */
  readonly deviations: Float64Array;
  /** Whether all outputs at all points were floats, and not just short numbers. */
  readonly areFloats: boolean;
}

/** Measures the noise of the outputs. It leaves the subject's numbers as they were, to the bit. */
export function tabulate(
  subject: Subject,
  random: Random,
  spacings: readonly number[],
): Tables {
  const { coordinates, upstream, outputs } = subject;
  const saved = coordinates.map(({ values }) => values.slice());
  const draws = drawsOf(random);
  const directions = saved.map((values) => directionOf(values, draws));
  const middle = Float64Array.from(outputs);
  const deviations = allocate("float64", outputs.length);
  const before = allocate("float64", outputs.length);
  const isSmooth = allocate("uint8", outputs.length);
  const table = Array.from(
    { length: points },
    () => allocate("float64", outputs.length),
  );
  const column = allocate("float64", points);
  const floats = watchFloats();
  const unit = unitOf(upstream);
  for (const [s, spacing] of spacings.entries()) {
    const wider = spacing / spacings[Math.max(s - 1, 0)];
    for (let p = 0; p < points; p++) {
      const h = (p - (points - 1) / 2) * spacing * unit;
      // In the middle are the outputs themselves.
      if (h === 0) continue;
      for (const [k, { values }] of coordinates.entries()) {
        moveAlong(values, saved[k], directions[k], h);
      }
      subject.forward(0);
      floats.add(outputs);
      for (let j = 0; j < outputs.length; j++) {
        table[p][j] = outputs[j] - middle[j];
      }
    }
    for (let j = 0; j < outputs.length; j++) {
      for (let p = 0; p < points; p++) column[p] = table[p][j];
      if (!column.every(Number.isFinite)) continue;
      const half = isSmooth[j] === 1 ? halfDeviation(column) : Infinity;
      const { deviation, least } = deviationOf(column);
      const found = Math.min(deviation, half);
      // At wider spacings a smooth function may bend; rounding is small. What grows
      // with the spacing is a kink.
      const isBend = isSmooth[j] === 1
        ? found > mostRounding * Math.abs(middle[j])
        : s > 0 && isAbout(found, wider * before[j]);
      before[j] = found;
      if (isBend) continue;
      deviations[j] = Math.max(deviations[j], found);
      if (least > 100 * found) isSmooth[j] = 1;
    }
  }
  for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
  return { deviations, areFloats: floats.areFloats };
}

/**
 * Each number in proportion to itself, and where it is 0 to the others: by eighths of
 * a power of two, so that points are exact and the rounding of the numbers themselves
 * is not measured.
 */
function directionOf(values: Values, draws: Draws): Float64Array {
  const { numbers } = draws;
  const first = draws.next(values.length);
  const least = 1e-3 * Math.min(typicalOf(values), 1);
  const direction = allocate("float64", values.length);
  for (let i = 0; i < values.length; i++) {
    const draw = numbers[place(first, i)];
    direction[i] = Math.sign(draw) * Math.ceil(8 * Math.abs(draw)) / 8 *
      powerBelow(Math.abs(values[i]) || least);
  }
  return direction;
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** The half of a double with its exponent. */
const upper = new Uint8Array(Uint32Array.of(1).buffer)[0];

/** The largest power of two that is no larger than a number above 0. */
function powerBelow(value: number): number {
  double[0] = value;
  words[upper] &= 0x7ff00000;
  words[1 - upper] = 0;
  // A number below full precision has its power elsewhere.
  return double[0] || 2 ** Math.floor(Math.log2(value));
}

/** `values = from + h·direction` */
function moveAlong(
  values: Values,
  from: Values,
  direction: Values,
  h: number,
): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = from[i] + h * direction[i];
  }
}

function isAbout(value: number, other: number): boolean {
  return other > 0 && value > other / 4 && value < 4 * other;
}

/** Whether numbers are all floats, some with more than 12 bits. */
function watchFloats() {
  let areFloats = true;
  let isAnyLong = false;
  return {
    add(values: Values) {
      if (!areFloats) return;
      for (let j = 0; j < values.length; j++) {
        const value = values[j];
        if (Math.fround(value) !== value && Number.isFinite(value)) {
          areFloats = false;
          return;
        }
        isAnyLong ||= isLong(value);
      }
    },
    get areFloats() {
      return areFloats && isAnyLong;
    },
  };
}

/** Whether a number has more than 12 significant bits. */
export function isLong(value: number): boolean {
  // Veltkamp's splitting: the sum keeps the upper 12 bits.
  const large = value * (2 ** 41 + 1);
  return Number.isFinite(large) && large - (large - value) !== value;
}
