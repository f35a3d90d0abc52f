import { DataError } from "../../bytes/data_error.ts";
import { wordFor } from "../tables/header.ts";
import type { Table } from "../tables/table.ts";
import { type CellMistake, numberHelp } from "./cell_mistakes.ts";
import type { MissingOptions } from "./missing.ts";
import {
  errorOfGroups,
  type Found,
  isOdd,
  type Mending,
  type MistakeGroup,
} from "./mistake_groups.ts";

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

/** More texts in a column are hardly categories. */
const mostTexts = 20;

/** With more, the table is not read on. */
const mostMistakes = 1_000_000;

/** Collects mistakes by column, so that one reading finds them all. */
export function collectMistakes(
  table: Table,
  options: Mending & MissingOptions,
) {
  const groups = new Map<
    string,
    MistakeGroup & { count: number; texts: Set<string> }
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
      if (isWord(kind) && group.texts.size <= mostTexts) {
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
      return new TableError(
        errorOfGroups(table, found, { mending, given: options }),
        mending,
      );
    },
  };
}

/** Whether a cell of this kind can be a category. */
function isWord(kind: CellMistake["kind"]): boolean {
  return kind === "text" || kind === "digits";
}

/** Whether the texts of a column repeat, as categories do; of a few rows nobody can tell. */
function areCategories({ texts, count }: MistakeGroup): boolean {
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
    isWord(group.first.kind) && !isOdd(group, found) &&
    numberHelp(group.first.cell) === undefined
  );
  const gaps = inputs.filter(({ first, count }) =>
    first.kind === "missing" && 2 * count > rows
  );
  const unused = [...texts.filter((group) => !areCategories(group)), ...gaps];
  const words = (some: readonly MistakeGroup[]) =>
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
