import { assert, assertEquals } from "@std/assert";
import { fuzzOnce as fuzzBinary } from "./binary_fuzz.ts";
import { fuzzOnce as fuzzNetworks } from "./network_fuzz.ts";
import { fuzzOnce as fuzzTables } from "./text_fuzz.ts";
import { fuzzOnce as fuzzTexts } from "./texts.ts";

Deno.test("2,000 random and mutated texts: no crash, no span outside the text", () => {
  assertEquals(fuzzTexts({ count: 2000, seed: 1 }).failure, undefined);
});

Deno.test("4,000 random and mutated files are read as a second reader reads them, or refused", async () => {
  const { failure, read, refused } = await fuzzTables({ count: 4000, seed: 7 });
  assertEquals(failure, undefined);
  assert(read > 800 && refused > 800);
});

Deno.test("2,000 mutated binary files are refused, or are what a naive reader sees", async () => {
  const { failure, read, refused } = await fuzzBinary({ count: 2000, seed: 1 });
  assertEquals(failure, undefined);
  assert(read > 200 && refused > 1000, `${read} read, ${refused} refused`);
});

Deno.test("3,000 mutated networks and checkpoints are refused, or are what a naive reader sees", async () => {
  const { failure, read, refused } = await fuzzNetworks({
    count: 3000,
    seed: 1,
  });
  assertEquals(failure, undefined);
  assert(read > 500 && refused > 1000, `${read} read, ${refused} refused`);
});
