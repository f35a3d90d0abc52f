import { closest } from "../../base/suggest.ts";
import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { owned } from "../../bytes/text.ts";
import { decimal } from "./decimal.ts";
import { type Cell, formatCell, formatNames, type Row } from "./table.ts";

/**
 * The names in the first row; undefined if it is data.
 *
 * @param isHeader default: false for a row of numbers, true for a row of texts; in a
 * row of both, true if a text is above a number, false if one is above itself.
 * @throws {DataError} if that does not decide, or two columns have the same name.
 */
export function headerOf(
  file: string,
  first: Row,
  second: Row | undefined,
  isHeader: boolean | undefined = isHeaderLike(file, first, second),
): readonly string[] | undefined {
  if (!isHeader) return undefined;
  const names = first.cells.map((cell, i) =>
    owned(`${cell}`.trim()) || `${i + 1}`
  );
  requireNames(file, first.line, names);
  return names;
}

function isHeaderLike(
  file: string,
  first: Row,
  second: Row | undefined,
): boolean {
  const isNumber = first.cells.map(isNumeric);
  if (!isNumber.includes(true)) return true;
  if (!isNumber.includes(false)) return false;
  if (
    second?.cells.some((cell, i) => isNumber[i] === false && isNumeric(cell))
  ) return true;
  const isRepeated = (cell: Cell, i: number) =>
    !isNumber[i] && `${cell}`.trim() !== "" && second?.cells[i] === cell;
  if (first.cells.some(isRepeated)) return false;
  const number = first.cells.find(isNumeric) ?? "";
  const text = first.cells.find((cell) => !isNumeric(cell)) ?? "";
  throw new DataError(
    { file, line: first.line },
    `the first line must be a header or data: ${
      formatCell(text)
    } could be in a header, and ${formatCell(number)} in data`,
    [
      "Say which with ",
      { option: "header", value: true },
      " or ",
      { option: "header", value: false },
      ".",
    ],
  );
}

function isNumeric(cell: Cell): boolean {
  return !Number.isNaN(decimal(`${cell}`));
}

/** The most characters of a column's name. */
const maxName = 1000;

/** @throws {DataError} if two columns have the same name, or a name is too long. */
export function requireNames(
  file: string,
  line: number,
  names: readonly string[],
): void {
  const seen = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    if (name.length > maxName) {
      throw new DataError(
        { file, line },
        `the name of column ${i + 1} must have at most ${
          formatCount(maxName)
        } characters: found ${formatCount(name.length)}`,
      );
    }
    const before = seen.get(name);
    if (before !== undefined) {
      throw new DataError(
        { file, line },
        `each column must have its own name: found ${
          formatCell(name)
        } for columns ${before + 1} and ${i + 1}`,
      );
    }
    seen.set(name, i);
  }
}

/**
 * The position of a column that is given by its name or its number from 1.
 *
 * @param option the option that names it.
 * @throws {DataError} if there is no such column.
 */
export function positionOf(
  file: string,
  columns: readonly string[],
  wanted: string,
  option?: string,
): number {
  const named = columns.indexOf(wanted);
  if (named >= 0) return named;
  if (/^[1-9]\d{0,8}$/.test(wanted) && Number(wanted) <= columns.length) {
    return Number(wanted) - 1;
  }
  throw noColumn(file, columns, wanted, option);
}

export function noColumn(
  file: string,
  columns: readonly string[],
  wanted: string,
  option?: string,
): DataError {
  const similar = closest(wanted.trim(), columns) ??
    columns.find((each) => each.split(",")[0] === wanted.trim());
  return new DataError(
    { file },
    `there must be a column ${formatCell(wanted)}: found ${
      formatNames(columns)
    }`,
    similar === undefined ? undefined : [
      `Perhaps ${formatCell(similar)} is meant`,
      // On the command line, a name with a comma may have been split.
      ...option === undefined || !similar.includes(",")
        ? []
        : [": write ", { option, value: [similar] }],
      ".",
    ],
  );
}
