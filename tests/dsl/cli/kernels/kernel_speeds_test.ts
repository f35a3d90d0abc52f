// How kernels are measured.
import { assert, assertEquals } from "@std/assert";
import { measureKernels } from "../../../../lib/kernels/speeds.ts";
import { measureApart } from "../../../../dsl/cli/commands/kernels/kernel_speeds.ts";
import { stopThreads } from "../../../../lib/kernels/wasm/pool.ts";
import { memoriesOf } from "../../../helpers/memories.ts";
import { open } from "../../../helpers/memory_io.ts";

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

Deno.test("plain kernels are measured by a worker, which has a clock of its own", async () => {
  const io = {
    ...open().io,
    fileExists: () => Promise.resolve(true),
    now: () => {
      throw new Error("nobody looks at this clock");
    },
  };
  const task = { kind: "plain", precision: "float64" } as const;
  const { product } = await measureApart(task, io);
  assert(product > 0.01 && product < 1e3, `${product}`);
});

Deno.test("where a worker does not start, plain kernels are measured without", async () => {
  const { io } = open();
  const task = { kind: "plain", precision: "float64" } as const;
  const { Worker } = globalThis;
  let ended = 0;
  globalThis.Worker = class {
    onerror?: (event: Event) => void;
    postMessage() {
      this.onerror?.(new Event("error"));
    }
    terminate() {
      ended++;
    }
  } as unknown as typeof Worker;
  try {
    const fileExists = () => Promise.resolve(true);
    assertEquals(await measureApart(task, { ...io, fileExists }), {
      // The clock of this world goes on by 30 ms whenever it is read.
      product: 2 * 256 ** 3 / 30e6,
      sigmoid: 30e6 / 65_536,
      areThreadsReady: true,
    });
    assertEquals(ended, 1);
  } finally {
    globalThis.Worker = Worker;
  }
});
