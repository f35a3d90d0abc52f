import type { Advice } from "../../base/advice.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { DataError } from "../../bytes/data_error.ts";
import { decimal } from "../tables/decimal.ts";
import { type Cell, formatCell, type Row } from "../tables/table.ts";
import { notLabel, notNumber } from "./cell_mistakes.ts";
import type { Labels } from "./labels.ts";
import type { MissingRule } from "./missing.ts";

export interface ReadColumn {
  readonly name: string;
  /** Its index in a row. */
  readonly position: number;
  readonly role: "input" | "target";
  /** The shape of a cell's value; `[]` for a category. */
  readonly shape: Shape;
  /** Its categories, if it has some. */
  readonly labels?: Labels | undefined;
}

/**
 * Writes the numbers of a column's cell from index `at`; returns whether no value is
 * missing.
 *
 * @throws {DataError} if the cell has a mistake.
 */
type CellReader = (row: Row, column: ReadColumn, at: number) => boolean;

export const maxSingle = (2 - 2 ** -23) * 2 ** 127;

/**
 * Makes a reader that writes to an array.
 *
 * @param noteUnlabelled takes the mistake of an unknown label, which a row that is
 * left out may have.
 */
export function createCellReader(
  file: string,
  missing: MissingRule,
  numbers: Float64Array,
  noteUnlabelled: (error: DataError) => void,
): CellReader {
  function failure(
    { line }: Row,
    { name: column }: ReadColumn,
    message: string,
    help?: Advice,
  ) {
    return new DataError({ file, line, column }, message, help);
  }

  function missed(row: Row, column: ReadColumn, cell: Cell): false {
    const { action } = missing;
    const isFatal = action === "mean" && column.role === "target";
    if (action !== "error" && !isFatal) return false;
    throw failure(
      row,
      column,
      isFatal
        ? `a target must not be missing: found ${formatCell(cell)}`
        : `a value is missing: found ${formatCell(cell)}`,
      [
        "Leave such lines out with ",
        { option: "missing", value: "skip" },
        ...isFatal ? [] : [
          ", or take the mean of the others with ",
          { option: "missing", value: "mean" },
        ],
        ".",
      ],
    );
  }

  /** A number; NaN for any other text. */
  function numberOf(row: Row, column: ReadColumn, cell: Cell): number {
    const number = typeof cell === "string" ? decimal(cell) : Number(cell);
    if (Math.abs(number) <= maxSingle || Number.isNaN(number)) return number;
    throw failure(
      row,
      column,
      `a number must lie within ±3.4028235e38, as in single precision: found ${
        formatCell(typeof cell === "number" ? `${cell}` : cell)
      }`,
    );
  }

  function read(row: Row, column: ReadColumn, at: number): boolean {
    const { name, role, shape, labels } = column;
    const cell = row.cells[column.position];
    if (missing.isMissing(cell)) {
      numbers.fill(NaN, at, at + elementCount(shape));
      return missed(row, column, cell);
    }
    if (labels !== undefined) {
      const isLabel = typeof cell !== "object";
      numbers[at] = isLabel ? labels.indexOf(cell) : -1;
      if (numbers[at] >= 0) return true;
      const error = failure(row, column, ...notLabel(cell, role, labels.list));
      if (!isLabel) throw error;
      noteUnlabelled(error);
      return true;
    }
    if (shape.length > 0) {
      const end = readArray(row, column, cell, 0, at);
      return !numbers.subarray(at, end).some(Number.isNaN);
    }
    const number = typeof cell === "object" ? NaN : numberOf(row, column, cell);
    if (Number.isNaN(number)) {
      throw failure(row, column, ...notNumber(cell, name, role));
    }
    numbers[at] = number;
    return true;
  }

  /** Reads the arrays along the axes from `axis`; returns where their numbers end. */
  function readArray(
    row: Row,
    column: ReadColumn,
    cell: Cell,
    axis: number,
    at: number,
  ): number {
    const { shape } = column;
    if (axis < shape.length) {
      if (!Array.isArray(cell) || cell.length !== shape[axis]) {
        throw failure(
          row,
          column,
          `an array must be ${formatShape(shape)} numbers, as the first is: ${
            Array.isArray(cell)
              ? `found one with ${cell.length}`
              : `found ${formatCell(cell)}`
          }`,
        );
      }
      for (const item of cell) at = readArray(row, column, item, axis + 1, at);
      return at;
    }
    if (cell === null) missed(row, column, cell);
    else if (typeof cell !== "number") {
      throw failure(
        row,
        column,
        `an array must hold numbers: found ${formatCell(cell)}`,
      );
    }
    numbers[at] = cell === null ? NaN : numberOf(row, column, cell);
    return at + 1;
  }

  return read;
}
