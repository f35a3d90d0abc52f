import { assert, assertEquals } from "@std/assert";
import { fuzzOnce } from "./binary_fuzz.ts";

Deno.test("2,000 mutated binary files are refused, or are what a naive reader sees", async () => {
  const { failure, read, refused } = await fuzzOnce({ count: 2000, seed: 1 });
  assertEquals(failure, undefined);
  assert(read > 200 && refused > 1000, `${read} read, ${refused} refused`);
});
