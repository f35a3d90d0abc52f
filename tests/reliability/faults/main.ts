/**
 * Lets every call of every command fail: `deno task faults [COMMAND] [--record]`.
 *
 * @module
 */

import { writeRecord } from "../record.ts";
import { inMemory, onDisk } from "./grounds.ts";
import { injectAll } from "./inject.ts";
import { allScenarios, onFilesAlone } from "./scenarios.ts";

const words = Deno.args.filter((word) => !word.startsWith("--"));
const scenarios = (await allScenarios()).filter(({ name }) =>
  words.length === 0 || words.some((word) => name.includes(word))
);
const calls = new Map<string, number>();
let injected = 0;
let failed = 0;
const start = performance.now();
const grounds = [
  ["memory", inMemory, scenarios],
  ["disk", onDisk, onFilesAlone(scenarios)],
] as const;
for (const [place, ground, own] of grounds) {
  for (const scenario of own) {
    const found = await injectAll(ground, scenario);
    injected += found.injected;
    for (const [call, count] of found.calls) {
      const key = `${place}: ${call}`;
      calls.set(key, (calls.get(key) ?? 0) + count);
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(`${seconds} s  ${place}  ${found.injected}  ${scenario.name}`);
    for (const each of found.broken) console.error(`  ${each}`);
    failed += found.broken.length;
  }
}
for (const [call, count] of calls) console.log(`${call}: ${count}`);
console.log(`${injected} faults injected, ${failed} broken promises`);
if (failed > 0) Deno.exit(1);
if (Deno.args.includes("--record")) {
  await writeRecord("faults", {
    faultsInjected: injected,
    kindsOfCalls: calls.size,
    scenarios: scenarios.length,
    brokenPromises: failed,
  });
}
