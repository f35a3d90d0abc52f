// How kernels are measured.
import { assertEquals } from "@std/assert";
import { measureKernels } from "../../../lib/kernels/speeds.ts";
import { stopThreads } from "../../../lib/kernels/wasm/pool.ts";
import { memoriesOf } from "../../helpers/memories.ts";

Deno.test("the middle of several runs is what counts, on the kernels that are asked for", async () => {
  // Milliseconds from one look at the clock to the next.
  const steps = [4, 4, 4, 4, 4, 100, 1];
  let looks = 0;
  let time = 0;
  const clock = {
    now: () => time += steps[looks++ % steps.length],
    pause: () => Promise.resolve(),
  };
  const measured = (kind: "plain" | "wasm") =>
    measureKernels({ kind, precision: "float32", threads: 1 }, clock);
  const speed = {
    product: 2 * 256 ** 3 / 4e6,
    sigmoid: 4e6 / 65_536,
    areThreadsReady: true,
  };
  assertEquals(
    await memoriesOf(async () => assertEquals(await measured("plain"), speed)),
    [],
  );
  const made = await memoriesOf(async () =>
    assertEquals(await measured("wasm"), speed)
  );
  assertEquals(made.length, 1);
});

Deno.test("threads are awaited until they are ready, for a second at most", async () => {
  const task = { kind: "wasm", precision: "float64", threads: 2 } as const;
  let time = 0;
  const hasty = {
    now: () => time += 30,
    pause: () => Promise.resolve(void (time += 2000)),
  };
  // A worker that never says that it is there; a real one may be quick.
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(name: string): unknown };
  };
  const { getBuiltinModule } = process;
  stopThreads();
  process.getBuiltinModule = () => ({
    Worker: class {
      postMessage(): void {}
      terminate(): void {}
      unref(): void {}
    },
  });
  try {
    assertEquals((await measureKernels(task, hasty)).areThreadsReady, false);
  } finally {
    process.getBuiltinModule = getBuiltinModule;
    stopThreads();
  }
  const patient = {
    now: () => time += 1,
    pause: () => new Promise<void>((resolve) => setTimeout(resolve, 10)),
  };
  assertEquals((await measureKernels(task, patient)).areThreadsReady, true);
});
