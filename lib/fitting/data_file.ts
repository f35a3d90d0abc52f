/**
 * What a data file is, told by how it begins.
 *
 * @module
 */

import { closest } from "../base/suggest.ts";
import {
  type ByteSource,
  inMemory,
  type RandomAccess,
} from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { gunzipped } from "../bytes/gzip.ts";
import { generators } from "../data/generators/generators.ts";
import { jsonLinesTable } from "../data/tables/json_lines.ts";
import type { Table } from "../data/tables/table.ts";
import { readIdx } from "../tensor_files/idx.ts";
import { readNpy } from "../tensor_files/npy.ts";
import type { Tensor } from "../tensor_files/tensor.ts";
import { orUsageError } from "../../dsl/cli/files/source.ts";
import { UsageError } from "../../dsl/cli/words/command.ts";
import type { Io } from "../../dsl/cli/world/io.ts";
import type { DataChoice } from "../../dsl/cli/words/data_options.ts";

const asCsv = "Save it as CSV.";
const asArray = "Save the numbers of all pictures as .npy, .npz or IDX.";

/** What is often tried and not read, by how it begins. */
const foreigners: readonly (readonly [number[], what: string, help: string])[] =
  [
    [[0x50, 0x41, 0x52, 0x31], "Parquet, which is not read", asCsv],
    [[0xd0, 0xcf, 0x11, 0xe0], "a file of Office, which is not read", asCsv],
    [[0x89, 0x48, 0x44, 0x46], "HDF5, which is not read", asCsv],
    [[0x89, 0x50, 0x4e, 0x47], "a single picture", asArray],
    [[0xff, 0xd8, 0xff], "a single picture", asArray],
  ];

/** What a file holds. */
export type DataFile =
  | { readonly kind: "table"; readonly table: Table; readonly size: number }
  | {
    readonly kind: "array";
    readonly tensor: Tensor;
    /** Whether its numbers are bytes, as those of images. */
    readonly isBytes: boolean;
  }
  | { readonly kind: "arrays"; readonly arrays: ReadonlyMap<string, Tensor> };

/**
 * Reads what a file is; a table is not read further than its first lines.
 *
 * @throws {UsageError} if there is no such file.
 * @throws {DataError} if it is not what it begins as.
 */
export async function openDataFile(
  path: string,
  { csv }: DataChoice,
  io: Io,
): Promise<DataFile> {
  const { source, access, close } = await openBytes(path, io);
  try {
    return await recognize(source, access, csv);
  } finally {
    close();
  }
}

async function recognize(
  source: ByteSource,
  access: RandomAccess,
  csv: DataChoice["csv"],
): Promise<DataFile> {
  const plain = gunzipped(source);
  const begin = await beginning(plain);
  const starts = (bytes: readonly number[]) =>
    bytes.every((byte, i) => begin[i] === byte);
  if (starts([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])) {
    return { kind: "array", tensor: await readNpy(plain), isBytes: false };
  }
  if (starts([0x50, 0x4b, 0x03, 0x04])) {
    // What a package is needed for is loaded where it is, as its start takes time.
    const { readNpz } = await import("../tensor_files/npz.ts");
    return { kind: "arrays", arrays: await readNpz(access) };
  }
  if (starts([0, 0])) {
    const isBytes = begin[2] === 0x08;
    return { kind: "array", tensor: await readIdx(plain), isBytes };
  }
  const foreign = foreigners.find(([bytes]) => starts(bytes));
  if (foreign !== undefined) {
    throw new DataError(
      { file: source.name },
      `it is ${foreign[1]}`,
      foreign[2],
    );
  }
  const isJson = /\.(jsonl|ndjson|json)(\.gz)?$/i.test(source.name) ||
    begin[0] === 0x7b || begin[0] === 0x5b;
  const { size } = access;
  if (isJson) {
    return { kind: "table", table: await jsonLinesTable(plain), size };
  }
  const { csvTable } = await import("../data/tables/csv.ts");
  return { kind: "table", table: await csvTable(plain, csv), size };
}

async function openBytes(path: string, io: Io): Promise<{
  readonly source: ByteSource;
  readonly access: RandomAccess;
  close(): void;
}> {
  if (path === "-") {
    const all = inMemory("standard input", await io.readInput());
    return { source: all, access: all, close() {} };
  }
  const file = await orUsageError("read", path, io.openFile(path));
  if (file === undefined) {
    throw new UsageError(
      `cannot read ${path}: there is no such file`,
      generatorHelp(path),
    );
  }
  return {
    // It reads a file of its own each time, when this one was closed.
    source: { name: path, open: () => file.stream() },
    access: { ...file, name: path },
    close: () => file.close(),
  };
}

/** What looks like a generator may be one that is called otherwise. */
function generatorHelp(word: string): string | undefined {
  const [, name] = /^([\w-]+)\s*(?:\(.*)?$/.exec(word) ?? [];
  if (name === undefined) return undefined;
  const names = [...generators.keys()];
  const near = closest(name, names);
  return near === undefined
    ? `The generators are ${names.join(", ")}.`
    : `Did you mean the generator ${near}?`;
}

/** Some first bytes. */
async function beginning(source: ByteSource): Promise<readonly number[]> {
  const first: number[] = [];
  for await (const piece of await source.open()) {
    first.push(...piece.subarray(0, 8 - first.length));
    if (first.length === 8) break;
  }
  return first;
}
