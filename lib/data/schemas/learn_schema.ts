/**
 * What a table's columns mean, learned from all of its rows.
 *
 * @module
 */

import { DataError } from "../../bytes/data_error.ts";
import { chooseColumns, type ColumnOptions } from "../tables/columns.ts";
import type { Table } from "../tables/table.ts";
import type { ReadColumn } from "./cell_reader.ts";
import { type Categories, categoriesOf } from "./labels.ts";
import { type MissingOptions, missingRule } from "./missing.ts";
import { columnsToRead } from "./read_columns.ts";
import { createRowReader } from "./row_reader.ts";
import {
  type Column,
  inputShapeOf,
  type Schema,
  targetShapeOf,
} from "./schema.ts";
import {
  createStatistics,
  joinStatistics,
  shareStatistics,
  type Statistics,
} from "./statistics.ts";

/** What {@linkcode learnSchema} takes besides the table. */
export interface LearnSchemaOptions extends ColumnOptions, MissingOptions {}

/** What was learned of a table. */
export interface LearnedSchema {
  /** What its columns mean. */
  readonly schema: Schema;
  /** How many examples it has. */
  readonly length: number;
  /** How many of its lines were left out, as a value is missing. */
  readonly skipped: number;
  /** What is known of the features, where a category is a feature that is 1 or 0. */
  readonly inputs: Statistics;
  /** What is known of the targets that are numbers; absent where there are none. */
  readonly targets?: Statistics;
  /** How many examples each class has; absent where the target is no class. */
  readonly classCounts?: readonly number[];
}

/**
 * Passes over all rows of a table once. Sees to it that each can be used, so that
 * reading it again finds no mistake, and learns the categories, how many examples
 * there are and the statistics of their features. Categories are sorted: by size if
 * all are numbers, or else by their code units.
 *
 * ```ts
 * import { csvTable, fromBytes, learnSchema } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("x,kind\n1,b\n2,a\n6,b\n");
 * const table = await csvTable(fromBytes("kinds.csv", text));
 * const { schema, length, inputs } = await learnSchema(table, { target: "kind" });
 * assertEquals(schema.targets, [{ name: "kind", categories: ["a", "b"] }]);
 * assertEquals([length, inputs.mean], [3, [3]]);
 * ```
 *
 * @throws {DataError} where a row cannot be used, or a column that is named is not
 * there.
 * @throws {LimitError} if an example would have too many numbers.
 */
export async function learnSchema(
  table: Table,
  options: LearnSchemaOptions = {},
): Promise<LearnedSchema> {
  const missing = missingRule(options);
  const chosen = chooseColumns(table, options);
  const columns = await columnsToRead(table, chosen, missing, options);
  const reader = createRowReader(table.name, columns, missing);
  const { numbers, offsets } = reader;
  const statistics = createStatistics(numbers.length);
  const counts = columns.map((): number[] => []);
  const labelled = [...columns.keys()].filter((i) => columns[i].labels);
  let length = 0;
  let skipped = 0;
  for await (const rows of table.rows()) {
    for (const row of rows) {
      if (!reader.read(row) && missing.action === "skip") {
        skipped++;
        continue;
      }
      length++;
      statistics.add(numbers);
      for (const i of labelled) {
        const label = numbers[offsets[i]];
        if (label >= 0) counts[i][label] = (counts[i][label] ?? 0) + 1;
      }
    }
  }
  if (length === 0) throw noRows(table, skipped);
  const learned = columns.map((column, i) =>
    learnColumn(
      table,
      column,
      counts[i],
      statistics.between(offsets[i], offsets[i + 1] ?? numbers.length),
    )
  );
  const inputs = learned.slice(0, chosen.inputs.length);
  const targets = learned.slice(chosen.inputs.length);
  const schema = {
    inputs: inputs.map(({ column }) => column),
    targets: targets.map(({ column }) => column),
  };
  inputShapeOf(schema);
  targetShapeOf(schema);
  const classCounts = targets.at(0)?.categories?.counts;
  return {
    schema,
    length,
    skipped,
    inputs: joinStatistics(inputs.map(({ statistics }) => statistics)),
    ...(classCounts !== undefined
      ? { classCounts }
      : targets.length > 0
      ? { targets: joinStatistics(targets.map(({ statistics }) => statistics)) }
      : {}),
  };
}

interface LearnedColumn {
  readonly column: Column;
  readonly statistics: Statistics;
  readonly categories?: Categories;
}

function learnColumn(
  { name: file }: Table,
  { name, shape, labels }: ReadColumn,
  counts: readonly number[],
  statistics: Statistics,
): LearnedColumn {
  if (labels !== undefined) {
    const categories = categoriesOf(labels.list, counts);
    if (categories.list.length === 0) throw noValue(file, name);
    return {
      column: { name, categories: categories.list },
      statistics: shareStatistics(categories.counts),
      categories,
    };
  }
  if (statistics.count.includes(0)) throw noValue(file, name);
  return {
    column: { name, ...(shape.length === 0 ? {} : { shape }) },
    statistics,
  };
}

function noValue(file: string, column: string): DataError {
  return new DataError({ file, column }, "every value is missing");
}

function noRows({ name: file }: Table, skipped: number): DataError {
  return new DataError(
    { file },
    skipped === 0
      ? "there must be lines of data: found none but the header"
      : "there must be lines without missing values: found none",
  );
}
