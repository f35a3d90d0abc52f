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
import { keptOutputs } from "./change.ts";
import { signatureOf } from "./signature.ts";

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
  /** Moves some numbers by `step` times a direction, and restores them. */
  along(direction: Direction, step: number): Difference;
}

/** A direction over some numbers of an array. */
interface Direction {
  readonly coordinates: Coordinates;
  readonly start: number;
  readonly end: number;
  /** The direction of each number of the array. */
  readonly signs: ArrayLike<number>;
}

export function createProbe(subject: Subject, noise: Noise): Probe {
  const { outputs } = subject;
  const kept = keptOutputs(subject);
  const whole: EntrySpan = { start: 0, count: outputs.length, stride: 1 };
  const span: EntrySpan = { ...whole };
  let wholeSignature = 0;
  // The largest load so far of the outputs that this number moved: if a small step
  // moves nothing, rounding has swallowed what a large one moves.
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
    up: number,
    down: number,
    above: number,
    below: number,
    isClean: boolean,
  ): Difference {
    return {
      central: (up - down) / (above + below),
      right: up / above,
      left: -down / below,
      noise: noise.of(reached),
      isClean,
      isFinite: Number.isFinite(up) && Number.isFinite(down),
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
    along({ coordinates, start, end, signs }, step) {
      startAt(undefined, -1);
      const { values, from } = coordinates;
      const saved = values.slice(start, end);
      shift(values, saved, signs, start, step);
      subject.forward(from);
      const up = kept.change(whole, reached);
      const upper = signatureOf(subject, whole);
      shift(values, saved, signs, start, -step);
      subject.forward(from);
      const down = kept.change(whole, reached);
      const lower = signatureOf(subject, whole);
      values.set(saved, start);
      const isClean = upper === wholeSignature && lower === wholeSignature;
      return differenceOf(up, down, step, step, isClean);
    },
  };
}

/** `values[start + n] = saved[n] + size·signs[start + n]` */
function shift(
  values: Values,
  saved: Values,
  signs: ArrayLike<number>,
  start: number,
  size: number,
): void {
  for (let n = 0; n < saved.length; n++) {
    values[start + n] = saved[n] + size * signs[start + n];
  }
}
