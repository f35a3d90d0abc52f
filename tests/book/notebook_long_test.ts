// The notebook of examples/ shows what its cells give, as `deno jupyter` would.
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { assertWellFormed, wordsOf } from "../helpers/pictures.ts";
import { readNotebook, runCells } from "./notebook.ts";

const page = readNotebook("examples/backpropagation.ipynb", ["--check"]);

/** What is shown, in order. */
async function allShown() {
  return (await page).shown.filter((each) => each !== undefined);
}

Deno.test("examples/backpropagation.ipynb shows what its cells give", async () => {
  const { text, fresh } = await page;
  assertEquals(text, fresh, "Run: deno task docs");
});

Deno.test("its cells show a graph, numbers in it, tables, reports, a curve and words", async () => {
  const [words, html, svg] = ["text/plain", "text/html", "image/svg+xml"];
  const kinds = (await allShown()).map((each) => Object.keys(each));
  assertEquals(kinds, [
    [words, html, svg],
    [words, html, svg],
    [words, html],
    [words, html],
    [words, html],
    [words, html, svg],
    [words, html, svg],
    [words],
  ]);
  for (const each of await allShown()) {
    if (html in each) {
      assertWellFormed(each[html].replaceAll(/ src=".*?"/g, ""));
    }
    if (svg in each) assertWellFormed(each[svg].trim());
  }
});

Deno.test("it says what it promises: the lesson's numbers, a proof, the slip, a network that has learned", async () => {
  const [, run, trace, right, slip, , training, answers] = await allShown();
  // h = 1/(1 + exp(1.4)), h·(1 - h), and 2 times that.
  const words = wordsOf(run["image/svg+xml"]);
  for (const each of ["value 0.1978", "grad 0.1587", "grad 0.3174"]) {
    assert(words.includes(each), each);
  }
  assertStringIncludes(trace["text/html"], "h1·(1 - h1) = 0.15868");
  assertStringIncludes(right["text/html"], ">PASS<");
  assertStringIncludes(slip["text/html"], ">FAIL<");
  assertStringIncludes(slip["text/html"], "the sign is flipped");
  const [, loss] = /training: loss ([\d.e-]+)/.exec(training["text/plain"]) ??
    [];
  assert(Number(loss) < 0.01, training["text/plain"]);
  const told = [...answers["text/plain"].matchAll(/(\d) xor (\d) = ([\d.]+)/g)]
    .map((match) => match.slice(1).map(Number));
  assertEquals(told.length, 4);
  for (const [a, b, y] of told) assert(Math.abs((a ^ b) - y) < 0.05);
});

Deno.test("cells are one module: what an earlier one declares, later ones have; a mistake is told", async () => {
  const shown = await runCells([
    "const a: number = 2;",
    "",
    "// A sum.\na + 1;",
    "const b = await Promise.resolve(\n  a,\n);\n[a, b]",
    "undefined",
  ]);
  assertEquals(shown, [
    undefined,
    undefined,
    { "text/plain": "3" },
    { "text/plain": "[ 2, 2 ]" },
    undefined,
  ]);
  await assertRejects(
    () => runCells(["const a: number = 2;", "b;"]),
    RangeError,
    "b is not defined",
  );
});
