/**
 * Differences of forward passes: how the weighted outputs of a subject change
 * when some of its numbers are moved.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { OutputSpan } from "../../layer/layer.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import { addLoad, type Load, type Noise, noLoad } from "./noise.ts";

/** What one difference found: of `φ(t) = Σ v·y(t)`, at a step `h` to both sides. */
export interface Difference {
  /** `(φ(t + h) − φ(t − h)) / 2h` */
  central: number;
  /** `(φ(t + h) − φ(t)) / h` */
  right: number;
  /** `(φ(t) − φ(t − h)) / h` */
  left: number;
  /** How far rounding may have moved `φ(t + h) − φ(t − h)`. */
  noise: number;
  /** Whether no layer chose otherwise than at `t`. */
  isClean: boolean;
  /** Whether all outputs were finite. */
  isFinite: boolean;
}

/** Takes differences around the numbers that a subject has. */
export interface Probe {
  /** Runs forward and keeps what came out: differences are from there. */
  begin(): void;
  /** Whether the outputs that were kept are finite. */
  readonly isFinite: boolean;
  /** Moves one number up and down by `step`, and puts it back to the bit. */
  entry(coordinates: Coordinates, entry: number, step: number): Difference;
  /** Moves several arrays along a direction, as far as `step` times it. */
  along(direction: Direction, step: number): Difference;
  /** How often forward ran. */
  readonly forwards: number;
}

/** A direction over some numbers of a subject. */
export interface Direction {
  /** Its parts. */
  readonly parts: readonly {
    /** Which array. */
    readonly coordinates: Coordinates;
    /** The first number that moves. */
    readonly start: number;
    /** The number after the last. */
    readonly end: number;
    /** The direction of each number of the array. */
    readonly signs: ArrayLike<number>;
  }[];
}

/** `h`, where the outputs may run on in `y`: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974. */
class Sum {
  value = 0;
  #lost = 0;

  clear(): void {
    this.value = this.#lost = 0;
  }

  add(term: number): void {
    const next = this.value + term;
    this.#lost += Math.abs(this.value) >= Math.abs(term)
      ? (this.value - next) + term
      : (term - next) + this.value;
    this.value = next;
  }

  total(): number {
    return this.value + this.#lost;
  }
}

