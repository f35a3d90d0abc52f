/**
 * How numbers are written: `2`, `-0.5`, `.5`, `1e-3`, and quotients of two of
 * them, `-1/4`.
 *
 * @module
 */

const digits = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;

/** A number or a quotient, with blanks around its stroke. */
const numeral = String.raw`-?${digits}(?:[ \t]*\/[ \t]*${digits})?`;

/** Finds a number without a sign at the place of a search. */
export const digitsHere = new RegExp(digits, "y");

/** Finds a numeral at the place of a search. */
export const numeralHere = new RegExp(numeral, "y");

/** Finds a numeral with a plus before it, which is none. */
export const plusNumeralHere = new RegExp(String.raw`\+(?!-)${numeral}`, "y");

const whole = new RegExp(`^${numeral}$`);

/** Whether a text is a numeral and nothing else. */
export function isNumeral(text: string): boolean {
  return whole.test(text);
}

/** The value of a numeral as a double; not finite if it is too large or divides by 0. */
export function numeralValue(text: string): number {
  const [above, below] = text.split("/");
  return below === undefined ? Number(above) : Number(above) / Number(below);
}

/** Whether a numeral is a quotient, which is exact. */
export function isQuotient(text: string): boolean {
  return text.includes("/");
}
