/**
 * Derivatives of all that a subject computes, along directions of all its numbers.
 *
 * @module
 */

import { allocate } from "../../base/values.ts";
import { isRefusal } from "../../base/nabla_error.ts";
import type { Random } from "../../base/random.ts";
import { drawsOf, drawWeights, place, typicalOf } from "../noise/rounding.ts";
import type { Subject } from "../subjects/subject.ts";
import type { Difference } from "../differences/probe.ts";
import { roughnessOf, type Vectors } from "../noise/roughness.ts";
import { signatureOf } from "../subjects/signature.ts";

/**
 * Random directions: ±(0.5 … 1.5) times the size of a typical number of each array,
 * so that all arrays count and none is moved far.
 */
export function drawDirections({ coordinates }: Subject, random: Random) {
  return coordinates.map(({ values }) =>
    drawWeights(values.length, random, typicalOf(values))
  );
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Moves all numbers of a subject from where they are, and puts them back to the bit. */
export function mover({ coordinates }: Subject) {
  const saved = coordinates.map(({ values }) => values.slice());
  return {
    /** Moves them by `size` times a direction. */
    go(directions: Vectors, size: number) {
      for (const [k, { values }] of coordinates.entries()) {
        for (let i = 0; i < values.length; i++) {
          values[i] = saved[k][i] + size * directions[k][i];
        }
      }
    },
    back() {
      for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
    },
  };
}

/** Numbers at both ends of steps along a direction. */
export interface Course {
  /** The difference of one number at a step, with what rounding may make of it. */
  at(step: number, k: number, i: number, noise: number): Difference;
}

/**
 * Follows numbers along a direction; each step is computed once.
 *
 * @param read runs the subject where it is and takes the numbers.
 * @param middle the numbers where it stands.
 */
export function courseOf(
  subject: Subject,
  directions: Vectors,
  read: () => Vectors,
  middle: Vectors,
): Course {
  const base = signatureOf(subject);
  const known = new Map<number, ReturnType<typeof endsOf>>();
  const { go, back } = mover(subject);
  function end(size: number) {
    go(directions, size);
    const numbers = readThere(read, middle);
    const isClean = signatureOf(subject) === base;
    back();
    return { numbers, isClean };
  }
  function endsOf(step: number) {
    const [up, down] = [end(step), end(-step)];
    return {
      up: up.numbers,
      down: down.numbers,
      isClean: up.isClean && down.isClean,
    };
  }
  const roughness = roughnessOf(middle, (distance) => {
    const { numbers, isClean } = end(distance);
    return isClean ? numbers : undefined;
  });
  return {
    at(step, k, i, noise) {
      const ends = known.get(step) ?? endsOf(step);
      known.set(step, ends);
      const { up, down, isClean } = ends;
      const above = up[k][i] - middle[k][i];
      const below = middle[k][i] - down[k][i];
      const rounding = Math.max(noise, 8 * roughness[k][i]);
      // A gradient may jump where the function has a kink: that is no slope.
      const right = isClean ? above / step : NaN;
      const left = isClean ? below / step : NaN;
      return {
        central: (up[k][i] - down[k][i]) / (2 * step),
        right,
        left,
        least: Math.min(left, right),
        most: Math.max(left, right),
        noise: rounding,
        rounding,
        amplitude: Math.max(Math.abs(above), Math.abs(below)),
        isClean,
        isFinite: Number.isFinite(above) && Number.isFinite(below),
      };
    },
  };
}

/** What is read where the numbers were moved: nothing finite, if a layer refuses them there. */
function readThere(read: () => Vectors, middle: Vectors): Vectors {
  try {
    return read();
  } catch (error) {
    if (!isRefusal(error, "value")) throw error;
    return middle.map((each) => each.map(() => NaN));
  }
}

/** How far numbers change where all of the subject's are moved by up to eight roundings, in four tries. */
export function roundingOf(
  subject: Subject,
  read: () => Vectors,
  middle: Vectors,
  random: Random,
): Float64Array[] {
  const { go, back } = mover(subject);
  const draws = drawsOf(random);
  const base = signatureOf(subject);
  const most = middle.map(({ length }) => allocate("float64", length));
  for (let probe = 0; probe < 4; probe++) {
    const directions = subject.coordinates.map(({ values }) => {
      const first = draws.next(values.length);
      return Float64Array.from(
        values,
        (value, i) => value * draws.numbers[place(first, i)],
      );
    });
    go(directions, 2 ** -50);
    const found = read();
    // Across a choice, a change is no rounding.
    const isClean = signatureOf(subject) === base;
    back();
    for (const [k, own] of most.entries()) {
      for (let i = 0; isClean && i < own.length; i++) {
        own[i] = Math.max(own[i], Math.abs(found[k][i] - middle[k][i]));
      }
    }
  }
  return most;
}
