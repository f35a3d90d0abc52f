import { extentOf, usualWidth } from "./delimiter.ts";
import type { TextRow } from "./csv_sample.ts";

/** The most rows that are taken for titles. */
const mostTitles = 30;

/**
 * How many rows stand before a table: titles, a date, how many examples there are.
 * They have fewer cells than the table, or more, and the table's header follows them;
 * or, where it has none, they have half as many cells at most, or hold a number.
 */
export function titleRows(
  rows: readonly TextRow[],
  isNumber: (cell: string) => boolean,
  hasHeader: boolean | undefined,
): number {
  const width = usualWidth(rows.map(({ cells }) => cells));
  if (width < 2) return 0;
  if (isCountLine(rows, width, isNumber)) return 1;
  const isWhole = ({ cells }: TextRow) => extentOf(cells) === width;
  const first = rows.findIndex(isWhole);
  if (first < 1 || first > mostTitles) return 0;
  if (rows.slice(first).filter(isWhole).length < 2) return 0;
  const before = rows.slice(0, first);
  if (hasHeader !== false && isHeaderRow(rows, first, isNumber)) return first;
  if (hasHeader === true) return 0;
  const isTitle = ({ cells }: TextRow) =>
    extentOf(cells) <= width / 2 || cells.some(isNumber);
  return before.every(isTitle) && !areNamesOverRowNames(rows, first, width)
    ? first
    : 0;
}

/** Whether the first row tells how many rows and inputs follow, and the names of classes, as in scikit-learn's files. */
function isCountLine(
  [{ cells }, ...rows]: readonly TextRow[],
  width: number,
  isNumber: (cell: string) => boolean,
): boolean {
  const [count, inputs, ...names] = cells;
  return rows.length > 1 && Number(count) === rows.length &&
    Number(inputs) === width - 1 &&
    !names.some(isNumber) &&
    !names.every((name) => name.trim() === "") &&
    rows[0].cells.some(isNumber);
}

/** Whether a row has texts alone, with a number below one of them. */
function isHeaderRow(
  rows: readonly TextRow[],
  at: number,
  isNumber: (cell: string) => boolean,
): boolean {
  const { cells } = rows[at];
  return !cells.some(isNumber) &&
    rows.slice(at + 1).some((below) => below.cells.some(isNumber));
}

/** Whether the row before is R's header, which has no name for the names of rows. */
function areNamesOverRowNames(
  rows: readonly TextRow[],
  first: number,
  width: number,
): boolean {
  return first === 1 && extentOf(rows[0].cells) === width - 1 &&
    rows[first].cells.length === width &&
    !/\s/.test(rows[0].cells.join(""));
}
