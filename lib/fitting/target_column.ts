import type { Advice } from "../base/advice.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Table } from "../data/tables/table.ts";

/**
 * The target where none is named: the column `target`.
 *
 * @throws {DataError} if there is none.
 */
export function guessTarget({ name, columns }: Table): string[] {
  const found = columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const shown = columns.slice(0, 20).join(", ");
  const help: Advice = [
    "Name its column with ",
    { option: "target" },
    `; the columns are ${shown}${columns.length > 20 ? " and more" : ""}.`,
  ];
  throw new DataError(
    { file: name },
    "there must be a target: found none",
    help,
  );
}
