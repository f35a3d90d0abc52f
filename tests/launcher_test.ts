// What the task `nabla` lets the command line read.
import { assertEquals } from "@std/assert";
import { readingOption } from "../.ci/reading.ts";

const examples = new URL("../examples", import.meta.url).pathname;
const isUnix = Deno.build.os !== "windows";

/** The folders granted beside the user's and the project's. */
async function granted(...words: string[]): Promise<string> {
  const option = await readingOption("/project", examples, words);
  return option.replace(/^--allow-read=\.,\/project/, "").replace(/^,/, "");
}

const docs = examples.replace(/examples$/, "docs");
const cases: readonly (readonly [words: string, places: string])[] = [
  ["check fc(2,1)->sigmoid --seed 1 --step -1e-6", ""],
  ["check net.nn nets nets/*.nn ./x.nn sub/../x.nn - --", ""],
  ["train flowers.nn --data data/flowers.csv --learning-rate=0.01", ""],
  ["check ../docs/language.md", docs],
  ["check ../docs", docs],
  ["check ../docs/*.md", docs],
  ["check ../docs/**/*.nn", docs],
  ["train x.nn --data=../docs/t.csv", docs],
  ["gradcheck --python ../docs/layer.py:softmax", docs],
  ["check /nowhere/x.nn ../docs/a.nn ../docs/b.nn", `/nowhere,${docs}`],
  ["check ..", docs.replace(/\/docs$/, "")],
  ["check ..data/x.nn", ""],
  ["check /no,where/x.nn", "--allow-read"],
  ["kernels", "--allow-read"],
];

for (const [words, places] of cases) {
  Deno.test({
    name: `the task reads what is named by ${words}`,
    ignore: !isUnix,
    fn: async () => assertEquals(await granted(...words.split(" ")), places),
  });
}
