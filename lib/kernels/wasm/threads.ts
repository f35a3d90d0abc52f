/**
 * The threads that share the work of one kernel over one memory. Results do not
 * depend on how many there are: no part of a kernel reads what another writes.
 *
 * @module
 */

import type { KernelWords } from "./kernel_words.ts";
import type { KernelMemory } from "./memory.ts";
import type { KernelName, KernelPlace } from "./module.ts";
import { joinPool, type PoolMember } from "./pool.ts";

/** Threads over one memory. */
export interface Threads {
  /** How many there are, the main one among them. */
  readonly count: number;
  /** Whether all have started; until then the main one does the work. */
  isReady(): boolean;
  /** Leaves the cores to others until the next run. */
  rest(): void;
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
    ...words: KernelWords[Name]
  ): void;
}

/** Numbers on a cache line: no two threads write to the same one. */
export const line = 16;

/** Less work is done before another thread has begun. */
const leastShared = 150_000;

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

  /** The pool, once it pays and its workers are ready. */
  function helpers(parts: number, work: number): PoolMember | undefined {
    if (pool === undefined || pool.isStale()) {
      done += work;
      if (done < worthStarting) return;
      done = 0;
      try {
        pool = joinPool(memory);
      } catch {
        // A page may forbid workers; then the main thread does the work.
        pool = undefined;
        return;
      }
    }
    return pool.isReady(parts - 1) ? pool : undefined;
  }

  return {
    count,
    rest: () => pool?.rest(),
    isReady: () => count === 1 || helpers(count, worthStarting) !== undefined,
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
        const size = step * Math.ceil((to - start) / (step * count));
        const parts = Math.ceil((to - start) / size);
        const others = helpers(parts, work);
        if (others !== undefined) {
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
          for (let part = 1; part < parts; part++) {
            const from = start + part * size;
            others.hand(part - 1, kernel, from, Math.min(from + size, to));
          }
          others.start();
          run(start, start + size, a, b, c, d, e, f, g, h, i, j);
          const isInTime = others.awaitAll(parts - 1, work);
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
