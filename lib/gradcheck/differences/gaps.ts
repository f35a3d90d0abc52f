/**
 * The slopes on both sides of a point: for a smooth function their gap shrinks with
 * the step, at a kink it stays.
 *
 * @module
 */

export type Gaps = ReturnType<typeof watchGaps>;

/** Detects a kink at the point itself from slopes at shrinking steps. */
export function watchGaps() {
  let slopes = { left: NaN, right: NaN, error: Infinity };
  let before = { left: NaN, right: NaN };
  let wasKink = false;
  let isHidden = false;
  let steady = NaN;
  let last = NaN;
  let streak = 0;
  return {
    /** The slope from the left: extrapolated, or of the smallest step at which it is more than noise. */
    get left() {
      return slopes.left;
    },
    get right() {
      return slopes.right;
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
    add(left: number, right: number, noise: number) {
      const gap = right - left;
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
        left: (4 * left - before.left) / 3,
        right: (4 * right - before.right) / 3,
      };
      before = { left, right };
      const error = noise + Math.max(
        Math.abs(further.left - left),
        Math.abs(further.right - right),
      );
      if (isSteady && error < slopes.error) slopes = { ...further, error };
      else if (
        slopes.error === Infinity && (Number.isNaN(slopes.left) ||
          noise <= 1e-4 * Math.max(Math.abs(left), Math.abs(right)))
      ) slopes = { left, right, error: Infinity };
    },
  };
}
