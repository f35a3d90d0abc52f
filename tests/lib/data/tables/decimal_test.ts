import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { decimal } from "../../../../lib/data/tables/decimal.ts";

const numbers: readonly (readonly [text: string, number: number])[] = [
  ["0", 0],
  ["-0", -0],
  ["007", 7],
  ["+3", 3],
  ["1.", 1],
  [".5", 0.5],
  ["-.25e2", -25],
  ["1E-3", 0.001],
  ["  12\t", 12],
  ["\u00a012", 12],
  ["9007199254740993", 9007199254740992],
  ["123456789012345", 123456789012345],
  ["0.1", 0.1],
  ["12345.678901234", 12345.678901234],
  ["1e-400", 0],
  ["1e999", Infinity],
];
for (const [text, number] of numbers) {
  Deno.test(`${JSON.stringify(text)} is the number ${number}`, () => {
    assertEquals(decimal(text), number);
  });
}

const others = [
  ...[
    "",
    " ",
    "x",
    "1,5",
    "1_000",
    "0x10",
    "0b1",
    "1e",
    "e5",
    "1.2.3",
    ".",
    "-",
  ],
  ...[
    "+-1",
    "--1",
    "1-",
    "1 2",
    "Infinity",
    "inf",
    "NaN",
    "1f",
    "٣",
    "1e+",
    "-.e1",
  ],
];
Deno.test("no other text is a number", () => {
  assertEquals(others.filter((text) => !Number.isNaN(decimal(text))), []);
});

Deno.test("every decimal text is read to the nearest double, as JSON reads it", () => {
  const digits = fc.stringMatching(/^[0-9]{1,18}$/);
  const text = fc.tuple(
    fc.constantFrom("", "-"),
    fc.oneof(digits.map((text) => `${BigInt(text)}`), fc.constant("0")),
    fc.oneof(fc.constant(""), digits.map((text) => `.${text}`)),
    fc.oneof(
      fc.constant(""),
      fc.integer({ min: -30, max: 30 }).map((n) => `e${n}`),
    ),
  ).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (text) => Object.is(decimal(text), JSON.parse(text))),
    { numRuns: 5000 },
  );
});

Deno.test("every double comes back from its text", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (number) => decimal(`${number}`) === number,
    ),
    { numRuns: 2000 },
  );
});
