// Threads: what happens when one fails or dies, and what they leave behind.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { createMemory } from "../../../lib/kernels/wasm/memory.ts";
import { functionOf } from "../../../lib/kernels/wasm/module.ts";
import { setPatience, stopThreads } from "../../../lib/kernels/wasm/pool.ts";
import { startThreadsBy } from "../../../lib/kernels/wasm/thread_start.ts";
import {
  partsFor,
  type Threads,
  threadsOver,
} from "../../../lib/kernels/wasm/threads.ts";
import { nn, sgd } from "../../../mod.ts";
import { runScript } from "../../helpers/run_script.ts";

async function ready<Kind extends Threads>(threads: Kind): Promise<Kind> {
  while (!threads.isReady()) await new Promise((go) => setTimeout(go, 1));
  return threads;
}

function memoryFor(count: number) {
  const memory = createMemory(count);
  if (memory === undefined) throw new Error("this engine has no vectors");
  return memory;
}

const addScaled = functionOf("addScaled", new Float32Array());
const many = 1e9;

/**
 * Has the main thread take no part back: it waits until somebody has begun it, or
 * `begin` has.
 */
function takingNothingBack(
  begin: (control: Int32Array, place: number) => void = () => {},
): Disposable {
  const { compareExchange } = Atomics;
  Atomics.compareExchange = ((
    control: Int32Array,
    place: number,
    offer: number,
    by: number,
  ) => {
    // Offers are even; all else that is exchanged is not.
    if (offer <= 0 || offer % 2 === 1) {
      return compareExchange(control, place, offer, by);
    }
    begin(control, place);
    while (Atomics.load(control, place) === offer);
    return Atomics.load(control, place);
  }) as typeof compareExchange;
  return {
    [Symbol.dispose]: () => void (Atomics.compareExchange = compareExchange),
  };
}

Deno.test("a thread that fails ends the run with an error, and the next run works", async () => {
  const memory = memoryFor(2);
  const threads = await ready(threadsOver(memory));
  const values = memory.allocate("float32", 64).fill(1);
  // The second half of it lies beyond the memory: only the other thread sees that.
  const end = memory.memory.buffer.byteLength - 32 * 4;
  {
    using _ = takingNothingBack();
    assertThrows(
      () => threads.run(addScaled, 0, 64, 16, many, end, end, 1),
      Error,
      "Cannot go on as a thread that shares the work has failed: run with one thread to see why",
    );
  }
  const at = memory.at(values);
  await ready(threads);
  threads.run(addScaled, 0, 64, 16, many, at, at, 1);
  assert(values.every((value) => value === 2));
  stopThreads();
});

/** A worker that says it is ready, and never looks for work. */
const idle = `
  let setup, newest;
  onmessage = ({ data }) => {
    if (data.kind === "setup") setup = data;
    else {
      if (data.kind === "memory") newest = data.id;
      const control = new Int32Array(setup.shared, 0, setup.task >> 2);
      Atomics.store(control, setup.state, newest);
    }
  };
`;

/** Starts such workers, until what is returned is disposed of. */
function workersThatDoNothing(): Disposable {
  stopThreads();
  const url = new URL(`data:text/javascript,${encodeURIComponent(idle)}`);
  startThreadsBy(() => new Worker(url, { type: "module" }));
  return {
    [Symbol.dispose]() {
      startThreadsBy((url) => new Worker(url, { type: "module" }));
      stopThreads();
    },
  };
}

Deno.test("a thread that dies within its part ends the run with an error", async () => {
  using _ = workersThatDoNothing();
  const memory = memoryFor(2);
  const threads = await ready(threadsOver(memory));
  const at = memory.at(memory.allocate("float32", 64));
  setPatience(50);
  using _begun = takingNothingBack((control, place) => control[place]++);
  assertThrows(
    () => threads.run(addScaled, 0, 64, 16, many, at, at, 1),
    Error,
    "Cannot go on as a thread that shares the work has died: run with one thread, or again",
  );
});

Deno.test("so it does where the main thread may not sleep, as in a page", async () => {
  using _ = workersThatDoNothing();
  const memory = memoryFor(2);
  const threads = await ready(threadsOver(memory));
  const at = memory.at(memory.allocate("float32", 64));
  setPatience(50);
  using _begun = takingNothingBack((control, place) => control[place]++);
  const { wait } = Atomics;
  Atomics.wait = () => {
    throw new TypeError("Atomics.wait cannot be called in this context");
  };
  try {
    assertThrows(
      () => threads.run(addScaled, 0, 64, 16, many, at, at, 1),
      Error,
      "a thread that shares the work has died",
    );
  } finally {
    Atomics.wait = wait;
  }
});

