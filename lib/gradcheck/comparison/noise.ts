/**
 * How much of a computed number is rounding, measured rather than guessed.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";

/** The unit of rounding of an array's numbers. */
export function unitOf(values: Values): number {
  return values instanceof Float32Array ? 2 ** -24 : 2 ** -53;
}

/** The rounding of one subject's two ways. */
export interface Noise {
  /** How far rounding may move `Σ v·y`, taken over some outputs. */
  of(outputs: Load): number;
  /** The same for all outputs. */
  readonly forward: number;
  /** For each array of coordinates, how far rounding may have moved each number of its gradient. */
  readonly backward: readonly Float64Array[];
}

/** What some outputs weigh in `Σ v·y`. */
export interface Load {
  /** `Σ|v·y|` */
  size: number;
  /** `Σ(v·y)²` */
  squares: number;
  /** `Σ|v|` */
  weight: number;
  /** `Σv²` */
  weightSquares: number;
}

/** The load of no outputs. */
export function noLoad(): Load {
  return { size: 0, squares: 0, weight: 0, weightSquares: 0 };
}

/** Adds one output to a load. */
export function addLoad(load: Load, v: number, y: number): void {
  const part = Math.abs(v * y);
  load.size += part;
  load.squares += part * part;
  load.weight += Math.abs(v);
  load.weightSquares += v * v;
}

/** Enough for differences of the sixth order. */
const points = 7;

/** Distances between the points, in units of rounding. */
const spacings = [2 ** 9, 2 ** 13, 2 ** 17];

/**
 * Measures the noise of the forward pass by tables of differences along a
 * random direction (Moré and Wild, "Estimating computational noise", 2011,
 * algorithm ECnoise), and that of the backward pass by moving all numbers by
 * parts of a rounding. It leaves the subject's numbers as they were, to the
 * bit.
 *
 * @param analytics what backward computed for each array of coordinates.
 * @param isQuick whether fewer points will do, as where blocks of numbers are compared.
 */
export function measureNoise(
  subject: Subject,
  analytics: readonly Values[],
  random: Random,
  isQuick = false,
): Noise {
  const { upstream, outputs, magnitudes } = subject;
  const unit = unitOf(upstream);
  subject.forward(0);
  const all = noLoad();
  for (let j = 0; j < outputs.length; j++) {
    addLoad(all, upstream[j], outputs[j]);
  }
  let largest = 0;
  for (const values of magnitudes) {
    for (const value of values) {
      if (Math.abs(value) > largest && Number.isFinite(value)) {
        largest = Math.abs(value);
      }
    }
  }
  const sigma = forwardDeviation(
    subject,
    random.fork("forward"),
    isQuick ? spacings.slice(1, 2) : spacings,
  );
  const of = ({ size, squares, weight, weightSquares }: Load) => {
    if (weight === 0) return 0;
    // The measured part of these outputs: by their size, or, as small outputs
    // may come of large numbers that cancel, by their number.
    const share = Math.max(
      all.squares > 0 ? squares / all.squares : 0,
      weightSquares / all.weightSquares,
    );
    return Math.max(
      4 * unit * size,
      8 * sigma * Math.sqrt(Math.min(share, 1)),
      unit * largest * weight,
    );
  };
  return {
    of,
    forward: of(all),
    backward: backwardNoise(
      subject,
      analytics,
      random.fork("backward"),
      8 * unit,
      isQuick ? 1 : probes,
    ),
  };
}

