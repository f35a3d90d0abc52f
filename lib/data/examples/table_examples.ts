/**
 * Examples from a table.
 *
 * @module
 */

import { maxBoundNumbers } from "../../base/limits.ts";
import { allocate, type Values } from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { createRowEncoder } from "../schemas/row_encoder.ts";
import type { Schema } from "../schemas/schema.ts";
import type { Row, Table } from "../tables/table.ts";
import { type Block, type Examples, examplesOf } from "./examples.ts";
import {
  exampleShapes,
  type TableExamplesOptions,
  tableRows,
} from "./table_rows.ts";

/** How many examples there are, where it is known. */
export interface TableLengthOptions extends TableExamplesOptions {
  /** What {@linkcode learnSchema} counted. */
  readonly length?: number;
}

/** So many numbers are allocated first, where it is not known how many there are. */
const firstNumbers = 2 ** 14;

/**
 * All rows of a table as examples in memory.
 *
 * ```ts
 * import { csvTable, fromBytes, learnSchema, tableExamples } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("a,b,kind\n1,2,no\n3,4,yes\n");
 * const table = await csvTable(fromBytes("kinds.csv", text));
 * const { schema } = await learnSchema(table, { target: "kind" });
 * const { memory, inputShape, targetShape } = await tableExamples(table, schema);
 * assertEquals([...memory.x], [1, 2, 3, 4]);
 * assertEquals([...memory.target], [0, 1]);
 * assertEquals([inputShape, targetShape], [[2], []]);
 * ```
 *
 * @throws {DataError} where a row cannot be used, a column of the schema is not
 * there, a shape does not fit, or there are too many numbers to be held.
 */
export async function tableExamples(
  table: Table,
  schema: Schema,
  options: TableLengthOptions = {},
): Promise<Examples & { readonly memory: Block }> {
  const { precision = "float64" } = options;
  const shapes = exampleShapes(table, schema, options);
  const encoder = createRowEncoder(table, schema, options);
  const { inputWidth, targetWidth } = encoder;
  const width = inputWidth + targetWidth;
  const most = Math.floor(maxBoundNumbers / width);
  const fewest = Math.max(1, Math.floor(firstNumbers / width));
  let capacity = Math.min(most, options.length ?? fewest);
  let x = allocate(precision, capacity * inputWidth);
  let target = allocate(precision, capacity * targetWidth);
  let length = 0;
  for await (const rows of table.rows()) {
    for (const row of rows) {
      if (length === capacity) {
        if (capacity === most) throw tooMany(table, row, width, most);
        capacity = Math.min(most, Math.max(fewest, 2 * capacity));
        x = grown(x, allocate(precision, capacity * inputWidth));
        target = grown(target, allocate(precision, capacity * targetWidth));
      }
      if (encoder.encode(row, x, target, length)) length++;
    }
  }
  return examplesOf(held(x, length * inputWidth), {
    ...shapes,
    ...(shapes.targetShape === undefined
      ? {}
      : { target: held(target, length * targetWidth) }),
  });
}

/**
 * The rows of a table as examples that are read again and again, in blocks of some
 * megabyte.
 *
 * @throws {DataError} if a column of the schema is not there, or a shape does not
 * fit; and, when the blocks are read, where a row cannot be used or there are not as
 * many as `length` says.
 */
export function streamedExamples(
  table: Table,
  schema: Schema,
  options: TableExamplesOptions & { readonly length: number },
): Examples {
  const { length } = options;
  // What cannot be read is to be known before reading begins.
  createRowEncoder(table, schema, options);
  return {
    ...exampleShapes(table, schema, options),
    length,
    async *blocks() {
      let count = 0;
      for await (const block of tableRows(table, schema, options)) {
        count += block.length;
        if (count > length) break;
        yield block;
      }
      if (count === length) return;
      throw new DataError(
        { file: table.name },
        `there must be ${formatCount(length)} examples, as before: found ${
          count < length ? formatCount(count) : "more"
        }`,
      );
    },
  };
}

function grown(from: Values, to: Values): Values {
  to.set(from);
  return to;
}

/** The numbers that are used; a copy, where most of the memory would lie idle. */
function held(values: Values, length: number): Values {
  return length < 0.75 * values.length
    ? values.slice(0, length)
    : values.subarray(0, length);
}

function tooMany(
  { name: file }: Table,
  { line }: Row,
  width: number,
  most: number,
): DataError {
  return new DataError(
    { file, line },
    `at most ${formatCount(maxBoundNumbers)} numbers can be held in memory: ${
      formatCount(most)
    } examples of ${formatCount(width)} have as many`,
    "Read the file as a stream.",
  );
}
