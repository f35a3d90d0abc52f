import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { shellWord } from "../../../dsl/typesetting/shell.ts";

/** What `sh` makes of words, each ended by a byte 0. */
function inShell(...words: readonly string[]): string[] {
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", `printf '%s\\0' ${words.join(" ")}`],
  }).outputSync();
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}

Deno.test("a shell takes a word as it is, whatever is in it", () => {
  const given = [
    "net.nn",
    "fc(2,1) -> sigmoid",
    "",
    "it's",
    '$(exit 3) `id` \\ "q" !! ${HOME}',
    "'; exit 3; '",
    "two\nlines # no comment",
    "*",
    "~",
    "ünïcode ∇",
    ...fc.sample(
      fc.string().filter((text) => !text.includes("\0")),
      { numRuns: 100, seed: 1 },
    ),
  ];
  assertEquals(inShell(...given.map(shellWord)), given);
});

Deno.test("words are quoted as one would write them", () => {
  assertEquals(
    ["a/b.nn", "fc(2,1) -> relu", "f'(x)", 'say "it\'s"'].map(shellWord),
    ["a/b.nn", '"fc(2,1) -> relu"', '"f\'(x)"', `'say "it'\\''s"'`],
  );
});
