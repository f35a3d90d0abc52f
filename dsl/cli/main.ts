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
import { checkCommand } from "./commands/check.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { explainCommand } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { fmtCommand } from "./commands/fmt.ts";
import { generateCommand } from "./commands/generate.ts";
import { Interrupted } from "./commands/gradcheck/checking.ts";
import { gradcheckCommand } from "./commands/gradcheck/gradcheck.ts";
import { gradeCommand } from "./commands/grade.ts";
import { graphCommand } from "./commands/graph.ts";
import { kernelsCommand } from "./commands/kernels/kernels.ts";
import { lintCommand } from "./commands/lint.ts";
import { predictCommand } from "./commands/predict.ts";
import { runCommand } from "./commands/run.ts";
import { selfTestCommand } from "./commands/self_test.ts";
import { showCommand } from "./commands/show.ts";
import { traceCommand } from "./commands/trace.ts";
import { trainCommand } from "./commands/train/train.ts";
import { worksheetCommand } from "./commands/worksheet.ts";
import { reportMistake } from "./files/layers.ts";
import { commandHelp, help } from "./help.ts";
import { version } from "./version.ts";
import { readCommandLine } from "./words/arguments.ts";
import { type Command, option, UsageError } from "./words/command.ts";
import type { FileContent, FileWriter, Io, OpenFile } from "./world/io.ts";
import { terminal } from "./world/terminal.ts";

export type { FileContent, FileWriter, Io, OpenFile };

const commands: readonly Command[] = [
  trainCommand,
  predictCommand,
  evaluateCommand,
  exportCommand,
  generateCommand,
  runCommand,
  traceCommand,
  graphCommand,
  checkCommand,
  gradcheckCommand,
  showCommand,
  worksheetCommand,
  gradeCommand,
  fmtCommand,
  lintCommand,
  explainCommand,
  kernelsCommand,
  selfTestCommand,
];

/**
 * Carries out a command line and returns the exit status: 0 all agree, 1
 * something differs, 2 could not check, 3 inconclusive only, 130 stopped by the
 * user.
 *
 * @param words the words after `nabla`.
 * @param io where to read and write; default: the terminal.
 */
export async function main(
  words: readonly string[],
  io: Io = terminal(),
): Promise<number> {
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

function dispatch(words: readonly string[], io: Io): Promise<number> | number {
  const [name, ...rest] = words;
  if (name === undefined) {
    io.error(help(commands, io.columns));
    return 2;
  }
  if (["--help", "-h", "help"].includes(name)) {
    const command = commands.find((each) => each.name === rest[0]);
    io.out(
      command === undefined
        ? help(commands, io.columns)
        : commandHelp(command, io.columns),
    );
    return 0;
  }
  if (["--version", "-V"].includes(name)) {
    io.out(`nabla ${version}\n`);
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw unknownCommand(name);
  const args = readCommandLine(rest, [
    ...command.options,
    option("help", "show this help"),
  ]);
  if (args.flag("help")) {
    io.out(commandHelp(command, io.columns));
    return 0;
  }
  return command.run(args, io);
}

function unknownCommand(name: string): UsageError {
  const names = commands.map((command) => command.name);
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
