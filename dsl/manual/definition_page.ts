import type {
  ArgumentDescription,
  ArgumentSpecs,
} from "../../lib/definition/arguments.ts";
import type { Described } from "../../lib/definition/definition.ts";
import { textName } from "../../lib/definition/names.ts";
import { wantedOf } from "../../lib/definition/reading.ts";
import { renderTable } from "../typesetting/table.ts";
import { wrap } from "../typesetting/wrap.ts";

/** What a page says besides what the definition does. */
export interface PageOptions {
  /** What it is: `an optimizer`. */
  readonly what: string;
  readonly calls: readonly string[];
}

/** The page of an optimizer, a schedule and the like: what it is, how it is written, its arguments. */
export function renderDefinitionPage(
  { name, summary, arguments: specs }: Described,
  { what, calls }: PageOptions,
): string {
  const text = textName(name);
  const named = Object.entries(specs).map(([each, spec]): [
    string,
    ArgumentDescription,
  ] => [textName(each), spec]);
  return [
    ...wrap(`${text}: ${summary}`),
    "",
    ...wrap(what),
    "",
    "written:",
    ...calls.map((call) => `  ${call}`),
    ...renderArguments(Object.fromEntries(named)),
  ].join("\n");
}

/** A line for each of several, beneath their heading. */
export function renderList(
  heading: string,
  all: readonly (readonly [name: string, summary: string])[],
  note = "",
): string {
  const indent = "  ";
  const nameWidth = Math.max(...all.map(([name]) => name.length));
  const room = 80 - indent.length - nameWidth - 2;
  const { rows } = renderTable(
    [{ title: "" }, { title: "" }],
    all.map(([name, summary]) => [name, wrap(summary, room)]),
    indent,
  );
  return [
    `${heading}:`,
    ...rows,
    "",
    ...wrap(`\`nabla explain NAME\` tells more of one. ${note}`.trimEnd()),
  ].join("\n");
}

/** The arguments, a line or more each, beneath a heading; nothing where there are none. */
export function renderArguments(specs: ArgumentSpecs): readonly string[] {
  const all = Object.entries(specs);
  if (all.length === 0) return [];
  const nameWidth = Math.max(...all.map(([name]) => name.length));
  const room = 80 - 2 - nameWidth - 2;
  const { rows } = renderTable(
    [{ title: "" }, { title: "" }],
    all.map(([name, spec]) => [name, wrap(describe(spec), room)]),
    "  ",
  );
  return ["", "arguments:", ...rows];
}

function describe(spec: ArgumentDescription): string {
  const { kind, summary, default: value } = spec;
  const wanted = wantedOf(spec).replaceAll("`", "");
  const written = kind === "flag" ? (value ? "yes" : "no") : value;
  return `${summary}: ${wanted}${
    written === undefined ? "" : `; default: ${written}`
  }`;
}
