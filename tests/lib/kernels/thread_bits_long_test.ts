// Every fast kernel against itself on more threads.
import { assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import { draw } from "./agreement.ts";
import { kernelCases } from "./cases.ts";
import { onThreads } from "./kinds.ts";

Deno.test("the bits do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3, 5].map(onThreads);
  for (const kind of kinds) await kind.ready();
  for (
    const sizes of [
      { rows: 150, columns: 130, inner: 70 },
      { rows: 3, columns: 2000, inner: 300 },
      { rows: 999, columns: 9, inner: 33 },
      { rows: 61, columns: 700, inner: 900 },
    ]
  ) {
    for (const precision of ["float32", "float64"] as const) {
      for (const each of kernelCases) {
        const results = kinds.map(({ kernels, place, clear }) => {
          clear();
          const random = createRandom(3);
          const own = each.inputs(sizes).map((length) =>
            place(precision, draw(random, length, each.isPositive), 1)
          );
          const y = place(precision, new Float64Array(each.output(sizes)), 1);
          each.run(kernels, y, own, sizes);
          return y;
        });
        for (const other of results.slice(1)) {
          const i = other.findIndex((value, i) => value !== results[0][i]);
          assertEquals(i, -1, `${each.name} of ${JSON.stringify(sizes)}`);
        }
      }
    }
  }
});
