// The README shows what the commands really print.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { gradcheckOptions } from "../dsl/cli/commands/gradcheck/gradcheck_options.ts";
import { predictCommand } from "../dsl/cli/commands/predict.ts";
import { trainOptions } from "../dsl/cli/commands/train/train_options.ts";
import { renderDiagnostics } from "../dsl/diagnostics/render.ts";
import { textName } from "../lib/definition/names.ts";
import { compile, optimizers, schedules } from "../mod.ts";
import { run } from "./helpers/memory_io.ts";

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

Deno.test("the README's training prints what it shows, speeds apart", async () => {
  const [, words = "", shown = ""] =
    /```sh\ndeno task nabla train ([\s\S]*?)```\n\n```\n([\s\S]*?)```/.exec(
      readme,
    ) ?? [];
  const read = (path: string) =>
    Deno.readTextFile(new URL(`../${path}`, import.meta.url));
  const paths = ["examples/flowers.nn", "examples/data/flowers.csv"];
  const files = Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await read(path)])),
  );
  const { out, error } = await run(
    ["train", ...words.replaceAll("\\\n", " ").trim().split(/\s+/)],
    { files },
  );
  assertEquals(error, "");
  // The last column of an epoch and the line below the table hold speeds.
  const timeless = (text: string) =>
    text.split("\n").map((line) =>
      line.replace(/^( +\d.*) +\S+$/, "$1").replace(/ in .*/, "").trimEnd()
    );
  const printed = timeless(out);
  const lines = timeless(shown).filter((line) => line !== "  …");
  assertEquals(lines.filter((line) => !printed.includes(line)), []);
  assertEquals(lines.filter((line) => /^ +\d/.test(line)).length, 4);
});

Deno.test("the README's mistake in data is what train prints of it", async () => {
  const shown = /```\n(nabla: train\.csv:[\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const { error } = await run(
    ["train", "fc(1,2) -> mse", "--data", "train.csv", "--target", "kind"],
    { files: { "train.csv": "width,kind\n1,2\nwide,3\n" } },
  );
  assertEquals(error, shown);
});

Deno.test("every option, optimizer and schedule of the README's training is one", () => {
  const start = readme.indexOf("## Training");
  const section = readme.slice(start, readme.indexOf("### In TypeScript"));
  const options = section.match(/(?<=`|\s|\()--[a-z][a-z-]*/g) ?? [];
  const known = new Set(
    [...trainOptions, ...gradcheckOptions, ...predictCommand.options]
      .map(({ name }) => `--${name}`),
  );
  assertEquals(options.filter((name) => !known.has(name)), []);
  const table = section.slice(section.indexOf("| option"));
  const names = [...optimizers.keys(), ...schedules.keys()].map(textName);
  for (const name of names) {
    assert(table.includes(`\`${name}\``) || table.includes(`${name} `), name);
  }
});
