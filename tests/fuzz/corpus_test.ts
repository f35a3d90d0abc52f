// The seeds of the fuzzers: each is examined as they examine it, and says what is
// wrong with it.
import { assert, assertEquals } from "@std/assert";
import { type Code, codes } from "../../dsl/diagnostics/codes.ts";
import { createRandom } from "../../mod.ts";
import { run } from "../helpers/memory_io.ts";
import { readFileSeeds, readTextSeeds, textOf } from "./corpus.ts";
import { codesOf, examineText } from "./text_oracles.ts";

const seeds = readTextSeeds();

/** Codes that are not of a text alone, each with a command that meets it. */
const others: Partial<Record<Code, readonly string[]>> = {
  E022: ["lint", "latin1.nn"],
  E023: ["lint", "exercise.nn", "--use", "no_library.nn"],
  E203: ["trace", "exponent.nn"],
  E204: ["check", "claim.nn"],
  E205: ["run", "class.nn"],
};

Deno.test("each text of the corpus has the mistakes that stand beside it", () => {
  for (const seed of seeds) {
    if (seed.codes === undefined) continue;
    const text = textOf(seed);
    assertEquals(codesOf(text), seed.codes, text.slice(0, 200));
  }
});

Deno.test("each text of the corpus passes whatever random texts must pass", () => {
  for (const seed of seeds) {
    const text = textOf(seed);
    const { failure } = examineText(text, createRandom(1));
    assertEquals(failure, undefined, text.slice(0, 200));
  }
});

const known = new Set(seeds.flatMap(({ codes = [] }) => codes));

for (const code of Object.keys(codes) as Code[]) {
  Deno.test(`the corpus reaches ${code}`, async () => {
    const words = others[code];
    if (words === undefined) return assert(known.has(code));
    const files = Object.fromEntries(
      readFileSeeds("sources").map(({ name, bytes }) => [name, bytes]),
    );
    const { out, error } = await run(words, { files });
    assert(`${out}${error}`.includes(`error[${code}]`), out + error);
  });
}
