/**
 * The check of many numbers at once. The derivative along a random direction
 * over a block of numbers compares one difference with the whole block's
 * analytic gradient; a block that disagrees is halved, until the wrong numbers
 * are found. It takes some `2·log₂ n` differences a fault instead of `n`.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import { indexOf } from "../../base/shape.ts";
import type { Comparison, GradientCheck } from "./comparison.ts";
import type { Coordinates } from "../subjects/subject.ts";
import { compare, noAnswer, outcomes } from "./compare.ts";
import { comparer, emptyEntries, errorOf, type Prepared } from "./entries.ts";

/** A block whose differences show less than that, relative to a typical number, is halved for it. */
const wantedFault = 1e-4;

/** Wrong numbers of one array that are followed to their end; more have a common cause. */
const mostFaults = 32;

/** A block that agrees as closely as that, relative to a typical number, is right. */
const settled = 1e-8;

/** Arrays up to that are looked at number by number, where blocks cannot tell. */
const mostAlone = 4096;

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
  /** The step that showed it, over the length of the direction. */
  readonly step: number;
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

  /** The analytic side along the direction over a block, and how far rounding may have moved it. */
  function expectationOf({ start, end }: Block) {
    let sum = 0;
    let lost = 0;
    let size = 0;
    let rounding = 0;
    let norm = 0;
    for (let i = start; i < end; i++) {
      const term = signs[i] * analytic[i];
      const next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term)
        ? (sum - next) + term
        : (term - next) + sum;
      sum = next;
      size += Math.abs(term);
      const own = signs[i] * noise.backward[k][i];
      rounding += own * own;
      norm += signs[i] * signs[i];
    }
    const doubt = 10 * Math.sqrt(rounding) + 1e-15 * size;
    // The farther a direction leads, the smaller the step must be.
    return { expected: sum + lost, doubt, stretch: 1 / Math.sqrt(norm) };
  }

  /** Both sides along the direction over a block, by the full comparison. */
  function residualOf(block: Block): Residual {
    const { expected, doubt, stretch } = expectationOf(block);
    const parts = [{ coordinates, ...block, signs }];
    // Most blocks are right, and one difference shows it.
    for (const step of [2 ** -7, 2 ** -12]) {
      const { central, isClean, noise } = probe.along(
        { parts },
        step * stretch,
      );
      const distance = expected - central;
      const tolerance = doubt + 10 * noise / (step * stretch);
      const enough = settled * typical;
      if (isClean && Math.abs(distance) <= enough && tolerance <= enough) {
        return { distance, tolerance: Math.max(tolerance, enough), step };
      }
    }
    const answer = noAnswer();
    const question = {
      value: 0,
      analytic: expected,
      backwardNoise: doubt / 10,
      largest: 0,
    };
    compare(
      question,
      (step) => {
        const found = probe.along({ parts }, step * stretch);
        found.noise /= stretch;
        return found;
      },
      { relative: 0, absolute: 0, strict: true },
      answer,
    );
    if (answer.outcome === "outside") isFinite = false;
    const distance = expected - answer.numeric;
    return {
      distance: Number.isFinite(distance) ? distance : Infinity,
      tolerance: 10 * answer.estimate + doubt,
      step: answer.step,
    };
  }

  /** The same by one difference, with the step that served the block around it. */
  function quickly(block: Block, around: Residual): Residual {
    const { expected, doubt, stretch } = expectationOf(block);
    const parts = [{ coordinates, ...block, signs }];
    const { central, isClean, noise } = probe.along(
      { parts },
      around.step * stretch,
    );
    const distance = expected - central;
    if (!isClean || !Number.isFinite(distance)) return residualOf(block);
    return {
      distance,
      tolerance: doubt + 10 * noise / (around.step * stretch),
      step: around.step,
    };
  }

  /** What has been seen of a block that agrees. */
  function note({ tolerance, distance }: Residual): void {
    const visible = Math.max(tolerance, Math.abs(distance));
    if (typical > 0) {
      detectability = Math.max(detectability, visible / typical);
    }
  }

  const isWrong = ({ distance, tolerance }: Residual) =>
    Math.abs(distance) > tolerance;

  function* descend(block: Block, residual: Residual): Generator<void, void> {
    yield;
    const size = block.end - block.start;
    const isNoisy = residual.tolerance > wantedFault * typical;
    if (
      !isWrong(residual) &&
      !(isNoisy && size > 1 && noisyBlocks < mostNoisyBlocks)
    ) {
      note(residual);
      return;
    }
    if (size === 1) {
      look(block.start);
      return;
    }
    if (!isWrong(residual)) noisyBlocks++;
    else if (wrong.length >= mostFaults || !settings.descends) {
      // Many tolerances off: that is no estimate gone astray.
      if (Math.abs(residual.distance) > 10 * residual.tolerance) {
        unfollowed += size;
      }
      return;
    }
    const middle = block.start + (size >> 1);
    const left = { start: block.start, end: middle };
    const right = { start: middle, end: block.end };
    let ofLeft = isWrong(residual) ? quickly(left, residual) : residualOf(left);
    // A derivative along two directions together is the sum of both, so that
    // the right half is known without another difference.
    let ofRight = {
      distance: residual.distance - ofLeft.distance,
      tolerance: residual.tolerance + ofLeft.tolerance,
      step: residual.step,
    };
    if (isWrong(residual) && !isWrong(ofLeft) && !isWrong(ofRight)) {
      ofLeft = residualOf(left);
      ofRight = residualOf(right);
    } else if (!isWrong(residual)) ofRight = residualOf(right);
    yield* descend(left, ofLeft);
    yield* descend(right, ofRight);
  }

  /** One number, by the full comparison. */
  function look(entry: number): void {
    const found = emptyEntries(length);
    one(entry, found);
    const outcome = outcomes[found.outcome[entry]];
    const size = Math.max(Math.abs(found.numeric[entry]), typical);
    if (size > 0) {
      detectability = Math.max(detectability, found.tolerance[entry] / size);
    }
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
  if (isBlurred && length <= mostAlone) {
    detectability = 0;
    for (let entry = 0; entry < length; entry++) {
      look(entry);
      yield;
    }
  } else if (isBlurred) {
    skipped = length;
    reason =
      "blocks of numbers are too noisy to tell; --mode exhaustive looks at each";
  }
  const isFaulty = wrong.length > 0 || unfollowed > 0;
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
    verdict: isFaulty ? "fail" : skipped > 0 ? "inconclusive" : "pass",
  };
}

/** Random signs, and sizes of 0.5 … 1.5, so that equal faults do not cancel; in proportion to large numbers. */
function directionOf(
  values: ArrayLike<number>,
  random: Random,
): Float64Array {
  const direction = new Float64Array(values.length);
  for (let i = 0; i < direction.length; i++) {
    const draw = 2 * random.uniform() - 1;
    direction[i] = draw < 0 ? draw - 0.5 : draw + 0.5;
  }
  return direction;
}
