/**
 * Reading data: CSV, JSON lines, IDX, `.npy` and `.npz` become examples to learn
 * from.
 *
 * @module
 */

import type { ByteSource } from "./lib/data/byte_source.ts";

export {
  type Block,
  type Examples,
  examples,
  type ExamplesInMemory,
  type ExamplesOptions,
} from "./lib/data/examples.ts";
export {
  type Example,
  type ExampleIterable,
  examplesFrom,
  type ExamplesFromOptions,
} from "./lib/data/iterable_examples.ts";
export type { Shape } from "./lib/shape.ts";
export type { Precision, Values } from "./lib/values.ts";

// Where bytes come from, and what is wrong with them.
export {
  type ByteSource,
  inMemory,
  type RandomAccess,
} from "./lib/data/byte_source.ts";
export { DataError, type DataPlace } from "./lib/data/data_error.ts";

// Tables.
export { type CsvOptions, type CsvTable, csvTable } from "./lib/data/csv.ts";
export { formatCsv } from "./lib/data/csv_text.ts";
export { jsonLinesTable } from "./lib/data/json_lines.ts";
export type { Cell, Row, Table } from "./lib/data/table.ts";
export { type ColumnOptions } from "./lib/data/columns.ts";
export { missingNames, type MissingOptions } from "./lib/data/missing.ts";
export { type Column, readSchema, type Schema } from "./lib/data/schema.ts";
export {
  type LearnedSchema,
  learnSchema,
  type LearnSchemaOptions,
} from "./lib/data/learn_schema.ts";
export type { RowEncoderOptions } from "./lib/data/row_encoder.ts";
export type { Statistics } from "./lib/data/statistics.ts";
export {
  streamedExamples,
  tableExamples,
  type TableLengthOptions,
} from "./lib/data/table_examples.ts";
export {
  type RowBlock,
  type TableExamplesOptions,
  tableRows,
} from "./lib/data/table_rows.ts";

// Arrays.
export {
  arrayExamples,
  type ArrayExamplesOptions,
  type ExampleArray,
  type ExampleArrays,
} from "./lib/data/array_examples.ts";
export { readIdx } from "./lib/data/idx.ts";
export { readNpy, writeNpy } from "./lib/data/npy.ts";
export { readNpz, writeNpz, type WriteNpzOptions } from "./lib/data/npz.ts";
export type { NamedTensor, Tensor } from "./lib/tensor_files/tensor.ts";

/**
 * The bytes of a file, from the first on each time that they are read. It takes the
 * permission to read it.
 *
 * ```ts ignore
 * import { csvTable, fromFile } from "@nabla/nabla/data";
 *
 * const table = await csvTable(fromFile("train.csv"));
 * ```
 */
export function fromFile(path: string | URL): ByteSource {
  return {
    name: path instanceof URL ? path.pathname : path,
    open: async () => (await Deno.open(path)).readable,
  };
}
