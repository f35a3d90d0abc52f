import { assertEquals } from "@std/assert";
import { applyEdit } from "../../../dsl/diagnostics/diagnostic.ts";
import { languageService } from "../../../language_service.ts";

Deno.test("all numbers of `given` lines and formulas can be dragged, with a step that suits how they are written", () => {
  const text = `given x = [[1, -0.5], [12, 1e-3]]
given k = 2/3
f(t) = 0.25*t^2 - sum(t)
y = f(k)*-3
expect y = 7`;
  const numbers = languageService(text).numbers().map(({ span, value, step }) =>
    [text.slice(span.start, span.end), value, step] as const
  );
  assertEquals(numbers, [
    ["1", 1, 0.1],
    ["-0.5", -0.5, 0.1],
    ["12", 12, 1],
    ["1e-3", 1e-3, 1e-4],
    ["2/3", 2 / 3, 1 / 3],
    ["0.25", 0.25, 0.01],
    ["2", 2, 1],
    ["-3", -3, 0.1],
  ]);
});

Deno.test("a number of another notation is mended before it can be dragged", () => {
  for (const written of ["½", "２", '"3"', "1_000", "20%"]) {
    const service = languageService(`given x = [${written}, 4]\nfc(2,1)`);
    assertEquals(service.numbers().map(({ value }) => value), [4], written);
  }
});

/** Texts, the number that changes, its new value, and the text then. */
const edits: readonly (readonly [string, number, number, string])[] = [
  ["given x = 2", 0, 2.1000000001, "given x = 2.1"],
  ["given x = 2", 0, 3, "given x = 3"],
  ["given x = 0.5", 0, 1, "given x = 1.0"],
  ["given x = 0.05", 0, -0.001, "given x = 0.00"],
  ["given x = [1, 1e-3]", 1, 2.04e-3, "given x = [1, 2.0e-3]"],
  ["given x = 5e-324", 0, 5e-324, "given x = 5e-324"],
  ["y = a - 1e-400", 0, 0, "y = a - 0"],
  [
    `given x = 0.${"0".repeat(25)}1`,
    0,
    2e-26,
    `given x = 0.${"0".repeat(25)}2`,
  ],
  ["given x = 1/3", 0, 2 / 3, "given x = 2/3"],
  ["given x = 12", 0, -4.4, "given x = -4"],
  // A formula stays what it was, whatever sign the number gets.
  ["y = a-2", 0, -1, "y = a- -1"],
  ["y = a - 2", 0, -1, "y = a - -1"],
  ["y = 2^a", 0, -1, "y = (-1)^a"],
  ["y = (-1)^a", 0, 3, "y = (3)^a"],
  ["y = a*-2", 0, 1, "y = a*1"],
];
for (const [text, at, value, expected] of edits) {
  Deno.test(`${JSON.stringify(text)} with ${value} is ${JSON.stringify(expected)}`, () => {
    const service = languageService(text);
    const { span } = service.numbers()[at];
    assertEquals(applyEdit(text, service.numberEdit(span, value)), expected);
  });
}

Deno.test("a finer step than that of the number gives more decimals", () => {
  const service = languageService("given x = 0.5");
  const [{ span }] = service.numbers();
  assertEquals(service.numberEdit(span, 0.513, 0.01).text, "0.51");
});
