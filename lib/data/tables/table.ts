import { say } from "../../../words/say.ts";
import type { Advice } from "../../base/advice.ts";
import { series } from "../../base/words.ts";
import type { DecimalMark } from "./decimal_marks.ts";
import type { TableWriting } from "./table_writing.ts";

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
  /** The names as the file has them, where it has any: blank for a column without one, and perhaps twice the same. Default: `columns`. */
  readonly titles?: readonly string[] | undefined;
  /** Why it hardly is a table, in whole sentences. Default: it looks like one. */
  readonly doubt?: Advice | undefined;
  /** The positions of columns that only name or number the rows: no inputs, unless they are named as such. */
  readonly index?: readonly number[] | undefined;
  /** The decimal mark of the numbers in its texts. Default: a point, and nothing groups thousands. */
  readonly decimal?: DecimalMark | undefined;
  /** How it is written, for more of its kind. */
  readonly writing?: TableWriting | undefined;
  /** What was found in the file and is worth a word, a sentence without a full stop each. */
  readonly notes?: readonly Advice[] | undefined;
  /** The same of columns that name or number the rows, which is worth a word where inputs are chosen. */
  readonly columnNotes?: readonly Advice[] | undefined;
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
    return say(Array.isArray(cell) ? "an array" : "an object");
  }
  const isLong = typeof cell === "string" && cell.length > 60;
  return isLong
    ? `${JSON.stringify(cell.slice(0, 60))}…`
    : JSON.stringify(cell);
}

/** Names for a message, at most `most` of them. */
export function formatNames(names: readonly string[], most?: number): string {
  return formatList(names.map(formatCell), most);
}

/** The columns of a table for a message, not too many; one without a name by its number. */
export function formatColumns(
  { columns, titles }: Pick<Table, "columns" | "titles">,
  format: (name: string) => string = formatCell,
): string {
  return formatList(
    columns.map((name, i) =>
      titles?.[i]?.trim() === "" && name === `${i + 1}`
        ? say("column {number} (no name)", { number: name })
        : format(name)
    ),
  );
}

function formatList(words: readonly string[], most = 20): string {
  const left = words.length - most;
  const shown = series(words.slice(0, most));
  return left <= 0
    ? shown
    : say("{names} and {count} more", { names: shown, count: left });
}
