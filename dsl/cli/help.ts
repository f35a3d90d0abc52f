/**
 * The help texts of the command line.
 *
 * @module
 */

import type { Command } from "./words/command.ts";

/** The help on all commands. */
export function help(commands: readonly Command[]): string {
  return `nabla: networks as one line of text, and proof that their gradients are right

Usage: nabla COMMAND [FILE | "TEXT"] [options]

Commands:
${columns(commands.map(({ name, summary }) => [name, summary]))}
nabla COMMAND --help tells more of a command; nabla --version says which this is.
`;
}

/** What the status of a command says that checks. */
const usualStatus =
  "0 all agree, 1 something differs, 2 could not check, 3 inconclusive";

/** The help on one command. */
export function commandHelp(command: Command): string {
  const { name, summary, usage, options, examples } = command;
  const { exitStatus = usualStatus } = command;
  return `nabla ${name}: ${summary}

Usage: ${["nabla", name, usage, "[options]"].filter(Boolean).join(" ")}

Options:
${
    columns([
      ...options.map((option): [string, string] => [
        `--${option.name}${
          option.value === undefined ? "" : ` ${option.value}`
        }`,
        option.summary,
      ]),
      ["--help", "show this help"],
    ])
  }
Examples:
${
    columns(
      examples.map(([call, what]) => [`nabla ${name} ${call}`.trimEnd(), what]),
    )
  }
Exit status: ${exitStatus}.
`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`)
    .join("");
}