Deno.test("parts that no thread begins are done by the main one, without a wait", async () => {
  using _ = workersThatDoNothing();
  const memory = memoryFor(5);
  const threads = await ready(threadsOver(memory));
  const values = memory.allocate("float32", 1000).fill(1);
  const at = memory.at(values);
  const { wait } = Atomics;
  let waits = 0;
  Atomics.wait = () => {
    waits++;
    return "timed-out";
  };
  try {
    for (let i = 0; i < 100; i++) {
      threads.run(addScaled, 0, 1000, 16, many, at, at, 1);
      assert(values.every((value) => value === 2));
      values.fill(1);
    }
  } finally {
    Atomics.wait = wait;
  }
  assertEquals(waits, 0);
});

Deno.test("no more threads than the machine has processors are started", () => {
  const { hardwareConcurrency } = navigator;
  const network = nn("fc(64,64)").bind({ kernels: "wasm", threads: 64 });
  assertEquals(network.parameters.store.threads?.count, hardwareConcurrency);
});

Deno.test("more threads never make work longer than fewer do", () => {
  for (let work = 1; work < 1e12; work *= 1.7) {
    const best = partsFor(work);
    let last = work;
    for (let count = 1; count <= 64; count++) {
      const parts = Math.min(count, best);
      const time = parts === 1 ? work : work / parts + 6000 * parts;
      assert(time <= last, `${work} on ${count}`);
      last = time;
    }
  }
});

Deno.test("networks with more threads than before, and with fewer, go on side by side", async () => {
  const train = (threads: number) => {
    const network = nn("fc(120,130) -> tanh -> fc(7) -> cross_entropy");
    const bound = network.bind({
      batch: 50,
      seed: 3,
      kernels: "wasm",
      threads,
    });
    bound.x.forEach((_, i) => bound.x[i] = Math.sin(i));
    bound.target.forEach((_, i) => bound.target[i] = i % 7);
    const optimizer = sgd(bound.parameters, { learningRate: 0.1 });
    return {
      bound,
      step() {
        bound.forward();
        bound.backward();
        optimizer.step();
      },
    };
  };
  const all = [1, 2, 4, 2].map(train);
  for (const { bound } of all) {
    const { threads } = bound.parameters.store;
    if (threads !== undefined) await ready(threads);
  }
  for (let i = 0; i < 30; i++) for (const { step } of all) step();
  for (const { bound } of all) {
    assertEquals(bound.loss, all[0].bound.loss);
    for (const { path, value } of bound.parameters) {
      assertEquals(value, all[0].bound.parameters.get(path).value);
    }
  }
  stopThreads();
});

Deno.test("threads ask for no permission and keep no process alive", async () => {
  const { code, stdout, stderr } = await runScript(`
    const net = nn("fc(784,128) -> relu -> fc(10) -> cross_entropy")
      .bind({ batch: 64, precision: "float32", kernels: "wasm", threads: 2 });
    net.x.fill(0.1);
    net.target.fill(3);
    const { threads } = net.parameters.store;
    while (!threads.isReady()) await new Promise((go) => setTimeout(go, 1));
    for (let i = 0; i < 50; i++) {
      net.forward();
      net.backward();
    }
    console.log("done");
  `);
  assertEquals({ code, stdout, stderr }, {
    code: 0,
    stdout: "done\n",
    stderr: "",
  });
});

Deno.test("threads that cannot start are no end of the program, and have no work", async () => {
  stopThreads();
  const broken = new URL("data:text/javascript,throw new Error('no room')");
  startThreadsBy(() => new Worker(broken, { type: "module" }));
  try {
    const threads = threadsOver(memoryFor(2));
    await new Promise((go) => setTimeout(go, 300));
    assert(!threads.isReady());
  } finally {
    startThreadsBy((url) => new Worker(url, { type: "module" }));
    stopThreads();
  }
});

Deno.test("a thread that dies between two tasks has no more work", async () => {
  stopThreads();
  let kill: () => void = () => {};
  startThreadsBy((url) => {
    const worker = new Worker(url, { type: "module" });
    kill = () => {
      worker.terminate();
      worker.dispatchEvent(new ErrorEvent("error", { cancelable: true }));
    };
    return worker;
  });
  try {
    const threads = await ready(threadsOver(memoryFor(2)));
    kill();
    assert(!threads.isReady());
  } finally {
    startThreadsBy((url) => new Worker(url, { type: "module" }));
    stopThreads();
  }
});
