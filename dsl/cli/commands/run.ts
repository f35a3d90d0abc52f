import { type ExerciseOptions, runExercise } from "../../exercise/exercise.ts";
import { renderRun, runValues } from "../../reports/run_report.ts";
import { format } from "../../syntax/printing/printer.ts";
import { formatArray } from "../../typesetting/arrays.ts";
import { eachText, printUnread, unreadRecord } from "../files/each_text.ts";
import {
  type LoadedText,
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
  const all = await Array.fromAsync(eachText(choice, io, (text) => ({
    source: text.source,
    diagnostics: text.diagnostics,
    outcome: computed(text, options),
  })));
  const isBroken = all.some((each) =>
    "unread" in each || each.diagnostics.length > 0
  );
  const status = isBroken ? 2 : 0;
  if (isJson) {
    const networks = all.map((each) => {
      if ("unread" in each) return unreadRecord(each);
      const { source, diagnostics, outcome } = each;
      return { source: source.title, diagnostics, ...outcome?.record };
    });
    io.data(toRecord("run", status, { networks }));
    return status;
  }
  for (const [i, each] of all.entries()) {
    if ("unread" in each) printUnread(each, io);
    else if (each.outcome === undefined) {
      printDiagnostics(each.diagnostics, each.source, isShort, io);
    } else {
      if (all.length > 1) io.out(`${i > 0 ? "\n" : ""}${each.source.title}\n`);
      io.out(`${each.outcome.text(io)}\n`);
    }
  }
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
