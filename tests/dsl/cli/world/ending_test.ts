import { assertEquals } from "@std/assert";
import { processEnding } from "../../../../dsl/cli/world/ending.ts";
import { runScript } from "../../../helpers/run_script.ts";

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

Deno.test({
  name: "a signal that the thread hears beside the worker is no second one",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { code, stdout, stderr } = await runScript(
      `
import { processEnding } from "${new URL(
        "../../../../dsl/cli/world/ending.ts",
        import.meta.url,
      )}";
const { Worker } = globalThis;
let isStarted = false;
globalThis.Worker = class extends Worker {
  constructor(...rest) {
    super(...rest);
    isStarted = true;
  }
};
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const compute = (milliseconds) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};
const ending = processEnding("");
await ending.onStop(() => {});
while (!isStarted) await turn();
// What the worker says waits for the next turn.
compute(500);
Deno.kill(Deno.pid, "SIGTERM");
const end = performance.now() + 3000;
while (ending.stopSignal() === undefined && performance.now() < end);
for (let i = 0; i < 20; i++) await turn();
console.log("it goes on");
Deno.exit();
`,
      ["--allow-run"],
    );
    assertEquals({ code, stdout }, { code: 0, stdout: "it goes on\n" }, stderr);
  },
});
