import { assertEquals } from "@std/assert";
import { processEnding } from "../../../../dsl/cli/world/ending.ts";

/** How many workers some work starts. */
async function workersOf(work: () => Promise<void>): Promise<number> {
  const { Worker } = globalThis;
  let count = 0;
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      count++;
    }
  };
  try {
    await work();
  } finally {
    globalThis.Worker = Worker;
  }
  return count;
}

Deno.test("work that is soon over starts no worker to hear signals", async () => {
  const count = await workersOf(async () => {
    for (let i = 0; i < 3; i++) {
      const release = await processEnding("").onStop(() => {});
      release();
    }
  });
  assertEquals(count, 0);
});

Deno.test("work with long pieces starts a worker at once, work that goes on starts one later", async () => {
  for (const hasLongPieces of [true, false]) {
    const count = await workersOf(async () => {
      const release = await processEnding("").onStop(() => {}, hasLongPieces);
      if (!hasLongPieces) {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      release();
    });
    assertEquals(count, 1, `${hasLongPieces}`);
  }
});

Deno.test("a worker is started once for all that goes on", async () => {
  const count = await workersOf(async () => {
    const ending = processEnding("");
    const releases = [
      await ending.attend(),
      await ending.onStop(() => {}, true),
      await ending.onStop(() => {}, true),
    ];
    for (const release of releases) release();
  });
  assertEquals(count, 1);
});