/** Makes the probe of a subject whose noise is known. */
export function createProbe(subject: Subject, noise: Noise): Probe {
  const { outputs, upstream } = subject;
  const middle = new Float64Array(outputs.length);
  const whole: OutputSpan = { start: 0, count: outputs.length, stride: 1 };
  const span: OutputSpan = { ...whole };
  const sum = new Sum();
  let largestV = 0;
  for (const v of upstream) largestV = Math.max(largestV, Math.abs(v));
  let isMiddleFinite = true;
  let wholeSignature = 0;
  let forwards = 0;
  // What the outputs that moved weigh, for the noise of their difference.
  const moved: Load = noLoad();
  // The most of it so far at this number: where a small step moves nothing,
  // rounding has swallowed what a large one moves.
  const reached: Load = noLoad();
  let current: Coordinates | undefined;
  let currentEntry = -1;

  const result: Difference = {
    central: 0,
    right: 0,
    left: 0,
    noise: 0,
    isClean: true,
    isFinite: true,
  };

  /** `φ − φ(t)` over some outputs; the rest are known not to have moved. */
  function change({ start, count, stride }: OutputSpan): number {
    sum.clear();
    moved.size =
      moved.squares =
      moved.weight =
      moved.weightSquares =
        0;
    for (let n = 0, j = start; n < count; n++, j += stride) {
      const difference = outputs[j] - middle[j];
      if (difference === 0) continue;
      sum.add(upstream[j] * difference);
      addLoad(moved, upstream[j], outputs[j]);
    }
    // Outside the domain there is nothing to weigh.
    if (!Number.isFinite(moved.size)) return sum.total();
    reached.size = Math.max(reached.size, moved.size);
    reached.squares = Math.max(reached.squares, moved.squares);
    reached.weight = Math.max(reached.weight, moved.weight);
    reached.weightSquares = Math.max(
      reached.weightSquares,
      moved.weightSquares,
    );
    return sum.total();
  }

  /** The outputs as they were before a shortcut wrote some. */
  function putBack({ start, count, stride }: OutputSpan): void {
    for (let n = 0, j = start; n < count; n++, j += stride) {
      outputs[j] = middle[j];
    }
  }

  function finish(up: number, down: number, above: number, below: number) {
    result.central = (up - down) / (above + below);
    result.right = up / above;
    result.left = -down / below;
    result.isFinite = Number.isFinite(up) && Number.isFinite(down);
    result.noise = noise.of(reached);
    return result;
  }

  function startAt(coordinates: Coordinates | undefined, entry: number): void {
    if (coordinates === current && entry === currentEntry) return;
    current = coordinates;
    currentEntry = entry;
    reached.size = reached.squares = 0;
    reached.weight = reached.weightSquares = 0;
  }

  return {
    get isFinite() {
      return isMiddleFinite;
    },
    get forwards() {
      return forwards;
    },
    begin() {
      subject.forward(0);
      forwards++;
      middle.set(outputs);
      isMiddleFinite = middle.every(Number.isFinite);
      wholeSignature = signatureOf(subject, whole);
    },
    entry(coordinates, entry, step) {
      const { values, from, perturb } = coordinates;
      startAt(coordinates, entry);
      const t = values[entry];
      // The distance is what was added after rounding, which is not quite `step`.
      values[entry] = t + step;
      const above = values[entry] - t;
      const isShort = perturb !== undefined && perturb(entry, span);
      const part = isShort ? span : whole;
      if (!isShort) subject.forward(from);
      forwards++;
      const up = change(part);
      const upper = signatureOf(subject, part);
      values[entry] = t - step;
      const below = t - values[entry];
      if (!isShort || perturb?.(entry, span) !== true) subject.forward(from);
      forwards++;
      const down = change(part);
      const lower = signatureOf(subject, part);
      values[entry] = t;
      let base = wholeSignature;
      if (isShort && subject.choices !== undefined) {
        perturb?.(entry, span);
        base = signatureOf(subject, part);
      } else if (isShort) putBack(span);
      result.isClean = upper === base && lower === base;
      return finish(up, down, above, below);
    },
    along({ parts }, step) {
      startAt(undefined, -1);
      const saved = parts.map(({ coordinates, start, end }) =>
        coordinates.values.slice(start, end)
      );
      const from = Math.min(...parts.map((part) => part.coordinates.from));
      const move = (size: number) => {
        for (let k = 0; k < parts.length; k++) {
          const { coordinates, start, end, signs } = parts[k];
          shift(coordinates.values, saved[k], signs, start, end, size);
        }
        subject.forward(from);
        forwards++;
      };
      move(step);
      const up = change(whole);
      const isUpperClean = signatureOf(subject, whole) === wholeSignature;
      move(-step);
      const down = change(whole);
      result.isClean = isUpperClean &&
        signatureOf(subject, whole) === wholeSignature;
      for (const [k, { coordinates, start }] of parts.entries()) {
        coordinates.values.set(saved[k], start);
      }
      return finish(up, down, step, step);
    },
  };
}

/** `values[i] = saved[i − start] + size·signs[i]` */
function shift(
  values: Values,
  saved: Values,
  signs: ArrayLike<number>,
  start: number,
  end: number,
  size: number,
): void {
  for (let i = start; i < end; i++) {
    values[i] = saved[i - start] + size * signs[i];
  }
}

/** A number that stands for all choices that the layers made for some outputs. */
export function signatureOf(
  subject: Subject,
  span: OutputSpan = { start: 0, count: subject.outputs.length, stride: 1 },
): number {
  if (subject.choices === undefined) return 0;
  let hash = 0x811c9dc5;
  subject.choices((choice) => {
    hash = Math.imul(hash ^ choice, 0x01000193) ^ (hash >>> 15);
  }, span);
  return hash;
}

/**
 * Fills the upstream gradient: ±(0.5 … 1.5), so that no output is left out,
 * none outweighs the others, and they do not cancel.
 */
export function drawCotangent(upstream: Values, random: Random): void {
  for (let j = 0; j < upstream.length; j++) {
    const size = 0.5 + random.uniform();
    upstream[j] = random.uniform() < 0.5 ? -size : size;
  }
}
