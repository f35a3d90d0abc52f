import { elementCount } from "../../base/shape.ts";
import type { DataError } from "../../bytes/data_error.ts";
import { decimal } from "../tables/decimal.ts";
import type { Row } from "../tables/table.ts";
import { createCellReader, maxSingle, type ReadColumn } from "./cell_reader.ts";
import type { MissingRule } from "./missing.ts";

interface RowReader {
  /** The numbers of the last row, column after column: the number of a category, and NaN for a missing value. */
  readonly numbers: Float64Array;
  /** Where each column begins among them. */
  readonly offsets: readonly number[];
  /**
   * Reads a row; returns whether no value is missing.
   *
   * @throws {DataError} if a cell has a mistake.
   */
  read(row: Row): boolean;
}

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

  let unlabelled: DataError | undefined;
  const readCell = createCellReader(file, missing, numbers, (error) => {
    unlabelled ??= error;
  });

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
          if (Math.abs(number) <= maxSingle) {
            numbers[offsets[i]] = number;
            continue;
          }
        }
        if (!readCell(row, columns[i], offsets[i])) isComplete = false;
      }
      if (unlabelled && (isComplete || missing.action !== "skip")) {
        throw unlabelled;
      }
      return isComplete;
    },
  };
}
