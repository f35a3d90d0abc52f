/**
 * The command line: `nabla COMMAND [FILE | "TEXT"] [options]`.
 *
 * ```sh
 * deno x jsr:@nabla/nabla/cli gradcheck "fc(2,1) -> sigmoid"
 * deno install -g -n nabla --allow-read --allow-write=. jsr:@nabla/nabla/cli
 * ```
 *
 * With `--layers` give Deno `--unstable-worker-options` as well: it runs modules in a
 * worker that may read their folder and do nothing else.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { closest } from "../../lib/base/suggest.ts";
import { series } from "../../lib/base/words.ts";
import { startThreadsBy } from "../../lib/kernels/wasm/thread_start.ts";
import { commands } from "./commands.ts";
import { exitStatusOf } from "./files/exit_status.ts";
import {
  guardInputs,
  pathWordsIn,
  requireOutputs,
  writtenFiles,
} from "./files/outputs.ts";
import { speaking } from "./files/refusals.ts";
import { commandHelp, help } from "./help.ts";
import { readCommandLine } from "./words/arguments.ts";
import { type Arguments, type Command, UsageError } from "./words/command.ts";
import { everywhere, inLanguageOf } from "./words/language.ts";
import { giveUp, isGuarded, startWorker } from "./world/confinement.ts";
import type {
  FileAppender,
  FileContent,
  FileWriter,
  Hold,
  Io,
  OpenFile,
  StartedProgram,
} from "./world/io.ts";
import type { PageWorld } from "./world/page_world.ts";
import type { RunningServer, SiteFile } from "./world/server.ts";
import type { StopSignal } from "./world/signals.ts";
import { shownIn } from "./world/shown.ts";
import { system } from "./world/system/system.ts";
import { type Terminal, terminal } from "./world/terminal.ts";

export type {
  FileAppender,
  FileContent,
  FileWriter,
  Hold,
  Io,
  OpenFile,
  PageWorld,
  RunningServer,
  SiteFile,
  StartedProgram,
  StopSignal,
};

/**
 * Carries out a command line and returns the exit status: 0 all agree, 1
 * something differs, 2 could not check, 3 inconclusive only; where a signal
 * stopped it, 128 and its number: 130 for Ctrl-C.
 *
 * @param words the words after `nabla`.
 * @param world where to read and write; default: the terminal.
 */
export async function main(
  words: readonly string[],
  world: Io = terminal(),
): Promise<number> {
  return await carryOut(words, world);
}

/**
 * Carries out the command line of this process, in its terminal, and ends it: what
 * the command `nabla` of the npm package does.
 */
export function runProcess(): void {
  if (system.confines) {
    startThreadsBy((source) => startWorker(source, "inherit"));
  }
  const world = terminal();
  // Not awaited: that a worker ended itself is seen only where this module's code is
  // over.
  carryOut(system.args, world, world.startConfined).then(system.exit);
}

/**
 * Carries out a command line.
 *
 * @param start starts code of others, where the process is the command line's alone.
 */
async function carryOut(
  words: readonly string[],
  world: Io,
  start?: Terminal["startConfined"],
): Promise<number> {
  const io = shownIn(world);
  return await inLanguageOf(
    words,
    io.language,
    (requireLanguage) =>
      exitStatusOf(() => {
        requireLanguage();
        return dispatch(afterLanguage(words), speaking(io), start);
      }, io),
  );
}

/** The words without a language that stands before the command. */
function afterLanguage(words: readonly string[]): readonly string[] {
  const [first = "", ...rest] = words;
  if (!/^--lang(=|$)/.test(first)) return words;
  const count = first === "--lang" ? 2 : 1;
  readCommandLine(words.slice(0, count), everywhere);
  return rest.slice(count - 1);
}

async function dispatch(
  words: readonly string[],
  io: Io,
  start?: Terminal["startConfined"],
): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined) {
    io.error(help(io.columns));
    return 2;
  }
  if (["--help", "-h", "help"].includes(name)) {
    const command = await commands.get(rest[0])?.load();
    io.out(
      command === undefined
        ? help(io.columns)
        : commandHelp(command, io.columns),
    );
    return 0;
  }
  if (["--version", "-V"].includes(name)) {
    const { versionWords } = await import("./version_words.ts");
    io.out(versionWords());
    return 0;
  }
  const command = await commands.get(name)?.load();
  if (command === undefined) throw unknownCommand(name);
  const args = readCommandLine(rest, [...command.options, ...everywhere]);
  if (args.flag("help")) {
    io.out(commandHelp(command, io.columns));
    return 0;
  }
  const [word] = args.positional;
  if (command.usage === "" && word !== undefined) {
    throw new UsageError(say("there is nothing to do with {word}", { word }));
  }
  const { options } = command;
  await requireOutputs(options, args, io);
  const guarded = guardInputs(io, options, args);
  const confines = isConfined(args);
  if (start === undefined) return await command.run(args, guarded);
  const named = [
    ...pathWordsIn(options, args),
    ...writtenFiles(options, args).map(({ path }) => path),
  ];
  const confined = !confines
    ? undefined
    : await import("./confined/confined_command.ts");
  if (!named.some(isGuarded)) giveUp(...unneeded(command, args));
  return confined === undefined
    ? await command.run(args, guarded)
    : await confined.runConfined({ words, options, args }, guarded, start);
}

/**
 * Whether there are modules of layers, which run confined.
 *
 * @throws {UsageError} if there are and nothing can confine them.
 */
function isConfined(args: Arguments): boolean {
  const runs = args.texts("layers").length > 0;
  if (args.flag("unconfined")) {
    const idle = !runs
      ? say("--unconfined is for the modules of --layers")
      : system.confines
      ? say("modules of layers are confined here")
      : undefined;
    if (idle === undefined) return false;
    throw new UsageError(idle, say("Leave out --unconfined."));
  }
  if (!runs || system.confines) return runs;
  throw new UsageError(
    say("{runtime} cannot confine the modules of --layers", {
      runtime: system.runtime.replace(/ .*/, ""),
    }),
    say(
      "Deno can: npx deno run --allow-read --unstable-worker-options jsr:@nabla/nabla/cli. If you trust their code with all that you may do, add --unconfined.",
    ),
  );
}

/** What a command does not do with these arguments. */
function unneeded(
  { options, rewrites = false, needs }: Command,
  args: Arguments,
): Deno.PermissionName[] {
  const writes = rewrites || writtenFiles(options, args).length > 0;
  const runs = args.texts("python").length > 0;
  const needed = new Set<Deno.PermissionName>([
    ...writes ? ["write"] as const : [],
    ...runs ? ["run"] as const : [],
    ...needs?.(args) ?? [],
  ]);
  return (["net", "env", "sys", "write", "run"] as const)
    .filter((name) => !needed.has(name));
}

function unknownCommand(name: string): UsageError {
  const names = [...commands.keys()];
  const near = closest(name, names);
  if (/[(\s>]|\.nn$/.test(name)) {
    const text = JSON.stringify(name);
    return new UsageError(
      say("there is no command {name}", { name: text }),
      say("To check a network's gradients, write nabla gradcheck {text}.", {
        text,
      }),
    );
  }
  return new UsageError(
    say("there is no command {name}", { name }),
    near === undefined
      ? say("The commands are {names}; nabla --help tells more.", {
        names: series(names),
      })
      : say("Did you mean {name}?", { name: near }),
  );
}

if (import.meta.main) runProcess();