/** The standard deviation of `Σ v·y` from rounding. */
function forwardDeviation(
  subject: Subject,
  random: Random,
  spacings: readonly number[],
): number {
  const { coordinates, upstream, outputs } = subject;
  const saved = coordinates.map(({ values }) => values.slice());
  const draws = drawsOf(random);
  const direction = saved.map((values) => {
    const own = new Float64Array(values.length);
    for (let i = 0; i < own.length; i++) {
      own[i] = draws[i & (draws.length - 1)] *
        Math.max(Math.abs(values[i]), 1e-3);
    }
    return own;
  });
  const middle = outputs.slice();
  let deviation = 0;
  for (const spacing of spacings) {
    const table = new Float64Array(points);
    for (let p = 0; p < points; p++) {
      const h = (p - (points - 1) / 2) * spacing * unitOf(upstream);
      for (const [k, { values }] of coordinates.entries()) {
        moveAlong(values, saved[k], direction[k], h);
      }
      subject.forward(0);
      let sum = 0;
      for (let j = 0; j < outputs.length; j++) {
        const term = upstream[j] * (outputs[j] - middle[j]);
        if (Number.isFinite(term)) sum += term;
      }
      table[p] = sum;
    }
    deviation = Math.max(deviation, deviationOf(table));
  }
  for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
  return deviation;
}

/** A few numbers of U(-1, 1), a power of two of them, to be taken again and again. */
function drawsOf(random: Random): Float64Array {
  return Float64Array.from({ length: 1024 }, () => 2 * random.uniform() - 1);
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

/** `σₖ² = (k!)²/(2k)! · mean((Δᵏφ)²)`, the largest of k = 3 … 6. */
function deviationOf(table: Float64Array): number {
  let factor = 1;
  let largest = 0;
  for (let k = 1; k <= 6; k++) {
    for (let p = 0; p < points - k; p++) table[p] = table[p + 1] - table[p];
    // (k!)²/(2k)! from that of k − 1: times k²/((2k)(2k − 1)).
    factor *= k / (2 * (2 * k - 1));
    if (k < 3) continue;
    let squares = 0;
    for (let p = 0; p < points - k; p++) squares += table[p] * table[p];
    largest = Math.max(largest, Math.sqrt(factor * squares / (points - k)));
  }
  return largest;
}

const probes = 4;

/** The largest change of each gradient when numbers and upstream gradient are moved by up to `rounding` of themselves. */
export function backwardNoise(
  subject: Subject,
  analytics: readonly Values[],
  random: Random,
  rounding: number,
  count = probes,
): Float64Array[] {
  const { coordinates, upstream } = subject;
  const saved = coordinates.map(({ values }) => values.slice());
  const savedUpstream = upstream.slice();
  const noise = analytics.map(({ length }) => new Float64Array(length));
  const largest = largestOf(analytics);
  const draws = drawsOf(random);
  const disturb = (values: Values, from: Values) => {
    const first = random.integer(draws.length);
    for (let i = 0; i < values.length; i++) {
      const draw = draws[(first + i) & (draws.length - 1)];
      values[i] = from[i] * (1 + rounding * draw);
    }
  };
  for (let probe = 0; probe < count; probe++) {
    for (const [k, { values }] of coordinates.entries()) {
      disturb(values, saved[k]);
    }
    disturb(upstream, savedUpstream);
    const changes = changesOf(subject, analytics);
    if (largestOf(changes) > 1e-6 * largest) {
      // A jump: some choice fell otherwise. Then the upstream gradient alone is moved.
      for (const [k, { values }] of coordinates.entries()) {
        values.set(saved[k]);
      }
      changesOf(subject, analytics, changes);
    }
    for (const [k, change] of changes.entries()) {
      for (let i = 0; i < change.length; i++) {
        if (change[i] > noise[k][i]) noise[k][i] = change[i];
      }
    }
  }
  for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
  upstream.set(savedUpstream);
  return noise;
}

function changesOf(
  subject: Subject,
  analytics: readonly Values[],
  into: Float64Array[] = analytics.map(({ length }) =>
    new Float64Array(length)
  ),
): Float64Array[] {
  subject.forward(0);
  subject.backward();
  for (const [k, { gradient }] of subject.coordinates.entries()) {
    for (let i = 0; i < gradient.length; i++) {
      into[k][i] = Math.abs(gradient[i] - analytics[k][i]);
    }
  }
  return into;
}

/** The largest size of a finite number. */
export function largestOf(arrays: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      const size = Math.abs(array[i]);
      if (size > largest && size < Infinity) largest = size;
    }
  }
  return largest;
}
