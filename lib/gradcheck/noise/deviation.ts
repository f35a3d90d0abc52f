/**
 * The noise in numbers at equally spaced points, from a table of their differences:
 * Moré and Wild, "Estimating computational noise", 2011, algorithm ECnoise.
 *
 * @module
 */

/**
 * `σₖ² = (k!)²/(2k)! · mean((Δᵏφ)²)`, the largest of k = 4 … 6; if each is at most
 * half the one before they are still bends, and the last is nearest.
 *
 * @param column at least seven numbers; differences take their place.
 * @returns also the `least` and the `most` that neighbours lie apart.
 */
export function deviationOf(column: Float64Array) {
  const points = column.length;
  let factor = 1;
  let deviation = 0;
  let before = Infinity;
  let isBending = true;
  let least = Infinity;
  let most = 0;
  for (let k = 1; k <= 6; k++) {
    let largest = 0;
    for (let p = 0; p < points - k; p++) {
      column[p] = column[p + 1] - column[p];
      largest = Math.max(largest, Math.abs(column[p]));
      if (k === 1) least = Math.min(least, Math.abs(column[p]));
    }
    if (k === 1) most = largest;
    // (k!)²/(2k)! from that of k − 1: times k²/((2k)(2k − 1)).
    factor *= k / (2 * (2 * k - 1));
    if (k < 3 || largest === 0) continue;
    let squares = 0;
    for (let p = 0; p < points - k; p++) squares += (column[p] / largest) ** 2;
    const sigma = largest * Math.sqrt(factor * squares / (points - k));
    if (k > 3) {
      isBending &&= sigma <= before / 2;
      deviation = isBending && k === 6 ? sigma : Math.max(deviation, sigma);
    }
    before = sigma;
  }
  return { deviation, least, most };
}

/**
 * The noise of seven equally spaced numbers: the smaller of the deviations of both
 * halves, from second and third differences, as a kink is in one of them.
 */
export function halfDeviation(column: ArrayLike<number>): number {
  const of = (a: number, b: number, c: number, d: number) => {
    const [first, second] = [a - 2 * b + c, b - 2 * c + d];
    return Math.max(
      Math.hypot(first, second) / Math.sqrt(12),
      Math.abs(second - first) / Math.sqrt(20),
    );
  };
  const [a, b, c, d, e, f, g] = Array.from(column);
  return Math.min(of(a, b, c, d), of(d, e, f, g));
}
