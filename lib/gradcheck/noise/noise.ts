import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { type BackwardNoise, backwardNoise } from "./backward_noise.ts";
import { isLong, spacings, tabulate } from "./difference_tables.ts";
import { innerDeviations } from "./inner_rounding.ts";
import { addLoad, type Load, noLoad } from "./load.ts";
import { largestOf, underflow, unitOf } from "./rounding.ts";

export interface Noise extends BackwardNoise {
  /** The deviation of each output, relative to the largest of them. */
  readonly shares: Float64Array;
  /** How far rounding may move `Σ v·y`, taken over some outputs. */
  of(outputs: Load): number;
  /** That for all outputs. */
  readonly forward: number;
  /** The rounding of the outputs: that of a float where all of them are floats. */
  readonly unit: number;
  /** The rounding of the gradients. */
  readonly backwardUnit: number;
}

/**
 * Measures the noise of the forward pass, which has just run, and that of the
 * backward pass. It leaves the subject's numbers as they were, to the bit.
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
  const { upstream, outputs, magnitudes, scope } = subject;
  const isNetwork = scope === "network";
  const y = Float64Array.from(outputs);
  const magnitude = largestOf(magnitudes);
  const { deviations, areFloats } = tabulate(
    subject,
    random.fork("forward"),
    upstream instanceof Float32Array
      ? spacings.ofFloats
      : isNetwork
      ? spacings.ofNetwork
      : isQuick && scope !== "function"
      ? spacings.ofBlocks
      : spacings.all,
  );
  const unit = areFloats ? 2 ** -24 : unitOf(upstream);
  if (isNetwork) {
    const inner = innerDeviations(subject, random.fork("inner"), unit);
    for (let j = 0; j < inner.length; j++) {
      deviations[j] = Math.max(deviations[j], inner[j]);
    }
  }
  const largest = largestOf([deviations]);
  const shares = deviations.map((each) => largest === 0 ? 0 : each / largest);
  const of = ({ size, squares, weight }: Load) =>
    Math.max(
      4 * unit * size,
      8 * largest * Math.sqrt(squares),
      unit * magnitude * weight,
    ) + underflow * weight;
  const all = noLoad();
  for (let j = 0; j < y.length; j++) {
    addLoad(all, upstream[j], y[j], shares[j]);
  }
  const backwardUnit = areFloats && analytics.every(areFloatsOnly) &&
      analytics.some((gradient) => gradient.some(isLong))
    ? 2 ** -24
    : unitOf(upstream);
  return {
    ...backwardNoise(
      subject,
      analytics,
      random.fork("backward"),
      8 * backwardUnit,
    ),
    shares,
    of,
    forward: of(all),
    unit,
    backwardUnit,
  };
}

function areFloatsOnly(values: Values): boolean {
  return values.every((value) => Math.fround(value) === value);
}
