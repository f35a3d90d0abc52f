// nabla beside other libraries: whole training steps of the same networks with
// the same numbers in single precision, and the start of a process. Losses are
// compared before times are: who computes something else is not ranked.
// `--quick` takes one round.
import { digits, formatTime, printTable } from "./figures.ts";
import { machineText } from "./machine.ts";
import { type BenchNetwork, networks } from "./networks.ts";
import { match, type Result } from "./peers/match.ts";
import { emptyCommand, orderOf, peers, startOf } from "./peers/peer.ts";
import { interruption, progress } from "./progress.ts";
import { median } from "./sampler.ts";

const isQuick = Deno.args.includes("--quick");
const unknown = Deno.args.find((argument) => argument !== "--quick");
if (unknown !== undefined) {
  console.error(`There is no option ${unknown}; there is --quick`);
  Deno.exit(2);
}
const signal = interruption();
console.log(machineText());
const rounds = isQuick ? 1 : 5;
const found = await match(rounds, signal);
for (const [peer, reason] of found.missing) {
  console.log(`${peer.name}: not found: ${reason} (${peer.remedy})`);
}
for (const note of found.notes) console.log(note);
for (const [network, results] of found.results) {
  printRanking(network, results, found.losses.get(network));
}
await printStarts(isQuick ? 3 : 10);
console.log(
  `\nRounds: ${rounds}, or one where a step takes over a second; times are their medians. × PyTorch: how many times as fast as the best PyTorch; × JavaScript: as the best of the other libraries of JavaScript.`,
);

/** The fastest first; those whose times say nothing come last, with the reason. */
function printRanking(
  network: BenchNetwork,
  results: readonly Result[],
  loss: number | undefined,
): void {
  const ranked = results.filter(({ reason }) => reason === undefined)
    .toSorted((a, b) => a.milliseconds - b.milliseconds);
  const others = results.filter(({ reason }) => reason !== undefined);
  const bestOf = (family: string) =>
    ranked.find(({ peer }) => peer.family === family)?.milliseconds;
  const torch = bestOf("PyTorch");
  const javaScript = bestOf("JavaScript");
  printTable(
    `${network.name}, batch ${network.batch}: ${network.text}\nforward, backward${
      network.isTrained ? ", SGD" : ""
    }; the loss is ${loss?.toPrecision(5)}`,
    ["", "a step", "× PyTorch", "× JavaScript"],
    [
      ...ranked.map(({ peer, milliseconds }) => [
        peer.name,
        formatTime(milliseconds),
        ratio(torch, milliseconds),
        ratio(javaScript, milliseconds),
      ]),
      ...others.map(({ peer, reason = "" }) => [peer.name, reason]),
    ],
  );
}

function ratio(theirs: number | undefined, own: number): string {
  return theirs === undefined ? "" : `${digits(theirs / own)}×`;
}

/** From the start of a process over one step of the smallest network to its end. */
async function printStarts(runs: number): Promise<void> {
  const [tiny] = networks;
  const commands = new Map([["an empty Deno", emptyCommand]]);
  for (const peer of peers) {
    if (found.missing.has(peer) || peer.threads > 1) continue;
    commands.set(peer.name, [...peer.command, orderOf(peer, tiny, true)]);
  }
  const times = new Map<string, number[]>();
  for (let run = 0; run < runs; run++) {
    for (const [name, command] of commands) {
      progress.show(`starts, ${run + 1} of ${runs}: ${name}`);
      const time = await startOf(command, signal);
      if (time !== undefined) times.set(name, [...times.get(name) ?? [], time]);
    }
  }
  progress.clear();
  printTable(
    `A process that takes one step of ${tiny.name} and ends`,
    ["", "start to end"],
    [...times].map(([name, samples]) => [name, formatTime(median(samples))]),
  );
}
