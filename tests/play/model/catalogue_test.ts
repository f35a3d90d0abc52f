import { assertEquals } from "@std/assert";
import { sentencesFor } from "../../../play/catalogue.ts";
import { sentences } from "../../../words/zh/sentences.ts";

/** The sentences of a module. */
function held(module: string): readonly string[] {
  return Object.keys(JSON.parse(/\{.*\}/.exec(module)?.[0] ?? ""));
}

/** A literal as bundlers write it: without what is not ASCII. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll(/[^\0-\x7f]/g, (char) => {
    const code = char.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code}`;
  });
}

Deno.test("a page holds the Chinese of each sentence in its scripts, and no other", () => {
  const all = Object.keys(sentences);
  assertEquals(held(sentencesFor(all.map(literal))), all);
  const two = ["10 × measured error and rounding", "found {found}"];
  const some = held(sentencesFor(two.map((text) => `say(${literal(text)})`)));
  assertEquals(some.includes(two[0]), true);
  assertEquals(some.length < 100, true, String(some.length));
});
