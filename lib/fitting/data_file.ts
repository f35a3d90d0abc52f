import type { ByteSource, RandomAccess } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { gunzipped } from "../bytes/gzip.ts";
import type { CsvOptions } from "../data/tables/csv_options.ts";
import { jsonTable } from "../data/tables/json_table.ts";
import type { Table } from "../data/tables/table.ts";
import type { KnownColumns } from "./known_columns.ts";
import { tableAsBefore, writingBefore } from "./writing_before.ts";
import { readIdx } from "../tensor_files/idx.ts";
import { readNpy } from "../tensor_files/npy.ts";
import type { Tensor } from "../tensor_files/tensor.ts";

const asCsv = "Save it as CSV.";
const asArray = "Save the numbers of all pictures as .npy, .npz or IDX.";

/** Frequent files that are not read, by their first bytes. */
const foreigners: readonly (readonly [number[], what: string, help: string])[] =
  [
    [[0x50, 0x41, 0x52, 0x31], "Parquet, which is not read", asCsv],
    [[0xd0, 0xcf, 0x11, 0xe0], "a file of Office, which is not read", asCsv],
    [[0x89, 0x48, 0x44, 0x46], "HDF5, which is not read", asCsv],
    [[0x89, 0x50, 0x4e, 0x47], "a single picture", asArray],
    [[0xff, 0xd8, 0xff], "a single picture", asArray],
  ];

/** The content of a data file. */
export type DataFile =
  | {
    readonly kind: "table";
    readonly table: Table;
    /** The size of the file in bytes. */
    readonly size: number;
  }
  | {
    readonly kind: "array";
    readonly tensor: Tensor;
    /** Whether its numbers are bytes, as in images. */
    readonly isBytes: boolean;
  }
  | { readonly kind: "arrays"; readonly arrays: ReadonlyMap<string, Tensor> };

/** What {@linkcode readDataFile} takes. */
export interface ReadDataFileOptions {
  /** How CSV is written. Default: what it looks like. */
  readonly csv?: CsvOptions;
  /**
   * What was learned of other data of the kind. The file is read as that was, as far as
   * `csv` does not say otherwise. Where nothing tells how that was, it is looked for,
   * but that columns with numbers for names have no header.
   */
  readonly known?: KnownColumns | undefined;
}

/**
 * Reads CSV, JSON, IDX, `.npy` or `.npz`, gzipped or not; of a table only the
 * first lines.
 *
 * ```ts
 * import { fromBytes, readDataFile } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode('{"x":1,"y":2}\n');
 * const file = await readDataFile(fromBytes("points", text));
 * assertEquals(file.kind === "table" && file.table.columns, ["x", "y"]);
 * ```
 *
 * @throws {DataError} if it is damaged, or not one of these, or if an option of CSV is
 * given for JSON.
 */
export async function readDataFile(
  file: ByteSource & RandomAccess,
  options: ReadDataFileOptions = {},
): Promise<DataFile> {
  const plain = gunzipped(file);
  const begin = await firstBytes(plain);
  const starts = (bytes: readonly number[]) =>
    bytes.every((byte, i) => begin[i] === byte);
  if (starts([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])) {
    return { kind: "array", tensor: await readNpy(plain), isBytes: false };
  }
  if (starts([0x50, 0x4b, 0x03, 0x04])) {
    // Loaded only if needed, as its package takes time to start.
    const { readNpz } = await import("../tensor_files/npz.ts");
    return { kind: "arrays", arrays: await readNpz(file) };
  }
  if (starts([0, 0])) {
    const isBytes = begin[2] === 0x08;
    return { kind: "array", tensor: await readIdx(plain), isBytes };
  }
  const foreign = foreigners.find(([bytes]) => starts(bytes));
  if (foreign !== undefined) {
    throw new DataError({ file: file.name }, `it is ${foreign[1]}`, foreign[2]);
  }
  const isJson = /\.(jsonl|ndjson|json)(\.gz)?$/i.test(file.name) ||
    begin[0] === 0x7b || begin[0] === 0x5b;
  const { size } = file;
  const { csv = {}, known } = options;
  const writing = known && writingBefore(known);
  if (isJson) requireCsv(file.name, csv);
  const table = isJson
    ? await jsonTable(plain, { header: csv.header ?? writing?.header })
    : await csvIn(plain, { ...csv, known: writing });
  if (isJson && csv.header === false && table.writing?.header === true) {
    throw new DataError(
      { file: file.name },
      "objects of JSON name their columns",
      ["Leave out ", { option: "header", value: false }, "."],
    );
  }
  return {
    kind: "table",
    table: known ? tableAsBefore(table, known) : table,
    size,
  };
}

/** @throws {DataError} if an option is given that is for CSV alone. */
function requireCsv(file: string, options: CsvOptions): void {
  const option = (["delimiter", "skip", "comment", "decimal"] as const)
    .find((name) => options[name] !== undefined);
  if (option === undefined) return;
  throw new DataError(
    { file },
    "how CSV is written says nothing of JSON, which it is",
    ["Leave out ", { option }, "."],
  );
}

async function csvIn(source: ByteSource, options: CsvOptions): Promise<Table> {
  const { csvTable } = await import("../data/tables/csv.ts");
  return await csvTable(source, options);
}

async function firstBytes(source: ByteSource): Promise<readonly number[]> {
  const first: number[] = [];
  for await (const piece of await source.open()) {
    first.push(...piece.subarray(0, 8 - first.length));
    if (first.length === 8) break;
  }
  return first;
}
