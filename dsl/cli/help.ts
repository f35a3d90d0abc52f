import { say, translated } from "../../words/say.ts";
import { renderTable } from "../typesetting/table.ts";
import { textWidth } from "../typesetting/width.ts";
import { fit, wrapCommand, wrapLine } from "../typesetting/wrap.ts";
import { commands } from "./commands.ts";
import { type Command, summaryWords } from "./words/command.ts";
import { everywhere } from "./words/language.ts";

/** The help on all commands. */
export function help(width = 80): string {
  const paragraphs = [
    say(
      "nabla: networks as one line of text, and proof that their gradients are right",
    ),
    say("Usage: {call} [options]", {
      call: 'nabla COMMAND [FILE | "TEXT"]',
    }),
    say("Commands:"),
    say(
      "nabla COMMAND --help explains a command; nabla --version prints the version.",
    ),
    say(
      "--lang LANGUAGE, with any command, is the language of what it prints: en or zh.",
    ),
  ].map((each) => fit(each, width));
  const [what, usage, title, more, language] = paragraphs;
  return `${what}

${usage}

${title}
${
    columns(
      [...commands].map(([name, { summary }]) => [name, say(summary)]),
      width,
    )
  }

${more}
${language}
`;
}

/** The help on one command. */
export function commandHelp(command: Command, width = 80): string {
  const { name, usage, options, examples, exitStatus, isEndless } = command;
  const line = (text: string) => wrapLine(text, "    ", width).join("\n");
  const flags = [...options, ...everywhere].map(({ name, value, summary }) =>
    [
      ["--" + name, value].filter(Boolean).join(" "),
      summaryWords(summary),
    ] as const
  );
  const { summary } = commands.get(name) ?? {};
  const meaning = { meaning: say(exitStatus) };
  const title = say("{place}: {problem}", {
    place: `nabla ${name}`,
    problem: summary === undefined ? "" : say(summary),
  });
  return `${line(title)}

${
    line(say("Usage: {call} [options]", {
      call: `nabla ${name}${usage && ` ${translated(usage)}`}`,
    }))
  }

${say("Options:")}
${columns(flags, width)}

${say("Examples:")}
${
    calls(
      examples.map(([call, what]) => [
        `nabla ${name} ${call}`.trimEnd(),
        say(what),
      ]),
      width,
    )
  }

${
    line(
      isEndless ? say("Exit status: {meaning}.", meaning) : say(
        "Exit status: {meaning}; stopped: 130 by Ctrl-C, 143 by TERM, 129 by HUP.",
        meaning,
      ),
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
  if (rows.every(([, right]) => left + textWidth(right) + 4 <= width)) {
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
