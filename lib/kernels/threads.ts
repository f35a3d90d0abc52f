/**
 * Threads that share the work of one kernel: workers over the same memory, woken
 * within a microsecond while they are busy, asleep otherwise. What is computed
 * does not depend on how many there are.
 *
 * @module
 */

import { type Task, threadSource } from "./thread.ts";
import type { KernelExports } from "./wasm.ts";

/** Threads over one memory. */
export interface Threads {
  /** How many there are, the main one among them. */
  readonly count: number;
  /** Runs a product of `m × n` numbers in parts. */
  run(kernel: string, words: readonly number[], m: number, n: number): void;
  /** Runs `y += c·x` in parts. */
  runSum(
    kernel: string,
    y: number,
    x: number,
    c: number,
    length: number,
    size: number,
  ): void;
}

/** The main thread alone. */
export const oneThread: Threads = {
  count: 1,
  run: () => {},
  runSum: () => {},
};

/** Numbers of a task for one worker: the memory, the kernel, and its words. */
const taskLength = 24;

// Places of the control array.
const generation = 0;
const failure = 1;
const firstState = 2;
const maxThreads = 64;
const firstDone = firstState + maxThreads;
const controlLength = firstDone + maxThreads;

/** What a worker needs of the platform's. */
interface AnyWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
  unref?(): void;
}

/** Workers that wait for tasks. */
interface Pool {
  readonly workers: readonly AnyWorker[];
  readonly control: Int32Array;
  readonly tasks: Float64Array;
  memories: number;
  /** Messages to each worker so far. */
  told: number;
}

/** All networks of a process share its workers: they cost milliseconds to start. */
let pool: Pool | undefined;

const kernelNames = ["product32", "product64", "addScaled32", "addScaled64"];

/** A worker that does not keep the process alive, where the platform has such a thing. */
function startWorker(source: string): AnyWorker {
  const url = new URL(
    `data:text/javascript,${encodeURIComponent(source)}`,
  );
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): unknown };
  };
  const node = process?.getBuiltinModule?.("node:worker_threads") as {
    Worker: new (url: URL) => AnyWorker;
  } | undefined;
  if (node === undefined) return new Worker(url, { type: "module" });
  const worker = new node.Worker(url);
  worker.unref?.();
  return worker;
}

function startPool(count: number): Pool {
  const shared = new SharedArrayBuffer(
    4 * controlLength + 8 * taskLength * maxThreads,
  );
  const control = new Int32Array(shared, 0, controlLength);
  const tasks = new Float64Array(shared, 4 * controlLength);
  const workers = Array.from({ length: count }, (_, index) => {
    const worker = startWorker(threadSource);
    worker.postMessage({
      shared,
      index,
      kernelNames,
      places: {
        generation,
        failure,
        state: firstState + index,
        done: firstDone + index,
        tasks: 4 * controlLength + 8 * taskLength * index,
        taskLength,
      },
    });
    return worker;
  });
  return { workers, control, tasks, memories: 0, told: 0 };
}

/** Tells all workers something: they leave their loops, listen, and come back. */
function tell(own: Pool, message: Task): void {
  const { workers, control } = own;
  own.told++;
  for (let i = 0; i < workers.length; i++) {
    Atomics.store(control, firstState + i, -own.told);
    workers[i].postMessage(message);
  }
  Atomics.add(control, generation, 1);
  Atomics.notify(control, generation);
}

const dropped = new FinalizationRegistry<number>((memory) => {
  if (pool !== undefined) tell(pool, { drop: memory });
});

/**
 * Threads over a memory.
 *
 * @param scratches where the scratch of each begins, the main one's first.
 */
export function threadsOver(
  memory: WebAssembly.Memory,
  module: WebAssembly.Module,
  exports: KernelExports,
  scratches: readonly number[],
): Threads {
  const count = Math.min(scratches.length, maxThreads);
  if (count < 2) return oneThread;
  if (pool !== undefined && pool.workers.length < count - 1) stopThreads();
  const own = pool ??= startPool(count - 1);
  const id = own.memories++;
  tell(own, { memory, module, id });
  const { control, tasks } = own;
  const parts: number[][] = [];

  /** Whether all workers that are needed have this memory and wait for work. */
  function areReady(): boolean {
    if (pool !== own) return false;
    for (let i = 0; i < count - 1; i++) {
      if (Atomics.load(control, firstState + i) <= id) return false;
    }
    return true;
  }

  /** Runs `parts` of a kernel, the first here and each other on a worker. */
  function share(kernel: string): void {
    const index = kernelNames.indexOf(kernel);
    const run = exports[kernel];
    if (parts.length === 1 || !areReady()) {
      for (const part of parts) run(...part);
      return;
    }
    for (let i = 0; i < own.workers.length; i++) {
      const start = taskLength * i;
      const part = parts.at(i + 1);
      tasks[start] = part === undefined ? -1 : index;
      if (part === undefined) continue;
      tasks[start + 1] = id;
      tasks[start + 2] = part.length;
      for (let k = 0; k < part.length; k++) tasks[start + 3 + k] = part[k];
    }
    const now = Atomics.add(control, generation, 1) + 1;
    Atomics.notify(control, generation);
    run(...parts[0]);
    for (let i = 0; i + 1 < parts.length; i++) {
      awaitDone(control, firstDone + i, now);
    }
    if (Atomics.load(control, failure) !== 0) {
      stopThreads();
      throw new Error(
        "Cannot go on as a thread that shares the work has failed: run with one thread to see why",
      );
    }
  }

  const threads: Threads = {
    count,
    run(kernel, words, m, n) {
      // By columns where there are enough: then no thread packs what another
      // packs as well.
      const isByColumns = n >= 16 * count;
      const [whole, tile] = isByColumns ? [n, 8] : [m, 4];
      const size = tile * Math.ceil(whole / (tile * count));
      parts.length = 0;
      for (let i = 0, from = 0; from < whole; i++, from += size) {
        const to = Math.min(from + size, whole);
        const range = isByColumns ? [0, m, from, to] : [from, to, 0, n];
        parts.push([...words, scratches[i], ...range]);
      }
      share(kernel);
    },
    runSum(kernel, y, x, c, length, size) {
      const part = 64 * Math.ceil(length / (64 * count));
      parts.length = 0;
      for (let from = 0; from < length; from += part) {
        const offset = from * size;
        const own = Math.min(part, length - from);
        parts.push([y + offset, x + offset, c, own]);
      }
      share(kernel);
    },
  };
  dropped.register(threads, id);
  return threads;
}

/** How long to look before sleeping; some hundred microseconds. */
const looks = 200_000;

/** Milliseconds without a sign after which a worker counts as dead. */
const patience = 10_000;

function awaitDone(control: Int32Array, place: number, now: number): void {
  for (let i = 0; i < looks; i++) {
    if (Atomics.load(control, place) === now) return;
  }
  for (;;) {
    const found = Atomics.load(control, place);
    if (found === now) return;
    let outcome: string;
    try {
      outcome = Atomics.wait(control, place, found, patience);
    } catch {
      // The main thread of a browser may not sleep.
      continue;
    }
    if (outcome === "timed-out" && Atomics.load(control, place) !== now) {
      stopThreads();
      throw new Error(
        "Cannot go on as a thread that shares the work has died: run with one thread, or again",
      );
    }
  }
}

/** Ends all workers; the next network that wants some starts new ones. */
export function stopThreads(): void {
  for (const worker of pool?.workers ?? []) worker.terminate();
  pool = undefined;
}
