/**
 * The command line: `nabla COMMAND [FILE | "TEXT"] [options]`.
 *
 * ```sh
 * deno run --allow-read jsr:@nabla/nabla/cli gradcheck "fc(2,1) -> sigmoid"
 * ```
 *
 * @module
 */

import { closest } from "../../lib/base/suggest.ts";
import { reportMistake } from "./files/layers.ts";
import { guardInputs, requireOutputs } from "./files/outputs.ts";
import { commandHelp, help } from "./help.ts";
import { version } from "./version.ts";
import { readCommandLine } from "./words/arguments.ts";
import { type Command, option, UsageError } from "./words/command.ts";
import { Interrupted } from "./words/interrupted.ts";
import type {
  FileAppender,
  FileContent,
  FileWriter,
  Hold,
  Io,
  OpenFile,
  StartedProgram,
} from "./world/io.ts";
import { shownIn } from "./world/shown.ts";
import { terminal } from "./world/terminal.ts";

export type {
  FileAppender,
  FileContent,
  FileWriter,
  Hold,
  Io,
  OpenFile,
  StartedProgram,
};

/** All commands in the order of the help; each is loaded when it is called, since a start takes as long as its modules. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  [
    "train",
    async () => (await import("./commands/train/train.ts")).trainCommand,
  ],
  [
    "predict",
    async () => (await import("./commands/predict.ts")).predictCommand,
  ],
  [
    "evaluate",
    async () => (await import("./commands/evaluate.ts")).evaluateCommand,
  ],
  ["export", async () => (await import("./commands/export.ts")).exportCommand],
  [
    "generate",
    async () => (await import("./commands/generate.ts")).generateCommand,
  ],
  ["run", async () => (await import("./commands/run.ts")).runCommand],
  ["trace", async () => (await import("./commands/trace.ts")).traceCommand],
  ["graph", async () => (await import("./commands/graph.ts")).graphCommand],
  ["check", async () => (await import("./commands/check.ts")).checkCommand],
  [
    "gradcheck",
    async () =>
      (await import("./commands/gradcheck/gradcheck.ts")).gradcheckCommand,
  ],
  ["show", async () => (await import("./commands/show.ts")).showCommand],
  [
    "worksheet",
    async () => (await import("./commands/worksheet.ts")).worksheetCommand,
  ],
  ["grade", async () => (await import("./commands/grade.ts")).gradeCommand],
  ["fmt", async () => (await import("./commands/fmt.ts")).fmtCommand],
  ["lint", async () => (await import("./commands/lint.ts")).lintCommand],
  [
    "explain",
    async () => (await import("./commands/explain.ts")).explainCommand,
  ],
  [
    "kernels",
    async () => (await import("./commands/kernels/kernels.ts")).kernelsCommand,
  ],
  [
    "self-test",
    async () => (await import("./commands/self_test.ts")).selfTestCommand,
  ],
]);

async function helpOnAll(io: Io): Promise<string> {
  const all = [...commands.values()].map((load) => load());
  return help(await Promise.all(all), io.columns);
}

/**
 * Carries out a command line and returns the exit status: 0 all agree, 1
 * something differs, 2 could not check, 3 inconclusive only, 130 stopped by the
 * user.
 *
 * @param words the words after `nabla`.
 * @param world where to read and write; default: the terminal.
 */
export async function main(
  words: readonly string[],
  world: Io = terminal(),
): Promise<number> {
  const io = shownIn(world);
  try {
    return await dispatch(words, io);
  } catch (error) {
    if (error instanceof Interrupted) {
      io.error(`nabla: ${error.message}\n`);
      return 130;
    }
    // The program that reads the results has closed the pipe.
    if (error instanceof Deno.errors.BrokenPipe) return 141;
    // For files, writing says which; this was the output.
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
      io.error("nabla: cannot write the output: there is no space left\n");
      return 2;
    }
    return reportMistake(error, io);
  }
}

async function dispatch(words: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined) {
    io.error(await helpOnAll(io));
    return 2;
  }
  if (["--help", "-h", "help"].includes(name)) {
    const command = await commands.get(rest[0])?.();
    io.out(
      command === undefined
        ? await helpOnAll(io)
        : commandHelp(command, io.columns),
    );
    return 0;
  }
  if (["--version", "-V"].includes(name)) {
    io.out(`nabla ${version}\n`);
    return 0;
  }
  const command = await commands.get(name)?.();
  if (command === undefined) throw unknownCommand(name);
  const args = readCommandLine(rest, [
    ...command.options,
    option("help", "show this help"),
  ]);
  if (args.flag("help")) {
    io.out(commandHelp(command, io.columns));
    return 0;
  }
  const [word] = args.positional;
  if (command.usage === "" && word !== undefined) {
    throw new UsageError(`there is nothing to do with ${word}`);
  }
  await requireOutputs(command.options, args, io);
  return await command.run(args, guardInputs(io, command.options, args));
}

function unknownCommand(name: string): UsageError {
  const names = [...commands.keys()];
  const near = closest(name, names);
  if (/[(\s>]|\.nn$/.test(name)) {
    return new UsageError(
      `there is no command ${JSON.stringify(name)}`,
      `To check a network's gradients, write nabla gradcheck ${
        JSON.stringify(name)
      }.`,
    );
  }
  return new UsageError(
    `there is no command ${name}`,
    near === undefined
      ? `The commands are ${names.join(", ")}; nabla --help tells more.`
      : `Did you mean ${near}?`,
  );
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
