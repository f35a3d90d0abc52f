/**
 * Reading data: CSV, JSON lines, IDX, `.npy` and `.npz` become examples to learn
 * from.
 *
 * @module
 */

import type { ByteSource } from "./lib/bytes/byte_source.ts";

export {
  type Block,
  type Examples,
  examples,
  type ExamplesInMemory,
  type ExamplesOptions,
} from "./lib/data/examples/examples.ts";
export {
  type Example,
  type ExampleIterable,
  examplesFrom,
  type ExamplesFromOptions,
} from "./lib/data/examples/iterable_examples.ts";
export type { Shape } from "./lib/base/shape.ts";
export type { Precision, Values } from "./lib/base/values.ts";

// Where bytes come from, and what is wrong with them.
export {
  type ByteSource,
  inMemory,
  type RandomAccess,
} from "./lib/bytes/byte_source.ts";
export type { DataPlace } from "./lib/base/nabla_error.ts";
export { DataError } from "./lib/bytes/data_error.ts";

// Tables.
export {
  type CsvOptions,
  type CsvTable,
  csvTable,
} from "./lib/data/tables/csv.ts";
export { formatCsv } from "./lib/data/tables/csv_text.ts";
export { jsonLinesTable } from "./lib/data/tables/json_lines.ts";
export type { Cell, Row, Table } from "./lib/data/tables/table.ts";
export { type ColumnOptions } from "./lib/data/tables/columns.ts";
export {
  missingNames,
  type MissingOptions,
} from "./lib/data/schemas/missing.ts";
export {
  type Column,
  readSchema,
  type Schema,
} from "./lib/data/schemas/schema.ts";
export {
  type LearnedSchema,
  learnSchema,
  type LearnSchemaOptions,
} from "./lib/data/schemas/learn_schema.ts";
export type { RowEncoderOptions } from "./lib/data/schemas/row_encoder.ts";
export type { Statistics } from "./lib/data/schemas/statistics.ts";
export {
  streamedExamples,
  tableExamples,
  type TableLengthOptions,
} from "./lib/data/examples/table_examples.ts";
export {
  type RowBlock,
  type TableExamplesOptions,
  tableRows,
} from "./lib/data/examples/table_rows.ts";

// Files of any kind that is read.
export {
  type DataFile,
  readDataFile,
  type ReadDataFileOptions,
} from "./lib/fitting/data_file.ts";
export {
  readWeightsFile,
  type WeightsFile,
} from "./lib/weights/weights_file.ts";

// Arrays.
export {
  arrayExamples,
  type ArrayExamplesOptions,
  type ExampleArray,
  type ExampleArrays,
} from "./lib/data/examples/array_examples.ts";
export { readIdx } from "./lib/tensor_files/idx.ts";
export { readNpy, writeNpy } from "./lib/tensor_files/npy.ts";
export {
  readNpz,
  writeNpz,
  type WriteNpzOptions,
} from "./lib/tensor_files/npz.ts";
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
