import { assertEquals } from "@std/assert";
import { chinese } from "../../dsl/course/chinese.ts";
import { zh as page } from "../../play/words/zh.ts";
import { zh } from "../../words/zh.ts";
import { glossary } from "./glossary.ts";

/** Every Chinese text of a catalogue; functions are left out. */
function textsIn(catalogue: unknown): string[] {
  if (typeof catalogue === "string") return [catalogue];
  return typeof catalogue === "object" && catalogue !== null
    ? Object.values(catalogue).flatMap(textsIn)
    : [];
}

const texts = [zh.sentences, zh.lessons, zh.nouns, page, chinese].flatMap(
  textsIn,
);

Deno.test("the catalogues use each term of the glossary", () => {
  const all = texts.join("\n");
  assertEquals(
    glossary.filter(({ chinese }) => !all.includes(chinese)),
    [],
  );
});

Deno.test("the catalogues use no other word for a term of the glossary", () => {
  const others = glossary.flatMap(({ not = [] }) => not);
  assertEquals(
    texts.filter((text) => others.some((other) => text.includes(other))),
    [],
  );
});
