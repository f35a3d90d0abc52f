import { say } from "../../../words/say.ts";
import { DataError } from "../../bytes/data_error.ts";
import { positionsOf } from "./column_ranges.ts";
import { usedTwice } from "./column_uses.ts";
import type { Table } from "./table.ts";

/**
 * Names of columns, or numbers from 1; `px0..px783` is all from one to the other. Of
 * several inputs or losses they are a record: `{ image: ["px0..px783"], words: ["w0..w15"] }`.
 */
export type ColumnNames =
  | readonly string[]
  | Readonly<Record<string, string | readonly string[]>>;

/** What a column of targets is. */
export type TargetColumnKind = "class" | "number" | "auto";

/** What the columns of a table are. */
export interface ColumnOptions {
  /** The target, or several. Default: none. */
  readonly target?: string | ColumnNames;
  /** The inputs. Default: all others, in order, without an index of the table. */
  readonly inputs?: ColumnNames;
  /** Columns that are not used. */
  readonly without?: readonly string[];
  /** Columns whose texts or numbers are categories. */
  readonly classes?: readonly string[];
  /**
   * What the target is: `class`, where each text or number is a class but an array
   * holds numbers, or `number`; of several losses each by its name.
   * Default: `auto`, which is `class` if its first value is not a number.
   */
  readonly targetKind?:
    | TargetColumnKind
    | Readonly<Record<string, TargetColumnKind>>;
}

/** A column that is used. */
export interface ChosenColumn {
  readonly position: number;
  /** Which of several inputs, or of several losses, it is for. */
  readonly part?: string;
}

/** The columns that are used. */
export interface ChosenColumns {
  readonly inputs: readonly ChosenColumn[];
  readonly targets: readonly ChosenColumn[];
  /** The positions of those that are categories. */
  readonly classes: ReadonlySet<number>;
}

/**
 * @throws {DataError} if there is no such column, no input is left, or a column is
 * named twice.
 */
export function chooseColumns(
  table: Table,
  options: ColumnOptions,
): ChosenColumns {
  const { columns, index = [] } = table;
  const { target = [], without = [], classes = [] } = options;
  const targets = chosen(
    table,
    typeof target === "string" ? [target] : target,
    "target",
  );
  const left = new Set(positionsOf(table, without, "without"));
  const used = new Set(targets.map(({ position }) => position));
  const asClasses = positionsOf(table, classes, "classes");
  const isIndex = (i: number) => index.includes(i) && !asClasses.includes(i);
  const inputs = options.inputs === undefined
    ? columns.map((_, position) => ({ position }))
      .filter(({ position: i }) => !used.has(i) && !left.has(i) && !isIndex(i))
    : chosen(table, options.inputs, "inputs");
  requireUses(table, { inputs, targets }, left);
  if (inputs.length === 0) {
    throw new DataError(
      { file: table.name },
      say(
        columns.length === 1
          ? "there must be a column for the input: its only column is the target or left out"
          : "there must be a column for the input: all columns are the target or left out",
      ),
    );
  }
  return { inputs, targets, classes: new Set(asClasses) };
}

function chosen(
  table: Table,
  names: ColumnNames,
  option: "inputs" | "target",
): readonly ChosenColumn[] {
  if (isList(names)) {
    return positionsOf(table, names, option).map((position) => ({ position }));
  }
  return Object.entries(names).flatMap(([part, own]) =>
    positionsOf(table, [own].flat(), option)
      .map((position) => ({ position, part }))
  );
}

/** Whether names are of a single input or target. */
export function isList(names: ColumnNames): names is readonly string[] {
  return Array.isArray(names);
}

/** @throws {DataError} if a column is used twice, or is also left out. */
function requireUses(
  { name: file, columns }: Table,
  { inputs, targets }: Pick<ChosenColumns, "inputs" | "targets">,
  left: ReadonlySet<number>,
): void {
  const twice = usedTwice(inputs, targets, ({ position }) => position);
  const wrong = twice ??
    [...targets, ...inputs].find(({ position }) => left.has(position));
  if (wrong === undefined) return;
  throw new DataError(
    { file, column: columns[wrong.position] },
    say(
      twice !== undefined
        ? "a column must be used once: found twice among inputs and targets"
        : "a column must not be both used and left out",
    ),
    twice === undefined ? undefined : say(
      "Name it in one place only; targets may be inputs if they are all of an input.",
    ),
  );
}
