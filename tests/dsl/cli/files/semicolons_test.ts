// `;` ends a statement of a text in quotes, and of no other.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../../helpers/memory_io.ts";

const text = "let f = tanh; input(2) -> f; given x = [0, 0]; expect y = [0, 0]";

Deno.test("statements of a text in quotes stand on one line", async () => {
  const { status, out } = await run(["check", text]);
  assertEquals(status, 0);
  // The text is called what was written.
  assertStringIncludes(out, text);
});

Deno.test("in a file and on standard input `;` is a mistake that says so", async () => {
  const message = "`;` ends a statement on the command line only";
  const file = await run(["check", "net.nn"], { files: { "net.nn": text } });
  const input = await run(["check", "-"], { input: text });
  for (const { status, out } of [file, input]) {
    assertEquals(status, 2);
    assertStringIncludes(out, message);
  }
});

Deno.test("a formula with a stroke is no path", async () => {
  const { out } = await run(["check", "y=x/"]);
  assertStringIncludes(out, "there is nothing after `/`");
});
