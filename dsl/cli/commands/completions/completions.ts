import { say } from "../../../../words/say.ts";
import { list } from "../../../../lib/base/words.ts";
import { closest } from "../../../../lib/base/suggest.ts";
import {
  type Arguments,
  type Command,
  type ListedCommand,
  UsageError,
} from "../../words/command.ts";
import { json } from "../../words/options.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { powershellScript } from "./powershell.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { zshScript } from "./zsh.ts";

const scripts: ReadonlyMap<string, (vocabulary: Vocabulary) => string> =
  new Map([
    ["bash", bashScript],
    ["zsh", zshScript],
    ["fish", fishScript],
    ["powershell", powershellScript],
  ]);
const shells = [...scripts.keys()];

/** @param commands those that are completed, this one among them. */
export function completionsCommand(
  commands: ReadonlyMap<string, ListedCommand>,
): Command {
  return {
    name: "completions",
    usage: shells.join(" | "),
    words: () => shells,
    options: [json],
    exitStatus: "0 printed, 2 no such shell",
    examples: [
      ["bash > ~/.local/share/bash-completion/completions/nabla", "for bash"],
      ["fish > ~/.config/fish/completions/nabla.fish", "for fish"],
      ["--json", "all commands and options, for programs"],
    ],
    run: (args, io) => run(args, io, commands),
  };
}

async function run(
  args: Arguments,
  io: Io,
  commands: ReadonlyMap<string, ListedCommand>,
): Promise<number> {
  const script = readShell(args);
  // It needs all definitions.
  const { vocabularyOf } = await import("./vocabulary.ts");
  const vocabulary = await vocabularyOf(commands);
  io.data(
    script === "json"
      ? toRecord("completions", 0, { ...vocabulary })
      : script(vocabulary),
  );
  return 0;
}

/** @throws {UsageError} if there is no such shell, or several are named. */
function readShell(args: Arguments) {
  const [shell, ...more] = args.positional;
  if (args.flag("json")) {
    if (shell === undefined) return "json";
    throw new UsageError(
      say("--json prints what can be written, for no shell"),
      say("Leave out {option}.", { option: shell }),
    );
  }
  const script = scripts.get(shell ?? "");
  if (script !== undefined && more.length === 0) return script;
  const found = args.positional.join(" ") || say("nothing");
  throw new UsageError(
    say("completions are for one of {shells}: found {found}", {
      shells: list(shells, "or"),
      found,
    }),
    say("Write nabla completions {shell}.", {
      shell: closest(shell ?? "", shells) ?? "bash",
    }),
  );
}
