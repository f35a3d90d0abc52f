/**
 * Which columns of a table are used, and what for.
 *
 * @module
 */

import { DataError } from "../../bytes/data_error.ts";
import { positionOf } from "./header.ts";
import type { Table } from "./table.ts";

/**
 * What the columns of a table are. A column is given by its name, or by its number
 * from 1.
 */
export interface ColumnOptions {
  /** The target, or several; none unless told otherwise. */
  readonly target?: string | readonly string[];
  /** The inputs; all others in order, unless told otherwise. */
  readonly inputs?: readonly string[];
  /** Columns that are not used. */
  readonly without?: readonly string[];
  /** Columns whose texts or numbers are categories. */
  readonly classes?: readonly string[];
  /**
   * What the target is: `class`, a text or a number of which each is a class, or
   * `number`. `auto`, unless told otherwise, is `class` if its first value is no
   * number.
   */
  readonly targetKind?: "class" | "number" | "auto";
}

/** What each column is used for. */
export interface ChosenColumns {
  /** Where the inputs are. */
  readonly inputs: readonly number[];
  /** Where the targets are. */
  readonly targets: readonly number[];
  /** Where the categories are, among them. */
  readonly classes: ReadonlySet<number>;
}

/**
 * Chooses columns.
 *
 * @throws {DataError} if the table has not a column that is named, no input is left,
 * or a column is named twice.
 */
export function chooseColumns(
  { name: file, columns }: Table,
  options: ColumnOptions,
): ChosenColumns {
  const { target = [], without = [], classes = [], targetKind } = options;
  const positions = (option: keyof ColumnOptions, names: readonly string[]) =>
    names.map((name) => positionOf(file, columns, name, option));
  const targets = positions(
    "target",
    typeof target === "string" ? [target] : target,
  );
  const left = new Set(positions("without", without));
  const used = new Set(targets);
  const inputs = options.inputs === undefined
    ? columns.keys().filter((i) => !used.has(i) && !left.has(i)).toArray()
    : positions("inputs", options.inputs);
  requireOnce(file, columns, [...targets, ...inputs]);
  for (const i of [...targets, ...inputs]) {
    if (!left.has(i)) continue;
    throw new DataError(
      { file, column: columns[i] },
      "a column must not be used and left out at once",
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
    classes: new Set([
      ...positions("classes", classes),
      ...(targetKind === "class" ? targets : []),
    ]),
  };
}

function requireOnce(
  file: string,
  columns: readonly string[],
  positions: readonly number[],
): void {
  const seen = new Set<number>();
  for (const at of positions) {
    if (seen.has(at)) {
      throw new DataError(
        { file, column: columns[at] },
        "a column must be used once: found twice among inputs and targets",
      );
    }
    seen.add(at);
  }
}
