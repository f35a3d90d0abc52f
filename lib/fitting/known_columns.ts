import { plural } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  missingNames as usualMissingNames,
  type MissingOptions,
} from "../data/schemas/missing.ts";
import type { Column, Schema } from "../data/schemas/schema.ts";
import { type ColumnNames, isList } from "../data/tables/columns.ts";
import { positionsOf } from "../data/tables/column_ranges.ts";
import type { Table } from "../data/tables/table.ts";
import type { TableWriting } from "../data/tables/table_writing.ts";
import type { Network } from "../network/network.ts";
import { namesFor } from "./parts.ts";

/** What was learned of the columns of data, to read more of it. */
export interface KnownColumns {
  /** What the columns mean. */
  readonly schema: Schema;
  /** The means of the features, for missing values. */
  readonly means?: readonly number[] | undefined;
  /** How their table was read. */
  readonly reading?: TableReading | undefined;
}

/** How a table was read: how missing values were treated, unless as usual, and how it was written. */
export interface TableReading extends MissingOptions, TableWriting {}

/** What is known of columns; undefined where there are none. */
export function knownColumnsOf(
  { schema, means, reading }: Partial<KnownColumns>,
): KnownColumns | undefined {
  return schema && { schema, means, reading };
}

/**
 * What is known, with `target` as the names of the targets, if given.
 *
 * @throws {DataError} if there are no such columns, or not as many as are predicted.
 */
export function knownIn(
  table: Table,
  network: Network,
  known: KnownColumns | undefined,
  target: string | ColumnNames | undefined,
): KnownColumns | undefined {
  if (known === undefined || target === undefined) return known;
  const guess = () => [];
  const given = typeof target === "string" ? [target] : target;
  const data = { file: table.name, has: "", guess };
  const names = namesFor(data, network, "target", given);
  const { schema } = known;
  if (isList(names)) {
    return { ...known, schema: renamed(table, schema, names) };
  }
  const all = Object.entries(names).reduce(
    (last, [part, own]) =>
      own.length === 0 ? last : renamed(table, last, [own].flat(), part),
    schema,
  );
  return { ...known, schema: all };
}

/** A schema with other names for its targets, or for those of one loss. */
function renamed(
  table: Table,
  schema: Schema,
  names: readonly string[],
  part?: string,
): Schema {
  const isOwn = (column: Column) => part === undefined || column.part === part;
  const { length } = schema.targets.filter(isOwn);
  const positions = positionsOf(table, names);
  if (positions.length !== length) {
    throw new DataError(
      { file: table.name },
      `the target${part === undefined ? "" : ` of ${part}`} must be ${
        plural(length, "column")
      }, as the network predicts: found ${positions.length}`,
    );
  }
  let at = 0;
  return {
    ...schema,
    targets: schema.targets.map((column) =>
      isOwn(column)
        ? { ...column, name: table.columns[positions[at++]] }
        : column
    ),
  };
}

/** What is said of missing values, or was before; undefined if nothing is. What meant one before means one still. */
export function readingOf(
  { missing, missingNames }: MissingOptions,
  known: MissingOptions | undefined,
): MissingOptions | undefined {
  const before = known === undefined
    ? []
    : known.missingNames ?? usualMissingNames;
  const reading = {
    missing: missing ?? known?.missing,
    missingNames: missingNames === undefined
      ? known?.missingNames
      : [...new Set([...before, ...missingNames])],
  };
  return reading.missing === undefined && reading.missingNames === undefined
    ? undefined
    : reading;
}

/** @throws {DataError} if missing values need means and there are none. */
export function requireMeans(
  file: string,
  missing: string | undefined,
  means: readonly number[] | undefined,
): void {
  if (missing !== "mean" || means !== undefined) return;
  throw new DataError(
    { file },
    "missing values can take a mean only if the network was trained on a table",
    ["Leave such lines out with ", { option: "missing", value: "skip" }, "."],
  );
}
