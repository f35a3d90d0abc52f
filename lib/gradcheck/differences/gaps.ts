/**
 * The slopes between which that of a point lies, from both sides: for a smooth
 * function their gap shrinks with the step, at a kink it stays.
 *
 * @module
 */

export type Gaps = ReturnType<typeof watchGaps>;

/** Detects a kink at the point itself from slopes at shrinking steps. */
export function watchGaps() {
  let slopes = { least: NaN, most: NaN, error: Infinity };
  let before = { least: NaN, most: NaN };
  let wasKink = false;
  let isHidden = false;
  let steady = NaN;
  let last = NaN;
  let streak = 0;
  return {
    /** The lesser slope: extrapolated, or of the smallest step at which it is more than noise. */
    get least() {
      return slopes.least;
    },
    get most() {
      return slopes.most;
    },
    /** How far the slopes may be off; Infinity if they were not extrapolated. */
    get error() {
      return slopes.error;
    },
    /** Whether the last three steps show a kink; one beside the point is outgrown by smaller steps. */
    get isKink() {
      return streak >= 3;
    },
    /** Whether any three steps did: there is a kink, at the point or beside it. */
    get wasKink() {
      return wasKink;
    },
    /** Whether rounding has become as large as the gap, so that smaller steps do not help. */
    get isHidden() {
      return isHidden;
    },
    /** Adds the slopes of the next, smaller step. */
    add(least: number, most: number, noise: number) {
      const gap = most - least;
      const isSteady = Math.abs(last - gap) <= 0.1 * Math.abs(last) &&
        Math.abs(gap) > 16 * noise;
      streak = isSteady ? streak + 1 : 0;
      const isKink = streak >= 3;
      if (isKink) {
        wasKink = true;
        steady = Math.abs(gap);
      }
      isHidden = wasKink && !isKink && 32 * noise > steady;
      last = gap;
      // Beyond the gap the function is smooth on each side: a quarter of the step has a quarter of the error.
      const further = {
        least: (4 * least - before.least) / 3,
        most: (4 * most - before.most) / 3,
      };
      before = { least, most };
      const error = noise + Math.max(
        Math.abs(further.least - least),
        Math.abs(further.most - most),
      );
      if (isSteady && error < slopes.error) slopes = { ...further, error };
      else if (
        slopes.error === Infinity && (Number.isNaN(slopes.least) ||
          noise <= 1e-4 * Math.max(Math.abs(least), Math.abs(most)))
      ) slopes = { least, most, error: Infinity };
    },
  };
}
