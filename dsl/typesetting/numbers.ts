/**
 * Numbers as people read them.
 *
 * @module
 */

/** A number with at most so many significant digits, without zeros at its end; powers of ten where it is very large or very small. */
export function formatNumber(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  const short = Number(value.toPrecision(digits));
  return size >= 1e-4 && size < 1e7
    ? String(short)
    : short.toExponential().replace("e+", "e");
}

/** A number that was not computed has no digits. */
export function formatComputed(value: number | undefined, digits = 5): string {
  return value === undefined ? "·" : formatNumber(value, digits);
}
