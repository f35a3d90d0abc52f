import type { Advice } from "../base/advice.ts";
import { DataError } from "../bytes/data_error.ts";
import { formatColumns, type Table } from "../data/tables/table.ts";

/**
 * The target where none is named: the column `target`.
 *
 * @throws {DataError} if there is none.
 */
export function guessTarget(table: Table): string[] {
  const found = table.columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const help: Advice = table.doubt ?? [
    "Name its column with ",
    { option: "target" },
    `; the columns are ${formatColumns(table, (name) => name)}.`,
  ];
  throw new DataError(
    { file: table.name },
    "there must be a target: found none",
    help,
  );
}
