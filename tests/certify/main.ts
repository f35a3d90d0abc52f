/**
 * `deno task certify [count] [first] [seed]`: see `certify.ts`; `--right` plants no
 * faults, `--all` prints all that is found.
 *
 * @module
 */

import { certifyChains, type Violation } from "./certify.ts";
import { rowsOf } from "./layers.ts";

const isRight = Deno.args.includes("--right");
const [count = 1000, from = 0, seed = 0] = Deno.args
  .filter((word) => !word.startsWith("--")).map(Number);
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
const kinds = Map.groupBy(violations, ({ kind, fault }) => {
  const planted = fault === undefined ? "" : `, with a fault of ${fault.size}`;
  return `${kind}${planted}`;
});
/** Of each kind so many are printed; with `--all` all. */
const most = Deno.args.includes("--all") ? Infinity : 4;
for (const [kind, all] of kinds) {
  console.log(`${kind}: ${all.length}, in ${chainsOf(all)} chains`);
  for (const violation of all.slice(0, most)) {
    console.log(reproductionOf(violation));
  }
  if (all.length > most) console.log("  …");
  console.log();
}
for (const [kind, n] of [...tally].sort()) {
  console.log(`${String(n).padStart(9)}  ${kind}`);
}
const seconds = (performance.now() - start) / 1000;
console.log(
  `\n${violations.length} violations in ${
    chainsOf(violations)
  } of ${count} chains; ${seconds.toFixed(0)} s`,
);
if (violations.length > 0) Deno.exit(1);

function chainsOf(all: readonly Violation[]): number {
  return new Set(all.map(({ chain }) => chain)).size;
}

/** The network as a file, with what was said of it and how to see it again. */
function reproductionOf(
  { chain, text, batch, numbers, fault, detail }: Violation,
): string {
  const given = Object.entries(numbers).map(([name, values]) => {
    const rows = batch === 1 ? values : rowsOf(values, batch);
    return `given ${name} = ${JSON.stringify(rows)}`;
  });
  const place = fault === undefined ? "" : `${fault.place}: `;
  const again = `seed ${chain}; again: deno task certify 1 ${chain} ${seed}`;
  return [...given, text, `  ${place}${detail}`, `  ${again}`, ""]
    .map((line) => `  ${line}`).join("\n");
}
