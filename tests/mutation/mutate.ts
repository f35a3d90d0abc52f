/**
 * `deno task mutate [PATHS] [--sample N] [--seed N] [--record]`: makes small changes
 * in the code and sees whether its tests notice. Without `--sample`, 100 of each
 * room are taken; `--sample all` takes all.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createRandom } from "../../lib/base/random.ts";
import { writeRecord } from "../reliability/record.ts";
import { findMutants } from "./find_mutants.ts";
import { isEquivalent } from "./equivalents.ts";
import { judge, type Judged } from "./judge.ts";
import { changeOf, type Mutant } from "./mutant.ts";
import { filesAt, type Room, roomsAt } from "./rooms.ts";
import { openSandbox } from "./sandbox.ts";
import {
  percentOf,
  renderScores,
  type Score,
  scoreOf,
  totalOf,
} from "./score.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values: options, positionals: paths } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: {
    record: { type: "boolean" },
    sample: { type: "string", default: "100" },
    seed: { type: "string", default: "0" },
  },
});
const count = options.sample === "all" ? Infinity : Number(options.sample);
const seed = Number(options.seed);
// Side by side: each room waits for its own processes.
const scores = await Promise.all(roomsAt(paths).map(mutateRoom));
console.log(`\n${renderScores(scores)}`);
if (options.record) await record();

/** Takes so many of a list by chance, in their order. */
function sampleOf(all: readonly Mutant[], room: string): Mutant[] {
  const random = createRandom(seed).fork(room);
  return all.map((mutant) => ({ mutant, lot: random.uniform() }))
    .sort((a, b) => a.lot - b.lot).slice(0, count)
    .map(({ mutant }) => mutant)
    .sort((a, b) =>
      a.file < b.file
        ? -1
        : a.file > b.file
        ? 1
        : a.start - b.start || b.end - a.end
    );
}

async function mutateRoom(room: Room): Promise<Score> {
  const all = findMutants(root, filesAt(root, room.code))
    .filter((mutant) => !isEquivalent(mutant));
  const mutants = sampleOf(all, room.name);
  const sandbox = await openSandbox(root);
  try {
    const judged = await judge(room, mutants, sandbox, tell);
    return scoreOf(room.name, all.length, judged);
  } finally {
    sandbox.remove();
  }
}

function tell({ mutant, fate }: Judged) {
  const place = `${mutant.file}:${mutant.line}`;
  if (fate === "survived" || fate === "not reached") {
    console.log(`${fate}: ${place} ${mutant.operator}`);
    console.log(`    ${changeOf(mutant)}`);
  } else if (Deno.stderr.isTerminal()) {
    console.error(`${fate}: ${place}`);
  }
}

/** Writes the scores down. */
async function record() {
  const total = totalOf(scores);
  const named = scores.map((score) => {
    const words = score.room.split(" ")
      .map((word) => word[0].toUpperCase() + word.slice(1));
    return [`noticedIn${words.join("")}Percent`, percentOf(score)];
  });
  await writeRecord("mutation", {
    ...Object.fromEntries(named),
    changes: total.all,
    changesTried: total.tried,
    changesNoticedPercent: percentOf(total),
    sampleOfEachRoom: options.sample,
    seed,
  });
}
