/**
 * Lets every call of every command fail: `deno task faults [WORD …] [--record]`; with
 * `--disk`, every call of Deno's functions on files, below the seam to the world.
 * Words choose scenarios.
 *
 * @module
 */

import { writeRecord } from "../record.ts";
import { inMemory, onDisk } from "./grounds.ts";
import { injectAll } from "./inject.ts";
import { allScenarios, onFilesAlone } from "./scenarios.ts";

const words = Deno.args.filter((word) => !word.startsWith("--"));
const isDisk = Deno.args.includes("--disk");
const all = await allScenarios();
const scenarios = (isDisk ? onFilesAlone(all) : all).filter(({ name }) =>
  words.length === 0 || words.some((word) => name.includes(word))
);
const calls = new Map<string, number>();
let injected = 0;
let failed = 0;
const start = performance.now();
for (const scenario of scenarios) {
  const found = await injectAll(isDisk ? onDisk : inMemory, scenario);
  injected += found.injected;
  for (const [call, count] of found.calls) {
    calls.set(call, (calls.get(call) ?? 0) + count);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${seconds} s  ${found.injected}  ${scenario.name}`);
  for (const each of found.broken) console.error(`  ${each}`);
  failed += found.broken.length;
}
for (const [call, count] of calls) console.log(`${call}: ${count}`);
console.log(`${injected} faults injected, ${failed} broken promises`);
if (failed === 0 && Deno.args.includes("--record")) {
  await writeRecord(isDisk ? "disk-faults" : "faults", {
    faultsInjected: injected,
    kindsOfCalls: calls.size,
    scenarios: scenarios.length,
    brokenPromises: failed,
  });
}
// Listeners of signals keep the process alive.
Deno.exit(failed > 0 ? 1 : 0);
