// The scripts of `nabla completions`, each asked by its own shell; a shell that is
// not there is left out.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { commands } from "../../../../dsl/cli/commands.ts";
import { speak } from "../../../../words/languages.ts";
import { run } from "../../../helpers/memory_io.ts";

const names = [...commands.keys()];

/** What lines offer at their ends, in a folder with `rows.csv`. */
const offered: readonly (readonly [line: string, words: string])[] = [
  ["nabla ", names.join(" ")],
  ["nabla tr", "train trace"],
  ["nabla --l", "--lang"],
  ["nabla --lang ", "en zh"],
  ["nabla --lang zh gr", "graph gradcheck grade"],
  ["nabla train --ker", "--kernels"],
  ["nabla train --kernels ", "auto own plain wasm blas"],
  ["nabla train --data sp", "spiral"],
  ["nabla train --data ro", "rows.csv"],
  ["nabla predict --data ro", "rows.csv"],
  ["nabla train --epochs ", ""],
  ["nabla train --precision ", "float32 float64"],
  ["nabla gradcheck --only a --mode s", "search sampled"],
  ["nabla explain cross_e", "cross_entropy"],
  ["nabla explain E110", "E110"],
  ["nabla learn 2.", "2.1 2.2 2.3 2.4 2.5 2.6"],
  ["nabla graph --lay", "--layers"],
  ["nabla kernels --", "--threads --json --lang --help"],
  ["nabla completions ", "bash zsh fish powershell"],
];

const root = new URL("../../../../", import.meta.url);

for (const shell of ["bash", "zsh", "fish"]) {
  Deno.test({
    name: `${shell} completes commands, options and what they take`,
    ignore: !isThere(shell),
    fn: async () => {
      const { out } = await run(["completions", shell]);
      const found = await ask(shell, out, offered.map(([line]) => line));
      assertEquals(
        offered.map(([line], i) => [line, ...sorted(found[i])]),
        offered.map(([line, words]) => [line, ...sorted(words)]),
      );
    },
  });
}

/** What a shell with a script offers at the end of each line, in a folder of its own. */
async function ask(
  shell: string,
  script: string,
  lines: readonly string[],
): Promise<string[]> {
  const asking = new URL(`tests/fixtures/shells/ask.${shell}`, root).pathname;
  const child = new Deno.Command("sh", {
    args: [
      "-c",
      `folder=$(mktemp -d) && cd "$folder" && export HOME="$folder" || exit
       cat > nabla.${shell}; : > rows.csv
       printf '%s\\n' "$@" > lines
       ${shell} "${asking}" < lines
       cd / && rm -rf "$folder"`,
      ...["sh", ...lines],
    ],
    env: { LC_ALL: "C.UTF-8" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const { stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  assertEquals(decoder.decode(stderr), "");
  return decoder.decode(stdout).split("\n");
}

function isThere(shell: string): boolean {
  if (Deno.build.os === "windows") return false;
  try {
    const { success } = new Deno.Command(shell, {
      args: ["-c", "exit"],
      stdout: "null",
      stderr: "null",
    }).outputSync();
    return success;
  } catch {
    return false;
  }
}

function sorted(words: string): string[] {
  return words.split(" ").filter((word) => word !== "").sort();
}

Deno.test("PowerShell's script has every command and option, and closes what it opens", async () => {
  await speak("zh");
  try {
    const { out } = await run(["completions", "powershell", "--lang", "zh"]);
    for (const name of names) assertStringIncludes(out, `'${name}' = @{`);
    assertStringIncludes(
      out,
      "words = @('auto', 'own', 'plain', 'wasm', 'blas')",
    );
    // Without its texts, in which quotes are doubled.
    const code = out.replaceAll(/'[^'‘’‚‛]*'/g, "");
    assert(!/['‘’‚‛]/.test(code));
    for (const [open, close] of ["{}", "()", "[]"]) {
      assertEquals(code.split(open).length, code.split(close).length);
    }
  } finally {
    await speak("en");
  }
});

Deno.test("words that are offered need no quotes in any shell", async () => {
  const { out } = await run(["completions", "--json"]);
  const record = JSON.parse(out) as {
    commands: { words: string[]; options: { words: string[] }[] }[];
  };
  const words = record.commands.flatMap(({ words, options }) => [
    ...words,
    ...options.flatMap(({ words }) => words),
  ]);
  assert(words.length > 100);
  assertEquals(words.filter((word) => !/^[\w.,-]+$/.test(word)), []);
});

Deno.test("a shell that is not known, or none, is refused", async () => {
  const { status, error } = await run(["completions", "zhs"]);
  assertEquals(status, 2);
  assertStringIncludes(error, "completions are for one of");
  assertStringIncludes(error, "nabla completions zsh");
  assertEquals((await run(["completions"])).status, 2);
  assertEquals((await run(["completions", "bash", "--json"])).status, 2);
  assertEquals((await run(["completions", "bash", "zsh"])).status, 2);
});
