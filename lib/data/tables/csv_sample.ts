import { say } from "../../../words/say.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import { DataError } from "../../bytes/data_error.ts";
import { maxLine, textAfter } from "../../bytes/text.ts";
import { createCsvRecords } from "./csv_records.ts";
import type { Row } from "./table.ts";

/** The beginning of a text, by which a table is understood. */
export interface CsvSample {
  /** Its line, from 1. */
  readonly line: number;
  readonly text: string;
  /** Whether it is all there is. */
  readonly isWhole: boolean;
}

/** A row of texts. */
export interface TextRow extends Row {
  readonly cells: readonly string[];
}

const sampleLength = 2 ** 16;
const sampleLines = 8;

/** Some lines from line `skip + 1` on. */
export async function csvSample(
  source: ByteSource,
  skip: number,
): Promise<CsvSample> {
  const pieces: string[] = [];
  let length = 0;
  let lines = 0;
  for await (const piece of textAfter(source, skip)) {
    pieces.push(piece);
    length += piece.length;
    lines += piece.split("\n").length - 1;
    const isEnough = length >= sampleLength && lines >= sampleLines;
    if (!isEnough && length <= maxLine) continue;
    return { line: skip + 1, text: pieces.join(""), isWhole: false };
  }
  return { line: skip + 1, text: pieces.join(""), isWhole: true };
}

/** The most rows by which a table is understood. */
const mostRows = 1000;

/** The rows of a sample up to the first mistake, which reading all will find again. */
export function sampleRows(
  sample: CsvSample,
  delimiter: string,
  comment: string | undefined,
): TextRow[] {
  return rowsUntilMistake(sample, delimiter, comment).rows;
}

/** What a sample without a row is: its first mistake, or empty. */
export function noRow(
  file: string,
  sample: CsvSample,
  delimiter: string,
  comment: string | undefined,
): DataError {
  return rowsUntilMistake(sample, delimiter, comment, file).mistake ??
    new DataError({ file }, say("it is empty"));
}

function rowsUntilMistake(
  { line, text, isWhole }: CsvSample,
  delimiter: string,
  comment: string | undefined,
  file = "",
): { readonly rows: TextRow[]; readonly mistake?: DataError } {
  const records = createCsvRecords(file, { delimiter, comment, line });
  const rows: Row[] = [];
  try {
    for (const piece of text.split(/(?<=\n)/)) {
      for (const row of records.add(piece)) rows.push(row);
      if (rows.length >= mostRows) break;
    }
    if (isWhole && rows.length < mostRows) rows.push(...records.end());
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { rows: rows as TextRow[], mistake: error };
  }
  return { rows: rows as TextRow[] };
}
