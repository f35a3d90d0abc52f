import { say } from "../../words/say.ts";
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
import { skipHelp } from "../data/schemas/cell_mistakes.ts";
import { type DataRole, namesFor } from "./parts.ts";

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

/** What columns of other data are called: those of the inputs, those of the targets. */
export interface OtherNames {
  /** The inputs, in the order of those that were learned. */
  readonly inputs?: string | ColumnNames | undefined;
  /** The targets. */
  readonly target?: string | ColumnNames | undefined;
}

/**
 * What is known, with other names for inputs and targets, where they are given.
 *
 * @throws {DataError} if there are no such columns, or not as many as were learned.
 */
export function knownIn(
  table: Table,
  network: Network,
  known: KnownColumns | undefined,
  other: OtherNames,
): KnownColumns | undefined {
  if (known === undefined) return undefined;
  let { schema } = known;
  for (const role of ["inputs", "target"] as const) {
    const given = other[role];
    if (given === undefined) continue;
    const data = { file: table.name, has: "", guess: () => [] };
    const list = typeof given === "string" ? [given] : given;
    const names = namesFor(data, network, role, list);
    const parts = isList(names)
      ? [[undefined, names] as const]
      : Object.entries(names);
    for (const [part, own] of parts) {
      if (own.length > 0) schema = renamed(table, schema, role, own, part);
    }
  }
  return { ...known, schema };
}

/** A schema with other names for its inputs or targets, or for those of one part. */
function renamed(
  table: Table,
  schema: Schema,
  role: DataRole,
  given: string | readonly string[],
  part: string | undefined,
): Schema {
  const isOwn = (column: Column) => part === undefined || column.part === part;
  const columns = role === "inputs" ? schema.inputs : schema.targets;
  const { length } = columns.filter(isOwn);
  const positions = positionsOf(table, [given].flat());
  if (positions.length !== length) {
    const facts = {
      columns: plural(length, "column"),
      found: positions.length,
    };
    throw new DataError(
      { file: table.name },
      part === undefined
        ? say(
          role === "inputs"
            ? "the inputs must be {columns}, as the network takes: found {found}"
            : "the target must be {columns}, as the network predicts: found {found}",
          facts,
        )
        : say(
          role === "inputs"
            ? "the inputs of {part} must be {columns}, as the network takes: found {found}"
            : "the target of {part} must be {columns}, as the network predicts: found {found}",
          { ...facts, part },
        ),
    );
  }
  let at = 0;
  const all = columns.map((column) =>
    isOwn(column) ? { ...column, name: table.columns[positions[at++]] } : column
  );
  return role === "inputs"
    ? { ...schema, inputs: all }
    : { ...schema, targets: all };
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
    say(
      "missing values can take a mean only if the network was trained on a table",
    ),
    skipHelp(),
  );
}
