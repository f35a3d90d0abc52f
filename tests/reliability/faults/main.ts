/**
 * Lets every call of every command fail: `deno task faults [COMMAND] [--record]`.
 *
 * @module
 */

import { writeRecord } from "../record.ts";
import { injectAll } from "./inject.ts";
import { allScenarios } from "./scenarios.ts";

const words = Deno.args.filter((word) => !word.startsWith("--"));
const scenarios = (await allScenarios()).filter(({ name }) =>
  words.length === 0 || words.some((word) => name.includes(word))
);
const calls = new Map<string, number>();
let injected = 0;
let failed = 0;
const start = performance.now();
for (const scenario of scenarios) {
  const found = await injectAll(scenario);
  injected += found.injected;
  for (const [call, count] of found.calls) {
    calls.set(call, (calls.get(call) ?? 0) + count);
  }
  console.log(
    `${found.injected}  ${scenario.name}  ${
      ((performance.now() - start) / 1000).toFixed(0)
    } s`,
  );
  for (const each of found.broken) console.error(`  ${each}`);
  failed += found.broken.length;
}
console.log(`${injected} faults injected, ${failed} broken promises`);
for (const [call, count] of calls) console.log(`  ${call}: ${count}`);
if (failed > 0) Deno.exit(1);
if (Deno.args.includes("--record")) {
  await writeRecord("faults", {
    injected,
    kindsOfCalls: calls.size,
    scenarios: scenarios.length,
  });
}
