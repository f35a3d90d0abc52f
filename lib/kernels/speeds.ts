import type { Precision } from "../base/values.ts";
import type { KernelKind } from "./contract/kernels.ts";
import { openStore } from "./store.ts";
import type { Threads } from "./wasm/threads.ts";

/** The rows, columns and inner numbers of the product. */
export const productSize = 256;

/** The numbers of which the sigmoid is taken. */
export const sigmoidLength = 65_536;

/** What is measured; the machine must have these kernels. */
export interface SpeedTask {
  readonly kind: KernelKind;
  readonly precision: Precision;
  /** The threads that share the work. Default: as many as the machine has. */
  readonly threads?: number;
}

export interface KernelSpeed {
  /** Billions of multiplications and additions a second, in the product. */
  readonly product: number;
  /** Nanoseconds that each number took, in the sigmoid. */
  readonly sigmoid: number;
  /** Whether all threads had started. */
  readonly areThreadsReady: boolean;
}

/** What measuring needs of the world. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Lets threads start. */
  pause(): Promise<void>;
}

// Milliseconds. The engine compiles while a kernel warms up.
const warmUp = 25;
const measuring = 30;
const patience = 1000;

/** The median of at least this many runs counts. */
const leastRuns = 5;

/** Measures a product and a sigmoid. */
export async function measureKernels(
  { kind, precision, threads }: SpeedTask,
  clock: Clock,
): Promise<KernelSpeed> {
  const n = productSize;
  const store = openStore({ kernels: kind, threads }, n ** 3);
  const { kernels, allocate } = store;
  const [y, a, b] = [0, 1, 2].map(() => allocate(precision, n * n));
  const [s, x] = [0, 1].map(() => allocate(precision, sigmoidLength));
  for (const values of [a, b, x]) {
    values.forEach((_, i) => values[i] = 3 * Math.sin(i));
  }
  const areThreadsReady = await awaitThreads(store.threads, clock);
  const { multiply, functions: { sigmoid: { forward } } } = kernels;
  const product = millisecondsOf(() => multiply(y, a, b, n, n, n), clock);
  const sigmoid = millisecondsOf(() => forward(s, x, [], sigmoidLength), clock);
  return {
    product: 2 * n ** 3 / product / 1e6,
    sigmoid: sigmoid / sigmoidLength * 1e6,
    areThreadsReady,
  };
}

/** Asking for threads starts them. */
async function awaitThreads(
  threads: Threads | undefined,
  clock: Clock,
): Promise<boolean> {
  const start = clock.now();
  while (threads?.isReady() === false) {
    if (clock.now() - start > patience) return false;
    await clock.pause();
  }
  return true;
}

/** How long something takes: the median of several runs, so that a few that were disturbed do not count. */
function millisecondsOf(run: () => void, { now }: Clock): number {
  for (const start = now(); now() - start < warmUp;) run();
  const times: number[] = [];
  for (let spent = 0; spent < measuring || times.length < leastRuns;) {
    const start = now();
    run();
    const time = now() - start;
    times.push(time);
    spent += time;
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}
