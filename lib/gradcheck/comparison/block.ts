/**
 * Many numbers of an array compared at once: the derivative along a direction over
 * a block of them.
 *
 * @module
 */

import { compare } from "../differences/compare.ts";
import type { Difference, Movement, Probe } from "../differences/probe.ts";
import { type Measure, plainQuestion } from "../differences/question.ts";
import { addTerm, noSum, totalOf } from "../differences/sum.ts";
import { agreementOf, type Expectation } from "./agreement.ts";

/** A block that agrees this closely, relative to a typical number, is right. */
const settled = 1e-8;

/** Numbers `start` … `end - 1` of an array. */
export interface EntryBlock {
  readonly start: number;
  readonly end: number;
}

/** How far both sides of a block lie apart along its direction. */
export interface Residual {
  readonly distance: number;
  readonly tolerance: number;
  /** The step of the difference, over the length of the direction. */
  readonly step: number;
  readonly isOutside?: boolean;
  /** Whether no step was found that crosses no kink. */
  readonly isBent?: boolean;
}

export type BlockComparer = ReturnType<typeof blockComparer>;

/** Numbers that are compared in blocks: those of an array, or of several. */
export interface BlockArray {
  /** What backward computed for each. */
  readonly analytic: Float64Array;
  /** How far rounding may have moved that. */
  readonly rounding: ArrayLike<number>;
  /** Moves a block of them along a direction of all. */
  movements(block: EntryBlock, signs: Float64Array): readonly Movement[];
}

/**
 * Compares blocks of numbers along a direction.
 *
 * @param typical the size of a typical number of their gradient.
 */
export function blockComparer(
  probe: Probe,
  { analytic, rounding: backward, movements }: BlockArray,
  signs: Float64Array,
  typical: number,
) {
  const enough = settled * typical;

  /** The analytic side, and how far rounding may have moved it. */
  function expectationOf({ start, end }: EntryBlock) {
    const sum = noSum();
    let size = 0;
    let rounding = 0;
    let norm = 0;
    for (let i = start; i < end; i++) {
      if (signs[i] === 0) continue;
      const term = signs[i] * analytic[i];
      addTerm(sum, term);
      size += Math.abs(term);
      const own = signs[i] * backward[i];
      rounding += own * own;
      norm += signs[i] * signs[i];
    }
    const doubt = 10 * Math.sqrt(rounding) + 1e-15 * size;
    // The longer the direction, the smaller the step must be.
    return { expected: totalOf(sum), doubt, stretch: 1 / Math.sqrt(norm) };
  }

  function fully(block: EntryBlock): Residual {
    const { expected, doubt, stretch } = expectationOf(block);
    const direction = movements(block, signs);
    // The step is that of each number; the noise belongs to the whole direction.
    const known = new Map<number, Difference>();
    const measure = (step: number) => {
      const before = known.get(step);
      if (before !== undefined) return before;
      const found = probe.along(direction, step * stretch);
      const own = {
        ...found,
        noise: found.noise / stretch,
        rounding: found.rounding / stretch,
        amplitude: found.amplitude / stretch,
      };
      known.set(step, own);
      return own;
    };
    // Most blocks are right, or clearly wrong, and a few differences show it.
    const quick = agreementOf(measure, { expected, doubt }, enough) ??
      differenceOf(measure, { expected, doubt });
    if (quick !== undefined) return quick;
    const { outcome, numeric, estimate, step } = compare(
      plainQuestion(expected, doubt / 10),
      measure,
      { relative: 0, absolute: 0, strict: true },
    );
    const isOutside = outcome === "outside";
    const distance = isOutside ? expected : expected - numeric;
    return {
      distance: Number.isFinite(distance) ? distance : Infinity,
      tolerance: 10 * estimate + doubt,
      step,
      isOutside,
      isBent: outcome === "between" || outcome === "kink",
    };
  }

  /** By one difference, with the step of the block around it; fully if that does not work. */
  function quickly(block: EntryBlock, around: Residual): Residual {
    const { expected, doubt, stretch } = expectationOf(block);
    const direction = movements(block, signs);
    const step = around.step * stretch;
    const { central, isClean, noise } = probe.along(direction, step);
    const distance = expected - central;
    if (!isClean || !Number.isFinite(distance)) return fully(block);
    return {
      distance,
      tolerance: doubt + 10 * noise / step,
      step: around.step,
    };
  }

  /** Whether there is a kink just where a block is, so that the smallest steps cross it, or see it as larger ones do. */
  function bends(block: EntryBlock): boolean {
    const { stretch } = expectationOf(block);
    const direction = movements(block, signs);
    const [far, near] = [2 ** -18, 2 ** -24].map((step) => {
      const { left, right, noise, isClean } = probe.along(
        direction,
        step * stretch,
      );
      return { bend: right - left, noise: noise / (step * stretch), isClean };
    });
    return !near.isClean ||
      (Math.abs(far.bend - near.bend) <= 0.1 * Math.abs(far.bend) &&
        Math.abs(near.bend) > 16 * near.noise);
  }

  return { fully, quickly, bends };
}

/** How far both sides are apart where two steps show the same distance, far above what noise may be. */
function differenceOf(
  measure: Measure,
  { expected, doubt }: Expectation,
): Residual | undefined {
  const [far, near] = [2 ** -7, 2 ** -12].map((step) => {
    const { central, left, right, noise, isClean } = measure(step);
    const distance = expected - central;
    const tolerance = doubt + 10 * noise / step;
    const bend = Math.abs(right - left);
    return { distance, tolerance, step, bend, isClean };
  });
  const size = Math.abs(near.distance);
  const isSame = Math.abs(far.distance - near.distance) <= 1e-3 * size &&
    size > 100 * near.tolerance && near.bend <= 1e-2 * size;
  if (far.isClean && near.isClean && isSame) return near;
}
