import { renderTable } from "../typesetting/table.ts";
import { fit, wrapCommand, wrapLine } from "../typesetting/wrap.ts";
import { commands } from "./commands.ts";
import type { Command } from "./words/command.ts";

/** The help on all commands. */
export function help(width = 80): string {
  return `${
    fit(
      "nabla: networks as one line of text, and proof that their gradients are right",
      width,
    )
  }

${fit('Usage: nabla COMMAND [FILE | "TEXT"] [options]', width)}

Commands:
${columns([...commands].map(([name, { summary }]) => [name, summary]), width)}

${
    fit(
      "nabla COMMAND --help explains a command; nabla --version prints the version.",
      width,
    )
  }
`;
}

/** The help on one command. */
export function commandHelp(command: Command, width = 80): string {
  const { name, usage, options, examples, exitStatus, isEndless } = command;
  const line = (text: string) => wrapLine(text, "    ", width).join("\n");
  const flags = options.map(({ name, value, summary }) =>
    [["--" + name, value].filter(Boolean).join(" "), summary] as const
  );
  return `${line(`nabla ${name}: ${commands.get(name)?.summary}`)}

${line(`Usage: nabla ${name}${usage && ` ${usage}`} [options]`)}

Options:
${columns([...flags, ["--help", "show this help"]], width)}

Examples:
${
    calls(
      examples.map(([call, what]) => [`nabla ${name} ${call}`.trimEnd(), what]),
      width,
    )
  }

${
    line(
      `Exit status: ${exitStatus}${
        isEndless ? "" : "; stopped: 130 by Ctrl-C, 143 by TERM, 129 by HUP"
      }.`,
    )
  }
`;
}

type Rows = readonly (readonly [left: string, right: string])[];

function columns(rows: Rows, width: number): string {
  return renderTable(["", ""], rows, { indent: "  ", width }).rows.join("\n");
}

/** Calls with what they show beside them, or below them where a line is too long. */
function calls(rows: Rows, width: number): string {
  const left = widestLeft(rows);
  if (rows.every(([, right]) => left + right.length + 4 <= width)) {
    return columns(rows, width);
  }
  return rows.flatMap(([call, what]) => [
    ...wrapCommand(`  ${call}`, "      ", width),
    `    ${what}`,
  ]).join("\n");
}

function widestLeft(rows: Rows): number {
  return Math.max(...rows.map(([left]) => left.length));
}
