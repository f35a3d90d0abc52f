/**
 * The threads that share the work of one kernel over one memory. What is
 * computed does not depend on how many there are: a kernel's parts are numbers
 * that no other part reads.
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
   * Runs a kernel over `from … to - 1`, on all threads where that pays.
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

/** So many numbers at a time, that no two threads write to one cache line. */
export const line = 16;

/** Less work than that is done before another thread has begun. */
const leastShared = 150_000;

/** More is always shared. */
const mostAlone = 4_000_000;

/** Other threads come in after that much: they take milliseconds to start, and hold the memory. */
const worthStarting = 50_000_000;

/** Makes the threads of a memory. Default: as many as it has scratches for. */
export function threadsOver(
  memory: KernelMemory,
  count: number = memory.scratches.length,
): KernelThreads {
  const { functions } = memory.instance;
  let pool: PoolMember | undefined;
  let done = 0;
  // How much work is worth sharing just now: more where the machine has other
  // things to do, so that the others are late. It decides on time, not on bits.
  let worthSharing = leastShared;

  /** The pool, once it is worth it and as far as it is needed. */
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
      a?: number,
      b?: number,
      c?: number,
      d?: number,
      e?: number,
      f?: number,
      g?: number,
      h?: number,
      i?: number,
      j?: number,
    ) {
      const run = functions[kernel];
      if (count > 1 && work >= worthSharing && to - start > step) {
        const size = step * Math.ceil((to - start) / (step * count));
        const parts = Math.ceil((to - start) / size);
        const others = helpers(parts, work);
        if (others !== undefined) {
          const { words } = others;
          words[0] = a ?? 0;
          words[1] = b ?? 0;
          words[2] = c ?? 0;
          words[3] = d ?? 0;
          words[4] = e ?? 0;
          words[5] = f ?? 0;
          words[6] = g ?? 0;
          words[7] = h ?? 0;
          words[8] = i ?? 0;
          words[9] = j ?? 0;
          for (let part = 1; part < parts; part++) {
            const from = start + part * size;
            others.hand(part - 1, kernel, from, Math.min(from + size, to));
          }
          others.start();
          callKernel(run, start, start + size, a, b, c, d, e, f, g, h, i, j);
          const isInTime = others.awaitAll(parts - 1, work);
          worthSharing = isInTime
            ? Math.max(worthSharing - leastShared / 64, leastShared)
            : Math.min(2 * worthSharing, mostAlone);
          return;
        }
      }
      // After a busy time, what is worth sharing is found out anew, little by little.
      if (work >= leastShared) {
        worthSharing = Math.max(worthSharing - leastShared / 64, leastShared);
      }
      callKernel(run, start, to, a, b, c, d, e, f, g, h, i, j);
    },
  };
}

/** Words that a kernel does not know are dropped. */
function callKernel(
  run: (...words: number[]) => void,
  from: number,
  to: number,
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
): void {
  run(from, to, a, b, c, d, e, f, g, h, i, j);
}
