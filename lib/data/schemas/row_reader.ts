/**
 * From the cells of a row to numbers.
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

/** Reads one row after the other. */
export interface RowReader {
  /** The numbers of the last row, column after column: that of a category, and NaN for a missing value. */
  readonly numbers: Float64Array;
  /** Where each column begins among them. */
  readonly offsets: readonly number[];
  /**
   * Reads a row; says whether it has every value.
   *
   * @throws {DataError} where a cell has not what it should.
   */
  read(row: Row): boolean;
}

/** The largest number of single precision. */
const largest = (2 - 2 ** -23) * 2 ** 127;

/** Makes a reader of columns. */
export function createRowReader(
  file: string,
  columns: readonly ReadColumn[],
  missing: MissingRule,
): RowReader {
  const offsets: number[] = [];
  let width = 0;
  for (const { shape } of columns) {
    offsets.push(width);
    width += elementCount(shape);
  }
  const numbers = new Float64Array(width);
  const count = columns.length;
  const positions = Uint32Array.from(columns, ({ position }) => position);
  const isPlain = Uint8Array.from(
    columns,
    ({ shape, labels }) => shape.length === 0 && labels === undefined ? 1 : 0,
  );

  /** A row that is left out may have a label that no other row has. */
  let unlabelled: DataError | undefined;

  function failure(
    row: Row,
    column: ReadColumn,
    problem: string,
    help?: Advice,
  ) {
    const place = { file, line: row.line, column: column.name };
    return new DataError(place, problem, help);
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

  function readCell(row: Row, index: number): boolean {
    const column = columns[index];
    const { name, role, shape, labels } = column;
    const cell = row.cells[column.position];
    const at = offsets[index];
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
      unlabelled ??= error;
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

  return {
    numbers,
    offsets,
    read(row) {
      const { cells } = row;
      let isComplete = true;
      unlabelled = undefined;
      for (let i = 0; i < count; i++) {
        const cell = cells[positions[i]];
        if (isPlain[i] === 1 && typeof cell === "string") {
          const number = decimal(cell);
          if (Math.abs(number) <= largest) {
            numbers[offsets[i]] = number;
            continue;
          }
        }
        if (!readCell(row, i)) isComplete = false;
      }
      if (unlabelled && (isComplete || missing.action !== "skip")) {
        throw unlabelled;
      }
      return isComplete;
    },
  };
}
