/**
 * The check of many numbers at once. The derivative along a random direction over
 * a block of numbers compares one difference with the analytic gradient of the
 * whole block; a block that disagrees is halved, until the wrong numbers are found.
 * It takes about `2·log₂ n` differences for a fault instead of `n`.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { indexOf } from "../../base/shape.ts";
import { drawWeights } from "../noise/rounding.ts";
import type { Coordinates } from "../subjects/subject.ts";
import { type BlockArray, blockComparer } from "./block.ts";
import type { Comparison, GradientCheck } from "./comparison.ts";
import { type ArraySearch, descend, look } from "./descent.ts";
import { skippedNumbers } from "./doubts.ts";
import {
  comparer,
  emptyEntries,
  type Entries,
  entriesWith,
  errorOf,
  leaveOpen,
} from "./entries.ts";
import { compareJointly } from "./joint.ts";
import type { Prepared } from "./prepared.ts";
import { sizeRanges } from "./sizes.ts";

/** Arrays up to this length are compared number by number, if blocks cannot tell. */
const mostAlone = 4096;

/** So few numbers are compared one by one where they are 0, or the least of them is not seen to 10⁻⁴ of itself. */
const few = 64;

/** Where a network has so many arrays of one number, they are searched as one. */
const manySingle = 64;

export function* search(
  prepared: Prepared,
): Generator<void, readonly GradientCheck[]> {
  const { coordinates } = prepared.subject;
  const single = [...coordinates.keys()].filter((k) =>
    coordinates[k].values.length === 1
  );
  const together = single.length < manySingle
    ? new Map<number, ArraySearch>()
    : yield* searchSingle(prepared, single);
  const all: ArraySearch[] = [];
  for (const k of coordinates.keys()) {
    all.push(
      together.get(k) ?? (yield* searchArray(prepared, arrayAt(prepared, k))),
    );
  }
  compareJointly(prepared, all.map(({ entries }) => entries));
  if (prepared.settings.isDoubtful) all.forEach(leaveAllOpen);
  return all.map(checkOf);
}

/** What is searched: an array, or several of one number each. */
interface Searched extends BlockArray {
  readonly coordinates: Coordinates;
  readonly compareOne: (entry: number, entries: Entries) => void;
}

function arrayAt(prepared: Prepared, k: number): Searched {
  const { subject, analytics, noise } = prepared;
  const coordinates = subject.coordinates[k];
  return {
    coordinates,
    analytic: analytics[k],
    rounding: noise.backward[k],
    movements: (block, signs) => [{ coordinates, ...block, signs }],
    compareOne: comparer(prepared, coordinates, k),
  };
}

/** Searches arrays of one number each as one; empty unless all of them are right. */
function* searchSingle(
  prepared: Prepared,
  single: readonly number[],
): Generator<void, ReadonlyMap<number, ArraySearch>> {
  const arrays = single.map((k) => arrayAt(prepared, k));
  const found = yield* searchArray(prepared, {
    coordinates: arrays[0].coordinates,
    analytic: Float64Array.from(arrays, ({ analytic }) => analytic[0]),
    rounding: Float64Array.from(arrays, ({ rounding }) => rounding[0]),
    movements: ({ start, end }, signs) =>
      arrays.slice(start, end).flatMap(({ coordinates }, i) => {
        const sign = signs[start + i];
        const own = { coordinates, start: 0, end: 1 };
        return sign === 0 ? [] : [{ ...own, signs: [sign] }];
      }),
    compareOne: (entry, entries) => {
      const own = emptyEntries(1);
      arrays[entry].compareOne(0, own);
      entries.outcome[entry] = own.outcome[0];
      entries.numeric[entry] = own.numeric[0];
      entries.tolerance[entry] = own.tolerance[0];
    },
  });
  const isRight = found.isFinite && found.wrong === 0 &&
    found.skipped.size === 0 && found.tooSmall === 0 &&
    found.unfollowed === 0 && (found.blurred ?? 0) === 0;
  if (!isRight) return new Map();
  return new Map(arrays.map(({ coordinates, analytic }, i) => [single[i], {
    ...found,
    coordinates,
    analytic,
    entries: emptyEntries(0),
  }]));
}

