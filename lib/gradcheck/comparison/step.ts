/** Half the bits of a double go to the step, half to the difference: ∛(3·2⁻⁵³). */
const baseStep = Math.cbrt(3 * 2 ** -53);

/**
 * The half-width of a central difference at `t`, a power of two: the one at
 * which truncation (∝ h²) and rounding (∝ 1/h) are about equal (Press et al.,
 * Numerical Recipes, 3rd edition, §5.7), 2⁻¹⁷ for numbers up to 1.
 */
export function defaultStep(t: number): number {
  return 2 ** Math.round(Math.log2(baseStep * scaleAt(t)));
}

export function scaleAt(t: number): number {
  return Math.max(Math.abs(t), 1);
}
