import type { Advice } from "../../base/advice.ts";
import { list, plural } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import type { ColumnOptions } from "../tables/columns.ts";
import { wordFor } from "../tables/header.ts";
import { formatNames, type Table } from "../tables/table.ts";
import {
  type CellMistake,
  missingHelp,
  namesHelp,
  numberHelp,
} from "./cell_mistakes.ts";
import { type MissingOptions, namingMissing } from "./missing.ts";

/** Options that mend a table's mistakes. */
export type Mending =
  & Pick<ColumnOptions, "classes" | "without">
  & Pick<MissingOptions, "missing">;

/** Mistakes of one kind in one column. */
export interface MistakeGroup {
  readonly first: CellMistake;
  readonly count: number;
  /** The different texts, if there are not many. */
  readonly texts: ReadonlySet<string>;
}

/** What is known of all cells that were read. */
export interface Found {
  readonly groups: readonly MistakeGroup[];
  readonly rows: number;
}

/** A text here and there among numbers hardly makes categories of a column. */
export function isOdd(
  { first, count }: MistakeGroup,
  { groups, rows }: Found,
): boolean {
  const gaps = groups.find(({ first: { position, kind } }) =>
    kind === "missing" && position === first.position
  );
  return first.kind === "text" && 2 * count < rows - (gaps?.count ?? 0);
}

/** Options that mend a table, and those that were given. */
interface Options {
  readonly mending: Mending;
  readonly given: Mending & MissingOptions;
}

/** The error of a table whose cells cannot be used, with the options that mend it. */
export function errorOfGroups(
  table: Table,
  found: Found,
  options: Options,
): DataError {
  const [group, ...more] = found.groups;
  return more.length === 0
    ? errorOfOne(table, group, found, options)
    : errorOfMany(table, found, options);
}

/** The most columns that a message tells of. */
const mostGroups = 10;

function errorOfOne(
  { name: file, columns }: Table,
  group: MistakeGroup,
  found: Found,
  { mending: { classes = [], without = [] }, given }: Options,
): DataError {
  const {
    first: { line, column, position, role, kind, cell, problem },
    count,
  } = group;
  const word = wordFor(columns, position);
  const with_ = (names: readonly string[]) => [...new Set([...names, word])];
  function help(): Advice | undefined {
    if (kind === "missing") return missingHelp(role);
    if (kind !== "text" && kind !== "digits") return undefined;
    const special = numberHelp(cell) ??
      (isOdd(group, found) ? namesHelp(cell, given) : undefined);
    if (special !== undefined) return special;
    return role === "input"
      ? [
        "Leave the column out with ",
        { option: "without", value: with_(without) },
        ", or take its texts as categories with ",
        {
          option: "classes",
          value: with_(classes.filter((name) => name !== word)),
        },
        ".",
      ]
      : [
        "Take its texts as classes with ",
        { option: "targetKind", value: "class" },
        ".",
      ];
  }
  return new DataError(
    { file, line, column },
    count === 1
      ? problem
      : `${problem}, and ${count - 1} more like it in the column`,
    help(),
  );
}

function errorOfMany(
  { name: file }: Table,
  found: Found,
  { mending: { classes = [], without = [], missing: action }, given }: Options,
): DataError {
  const { groups } = found;
  const missing = groups.filter(({ first }) => first.kind === "missing");
  const others = groups.filter(({ first }) => first.kind !== "missing");
  const lines = others.slice(0, mostGroups).map(({ first, count }) =>
    `line ${first.line}, column ${
      formatNames([first.column])
    }: ${first.problem}${count === 1 ? "" : `, and ${count - 1} more like it`}`
  );
  if (others.length > mostGroups) {
    lines.push(`and ${others.length - mostGroups} more columns`);
  }
  if (missing.length > 0) {
    const count = missing.reduce((sum, { count }) => sum + count, 0);
    lines.push(
      `${plural(count, "value")} missing, the first on line ${
        Math.min(...missing.map(({ first }) => first.line))
      }, in ${missing.length === 1 ? "column" : "columns"} ${
        formatNames(missing.map(({ first }) => first.column), mostGroups)
      }`,
    );
  }
  const comma = others.find(({ first }) => numberHelp(first.cell));
  const odd = comma !== undefined ? [] : [
    ...new Set(
      others.filter((group) => isOdd(group, found))
        .flatMap(({ texts }) => [...texts].map((text) => text.trim())),
    ),
  ].slice(0, mostGroups);
  const parts: Advice[] = [
    ...addsNothing(classes, given.classes) ? [] : [[
      "take texts as categories with ",
      { option: "classes", value: classes },
    ]],
    ...addsNothing(without, given.without) ? [] : [[
      "leave columns out with ",
      { option: "without", value: without },
    ]],
    ...missing.length === 0 || action !== "skip" ? [] : [[
      "leave lines with missing values out with ",
      { option: "missing", value: "skip" },
      ...missing.some(({ first }) => first.role === "target") ? [] : [
        ", or take the mean of the others with ",
        { option: "missing", value: "mean" } as const,
      ],
    ]],
    ...odd.length === 0 ? [] : [[
      "name what stands for a missing value with ",
      ...namingMissing(
        odd,
        missing.length === 0 ? given : { ...given, missing: action },
      ),
    ]],
    ...comma === undefined ? [] : [[
      "say that commas stand before fractions with ",
      { option: "decimal", value: "," },
    ]],
  ];
  return new DataError(
    { file },
    `${
      list([
        ...others.length === 0 ? [] : ["cells cannot be used"],
        ...missing.length === 0 ? [] : ["values are missing"],
      ], "and")
    }\n${lines.map((line) => `  ${line}`).join("\n")}`,
    parts.length === 0 ? undefined : sentence(parts),
  );
}

/** Whether columns are no more than those that were given. */
function addsNothing(
  columns: readonly string[],
  given: readonly string[] = [],
): boolean {
  return columns.every((name) => given.includes(name));
}

/** Parts with semicolons between them, the first with a capital. */
function sentence(parts: readonly Advice[]): Advice {
  const flat = parts.flatMap((part, i) => [...i === 0 ? [] : ["; "], ...part]);
  const [first, ...rest] = flat;
  const begin = typeof first === "string"
    ? first[0].toUpperCase() + first.slice(1)
    : first;
  return [begin, ...rest, "."];
}
