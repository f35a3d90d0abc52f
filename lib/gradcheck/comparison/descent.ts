/**
 * How a search follows a block of numbers down to those that are wrong.
 *
 * @module
 */

import type { Coordinates } from "../subjects/subject.ts";
import type { BlockComparer, EntryBlock, Residual } from "./block.ts";
import { isSkipped } from "./doubts.ts";
import { emptyEntries, type Entries, outcomeOf } from "./entries.ts";
import type { EntryOutcome } from "../differences/question.ts";

/** A block whose differences cannot show such a fault, relative to a typical number, is halved. */
const wantedFault = 1e-4;

/** The most wrong numbers to find in one array; more have a common cause. */
const mostFaults = 32;

/** The most blocks of one array to halve because of noise, or because of kinks. */
const mostNoisyBlocks = 64;
const mostBentBlocks = 64;

/** The search of one array, and what it has found so far. */
export interface ArraySearch {
  readonly coordinates: Coordinates;
  readonly analytic: Float64Array;
  /** The numbers that were compared alone; of length 0 before the first of them. */
  entries: Entries;
  readonly compareOne: (entry: number, entries: Entries) => void;
  /** Whether wrong blocks are followed down to the number. */
  readonly descends: boolean;
  /** How many of those differ. */
  wrong: number;
  /** How many could not be compared, by outcome. */
  readonly skipped: Map<EntryOutcome, number>;
  /** How many are in blocks that are too noisy, and too many to be compared alone. */
  blurred?: number;
  /** How many are too small to be seen, and what they are below. */
  tooSmall: number;
  bound: number;
  /** The largest fault that could have stayed unseen, relative to the number itself. */
  detectability: number;
  /** That relative to a typical number. */
  blur: number;
  /** Blocks that were halved because of noise. */
  noisyBlocks: number;
  /** Blocks that were halved because of kinks. */
  bentBlocks: number;
  /** Numbers in wrong blocks that were not followed. */
  unfollowed: number;
  isFinite: boolean;
}

/** Numbers of like size, along a direction that leaves the others at rest. */
export interface SizeClass {
  /** The size of a typical one. */
  readonly typical: number;
  readonly blocks: BlockComparer;
  readonly signs: Float64Array;
}

/** Follows a block down to its wrong numbers. */
export function* descend(
  own: ArraySearch,
  among: SizeClass,
  block: EntryBlock,
  residual = noteOutside(own, among.blocks.fully(block)),
): Generator<void, void> {
  yield;
  if (!own.isFinite) return;
  const size = block.end - block.start;
  const isBent = residual.isBent === true && own.bentBlocks < mostBentBlocks &&
    among.blocks.bends(block);
  // Kinks too many to follow, or near the block, where its slopes bound nothing.
  if (residual.isBent === true && !isBent && isWrong(residual)) {
    own.skipped.set("kink", (own.skipped.get("kink") ?? 0) + size);
    return;
  }
  const isNoisy = among.typical > 0 &&
    residual.tolerance > wantedFault * among.typical;
  const isHalved = isWrong(residual) || isBent ||
    (isNoisy && size > 1 && own.noisyBlocks < mostNoisyBlocks);
  if (!isHalved) {
    // Along the direction a fault counts by half at least.
    const fault = 2 *
      Math.max(residual.tolerance, Math.abs(residual.distance));
    noteVisible(own, fault, leastOf(own, among, block), among.typical);
    return;
  }
  if (size === 1) {
    look(own, block.start);
    return;
  }
  if (isBent) own.bentBlocks++;
  else if (!isWrong(residual)) own.noisyBlocks++;
  else if (own.wrong >= mostFaults || !own.descends) {
    // Many tolerances off: this is not just a bad estimate.
    if (Math.abs(residual.distance) > 10 * residual.tolerance) {
      own.unfollowed += size;
    }
    return;
  }
  const middle = block.start + (size >> 1);
  const halves = [
    { start: block.start, end: middle },
    { start: middle, end: block.end },
  ].filter(({ start, end }) =>
    among.signs.subarray(start, end).some((sign) => sign !== 0)
  );
  if (halves.length < 2) {
    for (const half of halves) yield* descend(own, among, half, residual);
    return;
  }
  const [left, right] = halves;
  const [ofLeft, ofRight] = halve(own, among, left, right, residual);
  yield* descend(own, among, left, ofLeft);
  yield* descend(own, among, right, ofRight);
}

function halve(
  own: ArraySearch,
  { blocks }: SizeClass,
  left: EntryBlock,
  right: EntryBlock,
  residual: Residual,
): readonly [Residual, Residual] {
  const fully = (block: EntryBlock) => noteOutside(own, blocks.fully(block));
  if (!isWrong(residual) || residual.isBent) return [fully(left), fully(right)];
  const ofLeft = noteOutside(own, blocks.quickly(left, residual));
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

/** Notes a fault that could have stayed unseen, relative to the least number it may lie in. */
function noteVisible(
  own: ArraySearch,
  fault: number,
  least: number,
  typical = least,
): void {
  if (least === 0 || typical === 0) return;
  own.detectability = Math.max(own.detectability, fault / least);
  own.blur = Math.max(own.blur, fault / typical);
}

/** The smallest number of a block, apart from those that are 0; a typical one if all are. */
function leastOf(
  { analytic }: ArraySearch,
  { signs, typical }: SizeClass,
  { start, end }: EntryBlock,
): number {
  let least = Infinity;
  for (let i = start; i < end; i++) {
    const size = Math.abs(analytic[i]);
    if (signs[i] !== 0 && size > 0 && size < least) least = size;
  }
  return least === Infinity ? typical : least;
}

/** Compares one number alone. */
export function look(own: ArraySearch, entry: number): void {
  const { analytic, compareOne } = own;
  if (own.entries.outcome.length === 0) {
    own.entries = emptyEntries(analytic.length);
  }
  const { entries } = own;
  compareOne(entry, entries);
  const outcome = outcomeOf(entries, entry);
  if (isSkipped(outcome)) {
    own.skipped.set(outcome, (own.skipped.get(outcome) ?? 0) + 1);
    return;
  }
  if (outcome === "too small") {
    own.tooSmall++;
    const most = Math.abs(entries.numeric[entry]) + entries.tolerance[entry];
    own.bound = Math.max(own.bound, most);
  } else if (outcome !== "cancelled") {
    const size = Math.abs(entries.numeric[entry]);
    noteVisible(own, entries.tolerance[entry], size);
  }
  if (outcome === "differs") own.wrong++;
}
