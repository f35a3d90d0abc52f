/**
 * Reading data: CSV, JSON, IDX, `.npy` and `.npz` become examples to learn
 * from.
 *
 * ```ts
 * import { csvTable, fromBytes, learnSchema, tableExamples } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("a,b,kind\n1,2,no\n3,4,yes\n");
 * const table = await csvTable(fromBytes("kinds.csv", text));
 * const { schema } = await learnSchema(table, { target: "kind" });
 * const { memory } = await tableExamples(table, schema);
 * assertEquals([...memory.x], [1, 2, 3, 4]);
 * assertEquals([...memory.target], [0, 1]);
 * ```
 *
 * @module
 */

import { loadSystem } from "./dsl/cli/world/system/runtime.ts";
import type { ByteSource } from "./lib/bytes/byte_source.ts";

// Tables.
export {
  type LearnedSchema,
  learnSchema,
  type LearnSchemaOptions,
} from "./lib/data/schemas/learn_schema.ts";
export {
  missingNames,
  type MissingOptions,
} from "./lib/data/schemas/missing.ts";
export type { RowEncoderOptions } from "./lib/data/schemas/row_encoder.ts";
export {
  type Column,
  readSchema,
  type Schema,
} from "./lib/data/schemas/schema.ts";
export type { Statistics } from "./lib/data/schemas/statistics.ts";
export type {
  ColumnNames,
  ColumnOptions,
  TargetColumnKind,
} from "./lib/data/tables/columns.ts";
export { type CsvTable, csvTable } from "./lib/data/tables/csv.ts";
export type { CsvOptions } from "./lib/data/tables/csv_options.ts";
export type { DecimalMark } from "./lib/data/tables/decimal_marks.ts";
export {
  formatCsv,
  type FormatCsvOptions,
} from "./lib/data/tables/csv_text.ts";
export {
  jsonTable,
  type JsonTableOptions,
} from "./lib/data/tables/json_table.ts";
export type { Cell, Row, Table } from "./lib/data/tables/table.ts";
export type { TableWriting } from "./lib/data/tables/table_writing.ts";

// Examples.
export {
  arrayExamples,
  type ArrayExamplesOptions,
  type ExampleArray,
  type ExampleArrays,
} from "./lib/data/examples/array_examples.ts";
export {
  type Block,
  type ExamplePart,
  type Examples,
  type ExamplesInMemory,
  examplesOf,
  type ExamplesOptions,
} from "./lib/data/examples/examples.ts";
export {
  type Example,
  type ExampleIterable,
  examplesFrom,
  type ExamplesFromOptions,
} from "./lib/data/examples/iterable_examples.ts";
export { splitExamples, type SplitOptions } from "./lib/data/examples/split.ts";
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

// Generators.
export type { ClassOptions } from "./lib/data/generators/class_generator.ts";
export {
  blobs,
  type BlobsOptions,
  gaussians,
  type GaussiansOptions,
} from "./lib/data/generators/clouds.ts";
export { digits, type DigitsOptions } from "./lib/data/generators/digits.ts";
export type {
  GeneratorDefinition,
  GeneratorOptions,
  GeneratorType,
} from "./lib/data/generators/generator.ts";
export { generators } from "./lib/data/generators/generators.ts";
export {
  circles,
  type CirclesOptions,
  moons,
  spiral,
  type SpiralOptions,
  xor,
} from "./lib/data/generators/points.ts";
export {
  regressionLine,
  type RegressionLineOptions,
} from "./lib/data/generators/regression_line.ts";
export type { Target } from "./lib/data/generators/target.ts";

// Data that fits a network.
export {
  type FitArrays,
  fitArrays,
  type FitArraysOptions,
  type NamedArrays,
} from "./lib/fitting/array_data.ts";
export { type DataFile, readDataFile } from "./lib/fitting/data_file.ts";
export {
  type ReadDataFileOptions,
  type TableFile,
} from "./lib/fitting/table_file.ts";
export {
  fitExamples,
  type FitExamplesOptions,
  type FittedData,
} from "./lib/fitting/fitted_data.ts";
export {
  inputShapeIn,
  type InputShapeOptions,
} from "./lib/fitting/input_shape.ts";
export type { ArrayReading } from "./lib/fitting/array_reading.ts";
export type {
  KnownColumns,
  OtherNames,
  TableReading,
} from "./lib/fitting/known_columns.ts";
export {
  learnNormalization,
  type Normalization,
  type NormalizationKind,
  type NormalizedOptions,
  normalizeExamples,
  normalizeValues,
} from "./lib/fitting/numbers/normalization.ts";
export type { AskOptions } from "./lib/fitting/asked_outputs.ts";
export {
  type AnswerOptions,
  predictArray,
  predictTable,
  type PredictTableOptions,
  type TrainedNetwork,
} from "./lib/fitting/predictions.ts";
export {
  divideData,
  type DividedData,
  prepareData,
  type PrepareDataOptions,
  type PreparedData,
  withValidation,
} from "./lib/fitting/prepared_data.ts";
export {
  differenceOfRuns,
  type RunDifference,
  type RunIdentity,
} from "./lib/fitting/run_identity.ts";
export { fitTable, type FitTableOptions } from "./lib/fitting/table_data.ts";
export {
  learnTargetNormalization,
  normalizeTargets,
  type RestoredTargets,
  type TargetNormalizationOptions,
  withRestoredTargets,
} from "./lib/fitting/numbers/target_units.ts";
export { targetFor } from "./lib/fitting/numbers/targets.ts";

// Files of arrays and weights, and where bytes come from.
export {
  type ByteSource,
  fromBytes,
  type RandomAccess,
} from "./lib/bytes/byte_source.ts";
export { readIdx } from "./lib/tensor_files/idx.ts";
export { readNpy, writeNpy } from "./lib/tensor_files/npy.ts";
export {
  readNpz,
  writeNpz,
  type WriteNpzOptions,
} from "./lib/tensor_files/npz.ts";
export {
  readSafetensors,
  type SafetensorsFile,
} from "./lib/tensor_files/safetensors.ts";
export {
  type Metadata,
  safetensorsParts,
  writeSafetensors,
  type WriteSafetensorsOptions,
} from "./lib/tensor_files/safetensors_writer.ts";
export type {
  NamedTensor,
  Tensor,
  TensorEntry,
} from "./lib/tensor_files/tensor.ts";
export {
  readWeightsFile,
  type WeightsFile,
} from "./lib/weights/weights_file.ts";

export { writeC } from "./lib/bridges/code/c.ts";
export { writeJavaScript } from "./lib/bridges/code/javascript.ts";
export {
  type OnnxNetwork,
  type OnnxPort,
  readOnnx,
  type ReadOnnxOptions,
} from "./dsl/importing/read_onnx.ts";
export {
  writeOnnx,
  type WriteOnnxOptions,
} from "./lib/bridges/onnx/out/write_onnx.ts";

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
    open: async () => {
      const { open } = await loadSystem();
      return (await open(path)).readable;
    },
  };
}
