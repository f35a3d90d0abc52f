/**
 * Kills commands that write files, at random system calls, runs the same command
 * again each time, and compares all files with those of a run that nobody killed:
 * `deno task kill [COUNT] [SEED] [--record]`. Without strace it kills at random
 * moments.
 *
 * @module
 */

import { createRandom } from "../../../mod.ts";
import { writeRecord } from "../record.ts";
import { kill } from "./killing.ts";
import { subjectsIn, tryOne } from "./subjects.ts";
import { hasStrace } from "./system_calls.ts";
import { makeStart, writers } from "./writers.ts";

const [count = 50, seed = 1] = Deno.args.filter((word) => !word.startsWith("-"))
  .map(Number);
const isTraced = await hasStrace();
if (!isTraced) console.log("there is no strace: kills come at random moments");
const root = await Deno.makeTempDir({ prefix: "nabla-kill-" });
try {
  const start = `${root}/start`;
  await makeStart(start);
  const subjectOf = subjectsIn(root, isTraced);
  const calls = new Set<string>();
  // Trainings have the most to lose.
  const trainings = writers.filter(({ words }) => words[0] === "train");
  const others = writers.filter(({ words }) => words[0] !== "train");
  let killed = 0;
  let tries = 0;

  /** Kills one command after the other. */
  const lane = async () => {
    while (killed < count) {
      const i = tries++;
      const random = createRandom(seed).fork(`kill ${i}`);
      const from = i % 3 === 2 ? others : trainings;
      const writer = from[Math.floor(random.uniform() * from.length)];
      const subject = await subjectOf(writer);
      const folder = `${root}/${i}`;
      const { told, wrong } = await tryOne(
        subject,
        start,
        folder,
        kill,
        random,
        0.8,
      );
      for (const each of told) calls.add(each.split(" ")[2]);
      killed += told.length;
      const line = `${killed}  ${subject.name}: ${told.join(", ")}`;
      if (wrong.length > 0) {
        console.error(`${line}; ${wrong.join("; ")}`);
        Deno.exit(1);
      }
      if (told.length > 0) console.log(`${line}; the same bytes`);
    }
  };

  await Promise.all(
    Array.from({ length: navigator.hardwareConcurrency }, lane),
  );
  if (Deno.args.includes("--record")) {
    await writeRecord("kills", {
      kills: killed,
      ...isTraced ? { kindsOfSystemCalls: calls.size } : {},
      commands: writers.length,
      otherBytes: 0,
      seed,
    });
  }
} finally {
  await Deno.remove(root, { recursive: true });
}
