import { assert, assertEquals } from "@std/assert";
import { ShapeError } from "../../../define.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { tapCounts } from "../../../lib/kernels/plain/windows.ts";
import { imageWindows } from "../../../lib/layers/images/image_windows.ts";
import { poolWindows } from "../../../lib/layers/images/pool_windows.ts";

Deno.test("a pool is refused if one of its windows, each looked at, sees nothing", () => {
  const random = createRandom(5);
  const upTo = (most: number) => Math.floor(random.uniform() * (most + 1));
  const counts = { refused: 0, taken: 0 };
  for (let i = 0; i < 20_000; i++) {
    const shape = [1 + upTo(5), 1];
    const values = {
      kernel: 1 + upTo(4),
      stride: 1 + upTo(5),
      pad: upTo(8),
      after: upTo(8),
      dilation: 1 + upTo(6),
      ceil: upTo(1) === 0 ? "no" : "yes",
    } as const;
    const words = JSON.stringify([shape, values]);
    const windows = taken(() => imageWindows("maxpool", shape, values));
    if (windows === undefined) continue;
    const seesNothing = tapCounts(windows.geometry, false).flat().includes(0);
    const pool = taken(() => poolWindows("maxpool", shape, values));
    assertEquals(pool === undefined, seesNothing, words);
    counts[seesNothing ? "refused" : "taken"]++;
  }
  assert(counts.refused > 1000 && counts.taken > 1000);
});

/** What it gives, or undefined if the shape is refused. */
function taken<T>(windows: () => T): T | undefined {
  try {
    return windows();
  } catch (error) {
    assert(error instanceof ShapeError);
    return undefined;
  }
}
