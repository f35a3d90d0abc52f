import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { plural } from "../../base/words.ts";
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
import { type MissingOptions, namingMissing, skipped } from "./missing.ts";

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
    first,
    count,
  } = group;
  const { line, column, position, role, kind, cell } = first;
  const word = wordFor(columns, position);
  const with_ = (names: readonly string[]) => [...new Set([...names, word])];
  function help(): Advice | undefined {
    if (kind === "missing") return missingHelp(role);
    if (kind !== "text" && kind !== "digits") return undefined;
    const special = numberHelp(cell) ??
      (isOdd(group, found) ? namesHelp(cell, given) : undefined);
    if (special !== undefined) return special;
    return role === "input"
      ? advise(
        "Leave the column out with {without}, or take its texts as categories with {classes}.",
        {
          without: { option: "without", value: with_(without) },
          classes: {
            option: "classes",
            value: with_(classes.filter((name) => name !== word)),
          },
        },
      )
      : advise("Take its texts as classes with {class}.", {
        class: { option: "targetKind", value: "class" },
      });
  }
  return new DataError(
    { file, line, column },
    count === 1
      ? first.problem()
      : say("{problem}, and {count} more like it in the column", {
        problem: first.problem(),
        count: count - 1,
      }),
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
  const lines = others.slice(0, mostGroups).map(lineOf);
  if (others.length > mostGroups) {
    lines.push(
      say("and {count} more columns", { count: others.length - mostGroups }),
    );
  }
  if (missing.length > 0) {
    const count = missing.reduce((sum, { count }) => sum + count, 0);
    lines.push(
      say(
        missing.length === 1
          ? "{values} missing, the first on line {line}, in column {columns}"
          : "{values} missing, the first on line {line}, in columns {columns}",
        {
          values: plural(count, "value"),
          line: Math.min(...missing.map(({ first }) => first.line)),
          columns: formatNames(
            missing.map(({ first }) => first.column),
            mostGroups,
          ),
        },
      ),
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
    ...addsNothing(classes, given.classes) ? [] : [
      advise("take texts as categories with {classes}", {
        classes: { option: "classes", value: classes },
      }),
    ],
    ...addsNothing(without, given.without) ? [] : [
      advise("leave columns out with {without}", {
        without: { option: "without", value: without },
      }),
    ],
    ...missing.length === 0 || action !== "skip" ? [] : [
      missing.some(({ first }) => first.role === "target")
        ? advise("leave lines with missing values out with {skip}", {
          skip: skipped,
        })
        : advise(
          "leave lines with missing values out with {skip}, or take the mean of the others with {mean}",
          { skip: skipped, mean: { option: "missing", value: "mean" } },
        ),
    ],
    ...odd.length === 0 ? [] : [
      advise("name what stands for a missing value with {options}", {
        options: namingMissing(
          odd,
          missing.length === 0 ? given : { ...given, missing: action },
        ),
      }),
    ],
    ...comma === undefined ? [] : [
      advise("say that commas stand before fractions with {comma}", {
        comma: { option: "decimal", value: "," },
      }),
    ],
  ];
  const problem = missing.length === 0
    ? say("cells cannot be used")
    : others.length === 0
    ? say("values are missing")
    : say("cells cannot be used and values are missing");
  return new DataError(
    { file },
    `${problem}\n${lines.map((line) => `  ${line}`).join("\n")}`,
    parts.length === 0 ? undefined : sentence(parts),
  );
}

/** Whether columns are no more than those that were given. */
/** The first mistake of a group, as a line of its own. */
function lineOf({ first, count }: MistakeGroup): string {
  const facts = {
    line: first.line,
    column: formatNames([first.column]),
    problem: first.problem(),
  };
  return count === 1
    ? say("line {line}, column {column}: {problem}", facts)
    : say("line {line}, column {column}: {problem}, and {count} more like it", {
      ...facts,
      count: count - 1,
    });
}

function addsNothing(
  columns: readonly string[],
  given: readonly string[] = [],
): boolean {
  return columns.every((name) => given.includes(name));
}

/** Parts with semicolons between them, the first with a capital. */
function sentence(parts: readonly Advice[]): Advice {
  const words = parts.reduce((words, more) =>
    advise("{words}; {more}", { words, more })
  );
  const [first, ...rest] = [advise("{words}.", { words })].flat();
  const begin = typeof first === "string"
    ? first[0].toUpperCase() + first.slice(1)
    : first;
  return [begin, ...rest];
}
