/** How much a position counts at a distance, with its derivatives by the distance: Keys, "Cubic convolution interpolation for digital image processing", 1981, equation 15, with `a` in place of −1/2. */
export function cubic(
  distance: number,
  a: number,
): readonly [share: number, slope: number, bend: number] {
  const t = Math.abs(distance);
  const sign = Math.sign(distance);
  if (t >= 2) return [0, 0, 0];
  return t <= 1
    ? [
      ((a + 2) * t - (a + 3)) * t * t + 1,
      sign * (3 * (a + 2) * t - 2 * (a + 3)) * t,
      6 * (a + 2) * t - 2 * (a + 3),
    ]
    : [
      ((t - 5) * t + 8) * t * a - 4 * a,
      sign * a * ((3 * t - 10) * t + 8),
      a * (6 * t - 10),
    ];
}
