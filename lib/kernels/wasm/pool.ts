/**
 * The workers of this process. All networks share them, since each takes
 * milliseconds to start. After a task they look for more for some hundred
 * microseconds, so that the next begins at once; then they sleep.
 *
 * @module
 */

import { type Phrase, say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { KernelMemory } from "./memory.ts";
import { exportNames } from "./module.ts";
import {
  controlLength,
  controlLine,
  maxWorkers,
  type Task,
  taskLength,
  taskWords,
  threadSource,
} from "./thread.ts";
import { startThread, type ThreadWorker } from "./thread_start.ts";

/** What one memory sees of the pool. */
export interface PoolMember {
  /** The words of the next task, the same for each part. */
  readonly words: Float64Array;
  /** Whether its workers were replaced by others. */
  isStale(): boolean;
  /** Whether the first `count` workers know this memory and wait for work. */
  isReady(count: number): boolean;
  /** Gives a worker its part of the next task. */
  hand(worker: number, kernel: number, from: number, to: number): void;
  /** Starts the workers that have a part. */
  start(): void;
  /** Lets the workers sleep at once instead of looking for work. */
  rest(): void;
  /**
   * Waits for the first `count` workers.
   *
   * @param work about how many multiplications they share.
   * @returns whether all were done soon.
   * @throws {NablaError} if one failed or died; this ends the pool.
   */
  awaitAll(count: number, work: number): boolean;
}

interface Pool {
  readonly workers: ThreadWorker[];
  /** How many messages were sent to each worker. */
  readonly told: number[];
  readonly control: Int32Array;
  readonly tasks: Float64Array;
  /** Milliseconds without a sign after which a worker counts as dead. */
  patience: number;
}

let nextMemory = 1;
let pool: Pool | undefined;

/** Tells the workers that a memory was dropped. */
const dropped = new FinalizationRegistry<number>((memory) => {
  if (pool === undefined) return;
  for (let i = 0; i < pool.workers.length; i++) {
    tell(pool, i, { kind: "drop", memory });
  }
  wake(pool);
});

/**
 * Tells as many workers about a memory as it has scratches beyond the first,
 * starting them if needed. If the pool has too few, new workers replace all, and
 * members of the old pool have to join again.
 */
export function joinPool(memory: KernelMemory): PoolMember {
  const count = Math.min(memory.scratches.length - 1, maxWorkers);
  if (pool !== undefined && pool.workers.length < count) stopThreads();
  const own = pool ??= openPool();
  while (own.workers.length < count) addWorker(own);
  const id = nextMemory++;
  for (let i = 0; i < count; i++) {
    tell(own, i, {
      kind: "memory",
      memory: memory.memory,
      module: memory.module,
      id,
      scratch: memory.scratches[i + 1],
      bytes: memory.memory.buffer.byteLength,
    });
  }
  wake(own);
  dropped.register(memory, id);
  const { control, tasks } = own;
  const words = new Float64Array(taskWords);
  return {
    words,
    isStale: () => pool !== own,
    isReady(count) {
      for (let i = 0; i < count; i++) {
        // A worker's state is the newest memory it knows; see thread.ts.
        if (Atomics.load(control, stateOf(i)) < id) return false;
      }
      return true;
    },
    hand(worker, kernel, from, to) {
      const start = taskLength * worker;
      tasks[start] = kernel;
      tasks[start + 1] = id;
      tasks[start + 2] = from;
      tasks[start + 3] = to;
      tasks.set(words, start + 4);
      Atomics.store(control, pendingOf(worker), 1);
    },
    start() {
      Atomics.store(control, rest, 0);
      wake(own);
    },
    rest: () => void Atomics.store(control, rest, 1),
    awaitAll(count, work) {
      const looks = leastLooks + work / workOfLook;
      let isInTime = true;
      for (let i = 0; i < count; i++) {
        isInTime = awaitOne(own, i, looks) && isInTime;
      }
      return isInTime;
    },
  };
}

/** Ends all workers; the next network that needs some starts new ones. */
export function stopThreads(): void {
  if (pool === undefined) return;
  const { workers } = pool;
  // A worker that sleeps in its loop has to leave the loop before it can be ended.
  for (let i = 0; i < workers.length; i++) tell(pool, i, { kind: "stop" });
  wake(pool);
  for (const worker of workers) worker.terminate();
  pool = undefined;
}

/** Sets after how many milliseconds without a sign a worker counts as dead. */
export function setPatience(milliseconds: number): void {
  (pool ??= openPool()).patience = milliseconds;
}

// Places in the control array: a count that changes whenever something is to do,
// how many workers sleep, whether to sleep at once, and for each worker what it
// knows and whether it has work. Each has its own cache line, as each is watched.
const generation = 0;
const sleepers = controlLine;
const rest = 2 * controlLine;
const stateOf = (worker: number) => controlLine * (3 + 2 * worker);
const pendingOf = (worker: number) => controlLine * (4 + 2 * worker);

function openPool(): Pool {
  const shared = new SharedArrayBuffer(
    4 * controlLength + 8 * taskLength * maxWorkers,
  );
  return {
    workers: [],
    told: [],
    control: new Int32Array(shared, 0, controlLength),
    tasks: new Float64Array(shared, 4 * controlLength),
    patience: 10_000,
  };
}

function addWorker(own: Pool): void {
  const index = own.workers.length;
  // A worker that failed hears nothing more, so that it never has work again.
  const fail = () => Atomics.store(own.control, stateOf(index), -1);
  const worker = startThread(threadSource, fail);
  own.workers.push(worker);
  own.told.push(0);
  worker.postMessage({
    kind: "setup",
    shared: own.control.buffer as SharedArrayBuffer,
    functionNames: exportNames,
    generation,
    sleepers,
    rest,
    state: stateOf(index),
    pending: pendingOf(index),
    task: 4 * controlLength + 8 * taskLength * index,
  });
}

/** Tells a worker something: it leaves its loop, listens, and comes back. */
function tell(own: Pool, worker: number, message: Task): void {
  // Below zero, the state is how many messages the worker has to hear first.
  Atomics.store(own.control, stateOf(worker), -++own.told[worker]);
  own.workers[worker].postMessage(message);
}

/** Makes the workers look for something to do. */
function wake({ control }: Pool): void {
  Atomics.add(control, generation, 1);
  if (Atomics.load(control, sleepers) > 0) Atomics.notify(control, generation);
}

/** How many looks before sleeping: some ten microseconds, and a share of the time that the work takes. */
const leastLooks = 10_000;
const workOfLook = 64;

function awaitOne(own: Pool, worker: number, looks: number): boolean {
  const { control } = own;
  const place = pendingOf(worker);
  let found = Atomics.load(control, place);
  for (let i = 0; found === 1 && i < looks; i++) {
    found = Atomics.load(control, place);
  }
  const isInTime = found !== 1;
  while (found === 1) {
    let outcome = "";
    try {
      outcome = Atomics.wait(control, place, 1, own.patience);
    } catch {
      // The main thread of a browser may not sleep: it keeps looking.
    }
    found = Atomics.load(control, place);
    if (outcome === "timed-out" && found === 1) {
      end(
        "a thread that shares the work has died",
        "run with one thread, or again",
      );
    }
  }
  if (found < 0) {
    end(
      "a thread that shares the work has failed",
      "run with one thread to see why",
    );
  }
  return isInTime;
}

function end(reason: Phrase, wayOut: Phrase): never {
  stopThreads();
  throw new NablaError("machine", {
    action: say("go on"),
    reason: say(reason),
    wayOut: say(wayOut),
  });
}
