/**
 * Kills commands that write files, at random system calls, runs the same command
 * again each time, and compares all files with those of a run that nobody killed:
 * `deno task kill [COUNT] [SEED] [--record]`. Without strace it kills at random
 * moments.
 *
 * @module
 */

import { createRandom, type Random } from "../../../mod.ts";
import { copyFolder, differences, filesIn, nabla } from "../processes.ts";
import { writeRecord } from "../record.ts";
import {
  type CallCounts,
  countCalls,
  drawPlace,
  hasStrace,
  killingAt,
} from "./system_calls.ts";
import { makeStart, type Writer, writers } from "./writers.ts";

type Files = ReadonlyMap<string, string>;

/** A command with what an undisturbed run of it does. */
interface Subject extends Writer {
  readonly counts: CallCounts | undefined;
  readonly whole: Files;
  readonly took: number;
}

async function subjectOf(
  writer: Writer,
  start: string,
  folder: string,
  isTraced: boolean,
): Promise<Subject> {
  const { words } = writer;
  await copyFolder(start, folder);
  const { status, text, took } = await nabla(words, { folder });
  if (status !== 0) throw new Error(`${writer.name}: ${text}`);
  const whole = await filesIn(folder);
  const traced = `${folder} traced`;
  if (isTraced) await copyFolder(start, traced);
  const counts = isTraced
    ? await countCalls(words, traced, `${folder}.trace`)
    : undefined;
  return { ...writer, counts, whole, took };
}

/** Kills a command; undefined where it ended before. */
async function kill(
  { words, counts, took }: Subject,
  folder: string,
  random: Random,
): Promise<string | undefined> {
  if (counts !== undefined && counts.size > 0) {
    const place = drawPlace(counts, random);
    const under = killingAt(place);
    const { signal, status, text } = await nabla(words, { folder, under });
    if (signal === "SIGKILL" || status === 137) {
      return `${place.call} ${place.number}`;
    }
    if (status !== 0) throw new Error(text);
    return undefined;
  }
  const after = 50 + random.uniform() * took;
  const signal = { name: "SIGKILL", after } as const;
  const ended = await nabla(words, { folder, signal });
  return ended.signal === "SIGKILL" ? `${after.toFixed(0)} ms` : undefined;
}

/** What a kill harmed: each file must have its old or its new content, but what a training keeps on its way. */
function harmed(before: Files, now: Files, whole: Files): readonly string[] {
  return [...now].filter(([path, text]) =>
    text !== before.get(path) && text !== whole.get(path) &&
    !/\.checkpoint\.safetensors$|\.jsonl$|\.lock$/.test(path)
  ).map(([path]) => path)
    .concat([...before.keys()].filter((path) => !now.has(path)));
}

/** Kills a command once or more, then leaves it alone. */
async function tryOne(
  subject: Subject,
  start: Files,
  folder: string,
  random: Random,
): Promise<
  { readonly kills: readonly string[]; readonly wrong: readonly string[] }
> {
  const kills: string[] = [];
  do {
    const killed = await kill(subject, folder, random);
    if (killed === undefined) break;
    kills.push(killed);
    const wrong = harmed(start, await filesIn(folder), subject.whole);
    if (wrong.length > 0) {
      return { kills, wrong: wrong.map((path) => `${path} is harmed`) };
    }
  } while (random.uniform() < 0.3);
  const { text } = await nabla(subject.words, { folder });
  const wrong = differences(subject.whole, await filesIn(folder));
  if (wrong.length > 0) console.error(text);
  return { kills, wrong: wrong.map((path) => `${path} differs`) };
}

const [count = 50, seed = 1] = Deno.args.filter((word) => !word.startsWith("-"))
  .map(Number);
const isTraced = await hasStrace();
if (!isTraced) console.log("there is no strace: kills come at random moments");
const root = await Deno.makeTempDir({ prefix: "nabla-kill-" });
try {
  const start = `${root}/start`;
  await makeStart(start);
  const startFiles = await filesIn(start);
  const subjects: Subject[] = [];
  for (const [i, writer] of writers.entries()) {
    subjects.push(
      await subjectOf(writer, start, `${root}/whole ${i}`, isTraced),
    );
  }
  const random = createRandom(seed).fork("kill");
  const calls = new Set<string>();
  let killed = 0;
  for (let i = 0; killed < count; i++) {
    // Trainings have the most to lose.
    const trainings = subjects.filter(({ words }) => words[0] === "train");
    const from = i % 3 === 2 ? subjects.slice(trainings.length) : trainings;
    const subject = from[Math.floor(random.uniform() * from.length)];
    const folder = `${root}/${i}`;
    await copyFolder(start, folder);
    const { kills, wrong } = await tryOne(subject, startFiles, folder, random);
    for (const each of kills) calls.add(each.split(" ")[0]);
    killed += kills.length;
    const told = `${killed}  ${subject.name}: killed at ${kills.join(", ")}`;
    if (wrong.length > 0) {
      console.error(`${told}; ${wrong.join("; ")}`);
      Deno.exit(1);
    }
    if (kills.length > 0) console.log(`${told}; the same bytes`);
    await Deno.remove(folder, { recursive: true });
  }
  if (Deno.args.includes("--record")) {
    await writeRecord("kills", {
      kills: killed,
      ...isTraced ? { kindsOfSystemCalls: calls.size } : {},
      commands: writers.length,
      seed,
      lost: 0,
    });
  }
} finally {
  await Deno.remove(root, { recursive: true });
}
