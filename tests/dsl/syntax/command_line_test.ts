// Texts of the command line, whose statements stand on one line.
import { assertEquals } from "@std/assert";
import { linesOfStatements } from "../../../dsl/syntax/command_line.ts";
import { parse } from "../../../text.ts";

/** What is given, and what is read. */
const cases: readonly (readonly [written: string, text: string])[] = [
  ["a = 2; a -> square", "a = 2\n a -> square"],
  ["a = 2;a -> square;", "a = 2\na -> square\n"],
  ["swish(x) = x; input(3) -> swish", "swish(x) = x\n input(3) -> swish"],
  ["relu # one; two", "relu # one; two"],
  ["relu # one; two\ntanh; relu", "relu # one; two\ntanh\n relu"],
  // Within brackets it separates, unless a statement begins behind it.
  ["given x = [1 2; 3 4]", "given x = [1 2; 3 4]"],
  ["fc(2; 1)", "fc(2; 1)"],
  ["y = (a + b; z = 2", "y = (a + b\n z = 2"],
  ["y = f(a; given z = 2", "y = f(a\n given z = 2"],
  ["y = f(a; g(t) = t; b", "y = f(a\n g(t) = t\n b"],
];
for (const [written, text] of cases) {
  Deno.test(`${JSON.stringify(written)} is read as ${JSON.stringify(text)}`, () => {
    assertEquals(linesOfStatements(written), text);
    assertEquals(text.length, written.length);
  });
}

Deno.test("in a file `;` is a mistake that a new line mends", () => {
  const text = "a = 2; b = a";
  assertEquals(parse(text).diagnostics.map(({ code }) => code), ["E001"]);
  assertEquals(parse(linesOfStatements(text)).diagnostics, []);
});
