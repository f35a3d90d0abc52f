// The README shows what the commands really print.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { compile } from "../mod.ts";
import { renderDiagnostics } from "../dsl/render.ts";
import { run } from "./dsl/cli/memory_io.ts";

const readme = await Deno.readTextFile(
  new URL("../README.md", import.meta.url),
);

Deno.test("the README shows the output of the main command", async () => {
  const { out } = await run(["gradcheck", "fc(2,1) -> sigmoid"]);
  assertStringIncludes(readme, "```\n" + out + "```");
});

Deno.test("the README shows the diagnostic of a width mismatch", () => {
  const text = "fc(2,4) -> relu -> fc(3,1)";
  const rendered = renderDiagnostics(compile(text).diagnostics, {
    name: "net.nn",
    text,
  });
  assertStringIncludes(readme, "```\n" + rendered + "\n```");
});

Deno.test("the README's exercise: what trace and check print of it", async () => {
  const text = /```nn\n(given x = 0\n[^`]*)```/.exec(readme)?.[1] ?? "";
  const files = { "sigmoid-graph.nn": text };
  for (const command of ["trace", "check"]) {
    const { out } = await run([command, "sigmoid-graph.nn"], { files });
    assertStringIncludes(readme, "```\n" + out + "```");
  }
});

Deno.test("the README's text with everything in it compiles", () => {
  const text = /```nn\n(let block[^`]*)```/.exec(readme)?.[1] ?? "";
  assertEquals(compile(text).diagnostics, []);
});

Deno.test("the README's table names every built-in layer", async () => {
  const { builtins } = await import("../mod.ts");
  const names = builtins.map(({ definition }) => definition.name);
  assertEquals(
    names.filter((name) => !new RegExp(`\`${name}[\`(]`).test(readme)),
    [],
  );
});
