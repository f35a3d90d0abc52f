/**
 * All fuzzers by the names of their inputs, and a part of a run of one: in this
 * thread, or in one of its own, which this module is too. Such a thread is sent a
 * {@linkcode Part}, and answers how many inputs are done now and then, and what came
 * of them at the end.
 *
 * @module
 */

import { arrays } from "./arrays.ts";
import { commandLines } from "./command_lines.ts";
import { formulas } from "./formulas.ts";
import { kinked } from "./kinked.ts";
import { fuzz, type Fuzzed, type Target } from "./led.ts";
import { networks } from "./networks.ts";
import { tables } from "./tables.ts";
import { texts } from "./texts.ts";

const targets = {
  texts,
  formulas,
  "command lines": commandLines,
  "networks on kinks": kinked,
  arrays,
  tables,
  networks,
} as const;

/** What the inputs of a fuzzer are called. */
export type TargetName = keyof typeof targets;

/** A part of a run. */
export interface Part {
  readonly name: TargetName;
  readonly count: number;
  readonly seed: number;
}

/** Makes a fuzzer, of inputs of whatever type. */
// deno-lint-ignore no-explicit-any
export async function targetOf(name: TargetName): Promise<Target<any>> {
  return await targets[name]();
}

/** Carries a part out in this thread; `progress` is called with the number of inputs done. */
export async function carryOutHere(
  { name, count, seed }: Part,
  progress: (done: number) => void,
): Promise<Fuzzed<unknown>> {
  return await fuzz(await targetOf(name), { count, seed, progress });
}

/** Carries a part out in a thread of its own. */
export async function carryOutApart(
  part: Part,
  progress: (done: number) => void,
): Promise<Fuzzed<unknown>> {
  const { promise, resolve, reject } = Promise.withResolvers<Fuzzed<unknown>>();
  const worker = new Worker(import.meta.url, { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<number | Fuzzed<unknown>>) =>
    typeof data === "number" ? progress(data) : resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage(part);
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}

// In a thread of its own, this sends to the one that began it.
const { postMessage } = globalThis as Partial<Pick<Worker, "postMessage">>;
if (postMessage !== undefined) {
  globalThis.addEventListener("message", async (event) => {
    const { data } = event as MessageEvent<Part>;
    postMessage(await carryOutHere(data, postMessage));
  });
}
