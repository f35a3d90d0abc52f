import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { DataError } from "../../bytes/data_error.ts";
import { chooseColumns, type ColumnOptions } from "../tables/columns.ts";
import type { Table } from "../tables/table.ts";
import { alikeCategories, paddedCategories } from "./alike_categories.ts";
import type { ReadColumn } from "./cell_reader.ts";
import { collectMistakes } from "./collected_mistakes.ts";
import { doubtfulCategories } from "./doubtful_categories.ts";
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

/** What {@linkcode learnSchema} takes. */
export interface LearnSchemaOptions extends ColumnOptions, MissingOptions {}

/** What was learned of a table. */
export interface LearnedSchema {
  /** What its columns mean. */
  readonly schema: Schema;
  /** How many examples it has. */
  readonly length: number;
  /** How many of its lines were left out because a value is missing. */
  readonly skipped: number;
  /** The statistics of the features; a category is a feature that is 1 or 0. */
  readonly inputs: Statistics;
  /** The statistics of targets that are numbers. */
  readonly targets?: Statistics | undefined;
  /** How many examples each class has, if the target is a class. */
  readonly classCounts?: readonly number[] | undefined;
  /** Categories that may be none, or the same as another, a sentence without a full stop each. */
  readonly notes: readonly Advice[];
}

/**
 * Passes over all rows of a table once. Checks that each can be used, all mistakes in
 * one error, so that reading it again finds none, and learns the categories, how many examples there are
 * and the statistics of their features. Categories are sorted: by size if all are
 * numbers, otherwise by their code units.
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
 * @throws {DataError} if a row cannot be used, or a named column does not exist.
 * @throws {LimitError} if an example would have too many numbers.
 */
export async function learnSchema(
  table: Table,
  options: LearnSchemaOptions = {},
): Promise<LearnedSchema> {
  const missing = missingRule(options);
  const chosen = chooseColumns(table, options);
  const columns = await columnsToRead(table, chosen, missing, options);
  const mistakes = collectMistakes(table, options);
  const reader = createRowReader(table, columns, {
    missing,
    report: mistakes.add,
  });
  const { numbers, offsets } = reader;
  const statistics = createStatistics(numbers.length);
  const counts = columns.map((): number[] => []);
  const labelled = [...columns.keys()].filter((i) => columns[i].labels);
  let length = 0;
  let skipped = 0;
  for await (const rows of table.rows()) {
    for (const row of rows) {
      mistakes.row();
      if (reader.read(row) === "left out") {
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
    if (mistakes.isFull()) break;
  }
  const error = mistakes.error();
  if (error !== undefined) throw error;
  if (length === 0) {
    throw new DataError(
      { file: table.name },
      say(
        skipped === 0
          ? "there must be lines of data: found none after the header"
          : "there must be lines without missing values: found none",
      ),
    );
  }
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
  // Several losses may have the same column.
  const isSaid = (i: number) =>
    columns.findIndex(({ name }) => name === columns[i].name) < i;
  const classCounts = targets.at(0)?.categories?.counts;
  const counted = targets.filter(({ categories }) => categories === undefined);
  return {
    schema,
    length,
    skipped,
    inputs: joinStatistics(inputs.map(({ statistics }) => statistics)),
    targets: counted.length > 0
      ? joinStatistics(counted.map(({ statistics }) => statistics))
      : undefined,
    classCounts,
    notes: learned.flatMap(({ column: { name }, categories, padded = [] }, i) =>
      categories === undefined || isSaid(i) ? [] : [
        ...doubtfulCategories(name, categories, options),
        ...alikeCategories(name, categories.list, table.decimal),
        ...paddedCategories(name, padded),
      ]
    ),
  };
}

interface LearnedColumn {
  readonly column: Column;
  readonly statistics: Statistics;
  readonly categories?: Categories;
  /** The categories that were seen with blanks around them and without. */
  readonly padded?: readonly string[] | undefined;
}

function learnColumn(
  { name: file }: Table,
  { name, part, shape, labels }: ReadColumn,
  counts: readonly number[],
  statistics: Statistics,
): LearnedColumn {
  const column = part === undefined ? { name } : { name, part };
  if (labels !== undefined) {
    const categories = categoriesOf(labels.list, counts);
    if (categories.list.length === 0) throw noValue(file, name);
    return {
      column: { ...column, categories: categories.list },
      statistics: shareStatistics(categories.counts),
      categories,
      padded: labels.padded?.(),
    };
  }
  if (statistics.count.includes(0)) throw noValue(file, name);
  return {
    column: shape.length === 0 ? column : { ...column, shape },
    statistics,
  };
}

function noValue(file: string, column: string): DataError {
  return new DataError(
    { file, column },
    say("every value is missing"),
    advise("Leave the column out with {without}.", {
      without: { option: "without", value: [column] },
    }),
  );
}
