/**
 * From one cell to its numbers.
 *
 * @module
 */

import type { Advice } from "../../base/advice.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { DataError } from "../../bytes/data_error.ts";
import { decimal } from "../tables/decimal.ts";
import { type Cell, formatCell, type Row } from "../tables/table.ts";
import { notLabel, notNumber } from "./cell_mistakes.ts";
import type { Labels } from "./labels.ts";
import type { MissingRule } from "./missing.ts";

/** A column that is read. */
export interface ReadColumn {
  /** Its name. */
  readonly name: string;
  /** Which of the cells it is. */
  readonly position: number;
  /** What it is used for. */
  readonly role: "input" | "target";
  /** The shape of what a cell holds; `[]` where it is a category. */
  readonly shape: Shape;
  /** Its categories, where it has some. */
  readonly labels?: Labels | undefined;
}

/**
 * Reads the cell of a column, its numbers from `at` on; says whether it has every
 * value.
 *
 * @throws {DataError} where it has not what it should.
 */
export type CellReader = (row: Row, column: ReadColumn, at: number) => boolean;

/** The largest number of single precision. */
export const largest = (2 - 2 ** -23) * 2 ** 127;

/**
 * Makes a reader that writes to an array.
 *
 * @param noteUnlabelled is told of a label that no other row has: a row that is left
 * out may have one.
 */
export function createCellReader(
  file: string,
  missing: MissingRule,
  numbers: Float64Array,
  noteUnlabelled: (error: DataError) => void,
): CellReader {
  function failure(
    row: Row,
    column: ReadColumn,
    message: string,
    help?: Advice,
  ) {
    const place = { file, line: row.line, column: column.name };
    return new DataError(place, message, help);
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

  /** A number, or NaN where it is none. */
  function numberOf(row: Row, column: ReadColumn, cell: Cell): number {
    const number = typeof cell === "string" ? decimal(cell) : Number(cell);
    if (Math.abs(number) <= largest || Number.isNaN(number)) return number;
    throw failure(
      row,
      column,
      `a number must lie within ±3.4028235e38, as single precision has it: found ${
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

  /** Reads the arrays along the axes from `axis` on; gives where their numbers end. */
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
              ? `one in it has ${cell.length}`
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
