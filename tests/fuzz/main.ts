/**
 * The fuzzers as tasks:
 * `deno task fuzz [count] [seed] [--keep FOLDER] [--jobs N] [--record]` for texts and
 * command lines, `deno task fuzz:data …` for files of every format,
 * `deno task fuzz:kinks …` for the gradient checker. With `--keep`,
 * inputs of which something new came are added to the seeds in a folder, as
 * `tests/corpus`; with `--jobs`, as many threads share the inputs, each with a seed of
 * its own: 7, 8 and so on; with `--record`, the page of figures is told how many there
 * were. A failure ends the run with status 1 and the smallest input found that fails so.
 *
 * @module
 */

import { writeRecord } from "../reliability/record.ts";
import { times } from "./chance.ts";
import { keepFiles, keepTexts } from "./corpus.ts";
import type { Target } from "./led.ts";
import {
  carryOutApart,
  carryOutHere,
  type TargetName,
  targetOf,
} from "./part.ts";

interface Task {
  readonly count: number;
  readonly seed: number;
  /** How many threads share the inputs. */
  readonly jobs: number;
  /** Where inputs are kept. */
  readonly keep?: string | undefined;
}

/** Runs a fuzzer, says what came of it, and keeps what was new. */
async function carryOut(name: TargetName, task: Task) {
  const start = performance.now();
  const { count, seed, jobs, keep } = task;
  const isTerminal = Deno.stderr.isTerminal();
  const done = times(jobs, () => 0);
  const parts = await Promise.all(times(jobs, async (i) => {
    const part = { name, count: Math.ceil(count / jobs), seed: seed + i };
    const run = jobs > 1 ? carryOutApart : carryOutHere;
    const result = await run(part, (some) => {
      if (!isTerminal) return;
      done[i] = some;
      const all = done.reduce((a, b) => a + b);
      const line = `\r${name}: ${all}/${count}`;
      Deno.stderr.writeSync(new TextEncoder().encode(line));
    });
    if (result.failure !== undefined) {
      if (keep !== undefined) await keepInputs(name, result.kept, keep);
      console.error(`seed ${part.seed}: ${result.failure}`);
      Deno.exit(1);
    }
    return result;
  }));
  const kept = parts.flatMap((each) => each.kept);
  if (keep !== undefined) await keepInputs(name, kept, keep);
  const sum = (of: "read" | "refused") =>
    parts.reduce((n, part) => n + part[of], 0);
  const features = new Map<string, number>();
  for (const part of parts) {
    for (const [key, n] of part.features) {
      features.set(key, (features.get(key) ?? 0) + n);
    }
  }
  const [read, refused] = [sum("read"), sum("refused")];
  const slowest = Math.max(...parts.map((each) => each.slowest));
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${name}: ${read} could be used, ${refused} were refused; ` +
      `${features.size} things happened, ${kept.length} inputs were kept; ` +
      `${seconds.toFixed(0)} s, the slowest ${slowest.toFixed(0)} ms`,
  );
  return { read, refused, features };
}

async function keepInputs(
  name: TargetName,
  kept: readonly unknown[],
  folder: string,
) {
  const isText = (input: unknown) => typeof input === "string";
  keepTexts(folder, kept.filter(isText));
  const { keep }: Target<unknown> = await targetOf(name);
  if (keep === undefined) return;
  await keepFiles(folder, name, kept.map((each) => keep(each)));
}

const words = [...Deno.args];
const takeFlag = (name: string) => {
  const at = words.indexOf(name);
  return at >= 0 && words.splice(at, 1).length > 0;
};
const takeOption = (name: string) => {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words.splice(at, 2)[1];
};
const isRecorded = takeFlag("--record");
const keep = takeOption("--keep");
const jobs = Number(takeOption("--jobs") ?? 1);
const counts = new Map([["texts", "100000"], ["kinks", "1000"]]);
const [kind, count = counts.get(kind) ?? "20000", seed = "1"] = words;
const task: Task = { count: Number(count), seed: Number(seed), jobs, keep };
const some = (share: number) => ({
  ...task,
  count: Math.ceil(task.count * share),
});

if (kind === "texts") {
  const { features } = await carryOut("texts", task);
  await carryOut("formulas", some(0.1));
  const lines = await carryOut("command lines", some(0.05));
  const codes = [...features].filter(([key]) => key.startsWith("code "));
  console.log(codes.map((each) => each.join(" ")).sort().join(", "));
  if (isRecorded) {
    await writeRecord("fuzz-texts", {
      texts: task.count,
      commandLines: lines.read + lines.refused,
      failures: 0,
    });
  }
} else if (kind === "kinks") {
  await carryOut("networks on kinks", task);
} else {
  const results = [
    await carryOut("arrays", some(1 / 3)),
    await carryOut("tables", some(1 / 3)),
    await carryOut("networks", some(1 / 3)),
  ];
  const sum = (of: "read" | "refused") =>
    results.reduce((n, result) => n + result[of], 0);
  if (isRecorded) {
    await writeRecord("fuzz-files", {
      files: sum("read") + sum("refused"),
      refused: sum("refused"),
      failures: 0,
    });
  }
}
