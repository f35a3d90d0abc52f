import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { backwardNoise } from "./backward_noise.ts";
import { forwardDeviation } from "./forward_noise.ts";
import { addLoad, type Load, noLoad } from "./load.ts";
import { unitOf } from "./rounding.ts";

export interface Noise {
  /** How far rounding may move `Σ v·y`, taken over some outputs. */
  of(outputs: Load): number;
  /** That for all outputs. */
  readonly forward: number;
  /** For each array of coordinates, how far rounding may have moved each number of its gradient. */
  readonly backward: readonly Float64Array[];
}

/**
 * Measures the noise of the forward pass by tables of differences along a
 * random direction (Moré and Wild, "Estimating computational noise", 2011,
 * algorithm ECnoise), and that of the backward pass by moving all numbers by
 * parts of a rounding. It leaves the subject's numbers as they were, to the
 * bit.
 *
 * @param analytics what backward computed for each array of coordinates.
 * @param isQuick whether fewer points are enough, as for blocks of numbers.
 */
export function measureNoise(
  subject: Subject,
  analytics: readonly Values[],
  random: Random,
  isQuick = false,
): Noise {
  const { upstream, outputs, magnitudes } = subject;
  const unit = unitOf(upstream);
  subject.forward(0);
  const all = noLoad();
  for (let j = 0; j < outputs.length; j++) {
    addLoad(all, upstream[j], outputs[j]);
  }
  let largest = 0;
  for (const values of magnitudes) {
    for (const value of values) {
      if (Math.abs(value) > largest && Number.isFinite(value)) {
        largest = Math.abs(value);
      }
    }
  }
  const sigma = forwardDeviation(subject, random.fork("forward"), isQuick);
  const of = ({ size, squares, weight, weightSquares }: Load) => {
    if (weight === 0) return 0;
    // The measured part of these outputs: by their size, or, as small outputs
    // may be differences of large numbers, by their number.
    const share = Math.max(
      all.squares > 0 ? squares / all.squares : 0,
      weightSquares / all.weightSquares,
    );
    return Math.max(
      4 * unit * size,
      8 * sigma * Math.sqrt(Math.min(share, 1)),
      unit * largest * weight,
    );
  };
  return {
    of,
    forward: of(all),
    backward: backwardNoise(
      subject,
      analytics,
      random.fork("backward"),
      8 * unit,
      isQuick ? 1 : undefined,
    ),
  };
}
