// Kernels measured in a worker.
import { assert, assertEquals } from "@std/assert";
import { measureApart } from "../../../../../dsl/cli/commands/kernels/kernel_speeds.ts";
import { open } from "../../../../helpers/memory_io.ts";

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
      // The clock of this world advances by 30 ms whenever it is read.
      product: 2 * 256 ** 3 / 30e6,
      sigmoid: 30e6 / 65_536,
      areThreadsReady: true,
    });
    assertEquals(ended, 1);
  } finally {
    globalThis.Worker = Worker;
  }
});
