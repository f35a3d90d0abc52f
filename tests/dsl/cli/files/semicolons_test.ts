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
  for (const { status, error } of [file, input]) {
    assertEquals(status, 2);
    assertStringIncludes(error, message);
  }
});

Deno.test("a formula with a stroke is no path", async () => {
  const { error } = await run(["check", "y=x/"]);
  assertStringIncludes(error, "there is nothing after `/`");
});

Deno.test("the command to run again has the text as it was written", async () => {
  const { out } = await run(["gradcheck", text, "--json"]);
  assertStringIncludes(out, JSON.stringify(text).slice(1, -1));
});
