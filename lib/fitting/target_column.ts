import type { Advice } from "../base/advice.ts";
import { DataError } from "../bytes/data_error.ts";
import type { ColumnNames, ColumnOptions } from "../data/tables/columns.ts";
import { formatColumns, type Table } from "../data/tables/table.ts";
import type { Network } from "../network/network.ts";
import { namesFor } from "./parts.ts";

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

/**
 * The columns of each input and of each loss; no inputs are all columns but the target.
 *
 * @throws {DataError} if an input or a loss has none, or there is none of that name.
 */
export function columnsFor(
  network: Network,
  table: Table,
  { inputs, target }: Pick<ColumnOptions, "inputs" | "target">,
): { readonly target: ColumnNames; readonly inputs?: ColumnNames } {
  const find = (names: readonly string[]) => {
    const found = names.find((name) => table.columns.includes(name));
    return found === undefined ? undefined : [found];
  };
  const data = {
    file: table.name,
    has: `the columns are ${formatColumns(table, (name) => name)}`,
  };
  const given = typeof target === "string" ? [target] : target;
  const targets = given === undefined && network.losses.length < 2
    ? guessTarget(table)
    : namesFor(
      {
        ...data,
        guess: (name) => find([`${name}.target`, name, "target"]),
      },
      network,
      "target",
      given,
    );
  if (inputs === undefined && network.inputs.length < 2) {
    return { target: targets };
  }
  const guess = (name: string) => find([name]);
  return {
    target: targets,
    inputs: namesFor({ ...data, guess }, network, "inputs", inputs),
  };
}
