// Attention of every build against the plain one, and to the bit on more threads.
import { assertEquals } from "@std/assert";
import { attended, testAttention } from "./attention_agreement.ts";
import { builds, onThreads } from "./kinds.ts";

for (const kind of builds) testAttention(kind);

Deno.test("the bits of attention do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3, 5].map(onThreads);
  for (const kind of kinds) await kind.ready();
  const sizes = { batch: 3, heads: 3, key: 33, value: 9, gap: 1 };
  for (
    const own of [
      { time: 70, steps: 70, isCausal: true, keepsScores: false },
      { time: 40, steps: 90, isCausal: false, keepsScores: true },
    ]
  ) {
    for (const precision of ["float32", "float64"] as const) {
      const [first, ...others] = kinds.map(({ kernels, place, clear }) => {
        clear();
        const all = {
          ...sizes,
          ...own,
          mask: "heads",
          hasLengths: true,
        } as const;
        return attended(kernels, place, precision, all, 1);
      });
      for (const other of others) assertEquals(other, first);
    }
  }
});
