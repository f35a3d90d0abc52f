const zero = 48;
const nine = 57;
const point = 46;
const minus = 45;
const plus = 43;

/** An optional sign, digits with or without a fraction, an optional exponent. */
const decimalSyntax = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Powers of ten that a double holds exactly. */
const powers = Float64Array.from({ length: 16 }, (_, i) => Number(`1e${i}`));

/**
 * The number that a decimal text says, blanks around it allowed; NaN for any other,
 * as `0x10`, `1,5`, `1_000`, `inf` and the empty text.
 *
 * Up to 15 digits with a point are read here: digits and power of ten are then
 * exact, so their quotient is rounded once (Clinger, "How to read floating point
 * numbers accurately", 1990).
 */
export function decimal(text: string): number {
  const { length } = text;
  if (length > 17 || length === 0) return anyDecimal(text);
  const first = text.charCodeAt(0);
  const isSigned = first === minus || first === plus;
  let digits = 0;
  let whole = 0;
  let fraction = -1;
  for (let i = isSigned ? 1 : 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= zero && code <= nine) {
      whole = whole * 10 + (code - zero);
      digits++;
      if (fraction >= 0) fraction++;
    } else if (code === point && fraction < 0) fraction = 0;
    else return anyDecimal(text);
  }
  if (digits === 0 || digits > 15) return anyDecimal(text);
  const size = fraction > 0 ? whole / powers[fraction] : whole;
  return first === minus ? -size : size;
}

function anyDecimal(text: string): number {
  const trimmed = text.trim();
  return decimalSyntax.test(trimmed) ? Number(trimmed) : NaN;
}
