/**
 * The check of many numbers at once. The derivative along a random direction over
 * a block of numbers compares one difference with the analytic gradient of the
 * whole block; a block that disagrees is halved, until the wrong numbers are found.
 * It takes about `2·log₂ n` differences for a fault instead of `n`.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import { indexOf } from "../../base/shape.ts";
import { typicalOf } from "../noise/rounding.ts";
import type { Coordinates } from "../subjects/subject.ts";
import {
  type BlockComparer,
  blockComparer,
  type EntryBlock,
  type Residual,
} from "./block.ts";
import type { Comparison, GradientCheck } from "./comparison.ts";
import {
  comparer,
  emptyEntries,
  type Entries,
  errorOf,
  outcomeOf,
} from "./entries.ts";
import type { Prepared } from "./prepared.ts";
import { reasons } from "./question.ts";

/** A block whose differences cannot show such a fault, relative to a typical number, is halved. */
const wantedFault = 1e-4;

/** The most wrong numbers to find in one array; more have a common cause. */
const mostFaults = 32;

/** Arrays up to this length are compared number by number, if blocks cannot tell. */
const mostAlone = 4096;

/** The most blocks of one array to halve because of noise. */
const mostNoisyBlocks = 64;

export function* search(
  prepared: Prepared,
): Generator<void, readonly GradientCheck[]> {
  const checks: GradientCheck[] = [];
  for (const k of prepared.subject.coordinates.keys()) {
    checks.push(yield* searchArray(prepared, k));
  }
  return checks;
}

/** The search of one array, and what it has found so far. */
interface ArraySearch {
  readonly coordinates: Coordinates;
  readonly analytic: Float64Array;
  readonly typical: number;
  readonly blocks: BlockComparer;
  readonly compareOne: (entry: number, entries: Entries) => void;
  readonly descends: boolean;
  readonly wrong: Comparison[];
  skipped: number;
  reason: string | undefined;
  /** The largest fault that could have stayed unseen. */
  detectability: number;
  /** Blocks that were halved because of noise. */
  noisyBlocks: number;
  /** Numbers in wrong blocks that were not followed. */
  unfollowed: number;
  isFinite: boolean;
}

function* searchArray(
  prepared: Prepared,
  k: number,
): Generator<void, GradientCheck> {
  const { subject, analytics, probe, settings, random } = prepared;
  const coordinates = subject.coordinates[k];
  const analytic = analytics[k];
  const { length } = analytic;
  // So that the steps before those of this array have the numbers of the unmoved network.
  if (k > 0) probe.begin();
  const signs = directionOf(
    length,
    random.fork(`direction ${coordinates.path}`),
  );
  const typical = analytic.some((a) => a !== 0) ? typicalOf(analytic) : 0;
  const own: ArraySearch = {
    coordinates,
    analytic,
    typical,
    blocks: blockComparer(prepared, k, signs, typical),
    compareOne: comparer(prepared, coordinates, k),
    descends: settings.descends,
    wrong: [],
    skipped: 0,
    reason: undefined,
    detectability: 0,
    noisyBlocks: 0,
    unfollowed: 0,
    isFinite: probe.isFinite,
  };
  if (length > 0 && own.isFinite) {
    const whole = { start: 0, end: length };
    const first = noteOutside(own, own.blocks.fully(whole));
    if (own.isFinite) yield* descend(own, whole, first);
  }
  if (!own.isFinite) {
    own.skipped = length;
    own.reason = reasons.outside;
  } else {
    const entry = analytic.findIndex((a) => !Number.isFinite(a));
    if (entry >= 0) own.wrong.unshift(wrongAt(own, entry, NaN, Infinity));
  }
  const isBlurred = own.detectability > 1e-2 && own.wrong.length === 0 &&
    own.skipped === 0;
  if (isBlurred && length <= mostAlone) {
    own.detectability = 0;
    for (let entry = 0; entry < length; entry++) {
      look(own, entry);
      yield;
    }
  } else if (isBlurred) {
    own.skipped = length;
    own.reason =
      "blocks of numbers are too noisy to tell; use --mode exhaustive";
  }
  return checkOf(own);
}

