// What the task `nabla` lets the command line do.
import { assertEquals } from "@std/assert";
import {
  outputs,
  readingOption,
  rewriters,
  runningOption,
  writingOption,
} from "../.ci/granted.ts";
import { commands } from "../dsl/cli/commands.ts";

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

const up = docs.replace(/\/docs$/, "");
const written: readonly (readonly [words: string, places: string])[] = [
  ["check ../docs/language.md --seed 1", ""],
  ["train x.nn --data ../docs/t.csv --out net.safetensors", ""],
  [
    "train x.nn --out ../docs/net.safetensors --plot=../loss.svg",
    `${docs},${up}`,
  ],
  ["graph x.nn --svg ../docs/no/x.svg", `${docs}/no`],
  ["play x.nn --export ../docs", docs],
  ["fmt a.nn ../docs/a.nn", docs],
  ["--lang zh fmt ../docs/**/*.nn", docs],
  ["lint ../docs/a.nn", ""],
  ["generate xor --out /no,where/x.csv", "--allow-write"],
];

for (const [words, places] of written) {
  Deno.test({
    name: `the task writes what is named by ${words}`,
    ignore: !isUnix,
    async fn() {
      const option = await writingOption(examples, words.split(" "));
      assertEquals(option.replace(/^--allow-write=\.,?/, ""), places);
    },
  });
}

Deno.test("the task starts the Python that is named, and the browser's opener", () => {
  const words = ["gradcheck", "--python", "a.py:f"];
  assertEquals(runningOption(words, []), "--allow-run=python3");
  assertEquals(
    runningOption([...words, "--interpreter", "/a b/python"], ["open"]),
    "--allow-run=/a b/python,open",
  );
  assertEquals(
    runningOption([...words, "--interpreter=/a,b/python"], ["open"]),
    "--allow-run=open",
  );
});

Deno.test("the task knows what commands write", async () => {
  const names = new Set<string>();
  const rewriting: string[] = [];
  for (const [name, { load }] of commands) {
    const command = await load();
    for (const { name, output } of command.options) {
      if (output !== undefined) names.add(name);
    }
    if (command.rewrites) rewriting.push(name);
  }
  assertEquals([...names.add("export")].sort(), [...outputs].sort());
  assertEquals(rewriting, rewriters);
});
