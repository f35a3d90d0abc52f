/**
 * Records of what the long tasks found: files of JSON in `records/`, from which
 * docs/reliability.md is made.
 *
 * @module
 */

import { processorName } from "../bench/machine.ts";

/** What is recorded, in the order of the page. */
export const recordNames = [
  "coverage",
  "mutation",
  "fuzz-texts",
  "fuzz-files",
  "faults",
  "disk-faults",
  "kills",
  "soak",
] as const;

export type RecordName = typeof recordNames[number];

/**
 * What was found, a figure a field: `{ texts: 1000000, linesPercent: 97.4 }`. A name
 * is the words of the page in camel case; one that ends in `Percent`, `Minutes` or
 * `Seconds` says the unit.
 */
export type Figures = Readonly<Record<string, number | string>>;

/** Figures, with when and where they were found. */
export interface MeasuredRecord {
  readonly date: string;
  readonly figures: Figures;
  readonly processor: string;
}

const folder = new URL("records/", import.meta.url);

/**
 * Writes what a task found, instead of what it found before; a task does so when it
 * is called with `--record`. Needs `--allow-sys=cpus` and
 * `--allow-write=tests/reliability/records`.
 */
export async function writeRecord(
  name: RecordName,
  figures: Figures,
): Promise<void> {
  const sorted = Object.entries(figures).sort(([a], [b]) => a < b ? -1 : 1);
  const record: MeasuredRecord = {
    date: new Date().toISOString().slice(0, 10),
    figures: Object.fromEntries(sorted),
    processor: processorName(),
  };
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(
    new URL(`${name}.json`, folder),
    `${JSON.stringify(record, undefined, 2)}\n`,
  );
}

/** What a task found; undefined where it was not recorded yet. */
export async function readRecord(
  name: RecordName,
): Promise<MeasuredRecord | undefined> {
  try {
    return JSON.parse(
      await Deno.readTextFile(new URL(`${name}.json`, folder)),
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