/** Follows a block down to its wrong numbers. */
function* descend(
  own: ArraySearch,
  block: EntryBlock,
  residual: Residual,
): Generator<void, void> {
  yield;
  const size = block.end - block.start;
  const isNoisy = residual.tolerance > wantedFault * own.typical;
  const isHalved = isWrong(residual) ||
    (isNoisy && size > 1 && own.noisyBlocks < mostNoisyBlocks);
  if (!isHalved) {
    noteVisible(own, Math.max(residual.tolerance, Math.abs(residual.distance)));
    return;
  }
  if (size === 1) {
    look(own, block.start);
    return;
  }
  if (!isWrong(residual)) own.noisyBlocks++;
  else if (own.wrong.length >= mostFaults || !own.descends) {
    // Many tolerances off: this is not just a bad estimate.
    if (Math.abs(residual.distance) > 10 * residual.tolerance) {
      own.unfollowed += size;
    }
    return;
  }
  const middle = block.start + (size >> 1);
  const left = { start: block.start, end: middle };
  const right = { start: middle, end: block.end };
  const [ofLeft, ofRight] = halve(own, left, right, residual);
  yield* descend(own, left, ofLeft);
  yield* descend(own, right, ofRight);
}

function halve(
  own: ArraySearch,
  left: EntryBlock,
  right: EntryBlock,
  residual: Residual,
): readonly [Residual, Residual] {
  const fully = (block: EntryBlock) =>
    noteOutside(own, own.blocks.fully(block));
  if (!isWrong(residual)) return [fully(left), fully(right)];
  const ofLeft = noteOutside(own, own.blocks.quickly(left, residual));
  // A derivative along two directions together is the sum of both, so the right half
  // needs no other difference.
  const ofRight = {
    distance: residual.distance - ofLeft.distance,
    tolerance: residual.tolerance + ofLeft.tolerance,
    step: residual.step,
  };
  return isWrong(ofLeft) || isWrong(ofRight)
    ? [ofLeft, ofRight]
    : [fully(left), fully(right)];
}

function isWrong({ distance, tolerance }: Residual): boolean {
  return Math.abs(distance) > tolerance;
}

/** Notes that outputs are not finite. */
function noteOutside(own: ArraySearch, residual: Residual): Residual {
  if (residual.isOutside) own.isFinite = false;
  return residual;
}

/** Notes a fault that could have stayed unseen, relative to a number of some size. */
function noteVisible(
  own: ArraySearch,
  fault: number,
  size = own.typical,
): void {
  if (size > 0) own.detectability = Math.max(own.detectability, fault / size);
}

function wrongAt(
  { coordinates, analytic }: ArraySearch,
  entry: number,
  numeric: number,
  error: number,
): Comparison {
  const index = indexOf(entry, coordinates.shape);
  return { index, analytic: analytic[entry], numeric, error };
}

function look(own: ArraySearch, entry: number): void {
  const found = emptyEntries(own.analytic.length);
  own.compareOne(entry, found);
  const outcome = outcomeOf(found, entry);
  const numeric = found.numeric[entry];
  const tolerance = found.tolerance[entry];
  noteVisible(own, tolerance, Math.max(Math.abs(numeric), own.typical));
  if (outcome === "differs") {
    const error = errorOf(own.analytic[entry], numeric, tolerance);
    own.wrong.push(wrongAt(own, entry, numeric, error));
  } else if (reasons[outcome] !== undefined) {
    own.skipped++;
    own.reason ??= reasons[outcome];
  }
}

function checkOf(own: ArraySearch): GradientCheck {
  const { coordinates, analytic, skipped, unfollowed, detectability } = own;
  const { path, shape } = coordinates;
  const wrong = own.wrong.toSorted((a, b) => b.error - a.error);
  const isFaulty = wrong.length > 0 || unfollowed > 0;
  return {
    path,
    shape,
    entries: analytic.length,
    checked: analytic.length - skipped,
    wrong: wrong.length,
    skipped,
    reason: own.reason,
    unfollowed: unfollowed === 0 ? undefined : unfollowed,
    worst: wrong.at(0),
    found: wrong.length === 0 ? undefined : wrong,
    detectability,
    verdict: isFaulty ? "fail" : skipped > 0 ? "inconclusive" : "pass",
  };
}

/** Random signs, and sizes of 0.5 … 1.5, so that equal faults do not cancel. */
function directionOf(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => {
    const draw = 2 * random.uniform() - 1;
    return draw < 0 ? draw - 0.5 : draw + 0.5;
  });
}
