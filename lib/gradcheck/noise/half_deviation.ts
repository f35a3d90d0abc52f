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
