import { elementCount } from "../../base/shape.ts";
import { numberReader } from "../tables/decimal_marks.ts";
import type { Row, Table } from "../tables/table.ts";
import type { CellMistake, MistakeReporter } from "./cell_mistakes.ts";
import { createCellReader, type ReadColumn } from "./cell_reader.ts";
import type { MissingRule } from "./missing.ts";

/** What becomes of a row: it has all its numbers, or gaps that take means; or it is left out. */
type RowState = "whole" | "gaps" | "left out";

interface RowReader {
  /** The numbers of the last row, column after column: the number of a category, -1 for one that is not known, and NaN for a missing value. */
  readonly numbers: Float64Array;
  /** Where each column begins among them. */
  readonly offsets: readonly number[];
  /** Reads a row. */
  read(row: Row): RowState;
}

/** What {@linkcode createRowReader} takes. */
interface RowReaderOptions {
  readonly missing: MissingRule;
  /** What becomes of a row with an input category that is not known. Default: `error`. */
  readonly unknown?: "error" | "zero" | "skip" | undefined;
  /** Takes mistakes. */
  readonly report: MistakeReporter;
}

export function createRowReader(
  table: Table,
  columns: readonly ReadColumn[],
  { missing, unknown = "error", report }: RowReaderOptions,
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
    ({ shape, labels }) =>
      shape.length === 0 && labels === undefined && !missing.hasNumbers ? 1 : 0,
  );

  let unlabelled: CellMistake | undefined;
  let isUnknown = false;
  const numberOf = numberReader(table.decimal);
  const readCell = createCellReader(numbers, {
    missing,
    numberOf,
    report,
    reportLabel(mistake) {
      if (unknown === "error" || mistake.role === "target") {
        unlabelled ??= mistake;
      } else isUnknown = true;
    },
  });

  return {
    numbers,
    offsets,
    read(row) {
      const { cells } = row;
      let isComplete = true;
      unlabelled = undefined;
      isUnknown = false;
      for (let i = 0; i < count; i++) {
        const cell = cells[positions[i]];
        if (isPlain[i] === 1 && typeof cell === "string") {
          const number = numberOf(cell);
          if (Math.abs(number) < 2 ** 53) {
            numbers[offsets[i]] = number;
            continue;
          }
        }
        if (!readCell(row, columns[i], offsets[i])) isComplete = false;
      }
      if (isUnknown && unknown === "skip") return "left out";
      if (!isComplete && missing.action === "skip") return "left out";
      if (unlabelled) report(unlabelled);
      return isComplete ? "whole" : "gaps";
    },
  };
}
