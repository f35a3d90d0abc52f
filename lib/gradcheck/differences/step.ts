/**
 * The half-width of a central difference, a power of two: the one at which
 * truncation (∝ h²) and rounding (∝ 1/h) are about equal, ∛(3u) of the number
 * (Press et al., Numerical Recipes, 3rd edition, §5.7), 2⁻¹⁷ in double precision.
 *
 * @param scale the size of the number.
 * @param unit the rounding of the function.
 */
export function defaultStep(scale: number, unit = 2 ** -53): number {
  return 2 ** Math.round(Math.log2(Math.cbrt(3 * unit) * scale));
}

/** The size of a number for which steps of one size are asked: 1 for smaller ones. */
export function scaleAt(t: number): number {
  return Math.max(Math.abs(t), 1);
}
