/**
 * The check of many numbers at once. The derivative along a random direction
 * over a block of numbers compares one difference with the whole block's
 * analytic gradient; a block that disagrees is halved, until the wrong numbers
 * are found. It takes some `2·log₂ n` differences a fault instead of `n`.
 *
 * @module
 */

import type { Random } from "../random.ts";
import { indexOf } from "../shape.ts";
import { type Answer, compare, outcomes } from "./compare.ts";
import { comparer, emptyEntries, errorOf, type Prepared } from "./entries.ts";
import type { Comparison, GradientCheck } from "./report.ts";
import type { Coordinates } from "./subject.ts";

/** The relative size of the fault that every block must be able to show. */
const promisedFault = 1e-4;

/** Wrong numbers of one array that are followed to their end; more have a common cause. */
const mostFaults = 32;

/** Blocks of one array that are too noisy and halved for it. */
const mostNoisyBlocks = 64;

/** Numbers `start` … `end - 1` of an array. */
interface Block {
  readonly start: number;
  readonly end: number;
}

/** What is known of a block: how far both sides lie apart along its direction. */
interface Residual {
  /** Analytic minus numeric. */
  readonly distance: number;
  /** How far they may lie apart. */
  readonly tolerance: number;
}

/** Checks all gradients of a subject block by block. */
export function* search(
  prepared: Prepared,
): Generator<void, readonly GradientCheck[]> {
  const { subject } = prepared;
  const checks: GradientCheck[] = [];
  for (const [k, coordinates] of subject.coordinates.entries()) {
    checks.push(yield* searchArray(prepared, k, coordinates));
  }
  return checks;
}

