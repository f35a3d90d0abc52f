import { list, quote } from "../../../lib/base/words.ts";
import { formatCsv, isFormula } from "../../../lib/data/tables/csv_text.ts";
import type { Cell } from "../../../lib/data/tables/table.ts";
import { say } from "../../../words/say.ts";

/** Rows that come some at a time, as CSV. */
export interface CsvRows {
  /** The first rows begin with the titles. */
  toText(rows: readonly (readonly Cell[])[]): string;
  /** Which columns have texts that a spreadsheet would run, and what helps; undefined where none has, or they are marked. */
  note(): string | undefined;
}

/** @param forSpreadsheets whether texts that a spreadsheet would run are marked. */
export function csvRows(forSpreadsheets: boolean): CsvRows {
  let titles: readonly Cell[] | undefined;
  const running = new Set<number>();
  return {
    toText(rows) {
      titles ??= rows[0];
      for (const row of rows) {
        for (const [i, cell] of row.entries()) {
          if (isFormula(cell)) running.add(i);
        }
      }
      return formatCsv(rows, { forSpreadsheets });
    },
    note() {
      if (running.size === 0 || forSpreadsheets) return undefined;
      const names = [...running].sort((a, b) => a - b)
        .map((i) => quote(String(titles?.[i])));
      return say(
        "a spreadsheet would run texts of {names} as formulas; --spreadsheet puts an apostrophe before them",
        { names: list(names, "and") },
      );
    },
  };
}
