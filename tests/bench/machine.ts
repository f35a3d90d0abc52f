/**
 * What a benchmark ran on.
 *
 * @module
 */

import { cpus } from "node:os";

/** How many threads the machine runs at once. */
export const threadCount = navigator.hardwareConcurrency;

/** The machine, its load and the versions in one line; needs `--allow-sys=cpus,loadavg`. Where other work runs, times with several threads say little. */
export function machineText(): string {
  const { os, arch } = Deno.build;
  const { deno, v8 } = Deno.version;
  const load = Deno.loadavg()[0].toFixed(2);
  return [
    `${processorName()}, ${os} ${arch}`,
    `Deno ${deno}, V8 ${v8}, load of other work ${load}`,
  ].join("; ");
}

/** The processor with its threads; needs `--allow-sys=cpus`. */
export function processorName(): string {
  const model = cpus().at(0)?.model.trim() || "unknown processor";
  return `${model}, ${threads(threadCount)}`;
}

/** `1 thread`, `2 threads` */
export function threads(count: number): string {
  return `${count} thread${count === 1 ? "" : "s"}`;
}
