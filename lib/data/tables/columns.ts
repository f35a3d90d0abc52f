import { DataError } from "../../bytes/data_error.ts";
import { positionOf } from "./header.ts";
import type { Table } from "./table.ts";

/** What the columns of a table are. A column is given by its name or its number from 1. */
export interface ColumnOptions {
  /** The target, or several. Default: none. */
  readonly target?: string | readonly string[];
  /** The inputs. Default: all others, in order, without an index of the table. */
  readonly inputs?: readonly string[];
  /** Columns that are not used. */
  readonly without?: readonly string[];
  /** Columns whose texts or numbers are categories. */
  readonly classes?: readonly string[];
  /**
   * What the target is: `class`, where each text or number is a class but an array
   * holds numbers, or `number`.
   * Default: `auto`, which is `class` if its first value is not a number.
   */
  readonly targetKind?: "class" | "number" | "auto";
}

/** The positions of the columns that are used. */
export interface ChosenColumns {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  /** Those of them that are categories. */
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
  const { name: file, columns, index = [] } = table;
  const { target = [], without = [], classes = [] } = options;
  const positions = (option: keyof ColumnOptions, names: readonly string[]) =>
    names.map((name) => positionOf(table, name, option));
  const targets = positions(
    "target",
    typeof target === "string" ? [target] : target,
  );
  const left = new Set(positions("without", without));
  const used = new Set(targets);
  const asClasses = positions("classes", classes);
  const isIndex = (i: number) => index.includes(i) && !asClasses.includes(i);
  const inputs = options.inputs === undefined
    ? columns.keys().filter((i) => !used.has(i) && !left.has(i) && !isIndex(i))
      .toArray()
    : positions("inputs", options.inputs);
  const seen = new Set<number>();
  for (const i of [...targets, ...inputs]) {
    const isTwice = seen.has(i);
    seen.add(i);
    if (!isTwice && !left.has(i)) continue;
    throw new DataError(
      { file, column: columns[i] },
      isTwice
        ? "a column must be used once: found twice among inputs and targets"
        : "a column must not be both used and left out",
    );
  }
  if (inputs.length === 0) {
    throw new DataError(
      { file },
      `there must be a column for the input: ${
        columns.length === 1 ? "its only column is" : "all columns are"
      } the target or left out`,
    );
  }
  return {
    inputs,
    targets,
    classes: new Set(asClasses),
  };
}
