import { assert, assertEquals } from "@std/assert";
import { zh } from "../../words/zh.ts";

const folder = new URL("../../words/zh/", import.meta.url);

/** The catalogues of the parts, by file. */
const parts: [file: string, sentences: Record<string, string>][] = [];
for (const name of filesIn(folder)) {
  // Nouns are as they stand behind a number.
  if (name === "sentences.ts" || name === "nouns.ts") continue;
  const module = await import(new URL(name, folder).href);
  parts.push([name, Object.values<Record<string, string>>(module)[0]]);
}

function filesIn(folder: URL): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory
      ? filesIn(new URL(`${name}/`, folder)).map((file) => `${name}/${file}`)
      : [name]
  );
}

Deno.test("a Chinese sentence has the facts of the English one", () => {
  const wrong = Object.entries(zh.sentences).filter(([english, chinese]) => {
    const [asked, said] = [english, chinese].map((text) =>
      [...new Set(text.match(/\{\w+\}/g))].sort().join()
    );
    return said.split(",").some((fact) =>
      fact !== "" && !asked.includes(fact)
    ) ||
      asked !== said;
  });
  assertEquals(wrong, []);
});

Deno.test("a sentence that stands in two catalogues says the same in both", () => {
  const said = new Map<string, string>();
  const wrong: string[] = [];
  for (const [file, sentences] of parts) {
    for (const [english, chinese] of Object.entries(sentences)) {
      if ((said.get(english) ?? chinese) !== chinese) {
        wrong.push(`${file}: ${english}`);
      }
      said.set(english, chinese);
    }
  }
  assertEquals(wrong, []);
  assert(said.size > 20);
});

Deno.test("a Chinese sentence is Chinese: no half-width comma, colon or full stop beside a Chinese character", () => {
  const wrong = Object.entries(zh.sentences).filter(([, chinese]) =>
    /[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\.(?:\s|$)/.test(chinese)
  );
  assertEquals(wrong, []);
});
