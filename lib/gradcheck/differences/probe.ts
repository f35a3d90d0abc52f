/**
 * Differences of forward passes: how the weighted outputs of a subject change
 * when some of its numbers are moved.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { noLoad } from "../noise/load.ts";
import type { Noise } from "../noise/noise.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import { signatureOf } from "../subjects/signature.ts";
import { type Change, keptOutputs } from "./change.ts";

/** A difference of `φ(t) = Σ v·y(t)`, with a step `h` to both sides. */
export interface Difference {
  /** `(φ(t + h) − φ(t − h)) / 2h` */
  readonly central: number;
  /** `(φ(t + h) − φ(t)) / h` */
  readonly right: number;
  /** `(φ(t) − φ(t − h)) / h` */
  readonly left: number;
  /** How far rounding may have moved `φ(t + h) − φ(t − h)`. */
  readonly noise: number;
  /** What that would be if outputs were only rounded once. */
  readonly rounding: number;
  /** The larger `Σ|v·(y(t ± h) − y(t))|`. */
  readonly amplitude: number;
  /** How many outputs moved. */
  readonly moved: number;
  /** Whether all layers chose as at `t`. */
  readonly isClean: boolean;
  readonly isFinite: boolean;
}

export interface Probe {
  /** Runs forward and keeps the outputs, from which differences are taken. */
  begin(): void;
  /** Whether these outputs are finite. */
  readonly isFinite: boolean;
  /** Moves one number up and down by `step`, and restores it to the bit. */
  entry(coordinates: Coordinates, entry: number, step: number): Difference;
  /** Moves numbers of some arrays by `step` times a direction, and restores them. */
  along(directions: readonly Movement[], step: number): Difference;
}

/** A direction over some numbers of an array. */
export interface Movement {
  readonly coordinates: Coordinates;
  readonly start: number;
  readonly end: number;
  /** The direction of each number of the array. */
  readonly signs: ArrayLike<number>;
}

export function createProbe(subject: Subject, noise: Noise): Probe {
  const { outputs } = subject;
  const kept = keptOutputs(subject, noise.shares);
  const whole: EntrySpan = { start: 0, count: outputs.length, stride: 1 };
  const span: EntrySpan = { ...whole };
  let wholeSignature = 0;
  // The largest load so far of the outputs that this number moved, before it did: if
  // a small step moves nothing, rounding has swallowed what a large one moves.
  let reached = noLoad();
  let current: Coordinates | undefined;
  let currentEntry = -1;

  function startAt(coordinates: Coordinates | undefined, entry: number): void {
    if (coordinates === current && entry === currentEntry) return;
    current = coordinates;
    currentEntry = entry;
    reached = noLoad();
  }

  function differenceOf(
    { total: up, ...upper }: Change,
    { total: down, ...lower }: Change,
    above: number,
    below: number,
    isClean: boolean,
  ): Difference {
    const loads = [reached, upper.load, lower.load];
    return {
      central: (up - down) / (above + below),
      right: up / above,
      left: -down / below,
      // What moved nothing may have moved less than rounding shows.
      noise: reached.weight === 0
        ? noise.forward
        : Math.max(...loads.map(noise.of)),
      rounding: 4 * noise.unit * Math.max(...loads.map(({ size }) => size)),
      amplitude: Math.max(upper.amplitude, lower.amplitude),
      moved: Math.max(upper.number, lower.number),
      isClean,
      isFinite: above > 0 && below > 0 && Number.isFinite(up) &&
        Number.isFinite(down),
    };
  }

  return {
    get isFinite() {
      return kept.isFinite;
    },
    begin() {
      subject.forward(0);
      kept.keep();
      wholeSignature = signatureOf(subject, whole);
    },
    entry(coordinates, entry, step) {
      const { values, from, perturb } = coordinates;
      startAt(coordinates, entry);
      const t = values[entry];
      // After rounding, the distance is not exactly `step`.
      values[entry] = t + step;
      const above = values[entry] - t;
      const isShort = perturb !== undefined && perturb(entry, span);
      const part = isShort ? span : whole;
      if (!isShort) subject.forward(from);
      const up = kept.change(part, reached);
      const upper = signatureOf(subject, part);
      values[entry] = t - step;
      const below = t - values[entry];
      if (!isShort || perturb?.(entry, span) !== true) subject.forward(from);
      const down = kept.change(part, reached);
      const lower = signatureOf(subject, part);
      values[entry] = t;
      let base = wholeSignature;
      if (isShort && subject.choices !== undefined) {
        perturb?.(entry, span);
        base = signatureOf(subject, part);
      } else if (isShort) kept.putBack(span);
      const isClean = upper === base && lower === base;
      return differenceOf(up, down, above, below, isClean);
    },
    along(directions, step) {
      startAt(undefined, -1);
      const from = Math.min(
        ...directions.map(({ coordinates }) => coordinates.from),
      );
      const saved = directions.map(({ coordinates: { values }, start, end }) =>
        values.slice(start, end)
      );
      const move = (size: number) => {
        for (const [n, direction] of directions.entries()) {
          shift(direction, saved[n], size);
        }
        subject.forward(from);
        const change = kept.change(whole, reached);
        return { change, signature: signatureOf(subject, whole) };
      };
      const { change: up, signature: upper } = move(step);
      const { change: down, signature: lower } = move(-step);
      for (const [n, { coordinates, start }] of directions.entries()) {
        coordinates.values.set(saved[n], start);
      }
      const isClean = upper === wholeSignature && lower === wholeSignature;
      return differenceOf(up, down, step, step, isClean);
    },
  };
}

/** `values[start + n] = saved[n] + size·signs[start + n]` */
function shift(
  { coordinates: { values }, signs, start }: Movement,
  saved: Values,
  size: number,
): void {
  for (let n = 0; n < saved.length; n++) {
    values[start + n] = saved[n] + size * signs[start + n];
  }
}
