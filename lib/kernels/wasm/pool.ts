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
  /** The words of the next task. */
  readonly words: Float64Array;
  /** Whether its workers were replaced by others. */
  isStale(): boolean;
  /** Whether the first `count` workers know this memory. */
  isReady(count: number): boolean;
  /** How many of the first `most` workers know this memory and, after the first `sure`, are awake. */
  readyWorkers(sure: number, most: number): number;
  /**
   * Offers all parts but the first to the workers, and wakes as many as there
   * are parts.
   *
   * @param size how long each part is; the last ends at `end`.
   */
  offer(
    kernel: number,
    start: number,
    end: number,
    size: number,
    parts: number,
  ): void;
  /** Takes a part back that no worker has begun. */
  takeBack(part: number): boolean;
  /**
   * Waits for all parts that workers have begun.
   *
   * @param work about how many multiplications they share.
   * @returns whether all were done soon.
   * @throws {NablaError} if one failed or died; this ends the pool.
   */
  awaitAll(parts: number, work: number): boolean;
}

interface Pool {
  readonly workers: ThreadWorker[];
  /** How many messages were sent to each worker. */
  readonly told: number[];
  readonly control: Int32Array;
  readonly task: Float64Array;
  /** What offers the parts of the newest task: an even number; whoever takes one adds 1. */
  newest: number;
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
      library: memory.library,
      scratch: memory.scratches[i + 1],
      bytes: memory.memory.buffer.byteLength,
    });
  }
  dropped.register(memory, id);
  const { control, task } = own;
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
    readyWorkers(sure, most) {
      for (let i = 0; i < most; i++) {
        const knows = Atomics.load(control, stateOf(i)) >= id;
        const sleeps = Atomics.load(control, asleepOf(i)) === 1;
        if (!knows || (sleeps && i >= sure)) return i;
      }
      return most;
    },
    offer(kernel, start, end, size, parts) {
      own.newest = own.newest === mostOffers ? 2 : own.newest + 2;
      task[0] = kernel;
      task[1] = id;
      task[2] = start;
      task[3] = end;
      task[4] = size;
      task[5] = parts;
      task.set(words, 6);
      for (let part = 1; part < parts; part++) {
        Atomics.store(control, placeOf(part), own.newest);
      }
      Atomics.add(control, generation, 1);
      for (let i = 0; i < parts - 1; i++) wake(own, i);
    },
    takeBack(part) {
      const { newest } = own;
      const place = placeOf(part);
      return Atomics.compareExchange(control, place, newest, 0) === newest;
    },
    awaitAll(parts, work) {
      const looks = leastLooks + work / workOfLook;
      let isInTime = true;
      for (let part = 1; part < parts; part++) {
        isInTime = awaitOne(own, placeOf(part), looks) && isInTime;
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
  for (const worker of workers) worker.terminate();
  pool = undefined;
}

/** Sets after how many milliseconds without a sign a worker counts as dead. */
export function setPatience(milliseconds: number): void {
  (pool ??= openPool()).patience = milliseconds;
}

// Places in the control array: a count that changes whenever something is to do, and
// whether the main thread sleeps; for each worker what it knows and whether it
// sleeps; and for each part of a task whether it is on offer (even), taken (odd),
// done (0) or failed (-1). Each has its own cache line, as each is watched.
const generation = 0;
const waiting = controlLine;
const stateOf = (worker: number) => controlLine * (2 + 2 * worker);
const asleepOf = (worker: number) => controlLine * (3 + 2 * worker);
const placeOf = (part: number) => controlLine * (2 + 2 * maxWorkers + part);

/** After that many tasks their numbers begin anew. */
const mostOffers = 2 ** 30;

function openPool(): Pool {
  const shared = new SharedArrayBuffer(4 * controlLength + 8 * taskLength);
  return {
    workers: [],
    told: [],
    control: new Int32Array(shared, 0, controlLength),
    task: new Float64Array(shared, 4 * controlLength),
    newest: 0,
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
    index,
    generation,
    waiting,
    state: stateOf(index),
    asleep: asleepOf(index),
    parts: placeOf(0),
    task: 4 * controlLength,
  });
}

/** Tells a worker something: it leaves its loop, listens, and comes back. */
function tell(own: Pool, worker: number, message: Task): void {
  // Below zero, the state is how many messages the worker has to hear first.
  Atomics.store(own.control, stateOf(worker), -++own.told[worker]);
  own.workers[worker].postMessage(message);
  wake(own, worker);
}

/** Makes a worker look for something to do. */
function wake({ control }: Pool, worker: number): void {
  const place = asleepOf(worker);
  if (Atomics.compareExchange(control, place, 1, 0) === 1) {
    Atomics.notify(control, place);
  }
}

/** How many looks before sleeping: some ten microseconds, and a share of the time that the work takes. */
const leastLooks = 10_000;
const workOfLook = 64;

function awaitOne(own: Pool, place: number, looks: number): boolean {
  const { control } = own;
  let found = Atomics.load(control, place);
  for (let i = 0; found > 0 && i < looks; i++) {
    found = Atomics.load(control, place);
  }
  const isInTime = found <= 0;
  while (found > 0) {
    Atomics.store(control, waiting, 1);
    const isTooLong = waitTooLong(control, place, found, own.patience);
    Atomics.store(control, waiting, 0);
    found = Atomics.load(control, place);
    if (isTooLong && found > 0) {
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

/** Waits until a place changes, some milliseconds at most. @returns whether it did not. */
function waitTooLong(
  control: Int32Array,
  place: number,
  found: number,
  patience: number,
): boolean {
  try {
    return Atomics.wait(control, place, found, patience) === "timed-out";
  } catch {
    // The main thread of a page may not sleep: it keeps looking.
    const start = performance.now();
    while (Atomics.load(control, place) === found) {
      if (performance.now() - start > patience) return true;
    }
    return false;
  }
}

function end(reason: Phrase, wayOut: Phrase): never {
  stopThreads();
  throw new NablaError("machine", {
    action: say("go on"),
    reason: say(reason),
    wayOut: say(wayOut),
  });
}
