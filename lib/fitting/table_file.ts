/**
 * Tables in files: CSV or JSON. Where columns are known from another table, it is read
 * as that was.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
import { formatCount } from "../base/words.ts";
import type { ByteSource, RandomAccess } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { gunzipped } from "../bytes/gzip.ts";
import type { CsvOptions } from "../data/tables/csv_options.ts";
import { jsonTable } from "../data/tables/json_table.ts";
import { formatNames, type Table } from "../data/tables/table.ts";
import type { TableWriting } from "../data/tables/table_writing.ts";
import { advise } from "../base/advice.ts";
import type { KnownColumns } from "./known_columns.ts";

const asCsv = "Save it as CSV.";
const asArray = "Save the numbers of all pictures as .npy, .npz or IDX.";

/** Frequent files that are not read, by their first bytes. */
const foreigners: readonly (readonly [number[], what: Phrase, help: Phrase])[] =
  [
    [[0x50, 0x41, 0x52, 0x31], "it is Parquet, which is not read", asCsv],
    [
      [0xd0, 0xcf, 0x11, 0xe0],
      "it is a file of Office, which is not read",
      asCsv,
    ],
    [[0x89, 0x48, 0x44, 0x46], "it is HDF5, which is not read", asCsv],
    [[0x89, 0x50, 0x4e, 0x47], "it is a single picture", asArray],
    [[0xff, 0xd8, 0xff], "it is a single picture", asArray],
  ];

/** What `readDataFile` takes. */
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

/** A file that is a table. */
export interface TableFile {
  /** Which kind of data it is. */
  readonly kind: "table";
  /** Its rows and columns. */
  readonly table: Table;
  /** The size of the file in bytes. */
  readonly size: number;
}

/**
 * Reads CSV or JSON as `readDataFile` does, and no arrays.
 *
 * @throws {DataError} if it is damaged, or none of both.
 */
export async function readTableFile(
  file: ByteSource & RandomAccess,
  options: ReadDataFileOptions = {},
): Promise<TableFile> {
  const plain = gunzipped(file);
  const begin = await firstBytes(plain);
  if (formatOf(begin) !== undefined) {
    throw new DataError(
      { file: file.name },
      say("it holds arrays, and no table"),
    );
  }
  return await tableIn(file, plain, begin, options);
}

/** Which kind of arrays a file holds, by its first bytes; undefined for none. */
export function formatOf(
  begin: readonly number[],
): "npy" | "npz" | "idx" | undefined {
  const starts = startsOf(begin);
  return starts([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])
    ? "npy"
    : starts([0x50, 0x4b, 0x03, 0x04])
    ? "npz"
    : starts([0, 0])
    ? "idx"
    : undefined;
}

function startsOf(begin: readonly number[]) {
  return (bytes: readonly number[]) =>
    bytes.every((byte, i) => begin[i] === byte);
}

/** Reads the table of a file that begins so. */
export async function tableIn(
  { name, size }: ByteSource & RandomAccess,
  plain: ByteSource,
  begin: readonly number[],
  { csv = {}, known }: ReadDataFileOptions,
): Promise<TableFile> {
  const starts = startsOf(begin);
  const foreign = foreigners.find(([bytes]) => starts(bytes));
  if (foreign !== undefined) {
    const [, what, help] = foreign;
    throw new DataError({ file: name }, say(what), say(help));
  }
  const isJson = /\.(jsonl|ndjson|json)(\.gz)?$/i.test(name) ||
    begin[0] === 0x7b || begin[0] === 0x5b;
  const writing = known && writingBefore(known);
  if (isJson) requireCsv(name, csv);
  const table = isJson
    ? await jsonTable(plain, { header: csv.header ?? writing?.header })
    : await csvIn(plain, { ...csv, known: writing });
  if (isJson && csv.header === false && table.writing?.header === true) {
    throw new DataError(
      { file: name },
      say("objects of JSON name their columns"),
      advise("Leave out {option}.", {
        option: { option: "header", value: false },
      }),
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
    say("how CSV is written says nothing of JSON, which it is"),
    advise("Leave out {option}.", { option: { option } }),
  );
}

async function csvIn(source: ByteSource, options: CsvOptions): Promise<Table> {
  const { csvTable } = await import("../data/tables/csv.ts");
  return await csvTable(source, options);
}

/** At most eight. */
export async function firstBytes(
  source: ByteSource,
): Promise<readonly number[]> {
  const first: number[] = [];
  for await (const piece of await source.open()) {
    first.push(...piece.subarray(0, 8 - first.length));
    if (first.length === 8) break;
  }
  return first;
}

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
      say("its columns must have names, as in training: found none"),
      say(
        "Write a line above it with the names of all columns, among them {names}.",
        { names: formatNames(inputs.map(({ name }) => name), 6) },
      ),
    );
  }
  if (before.header !== false) return table;
  if (before.width !== undefined) {
    const last = before.width - targets.length;
    const mayLack = targets.every(({ name }) => Number(name) > last);
    const { length } = columns;
    if (length !== before.width && !(mayLack && length === last)) {
      const facts = {
        count: formatCount(before.width),
        found: formatCount(length),
      };
      throw new DataError(
        { file },
        mayLack
          ? say(
            "columns without names are known by their place, and there must be {count}, as in training, or {without} without the target: found {found}",
            { ...facts, without: formatCount(last) },
          )
          : say(
            "columns without names are known by their place, and there must be {count}, as in training: found {found}",
            facts,
          ),
      );
    }
  }
  return titles === undefined
    ? table
    : { ...table, columns: columns.map((_, i) => `${i + 1}`) };
}
