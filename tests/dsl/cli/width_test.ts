import { assert, assertEquals } from "@std/assert";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import { run } from "../../helpers/memory_io.ts";
import { calls, deep, files } from "./calls.ts";

Deno.test("every command is among those whose lines are measured", async () => {
  const { out } = await run(["--help"]);
  const names = [...out.matchAll(/^ {2}([\w-]+) {2,}/gm)].map(([, name]) =>
    name
  );
  assertEquals(Object.keys(calls), names);
});

for (const columns of [40, 80]) {
  Deno.test(`the help on all commands fits in ${columns} columns`, async () => {
    const { out } = await run(["--help"], { columns });
    requireFit(out, columns);
  });

  for (const [command, all] of Object.entries(calls)) {
    Deno.test(`what ${command} prints fits in ${columns} columns`, async () => {
      for (const words of [["--help"], ...all]) {
        const { out, error } = await run([command, ...words], {
          files,
          columns,
        });
        assert(out + error !== "", words.join(" "));
        requireFit(out + error, columns);
      }
    });
  }
}

/** A line may be wider only where it is one word, such as a path. */
function requireFit(text: string, columns: number): void {
  for (const line of text.split("\n")) {
    const isWord = !/\S\s/.test(line);
    assert(textWidth(line) <= columns || isWord, line);
  }
}

Deno.test("what programs read is not broken", async () => {
  const [training] = calls.train;
  const { bytes } = await run(["train", ...training], { files });
  const words = ["predict", "out.safetensors", "--data", "flowers.csv"];
  for (
    const call of [
      ["show", deep, "--json"],
      words,
      ["worksheet", "sheet.nn"],
      ["fmt", deep],
      ["graph", deep, "--no-values", "--dot"],
      ["check", "wrong.nn", "--tap"],
    ]
  ) {
    const narrow = await run(call, { files: bytes, columns: 40 });
    const wide = await run(call, { files: bytes });
    assertEquals(narrow.out, wide.out);
    assert(wide.out.split("\n").some((line) => textWidth(line) > 40));
  }
});
