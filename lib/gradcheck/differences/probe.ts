/**
 * Differences of forward passes: how the weighted outputs of a subject change
 * when some of its numbers are moved.
 *
 * @module
 */

import { allocate, copyOf, type Values } from "../../base/values.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { noLoad } from "../noise/load.ts";
import type { Noise } from "../noise/noise.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import {
  changesSeveral,
  choicesOf,
  signatureOf,
} from "../subjects/signature.ts";
import { type Change, keptOutputs } from "./change.ts";

/** A difference of `φ(t) = Σ v·y(t)`, with a step `h` to both sides. */
export interface Difference {
  /** `(φ(t + h) − φ(t − h)) / 2h` */
  readonly central: number;
  /** `(φ(t + h) − φ(t)) / h` */
  readonly right: number;
  /** `(φ(t) − φ(t − h)) / h` */
  readonly left: number;
  /** The sum of the lesser slope of each output, of the two: what is least of `φ` if each kink is taken by itself. */
  readonly least: number;
  /** That of the greater. */
  readonly most: number;
  /** How far rounding may have moved `φ(t + h) − φ(t − h)`. */
  readonly noise: number;
  /** What that would be if outputs were only rounded once. */
  readonly rounding: number;
  /** The larger `Σ|v·(y(t ± h) − y(t))|`. */
  readonly amplitude: number;
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
  /** Whether several choices of one output change on the way: gates on gates may add up to any slope. */
  isComposed(directions: readonly Movement[], step: number): boolean;
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
  const run = runner(subject);
  const upper = allocate("float64", outputs.length);
  const lower = allocate("float64", outputs.length);
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
    part: EntrySpan,
    { total: up, ...ofUp }: Change,
    { total: down, ...ofDown }: Change,
    above: number,
    below: number,
    isClean: boolean,
  ): Difference {
    const loads = [reached, ofUp.load, ofDown.load];
    return {
      central: (up - down) / (above + below),
      right: up / above,
      left: -down / below,
      ...boundsOf(part, { terms: upper, above }, { terms: lower, below }),
      // What moved nothing may have moved less than rounding shows.
      noise: reached.weight === 0
        ? noise.forward
        : Math.max(...loads.map(noise.of)),
      rounding: 4 * noise.unit * Math.max(...loads.map(({ size }) => size)),
      amplitude: Math.max(ofUp.amplitude, ofDown.amplitude),
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
      const up = kept.change(part, upper, reached);
      const upSignature = signatureOf(subject, part);
      values[entry] = t - step;
      const below = t - values[entry];
      if (!isShort || perturb?.(entry, span) !== true) subject.forward(from);
      const down = kept.change(part, lower, reached);
      const downSignature = signatureOf(subject, part);
      values[entry] = t;
      let base = wholeSignature;
      if (isShort && subject.choices !== undefined) {
        perturb?.(entry, span);
        base = signatureOf(subject, part);
      } else if (isShort) kept.putBack(span);
      const isClean = upSignature === base && downSignature === base;
      return differenceOf(part, up, down, above, below, isClean);
    },
    along(directions, step) {
      startAt(undefined, -1);
      const { forward, putBack } = run(directions);
      const move = (size: number, terms: Float64Array) => {
        forward(size);
        const change = kept.change(whole, terms, reached);
        return { change, signature: signatureOf(subject, whole) };
      };
      const [up, down] = [move(step, upper), move(-step, lower)];
      putBack();
      const isClean = [up, down].every(({ signature }) =>
        signature === wholeSignature
      );
      return differenceOf(whole, up.change, down.change, step, step, isClean);
    },
    isComposed(directions, step) {
      const { forward, putBack } = run(directions);
      const [middle, ...sides] = [0, step, -step].map((size) => {
        forward(size);
        return choicesOf(subject);
      });
      putBack();
      return changesSeveral(middle, sides);
    },
  };
}

/** The slopes of each output between which its own lies, added up. */
function boundsOf(
  { start, count, stride }: EntrySpan,
  { terms: upper, above }: { terms: Float64Array; above: number },
  { terms: lower, below }: { terms: Float64Array; below: number },
) {
  let least = 0;
  let most = 0;
  for (let n = 0, j = start; n < count; n++, j += stride) {
    const right = upper[j] / above;
    const left = -lower[j] / below;
    least += Math.min(left, right);
    most += Math.max(left, right);
  }
  return { least, most };
}

/** Runs forward from where numbers of some arrays were moved. */
function runner(subject: Subject) {
  // Room for the numbers of each array, each time the same.
  const rooms = new Map<Values, Values>();
  const copyIn = (values: Values, start: number, end: number) => {
    let room = rooms.get(values);
    if (room === undefined) rooms.set(values, room = copyOf(values));
    const part = room.subarray(start, end);
    part.set(values.subarray(start, end));
    return part;
  };
  return (directions: readonly Movement[]) => {
    const from = Math.min(
      ...directions.map(({ coordinates }) => coordinates.from),
    );
    const saved = directions.map(({ coordinates: { values }, start, end }) =>
      copyIn(values, start, end)
    );
    return {
      /** With numbers moved by `size` times the direction. */
      forward(size: number) {
        for (const [n, direction] of directions.entries()) {
          shift(direction, saved[n], size);
        }
        subject.forward(from);
      },
      putBack() {
        for (const [n, { coordinates, start }] of directions.entries()) {
          coordinates.values.set(saved[n], start);
        }
      },
    };
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
