import { say } from "../../../words/say.ts";
import { series } from "../../../lib/base/words.ts";
import { closest } from "../../../lib/base/suggest.ts";
import { codes, isCode } from "../../diagnostics/codes.ts";
import { lessonOn, paragraphsOf, renderLesson } from "../../manual/lessons.ts";
import { kindNames, pluralOf } from "../../manual/kind_names.ts";
import { renderTable } from "../../typesetting/table.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { json } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

const lists = kindNames.map(pluralOf);

export const explainCommand: Command = {
  name: "explain",
  usage: `CODE | NAME | codes | ${lists.join(" | ")}`,
  words: async () => {
    const { allNames } = await import("../../manual/registries.ts");
    return [...allNames(), "codes", ...Object.keys(codes)];
  },
  options: [json],
  exitStatus: "0 explained, 2 no such name",
  examples: [
    ["E110", "why widths must fit, with a wrong and a right text"],
    ["fc", "how a layer is written and what it computes"],
    ["adam", "what an optimizer does and what it takes"],
    ["layers", "all layers"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const [word, ...rest] = args.positional;
  if (word === undefined || rest.length > 0) {
    throw new UsageError(
      say("explain works on one name"),
      say(
        "Write nabla explain E110, nabla explain fc, nabla explain layers or nabla explain codes.",
      ),
    );
  }
  const { text, record } = await explanation(word, io.columns);
  if (args.flag("json")) io.data(toRecord("explain", 0, record));
  else io.out(`${text}\n`);
  return 0;
}

interface Explanation {
  readonly text: string;
  readonly record: Readonly<Record<string, unknown>>;
}

async function explanation(
  word: string,
  width: number | undefined,
): Promise<Explanation> {
  const code = word.toUpperCase();
  if (isCode(code)) {
    const lesson = lessonOn(code);
    return {
      text: renderLesson(code, width),
      record: {
        code,
        title: codes[code],
        ...lesson,
        text: paragraphsOf(lesson),
      },
    };
  }
  if (word === "codes") {
    const rows = Object.entries(codes).map(([code, name]) => [code, say(name)]);
    const table = renderTable(["", ""], rows, { indent: "  ", width });
    return { text: table.rows.join("\n"), record: { codes } };
  }
  // A lesson is there without all definitions.
  const { allNames, kinds, namedSo } = await import(
    "../../manual/registries.ts"
  );
  const listed = kinds.find(({ plural }) => plural === word);
  if (listed !== undefined) {
    const { plural, definitions } = listed;
    return {
      text: listed.list(width),
      record: { [plural]: [...definitions.values()] },
    };
  }
  const found = namedSo(word);
  if (found.length === 0) throw unknown(word, allNames());
  return {
    text: found.map(({ kind, name }) => kind.page(name, width)).join("\n\n"),
    record: Object.fromEntries(
      found.map(({ kind, name }) => [kind.name, kind.definitions.get(name)]),
    ),
  };
}

function unknown(word: string, names: readonly string[]): UsageError {
  const near = closest(word, [...names, ...Object.keys(codes), "codes"]);
  return new UsageError(
    say("there is no code and nothing else called {word}", { word }),
    near === undefined
      ? say(
        "nabla explain codes lists the codes; {lists} are listed the same way.",
        { lists: series(lists) },
      )
      : say("Did you mean {name}?", { name: near }),
  );
}
