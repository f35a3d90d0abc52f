import type {
  ArgumentDescription,
  ArgumentSpecs,
} from "../../lib/definition/arguments.ts";
import type { Described } from "../../lib/definition/definition.ts";
import { textName } from "../../lib/definition/names.ts";
import { wantedOf } from "../../lib/definition/reading.ts";
import { type Phrase, say, translated } from "../../words/say.ts";
import { renderTable } from "../typesetting/table.ts";
import { wrap } from "../typesetting/wrap.ts";

/** The page of an optimizer, a schedule and the like; `calls` show how it is written. */
export function renderDefinitionPage(
  { name, summary, arguments: specs }: Described,
  what: string,
  calls: readonly string[],
  width = 80,
): string {
  const text = textName(name);
  const named = Object.entries(specs).map(([each, spec]) =>
    [textName(each), spec] as const
  );
  return [
    ...wrap(headlineOf(text, summary), width),
    "",
    ...wrap(what, width),
    "",
    say("written:"),
    ...calls.map((call) => `  ${call}`),
    ...renderArguments(Object.fromEntries(named), width),
  ].join("\n");
}

/** How the page of a definition begins. */
export function headlineOf(name: string, summary: string): string {
  return say("{name}: {summary}", { name, summary: translated(summary) });
}

/** A name and its summary in each row. */
export function renderList(
  heading: Phrase,
  all: readonly (readonly [name: string, summary: string])[],
  { note, width = 80 }: { note?: Phrase; width?: number | undefined } = {},
): string {
  const rows = all.map(([name, summary]) =>
    [name, translated(summary)] as const
  );
  const end = note === undefined
    ? say("`nabla explain NAME` explains one of them.")
    : say("`nabla explain NAME` explains one of them. {note}", {
      note: say(note),
    });
  return [
    say(heading),
    ...renderRows(rows, width),
    "",
    ...wrap(end, width),
  ].join("\n");
}

/** The arguments beneath a heading; nothing if there are none. */
export function renderArguments(
  specs: ArgumentSpecs,
  width = 80,
): readonly string[] {
  const rows = argumentRows(specs);
  if (rows.length === 0) return [];
  return ["", say("arguments:"), ...renderRows(rows, width)];
}

/** The name of each argument, and what it is and takes. */
export function argumentRows(
  specs: ArgumentSpecs,
): readonly (readonly [name: string, text: string])[] {
  return Object.entries(specs).map((
    [name, spec],
  ) => [name, argumentText(spec)]);
}

/** Names, and beside them their texts, or below them where there is no room. */
function renderRows(
  all: readonly (readonly [name: string, text: string])[],
  width: number,
): readonly string[] {
  return renderTable(["", ""], all, { indent: "  ", width }).rows;
}

function argumentText(spec: ArgumentDescription): string {
  const summary = translated(spec.summary);
  const wanted = wantedOf(spec).replaceAll("`", "");
  const value = writtenDefault(spec);
  return value === undefined
    ? say("{summary}: {wanted}", { summary, wanted })
    : say("{summary}: {wanted}; default: {value}", { summary, wanted, value });
}

/** The default of an argument as a text has it. */
export function writtenDefault(
  { kind, default: value }: ArgumentDescription,
): string | undefined {
  if (value === undefined) return undefined;
  return kind === "flag" ? (value ? "yes" : "no") : String(value);
}
