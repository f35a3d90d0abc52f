import { assert, assertEquals } from "@std/assert";
import { compile } from "../../dsl/compiler/compiler.ts";
import { createRandom } from "../../mod.ts";
import { arrays } from "./arrays.ts";
import { commandLines } from "./command_lines.ts";
import { formulas } from "./formulas.ts";
import { kinked } from "./kinked.ts";
import { joinedText } from "./joined_texts.ts";
import { fuzz, type Target } from "./led.ts";
import { networks } from "./networks.ts";
import { tables } from "./tables.ts";
import { examineText } from "./text_oracles.ts";
import { texts } from "./texts.ts";

/** Examines the seeds and some more; enough of them must be of each kind. */
async function pass<Input>(
  target: Target<Input>,
  count: number,
  least: { readonly read: number; readonly refused: number },
) {
  const result = await fuzz(target, { count, seed: 1 });
  const { failure, read, refused } = result;
  assertEquals(failure, undefined);
  const isEnough = read > least.read && refused > least.refused;
  assert(isEnough, `${read} read, ${refused} refused`);
}

Deno.test("1,000 random and changed texts: nothing crashes, no span is outside, all that is printed may be sent to a terminal", async () => {
  await pass(texts(), 1000, { read: 100, refused: 300 });
});

Deno.test("2,000 random formulas have the values and gradients of a second evaluator, formatted and printed too", async () => {
  await pass(formulas(), 2000, { read: 1000, refused: 0 });
});

Deno.test("500 random networks of several inputs and losses compile, and stay the same formatted and printed", () => {
  const random = createRandom(1);
  for (let i = 0; i < 500; i++) {
    const text = joinedText(random);
    assertEquals(compile(text).diagnostics, [], text);
    assertEquals(examineText(text, random).failure, undefined, text);
  }
});

Deno.test("300 random command lines end with a status and words for people", async () => {
  await pass(commandLines(), 300, { read: 20, refused: 50 });
});

Deno.test("2,000 random and changed tables are read as a second reader reads them, or refused", async () => {
  await pass(tables(), 2000, { read: 400, refused: 400 });
});

Deno.test("1,500 changed files of arrays are refused, or are what a naive reader sees", async () => {
  await pass(arrays(), 1500, { read: 150, refused: 700 });
});

Deno.test("1,500 changed networks and checkpoints are refused, or are what a naive reader sees and predict", async () => {
  await pass(await networks(), 1500, { read: 200, refused: 400 });
});

Deno.test("200 right networks full of ties and kinks are not called wrong", async () => {
  await pass(kinked(), 200, { read: 150, refused: 0 });
});
