/**
 * The threads that share the work of one kernel over one memory. Results do not
 * depend on how many there are: no part of a kernel reads what another writes.
 *
 * @module
 */

import type { KernelMemory } from "./memory.ts";
import type { KernelName, KernelPlace, Words } from "./module.ts";
import { joinPool, type PoolMember } from "./pool.ts";

/** Threads over one memory. */
export interface Threads {
  /** How many there are, the main one among them. */
  readonly count: number;
  /** Whether all have started; until then the main one does the work. */
  isReady(): boolean;
}

/** Threads that kernels run on. */
export interface KernelThreads extends Threads {
  /**
   * Runs a kernel over `from … to - 1`, on all threads if that pays.
   *
   * @param kernel its place among the instance's functions.
   * @param step parts are multiples of it.
   * @param work about how many multiplications it takes.
   * @param words what the kernel takes after its part.
   */
  run<Name extends KernelName>(
    kernel: KernelPlace<Name>,
    from: number,
    to: number,
    step: number,
    work: number,
    ...words: Words[Name]
  ): void;
}

/** Numbers on a cache line: no two threads write to the same one. */
export const line = 16;

/** Less work is done before another thread has begun. */
const leastShared = 100_000;

/**
 * What one more part costs the main thread, and what waking a worker for it does, in
 * multiplications: cache lines that go from core to core, and a call of the system.
 */
const costOfPart = 6_000;
const costOfWaking = 50_000;

/**
 * How many parts work is worth: `p` parts take `work/p + cost·p`, which is least
 * for `√(work/cost)` of them.
 */
export function partsFor(work: number, cost: number = costOfPart): number {
  return Math.max(1, Math.floor(Math.sqrt(work / cost)));
}

/** More work is always shared. */
const mostAlone = 4_000_000;

/** Other threads start after this much work: that takes milliseconds, and they hold the memory. */
const worthStarting = 50_000_000;

/** Makes the threads of a memory. Default: as many as it has scratches for. */
export function threadsOver(
  memory: KernelMemory,
  count: number = memory.scratches.length,
): KernelThreads {
  const { functions } = memory.instance;
  let pool: PoolMember | undefined;
  let done = 0;
  // How much work is worth sharing now: more if the machine is busy and the others
  // are late. It affects the time, not the result.
  let worthSharing = leastShared;

  /** The pool, once it pays. */
  function helpers(work: number): PoolMember | undefined {
    if (pool === undefined || pool.isStale()) {
      done += work;
      if (done < worthStarting) return;
      done = 0;
      try {
        pool = joinPool(memory);
      } catch {
        // A page may forbid workers; then the main thread does the work.
        pool = undefined;
      }
    }
    return pool;
  }

  return {
    count,
    isReady: () =>
      count === 1 || helpers(worthStarting)?.isReady(count - 1) === true,
    run(
      kernel: number,
      start: number,
      to: number,
      step: number,
      work: number,
      a = 0,
      b = 0,
      c = 0,
      d = 0,
      e = 0,
      f = 0,
      g = 0,
      h = 0,
      i = 0,
      j = 0,
    ) {
      // A kernel drops the words that it does not take.
      const run = functions[kernel];
      if (count > 1 && work >= worthSharing && to - start > step) {
        const others = helpers(work);
        const most = Math.min(partsFor(work, costOfPart), count);
        const sure = Math.min(partsFor(work, costOfWaking), most);
        const workers = others?.readyWorkers(sure - 1, most - 1) ?? 0;
        const size = step * Math.ceil((to - start) / (step * (workers + 1)));
        const parts = Math.ceil((to - start) / size);
        if (others !== undefined && parts > 1) {
          const { words } = others;
          words[0] = a;
          words[1] = b;
          words[2] = c;
          words[3] = d;
          words[4] = e;
          words[5] = f;
          words[6] = g;
          words[7] = h;
          words[8] = i;
          words[9] = j;
          others.offer(kernel, start, to, size, parts);
          run(start, start + size, a, b, c, d, e, f, g, h, i, j);
          for (let part = parts - 1; part > 0; part--) {
            if (!others.takeBack(part)) continue;
            const from = start + part * size;
            const end = Math.min(from + size, to);
            run(from, end, a, b, c, d, e, f, g, h, i, j);
          }
          const isInTime = others.awaitAll(parts, work);
          worthSharing = isInTime
            ? Math.max(worthSharing - leastShared / 64, leastShared)
            : Math.min(2 * worthSharing, mostAlone);
          return;
        }
      }
      // After a busy time, the threshold falls again, little by little.
      if (work >= leastShared) {
        worthSharing = Math.max(worthSharing - leastShared / 64, leastShared);
      }
      run(start, to, a, b, c, d, e, f, g, h, i, j);
    },
  };
}
