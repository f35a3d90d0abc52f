import { assertEquals, assertRejects } from "@std/assert";
import { commands } from "../../../../dsl/cli/commands.ts";
import { grantsOf } from "../../../../dsl/cli/confined/grants.ts";
import { serveWorld } from "../../../../dsl/cli/confined/served_world.ts";
import { readCommandLine } from "../../../../dsl/cli/words/arguments.ts";
import { open } from "../../../helpers/memory_io.ts";

/** Serves a command line in a world with files. */
async function serve(...words: string[]) {
  const [name, ...rest] = words;
  const command = await commands.get(name)?.load();
  const options = command?.options ?? [];
  const args = readCommandLine(rest, options);
  const world = open({
    files: {
      "a.nn": "fc(2,1)",
      "nets/b.nn": "fc(2,1)",
      "nets/c.txt": "secret",
      "secret": "secret",
      "own/helper.ts": "",
      "t.csv": "a\n1\n",
    },
    input: "fc(2,1)",
    keys: ["q"],
  });
  const grants = grantsOf(options, args, (path) => path.startsWith("own/"));
  return {
    ask: serveWorld(world.io, grants, () => {}),
    files: () => world.ended(0).files,
  };
}

Deno.test("a confined command gets what its command line names", async () => {
  const { ask, files } = await serve(
    ..."train a.nn --data t.csv --target a --out n.safetensors --log log"
      .split(" "),
  );
  const text = new TextEncoder().encode("fc(2,1)");
  assertEquals(await ask("readFile", ["a.nn"]), text);
  assertEquals(await ask("readFile", ["own/helper.ts"]), new Uint8Array());
  const { key, size } = await ask("openFile", ["t.csv"]) as {
    readonly key: number;
    readonly size: number;
  };
  assertEquals(size, 4);
  assertEquals(await ask("read", [key, 2, 1]), text.slice(4, 5).fill(49));
  await ask("writeFile", ["n.safetensors", "numbers"]);
  await ask("writeFile", ["n.checkpoint.safetensors", [text]]);
  const log = await ask("appendTo", ["log"]);
  await ask("add", [log, "line"]);
  assertEquals(files()["n.safetensors"], "numbers");
  assertEquals(files()["n.checkpoint.safetensors"], "fc(2,1)");
  assertEquals(files()["log"], "line");
});

Deno.test("a folder grants the texts in it, once it is listed", async () => {
  const { ask } = await serve("check", "nets", "--tap");
  await assertRejects(() => ask("readFile", ["nets/b.nn"]));
  assertEquals(await ask("listFiles", ["nets"]), ["nets/b.nn"]);
  await ask("readFile", ["nets/b.nn"]);
  await assertRejects(() => ask("readFile", ["nets/c.txt"]));
});

Deno.test("standard input and keys are served where the command line asks for them", async () => {
  const { ask } = await serve("trace", "-", "--step");
  await ask("readInput", []);
  assertEquals(await ask("readKey", []), "q");
});

/** What nobody may have, in any form. */
const refused: readonly (readonly [string, ...unknown[]])[] = [
  ["readFile", "secret"],
  ["readFile", "./a.nn"],
  ["readFile", "/etc/passwd"],
  ["readFile", ["a.nn"]],
  ["readFile", { toString: () => "a.nn" }],
  ["readFile"],
  ["openFile", "secret"],
  ["fileExists", "secret"],
  ["fileExists", new URL("file:///etc/passwd")],
  ["listFiles", "."],
  ["listFiles", "nets"],
  ["nextChange", ["a.nn", "secret"]],
  ["readInput"],
  ["readKey"],
  ["writeFile", "secret", ""],
  ["writeFile", "a.nn", ""],
  ["writeFile", "t.csv", ""],
  ["writeFile", "n.safetensors", 1],
  ["writeFile", "n.safetensors", { length: 1 }],
  ["createFile", "a.nn"],
  ["appendTo", "secret"],
  ["removeFile", "a.nn"],
  ["removeLeftovers", "a.nn"],
  ["hold", "a.nn"],
  ["rewriteFile", "a.nn", ""],
  ["identity", "a.nn"],
  ["startProgram", "true", []],
  ["importModule", "a.nn"],
  ["read", 1, 0, 1],
  ["next", 1],
  ["write", 1, ""],
  ["release", 1],
  ["offStop", 1],
  ["constructor"],
  ["__proto__"],
  ["hasOwnProperty", "readFile"],
];

Deno.test("whatever else runs beside a confined command gets nothing", async () => {
  const { ask, files } = await serve(
    ..."train a.nn --data t.csv --target a --out n.safetensors".split(" "),
  );
  const before = files();
  for (const [name, ...words] of refused) {
    await assertRejects(
      () => ask(name, words),
      Deno.errors.NotCapable,
      undefined,
      `${name} ${JSON.stringify(words)}`,
    );
  }
  assertEquals(files(), before);
});