function* searchArray(
  prepared: Prepared,
  array: Searched,
): Generator<void, ArraySearch> {
  const { probe, settings, random } = prepared;
  const { coordinates, analytic, compareOne } = array;
  const { length } = analytic;
  // So that the steps before those of this array have the numbers of the unmoved network.
  if (coordinates !== prepared.subject.coordinates[0]) probe.begin();
  const own: ArraySearch = {
    coordinates,
    analytic,
    entries: emptyEntries(0),
    compareOne,
    descends: settings.descends,
    wrong: 0,
    skipped: new Map(),
    tooSmall: 0,
    bound: 0,
    detectability: 0,
    blur: 0,
    noisyBlocks: 0,
    bentBlocks: 0,
    unfollowed: 0,
    isFinite: probe.isFinite,
  };
  const signs = drawWeights(
    length,
    random.fork(`direction ${coordinates.path}`),
  );
  for (let entry = 0; entry < length; entry++) {
    if (Number.isFinite(analytic[entry])) continue;
    if (signs[entry] !== 0 && own.isFinite) look(own, entry);
    signs[entry] = 0;
  }
  for (const { typical, least, below } of sizeRanges(analytic)) {
    if (!own.isFinite) break;
    const chosen = signs.slice();
    let count = 0;
    for (let i = 0; i < length; i++) {
      const size = Math.abs(analytic[i]);
      if (!(size >= least && size < below)) chosen[i] = 0;
      if (chosen[i] !== 0) count++;
    }
    const blocks = blockComparer(probe, array, chosen, typical);
    const before = own.detectability;
    const { wrong, skipped: { size } } = own;
    own.detectability = 0;
    own.blur = 0;
    if (typical === 0 && count <= few) {
      yield* lookAtAll(own, chosen);
      own.detectability = Math.max(own.detectability, before);
      continue;
    }
    yield* descend(own, { typical, blocks, signs: chosen }, {
      start: 0,
      end: length,
    });
    const isSettled = own.wrong > wrong || own.skipped.size > size ||
      !own.isFinite;
    if (!isSettled) yield* lookAtBlurred(own, chosen, count);
    own.detectability = Math.max(own.detectability, before);
  }
  if (!own.isFinite) {
    own.skipped.clear();
    own.skipped.set("outside", length);
    own.detectability = Infinity;
  }
  return own;
}

/** Compares chosen numbers one by one where blocks cannot tell, if they are not too many. */
function* lookAtBlurred(
  own: ArraySearch,
  chosen: Float64Array,
  count: number,
): Generator<void, void> {
  const isClear = count <= few ? own.detectability <= 1e-4 : own.blur <= 1e-2;
  if (isClear) return;
  if (count > mostAlone) own.blurred = count;
  else {
    own.detectability = 0;
    yield* lookAtAll(own, chosen);
  }
}

function* lookAtAll(
  own: ArraySearch,
  chosen: Float64Array,
): Generator<void, void> {
  for (let entry = 0; entry < chosen.length; entry++) {
    if (chosen[entry] === 0) continue;
    look(own, entry);
    yield;
  }
}

/** Leaves open what differs, and the blocks that were not followed. */
function leaveAllOpen(own: ArraySearch): void {
  leaveOpen(own.entries, ["differs"]);
  own.blurred = (own.blurred ?? 0) + own.wrong + own.unfollowed;
  own.unfollowed = 0;
}

function checkOf(own: ArraySearch): GradientCheck {
  const { coordinates, analytic, entries, unfollowed, detectability } = own;
  const { path, shape } = coordinates;
  const wrong: Comparison[] = entriesWith(entries, ["differs"])
    .map((entry) => {
      const numeric = entries.numeric[entry];
      const tolerance = entries.tolerance[entry];
      return {
        index: indexOf(entry, shape),
        analytic: analytic[entry],
        numeric,
        error: errorOf(analytic[entry], numeric, tolerance),
      };
    })
    .sort((a, b) => b.error - a.error);
  const { blurred = 0 } = own;
  const skippedFor = skippedNumbers(own.skipped);
  if (blurred > 0) {
    skippedFor.push({
      doubt: "noise",
      reason: say(
        "blocks of numbers are too noisy to tell; use --mode exhaustive",
      ),
      count: blurred,
    });
  }
  const skipped = skippedFor.reduce((n, { count }) => n + count, 0);
  const isFaulty = wrong.length > 0 || unfollowed > 0;
  return {
    path,
    shape,
    entries: analytic.length,
    checked: analytic.length - skipped,
    wrong: wrong.length,
    skipped,
    reason: skippedFor.at(0)?.reason,
    skippedFor: skippedFor.length === 0 ? undefined : skippedFor,
    tooSmall: own.tooSmall === 0 ? undefined : own.tooSmall,
    bound: own.tooSmall === 0 ? undefined : own.bound,
    unfollowed: unfollowed === 0 ? undefined : unfollowed,
    worst: wrong.at(0),
    found: wrong.length === 0 ? undefined : wrong,
    detectability,
    pattern: entries.together,
    verdict: isFaulty ? "fail" : skipped > 0 ? "inconclusive" : "pass",
  };
}
