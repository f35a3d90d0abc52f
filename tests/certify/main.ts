/**
 * `deno task certify [count] [first] [seed]`: see `certify.ts`; `--right` plants no faults.
 *
 * @module
 */

import { certifyChains } from "./certify.ts";

const isRight = Deno.args.includes("--right");
const [count = 1000, from = 0, seed = 0] = Deno.args
  .filter((word) => word !== "--right").map(Number);
const start = performance.now();
const steps = certifyChains({
  count,
  from,
  seed,
  plants: !isRight,
});
const encoder = new TextEncoder();
let step = steps.next();
for (let done = 0; !step.done; step = steps.next()) {
  if (++done % 20 === 0 && Deno.stderr.isTerminal()) {
    Deno.stderr.writeSync(encoder.encode(`\r${done} of ${count} chains `));
  }
}
if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(encoder.encode("\r\x1b[K"));
const { tally, violations } = step.value;
for (const violation of violations) console.log(JSON.stringify(violation));
console.log();
for (const [kind, n] of [...tally].sort()) {
  console.log(`${String(n).padStart(8)}  ${kind}`);
}
const kinds = Map.groupBy(
  violations,
  ({ kind, fault }) =>
    fault === undefined ? kind : `${kind} (fault ${fault.split(" ")[0]})`,
);
console.log(`\nviolations: ${violations.length}`);
for (const [kind, all] of kinds) {
  console.log(
    `${String(all.length).padStart(8)}  ${kind}, in ${
      new Set(all.map(({ chain }) => chain)).size
    } chains`,
  );
}
console.log(
  `\n${count} chains in ${((performance.now() - start) / 1000).toFixed(0)} s`,
);
if (violations.length > 0) Deno.exit(1);
