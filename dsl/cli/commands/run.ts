import { type ExerciseOptions, runExercise } from "../../exercise/exercise.ts";
import { renderRun, runValues } from "../../reports/run_report.ts";
import { format } from "../../syntax/printer.ts";
import { formatArray } from "../../typesetting/arrays.ts";
import {
  type LoadedText,
  loadTexts,
  networkOf,
  printDiagnostics,
} from "../files/texts.ts";
import type { Arguments, Command } from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import { compiling, readSeed, readTextChoice, seed } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const runCommand: Command = {
  name: "run",
  summary: "forward and backward: every value and every gradient",
  usage: '"TEXT" | FILE.nn … | -',
  options: [seed, ...computing, ...compiling],
  exitStatus: "0 computed, 2 could not compute",
  examples: [
    ['"fc(2,1) -> sigmoid"', "numbers that are not given are drawn"],
    ["homework.nn", "the numbers that the file gives"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const options = { seed: readSeed(args), ...readKernels(args) };
  const choice = readTextChoice(args);
  const { isJson, isShort } = choice;
  const loaded = await loadTexts(choice, io);
  const outcomes = loaded.map((text, i) => {
    const { source, diagnostics } = text;
    const outcome = computed(text, options);
    if (isJson) {
      return { source: source.title, diagnostics, ...outcome?.record };
    }
    if (outcome === undefined) {
      printDiagnostics(diagnostics, source, isShort, io);
    } else {
      if (loaded.length > 1) io.out(`${i > 0 ? "\n" : ""}${source.title}\n`);
      io.out(`${outcome.text(io)}\n`);
    }
    return { diagnostics };
  });
  const isBroken = outcomes.some(({ diagnostics }) => diagnostics.length > 0);
  const status = isBroken ? 2 : 0;
  if (isJson) io.data(toRecord("run", status, { networks: outcomes }));
  return status;
}

function computed(text: LoadedText, options: ExerciseOptions) {
  const compiled = networkOf(text);
  if (compiled === undefined) return undefined;
  const exercise = runExercise(compiled, options);
  return {
    text: ({ color, columns }: Pick<Io, "color" | "columns">) =>
      `${format(compiled.network)}\n\n${
        renderRun(compiled, exercise, { color, columns })
      }`,
    record: {
      network: format(compiled.network),
      seed: exercise.seed,
      batch: compiled.batch,
      drawn: exercise.drawn,
      values: runValues(compiled, exercise).map(
        ({ path, role, shape, value, gradient }) => ({
          path,
          role,
          shape,
          value: nested(value, shape),
          gradient: gradient && nested(gradient, shape),
        }),
      ),
    },
  };
}

/** Row-major numbers as nested arrays; a number that is not finite is a text. */
function nested(values: ArrayLike<number>, shape: readonly number[]): unknown {
  const text = formatArray(
    values,
    shape,
    (value) => Number.isFinite(value) ? String(value) : `"${value}"`,
  );
  return JSON.parse(text);
}
