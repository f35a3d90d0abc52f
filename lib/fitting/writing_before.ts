/**
 * How the table was written from which columns are known, and another read as that was.
 *
 * @module
 */

import { formatCount } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import { formatNames, type Table } from "../data/tables/table.ts";
import type { TableWriting } from "../data/tables/table_writing.ts";
import type { KnownColumns } from "./known_columns.ts";

/** How the table was written. A file from before this was kept does not say: columns whose names are all numbers then had no header. */
export function writingBefore(
  { schema, reading = {} }: KnownColumns,
): TableWriting {
  if (reading.decimal !== undefined) return reading;
  const columns = [...schema.inputs, ...schema.targets];
  return columns.every(({ name }) => /^[1-9]\d*$/.test(name))
    ? { ...reading, header: false }
    : reading;
}

/**
 * A table with the columns that are known. Where these have no names they are told by
 * their place, so that there must be as many.
 *
 * @throws {DataError} if there are more or fewer, or names were found before and there
 * are none now.
 */
export function tableAsBefore(table: Table, known: KnownColumns): Table {
  const before = writingBefore(known);
  const { name: file, columns, titles, writing = {} } = table;
  const { inputs, targets } = known.schema;
  if (before.header === true && writing.header === false) {
    throw new DataError(
      { file },
      "its columns must have names, as in training: found none",
      `Write a line above it with the names of all columns, among them ${
        formatNames(inputs.map(({ name }) => name), 6)
      }.`,
    );
  }
  if (before.header !== false) return table;
  if (before.width !== undefined) {
    const last = before.width - targets.length;
    const mayLack = targets.every(({ name }) => Number(name) > last);
    const { length } = columns;
    if (length !== before.width && !(mayLack && length === last)) {
      throw new DataError(
        { file },
        `columns without names are known by their place, and there must be ${
          formatCount(before.width)
        }, as in training${
          mayLack ? `, or ${formatCount(last)} without the target` : ""
        }: found ${formatCount(length)}`,
      );
    }
  }
  return titles === undefined
    ? table
    : { ...table, columns: columns.map((_, i) => `${i + 1}`) };
}
