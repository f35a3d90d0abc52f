import type { Advice } from "../base/advice.ts";
import { plural } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Schema } from "../data/schemas/schema.ts";
import { positionOf } from "../data/tables/header.ts";
import type { Table } from "../data/tables/table.ts";

/** What was learned of the columns of other data: new data is read by it. */
export interface KnownColumns {
  /** What the columns mean. */
  readonly schema: Schema;
  /** The means of the features. */
  readonly means?: readonly number[] | undefined;
}

/**
 * What is known, with the targets as a table calls them where that is said.
 *
 * @throws {DataError} if it has not such columns, or not as many are predicted.
 */
export function knownIn(
  { name: file, columns }: Table,
  known: KnownColumns | undefined,
  target: string | readonly string[] | undefined,
): KnownColumns | undefined {
  if (known === undefined || target === undefined) return known;
  const names = [target].flat();
  const { targets } = known.schema;
  if (names.length !== targets.length) {
    throw new DataError(
      { file },
      `the target is ${
        plural(names.length, "column")
      }, and the network predicts ${targets.length}`,
    );
  }
  const renamed = targets.map((column, i) => ({
    ...column,
    name: columns[positionOf(file, columns, names[i])],
  }));
  return { ...known, schema: { ...known.schema, targets: renamed } };
}

/** The columns that are known, whatever others a table has. */
export function columnsOf({ inputs }: Schema) {
  return {
    inputs: inputs.map(({ name }) => name),
    classes: inputs.filter(({ categories }) => categories !== undefined)
      .map(({ name }) => name),
  };
}

/**
 * Sees to it that there are means where missing values are to take them.
 *
 * @throws {DataError} if there are none.
 */
export function requireMeans(
  file: string,
  missing: string | undefined,
  means: readonly number[] | undefined,
): void {
  if (missing !== "mean" || means !== undefined) return;
  const help: Advice = [
    "It was trained on a generator or an array; leave lines out with ",
    { option: "missing", value: "skip" },
    ".",
  ];
  throw new DataError(
    { file },
    "the network knows no means that missing values could take",
    help,
  );
}
