// Random texts of formulas: brackets, blanks and line breaks wherever they may be.
import fc from "fast-check";

const gap = fc.constantFrom("", "", "", " ", "  ", "\t");
/** Behind an operator a line may end. */
const widerGap = fc.constantFrom("", "", " ", "\n  ", " # why\n ", "\n\n\t");

const leaf = fc.oneof(
  fc.constantFrom("a", "b", "c1", "block.h", "π", "e1"),
  fc.constantFrom("0", "2", "1.5", ".25", "3.", "1e2", "2e-1", "1.e1"),
);

const { text } = fc.letrec<{ text: string; power: string; factor: string }>(
  (tie) => ({
    // What may stand on either side of `^`, but the exponent's own minus.
    power: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.tuple(gap, tie("text"), gap).map(([a, x, b]) => `(${a}${x}${b})`),
      fc.tuple(fc.constantFrom("f", "exp", "sin"), gap, tie("text"), gap).map((
        [name, a, x, b],
      ) => `${name}(${a}${x}${b})`),
      fc.tuple(tie("text"), gap, tie("text")).map(([x, a, y]) =>
        `g(${x}${a},${a}${y})`
      ),
      fc.tuple(leaf, gap, widerGap, tie("factor")).map(([x, a, b, y]) =>
        `${x}${a}^${b}${y}`
      ),
    ),
    factor: fc.oneof(
      tie("power"),
      fc.tuple(gap, tie("power")).map(([a, x]) => `-${a}${x}`),
    ),
    text: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tie("factor"),
      fc.tuple(
        tie("text"),
        gap,
        fc.constantFrom("+", "-", "*", "/"),
        widerGap,
        tie("factor"),
      ).map(([x, a, sign, b, y]) => `${x}${a}${sign}${b}${y}`),
      fc.tuple(tie("text"), fc.constantFrom("+", "*", "/", "- "), tie("factor"))
        .map(([x, sign, y]) => `${x}\n  ${sign}${y}`),
    ),
  }),
);

/** What stands behind the `=` of a formula. */
export const formulaText: fc.Arbitrary<string> = text;
