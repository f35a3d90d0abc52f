/**
 * The fuzzers as tasks:
 * `deno task fuzz [count] [seed] [--keep FOLDER] [--record]` for texts and command
 * lines, `deno task fuzz:data …` for files of every format, `deno task fuzz:kinks …`
 * for the gradient checker. With `--keep`, inputs of
 * which something new came are added to the seeds in a folder, as `tests/corpus`;
 * with `--record`, the page of figures is told how many there were. A failure ends
 * the run with status 1 and the smallest input found that fails so.
 *
 * @module
 */

import { writeRecord } from "../reliability/record.ts";
import { arrays } from "./arrays.ts";
import { commandLines } from "./command_lines.ts";
import { keepFiles, keepTexts } from "./corpus.ts";
import { formulas } from "./formulas.ts";
import { kinked } from "./kinked.ts";
import { fuzz, type Fuzzed, type Target } from "./led.ts";
import { networks } from "./networks.ts";
import { tables } from "./tables.ts";
import { texts } from "./texts.ts";

interface Task {
  readonly count: number;
  readonly seed: number;
  /** Where inputs are kept. */
  readonly keep?: string | undefined;
}

/** Runs a fuzzer, says what came of it, and keeps what was new. */
async function carryOut<Input>(
  target: Target<Input>,
  { count, seed, keep }: Task,
): Promise<Fuzzed<Input>> {
  const start = performance.now();
  const isTerminal = Deno.stderr.isTerminal();
  const progress = (done: number) => {
    if (!isTerminal) return;
    const line = `\r${target.name}: ${done}/${count}`;
    Deno.stderr.writeSync(new TextEncoder().encode(line));
  };
  const result = await fuzz(target, { count, seed, progress });
  const { failure, read, refused, kept, features, slowest } = result;
  if (keep !== undefined) await keepInputs(target, kept, keep);
  if (failure !== undefined) {
    console.error(`seed ${seed}: ${failure}`);
    Deno.exit(1);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${target.name}: ${read} could be used, ${refused} were refused; ` +
      `${features.size} things happened, ${kept.length} inputs were kept; ` +
      `${seconds.toFixed(0)} s, the slowest ${slowest.toFixed(0)} ms`,
  );
  return result;
}

async function keepInputs<Input>(
  target: Target<Input>,
  kept: readonly Input[],
  folder: string,
) {
  const isText = (input: Input) => typeof input === "string";
  keepTexts(folder, kept.filter(isText));
  const { keep } = target;
  if (keep === undefined) return;
  await keepFiles(folder, target.name, kept.map((each) => keep(each)));
}

const words = [...Deno.args];
const takeFlag = (name: string) => {
  const at = words.indexOf(name);
  return at >= 0 && words.splice(at, 1).length > 0;
};
const isRecorded = takeFlag("--record");
const keepAt = words.indexOf("--keep");
const [, keep] = keepAt < 0 ? [] : words.splice(keepAt, 2);
const counts = new Map([["texts", "100000"], ["kinks", "1000"]]);
const [kind, count = counts.get(kind) ?? "20000", seed = "1"] = words;
const task: Task = { count: Number(count), seed: Number(seed), keep };
const some = (share: number) => ({
  ...task,
  count: Math.ceil(task.count * share),
});

if (kind === "texts") {
  const { features } = await carryOut(texts(), task);
  await carryOut(formulas(), some(0.1));
  const lines = await carryOut(commandLines(), some(0.05));
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
  await carryOut(kinked(), task);
} else {
  const results = [
    await carryOut(arrays(), some(1 / 3)),
    await carryOut(tables(), some(1 / 3)),
    await carryOut(await networks(), some(1 / 3)),
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