function* searchArray(
  prepared: Prepared,
  k: number,
  coordinates: Coordinates,
): Generator<void, GradientCheck> {
  const { analytics, noise, probe, settings, random } = prepared;
  const { path, shape, values } = coordinates;
  const analytic = analytics[k];
  const { length } = values;
  probe.begin();
  const signs = directionOf(values, random.fork(`direction ${path}`));
  const typical = Math.sqrt(
    analytic.reduce((sum, a) => sum + a * a, 0) / Math.max(length, 1),
  );
  const one = comparer(prepared, coordinates, k);
  const wrong: Comparison[] = [];
  let skipped = 0;
  let detectability = 0;
  let noisyBlocks = 0;
  let unfollowed = 0;
  let isFinite = probe.isFinite;
  let reason: string | undefined;

  /** Both sides along the direction over a block. */
  function residualOf({ start, end }: Block): Residual {
    const parts = [{ coordinates, start, end, signs }];
    let expected = 0;
    let lost = 0;
    let size = 0;
    let rounding = 0;
    let norm = 0;
    for (let i = start; i < end; i++) {
      const term = signs[i] * analytic[i];
      const next = expected + term;
      lost += Math.abs(expected) >= Math.abs(term)
        ? (expected - next) + term
        : (term - next) + expected;
      expected = next;
      size += Math.abs(term);
      const own = signs[i] * noise.backward[k][i];
      rounding += own * own;
      norm += signs[i] * signs[i];
    }
    expected += lost;
    // The farther a step leads, the smaller it must be.
    const stretch = 1 / Math.sqrt(norm);
    const answer: Answer = {
      outcome: "agrees",
      numeric: 0,
      estimate: 0,
      tolerance: 0,
    };
    const own = 10 * Math.sqrt(rounding) + 1e-15 * size;
    compare(
      {
        value: 0,
        analytic: expected,
        backwardNoise: own / 10,
        largest: 0,
      },
      (step) => {
        const found = probe.along({ parts }, step * stretch);
        found.noise /= stretch;
        return found;
      },
      { relative: 0, absolute: 0.1 * promisedFault * typical, strict: false },
      answer,
      0.1 * promisedFault * typical,
    );
    if (answer.outcome === "outside") isFinite = false;
    const distance = expected - answer.numeric;
    return {
      distance: Number.isFinite(distance) ? distance : Infinity,
      tolerance: 10 * answer.estimate + own,
    };
  }

  /** What has been seen of a block that agrees. */
  function note({ tolerance, distance }: Residual): void {
    const visible = Math.max(tolerance, Math.abs(distance));
    if (typical > 0) {
      detectability = Math.max(detectability, visible / typical);
    }
  }

  function* descend(block: Block, residual: Residual): Generator<void, void> {
    yield;
    const size = block.end - block.start;
    const isWrong = Math.abs(residual.distance) >
      Math.max(residual.tolerance, 0.1 * promisedFault * typical);
    const isNoisy = residual.tolerance > promisedFault * typical;
    if (!isWrong && !(isNoisy && size > 1 && noisyBlocks < mostNoisyBlocks)) {
      note(residual);
      return;
    }
    if (!isWrong) noisyBlocks++;
    if (isWrong && (wrong.length >= mostFaults || !settings.descends)) {
      unfollowed += size;
      return;
    }
    if (size === 1) {
      look(block.start);
      return;
    }
    const middle = block.start + (size >> 1);
    const left = { start: block.start, end: middle };
    const right = { start: middle, end: block.end };
    const ofLeft = residualOf(left);
    // A derivative along two directions together is the sum of both, so that
    // the right half is known without another difference.
    const ofRight = {
      distance: residual.distance - ofLeft.distance,
      tolerance: residual.tolerance + ofLeft.tolerance,
    };
    yield* descend(left, ofLeft);
    const isKnown = ofRight.tolerance <= promisedFault * typical ||
      Math.abs(ofRight.distance) > 10 * ofRight.tolerance;
    yield* descend(right, isKnown ? ofRight : residualOf(right));
  }

  /** One number, by the full comparison. */
  function look(entry: number): void {
    const found = emptyEntries(length);
    one(entry, found);
    const outcome = outcomes[found.outcome[entry]];
    if (outcome === "differs") {
      const numeric = found.numeric[entry];
      wrong.push({
        index: indexOf(entry, shape),
        analytic: analytic[entry],
        numeric,
        error: errorOf(analytic[entry], numeric, found.tolerance[entry]),
      });
    } else if (outcome !== "agrees" && outcome !== "between") {
      skipped++;
      reason ??= "the function has a kink there, or its values are too noisy";
    }
  }

  if (length > 0 && isFinite) {
    const whole = { start: 0, end: length };
    const first = residualOf(whole);
    if (isFinite) {
      yield* descend(whole, first);
    }
  }
  if (!isFinite) {
    skipped = length;
    reason = "the output is not a finite number there";
  } else if (analytic.some((a) => !Number.isFinite(a))) {
    const entry = analytic.findIndex((a) => !Number.isFinite(a));
    wrong.unshift({
      index: indexOf(entry, shape),
      analytic: analytic[entry],
      numeric: NaN,
      error: Infinity,
    });
  }
  const isBlurred = detectability > 1e-2 && wrong.length === 0 && skipped === 0;
  if (isBlurred) {
    skipped = length;
    reason =
      "blocks of numbers are too noisy to tell; --mode exhaustive looks at each";
  }
  const isWrong = wrong.length > 0 || unfollowed > 0;
  wrong.sort((a, b) => b.error - a.error);
  return {
    path,
    shape,
    entries: length,
    checked: length - skipped,
    wrong: wrong.length,
    skipped,
    ...(reason === undefined ? {} : { reason }),
    ...(unfollowed === 0 ? {} : { unfollowed }),
    ...(wrong.length === 0 ? {} : { worst: wrong[0], found: wrong }),
    detectability,
    verdict: isWrong ? "fail" : skipped > 0 ? "inconclusive" : "pass",
  };
}

/** Random signs and sizes, so that equal faults do not cancel; in proportion to large numbers. */
function directionOf(
  values: ArrayLike<number>,
  random: Random,
): Float64Array {
  const direction = new Float64Array(values.length);
  for (let i = 0; i < direction.length; i++) {
    const size = 0.5 + random.uniform();
    direction[i] = random.uniform() < 0.5 ? -size : size;
  }
  return direction;
}
