/**
 * Train, kill, resume, predict, grade, format and check, for an hour or so, with
 * faults and signals at random: `deno task soak [MINUTES] [--seed N] [--round N]
 * [--record]`. Ctrl-C ends it with what was counted.
 *
 * @module
 */

import { createRandom } from "../../../mod.ts";
import { type Subject, subjectsIn, tryOne } from "../kills/subjects.ts";
import { hasStrace } from "../kills/system_calls.ts";
import { makeStart, readers, type Writer, writers } from "../kills/writers.ts";
import { writeRecord } from "../record.ts";
import { disturbances, pick } from "./disturbances.ts";

const value = (option: string) => {
  const at = Deno.args.indexOf(option);
  return at === -1 ? undefined : Number(Deno.args[at + 1]);
};
const [first] = Deno.args;
const minutes = /^\d/.test(first ?? "") ? Number(first) : 60;
const seed = value("--seed") ?? Date.now() % 1_000_000;
const only = value("--round");

let isStopped = false;
Deno.addSignalListener("SIGINT", () => isStopped = true);

/** How often each thing was done. */
const counts = new Map<string, number>();
const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
const broken: string[] = [];

const isTraced = await hasStrace();
const kinds = [...disturbances.keys()].filter((kind) =>
  isTraced || kind !== "failed calls"
);

const commands = [...writers, ...readers];

/** One command, disturbed in one way, from the same beginning for the same number. */
async function round(
  number: number,
  subjectOf: (command: Writer) => Promise<Subject>,
  root: string,
): Promise<void> {
  const random = createRandom(seed).fork(`round ${number}`);
  const command = pick(commands, random);
  const kind = pick(kinds, random);
  const disturb = disturbances.get(kind);
  if (disturb === undefined) return;
  const subject = await subjectOf(command);
  const folder = `${root}/${number}`;
  const { told, wrong } = await tryOne(
    subject,
    `${root}/start`,
    folder,
    disturb,
    random,
  );
  // Ctrl-C reaches the commands as well.
  if (isStopped) return;
  count(`commands: ${subject.words[0]}`);
  for (const _ of told) count(`disturbed: ${kind}`);
  if (wrong.length === 0) return;
  broken.push(`round ${number}`);
  console.error(
    `round ${number}, ${subject.name}: ${told.join(", ")}: ${wrong.join("; ")}`,
    `\nrepeat: deno task soak --seed ${seed} --round ${number}`,
  );
}

const root = await Deno.makeTempDir({ prefix: "nabla-soak-" });
const begin = performance.now();
const passed = () => (performance.now() - begin) / 60_000;
try {
  await makeStart(`${root}/start`);
  const subjectOf = subjectsIn(root, isTraced);
  console.log(`seed ${seed}, ${commands.length} commands, ${minutes} minutes`);
  if (only !== undefined) await round(only, subjectOf, root);
  let told = passed();
  for (let i = 1; only === undefined && !isStopped && passed() < minutes; i++) {
    await round(i, subjectOf, root);
    if (passed() < told + 0.5) continue;
    told = passed();
    console.log(`${told.toFixed(1)} min  round ${i}, ${broken.length} broken`);
  }
} finally {
  await Deno.remove(root, { recursive: true });
}

const sum = (kind: string) =>
  [...counts].filter(([name]) => name.startsWith(kind))
    .reduce((total, [, n]) => total + n, 0);
for (const [name, n] of [...counts].sort(([a], [b]) => a < b ? -1 : 1)) {
  console.log(`${String(n).padStart(6)}  ${name}`);
}
console.log(`${sum("disturbed")} disturbances, ${broken.length} broken`);
if (Deno.args.includes("--record") && !isStopped) {
  await writeRecord("soak", {
    minutes,
    commandsRun: sum("commands"),
    ...Object.fromEntries(kinds.map((kind) => [
      kind.replaceAll(/ (.)/g, (_, letter: string) => letter.toUpperCase()),
      counts.get(`disturbed: ${kind}`) ?? 0,
    ])),
    brokenPromises: broken.length,
    seed,
  });
}
Deno.exit(broken.length > 0 ? 1 : 0);
