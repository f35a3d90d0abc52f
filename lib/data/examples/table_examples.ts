import { say } from "../../../words/say.ts";
import { maxBoundNumbers } from "../../base/limits.ts";
import { allocate, type Values } from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { createRowEncoder } from "../schemas/row_encoder.ts";
import type { Schema } from "../schemas/schema.ts";
import type { Row, Table } from "../tables/table.ts";
import {
  type Examples,
  type ExamplesInMemory,
  examplesOf,
} from "./examples.ts";
import {
  exampleShapes,
  type TableExamplesOptions,
  tableRows,
} from "./table_rows.ts";

/** What {@linkcode tableExamples} takes. */
export interface TableLengthOptions extends TableExamplesOptions {
  /** How many examples there are, as {@linkcode learnSchema} counted them. */
  readonly length?: number | undefined;
}

/** How many numbers are allocated first if the number of examples is not known. */
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
 * @throws {DataError} if a row cannot be used, a column of the schema is missing, a
 * shape does not fit, or there are too many numbers for memory.
 */
export async function tableExamples(
  table: Table,
  schema: Schema,
  options: TableLengthOptions = {},
): Promise<ExamplesInMemory> {
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
      else options.leftOut?.(row);
    }
  }
  return examplesOf(held(x, length * inputWidth), {
    ...shapes,
    target: shapes.targetShape && held(target, length * targetWidth),
  });
}

/**
 * The rows of a table as examples that are read again and again, in blocks of about
 * a megabyte.
 *
 * @throws {DataError} if a column of the schema is missing or a shape does not fit;
 * when the blocks are read, if a row cannot be used or there are not `length`.
 */
export function streamedExamples(
  table: Table,
  schema: Schema,
  options: TableExamplesOptions & { readonly length: number },
): Examples {
  const { length } = options;
  // Finds mistakes in the columns before reading begins.
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
        say("there must be {count} examples, as before: found {found}", {
          count: formatCount(length),
          found: count < length ? formatCount(count) : say("more"),
        }),
      );
    },
  };
}

function grown(from: Values, to: Values): Values {
  to.set(from);
  return to;
}

/** The numbers that are used; a copy, if much of the memory would be unused. */
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
    say(
      "at most {most} numbers can be held in memory: {examples} examples of {width} have as many",
      {
        most: formatCount(maxBoundNumbers),
        examples: formatCount(most),
        width: formatCount(width),
      },
    ),
    say("Read the file as a stream."),
  );
}
