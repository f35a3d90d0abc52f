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
import { startThreadsBy } from "../../lib/kernels/wasm/thread_start.ts";
import { commands } from "./commands.ts";
import { modulesOf, runConfined } from "./confined/confined_command.ts";
import { exitStatusOf } from "./files/exit_status.ts";
import { guardInputs, requireOutputs, writtenFiles } from "./files/outputs.ts";
import { commandHelp, help } from "./help.ts";
import { version } from "./version.ts";
import { readCommandLine } from "./words/arguments.ts";
import {
  type Arguments,
  type Command,
  option,
  UsageError,
} from "./words/command.ts";
import { giveUp, startConfined, startWorker } from "./world/confinement.ts";
import type {
  FileAppender,
  FileContent,
  FileWriter,
  Hold,
  Io,
  OpenFile,
  StartedProgram,
} from "./world/io.ts";
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

async function helpOnAll(io: Io): Promise<string> {
  const all = [...commands.values()].map((load) => load());
  return help(await Promise.all(all), io.columns);
}

/**
 * Carries out a command line and returns the exit status: 0 all agree, 1
 * something differs, 2 could not check, 3 inconclusive only; where a signal
 * stopped it, 128 and its number: 130 for Ctrl-C.
 *
 * @param words the words after `nabla`.
 * @param io where to read and write; default: the terminal.
 */
export async function main(
  words: readonly string[],
  io: Io = terminal(),
): Promise<number> {
  return await exitStatusOf(() => dispatch(words, io), io);
}

/** @param isProgram whether the process is the command's alone. */
async function dispatch(
  words: readonly string[],
  io: Io,
  isProgram = false,
): Promise<number> {
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
  const { options } = command;
  await requireOutputs(options, args, io);
  const guarded = guardInputs(io, options, args);
  if (!isProgram) return await command.run(args, guarded);
  giveUp(...unneeded(command, args));
  return modulesOf(options, args).length === 0
    ? await command.run(args, guarded)
    : await runConfined({ words, options, args }, guarded, startConfined);
}

/** What a command does not do with these arguments. */
function unneeded(
  { options, rewrites = false }: Command,
  args: Arguments,
): Deno.PermissionName[] {
  const writes = rewrites || writtenFiles(options, args).length > 0;
  const runs = args.texts("python").length > 0;
  return [
    "net",
    "env",
    "sys",
    ...writes ? [] : ["write"] as const,
    ...runs ? [] : ["run"] as const,
  ];
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

if (import.meta.main) {
  const io = terminal();
  startThreadsBy(startWorker);
  // Not awaited here: the end of a worker's code is seen only where the module's own
  // is over.
  exitStatusOf(() => dispatch(Deno.args, io, true), io).then(Deno.exit);
}
