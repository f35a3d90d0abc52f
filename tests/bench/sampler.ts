/**
 * How long something takes, sample by sample.
 *
 * @module
 */

/** Does something so many times. */
export type Repeat = (times: number) => void | Promise<void>;

/** Takes samples of one thing, after it has warmed up. */
export interface Sampler {
  /** Whether one time takes so long that few samples must do. */
  readonly isSlow: boolean;
  /** Milliseconds that one time takes, on average over a sample. */
  sample(): Promise<number>;
}

/** Milliseconds of running before the first sample: the engine compiles meanwhile. */
const warmUp = 25;

/** Milliseconds that a sample takes, or one time where that takes longer. */
const sampleLength = 4;

/** Milliseconds from which on something is slow. */
const slowness = 250;

/** Warms something up and finds out how many times make a sample. */
export async function sampler(repeat: Repeat): Promise<Sampler> {
  let times = 1;
  let each = await millisecondsOf(repeat, 1);
  for (let spent = each; spent < warmUp;) {
    const taken = await millisecondsOf(repeat, times);
    // Where threads start meanwhile, the wait for them is not what it takes.
    each = Math.min(each, taken / times);
    spent += each * times;
    if (each * times < sampleLength) times *= 2;
  }
  times = Math.max(1, Math.round(sampleLength / each));
  return {
    isSlow: each > slowness,
    async sample() {
      // Threads that sleep and caches that others filled are no part of it.
      if (times > 1) await repeat(times);
      return await millisecondsOf(repeat, times) / times;
    },
  };
}

/** Milliseconds that so many times take together. */
export async function millisecondsOf(
  repeat: Repeat,
  times: number,
): Promise<number> {
  const start = performance.now();
  await repeat(times);
  return performance.now() - start;
}

/** The sample in the middle, or the mean of the two there, so that a few disturbed ones do not count. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[half]
    : (sorted[half - 1] + sorted[half]) / 2;
}

/** Lets threads start, which takes some time after a network was bound. */
export function threadsStarted(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
