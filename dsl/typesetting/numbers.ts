/** A number with at most `digits` significant digits and no trailing zeros; in powers of ten if it is very large or very small. */
export function formatNumber(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  const short = Number(value.toPrecision(digits));
  return size >= 1e-4 && size < 1e7
    ? String(short)
    : short.toExponential().replace("e+", "e");
}

/** The same; a dot for a number that was not computed. */
export function formatComputed(value: number | undefined, digits = 5): string {
  return value === undefined ? "·" : formatNumber(value, digits);
}
