import type { Advice } from "../../base/advice.ts";
import type { DecimalMark } from "./decimal_marks.ts";

/** The value of a cell: text, as in CSV, or a value of JSON. */
export type Cell = string | number | boolean | null | readonly Cell[];

/** One line of a file, or one record of several lines. */
export interface Row {
  /** Its (first) line, from 1. */
  readonly line: number;
  /** As many cells as the table has columns. */
  readonly cells: readonly Cell[];
}

/** Rows under named columns, which can be read again and again. */
export interface Table {
  /** What messages call it: the file's path. */
  readonly name: string;
  /** The names of the columns, all different. */
  readonly columns: readonly string[];
  /** The positions of columns that only name or number the rows: no inputs, unless they are named as such. */
  readonly index?: readonly number[] | undefined;
  /** The decimal mark of the numbers in its texts. Default: a point, and nothing groups thousands. */
  readonly decimal?: DecimalMark | undefined;
  /** What was found in the file and is worth a word, a sentence without a full stop each. */
  readonly notes?: readonly Advice[] | undefined;
  /**
   * All rows from the first on, some at a time.
   *
   * @throws {DataError} where the file has a mistake.
   */
  rows(): AsyncIterable<readonly Row[]>;
}

export const maxColumns = 100_000;

/** A cell for a message, cut off if it is long. */
export function formatCell(cell: Cell): string {
  if (typeof cell === "object" && cell !== null) {
    return Array.isArray(cell) ? "an array" : "an object";
  }
  const isLong = typeof cell === "string" && cell.length > 60;
  return isLong
    ? `${JSON.stringify(cell.slice(0, 60))}…`
    : JSON.stringify(cell);
}

/** Names for a message, at most `most` of them. */
export function formatNames(names: readonly string[], most = 20): string {
  const shown = names.slice(0, most).map(formatCell);
  const left = names.length - shown.length;
  return shown.join(", ") + (left > 0 ? ` and ${left} more` : "");
}
