import type { Advice } from "../../base/advice.ts";
import { list, plural } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { wordFor } from "../tables/header.ts";
import { formatNames, type Table } from "../tables/table.ts";
import {
  type CellMistake,
  missingHelp,
  namesHelp,
  numberHelp,
} from "./cell_mistakes.ts";
import type { ColumnOptions } from "../tables/columns.ts";
import type { MissingOptions } from "./missing.ts";

/** Options that mend a table's mistakes. */
type Mending =
  & Pick<ColumnOptions, "classes" | "without">
  & Pick<MissingOptions, "missing">;

/** Thrown for all cells of a table that cannot be used. */
export class TableError extends DataError {
  /** Options with which the table might be used. */
  readonly mending: Mending;
  constructor(error: DataError, mending: Mending) {
    super(error.place, error.facts.problem, error.help);
    this.name = "TableError";
    this.mending = mending;
  }
}

/** Mistakes of one kind in one column. */
interface Group {
  readonly first: CellMistake;
  readonly count: number;
  /** The different texts, if there are not many. */
  readonly texts: ReadonlySet<string>;
}

/** More texts in a column are hardly categories. */
const mostTexts = 20;

/** With more, the table is not read on. */
const mostMistakes = 1_000_000;

/** The most columns that a message tells of. */
const mostGroups = 10;

/** Collects mistakes by column, so that one reading finds them all. */
export function collectMistakes(table: Table, options: Mending) {
  const groups = new Map<
    string,
    Group & { count: number; texts: Set<string> }
  >();
  let count = 0;
  let rows = 0;
  return {
    /** Whether there are so many that reading on makes no sense. */
    isFull: () => count >= mostMistakes,
    add(mistake: CellMistake): void {
      const { position, kind, role, cell } = mistake;
      const key = `${position} ${kind} ${role}`;
      const group = groups.get(key) ??
        { first: mistake, count: 0, texts: new Set<string>() };
      groups.set(key, group);
      group.count++;
      count++;
      if (kind === "text" && group.texts.size <= mostTexts) {
        group.texts.add(String(cell));
      }
    },
    /** Counts a row. */
    row: () => rows++,
    /** The error of all mistakes; undefined if there is none. */
    error(): TableError | undefined {
      const all = [...groups.values()];
      if (all.length === 0) return undefined;
      const found = { groups: all, rows };
      const mending = mendingOf(table, found, options);
      const error = all.length === 1
        ? errorOfOne(table, all[0], found, mending)
        : errorOfMany(table, found, mending);
      return new TableError(error, mending);
    },
  };
}

/** What is known of all cells that were read. */
interface Found {
  readonly groups: readonly Group[];
  readonly rows: number;
}

/** A text here and there among numbers hardly makes categories of a column. */
function isOdd({ first, count }: Group, { groups, rows }: Found): boolean {
  const gaps = groups.find(({ first: { position, kind } }) =>
    kind === "missing" && position === first.position
  );
  return first.kind === "text" && 2 * count < rows - (gaps?.count ?? 0);
}

/** Whether the texts of a column repeat, as categories do; of a few rows nobody can tell. */
function areCategories({ texts, count }: Group): boolean {
  return texts.size <= mostTexts && (texts.size < count || count < 5);
}

function mendingOf(
  { columns }: Table,
  found: Found,
  { classes = [], without = [], missing }: Mending,
): Mending {
  const { groups, rows } = found;
  const inputs = groups.filter(({ first }) => first.role === "input");
  const texts = inputs.filter((group) =>
    group.first.kind === "text" && !isOdd(group, found) &&
    numberHelp(group.first.cell) === undefined
  );
  const gaps = inputs.filter(({ first, count }) =>
    first.kind === "missing" && 2 * count > rows
  );
  const unused = [...texts.filter((group) => !areCategories(group)), ...gaps];
  const words = (some: readonly Group[]) =>
    some.map(({ first }) => wordFor(columns, first.position));
  const out = [...new Set([...without, ...words(unused)])];
  const kept = words(texts.filter(areCategories))
    .filter((word) => !out.includes(word));
  const isMissing = groups.some((group) =>
    group.first.kind === "missing" && !gaps.includes(group)
  );
  return {
    ...(kept.length + classes.length === 0
      ? {}
      : { classes: [...classes, ...kept] }),
    ...(out.length === 0 ? {} : { without: out }),
    ...(isMissing ? { missing: "skip" } : missing && { missing }),
  };
}

function errorOfOne(
  { name: file, columns }: Table,
  group: Group,
  found: Found,
  { classes = [], without = [] }: Mending,
): DataError {
  const {
    first: { line, column, position, role, kind, cell, problem },
    count,
  } = group;
  const word = wordFor(columns, position);
  const with_ = (names: readonly string[]) => [...new Set([...names, word])];
  function help(): Advice | undefined {
    if (kind === "missing") return missingHelp(role);
    if (kind !== "text") return undefined;
    const special = numberHelp(cell) ??
      (isOdd(group, found) ? namesHelp(cell) : undefined);
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
  { classes = [], without = [], missing: action }: Mending,
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
    ...classes.length === 0 ? [] : [[
      "take texts as categories with ",
      { option: "classes", value: classes },
    ]],
    ...without.length === 0 ? [] : [[
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
      { option: "missingNames", value: odd },
      ...missing.length > 0 ? [] : [
        " and ",
        { option: "missing", value: "skip" } as const,
      ],
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

/** Parts with semicolons between them, the first with a capital. */
function sentence(parts: readonly Advice[]): Advice {
  const flat = parts.flatMap((part, i) => [...i === 0 ? [] : ["; "], ...part]);
  const [first, ...rest] = flat;
  const begin = typeof first === "string"
    ? first[0].toUpperCase() + first.slice(1)
    : first;
  return [begin, ...rest, "."];
}
