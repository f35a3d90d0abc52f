/**
 * The slopes on both sides of a point: for a smooth function their gap shrinks with
 * the step, at a kink it stays.
 *
 * @module
 */

/** Detects a kink at the point itself from slopes at shrinking steps. */
export interface Gaps {
  /** The slope from the left, of the smallest step at which it is more than noise. */
  readonly left: number;
  readonly right: number;
  /** Whether the last three steps show a kink; one beside the point is outgrown by smaller steps. */
  readonly isKink: boolean;
  /** Whether any three steps did: there is a kink, at the point or beside it. */
  readonly wasKink: boolean;
  /** Whether rounding has become as large as the gap, so that smaller steps do not help. */
  readonly isHidden: boolean;
  /** Adds the slopes of the next, smaller step. */
  add(left: number, right: number, noise: number): void;
}

export function watchGaps(): Gaps {
  let slopes = { left: NaN, right: NaN };
  let wasKink = false;
  let isHidden = false;
  let steady = NaN;
  let last = NaN;
  let streak = 0;
  return {
    get left() {
      return slopes.left;
    },
    get right() {
      return slopes.right;
    },
    get isKink() {
      return streak >= 3;
    },
    get wasKink() {
      return wasKink;
    },
    get isHidden() {
      return isHidden;
    },
    add(left, right, noise) {
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
      if (
        Number.isNaN(slopes.left) ||
        noise <= 1e-4 * Math.max(Math.abs(left), Math.abs(right))
      ) {
        slopes = { left, right };
      }
    },
  };
}
