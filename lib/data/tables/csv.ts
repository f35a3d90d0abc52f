import { formatCount, plural } from "../../base/words.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import { DataError } from "../../bytes/data_error.ts";
import { textOf } from "../../bytes/text.ts";
import { createCsvRecords } from "./csv_records.ts";
import { mostFrequentDelimiter, requireDelimiter } from "./delimiter.ts";
import { headerOf } from "./header.ts";
import type { Row, Table } from "./table.ts";

/** What {@linkcode csvTable} takes. */
export interface CsvOptions {
  /**
   * The character between two fields. Default: the one of `,`, `;`, tab and `|` that
   * is most frequent in the first line.
   */
  readonly delimiter?: string;
  /**
   * Whether the first line names the columns. Default: true if none of its cells is a
   * number, false if all are. If some are, true if a number is below one of its
   * texts, false if one of its texts is below itself.
   */
  readonly header?: boolean;
}

/** A table from CSV. */
export interface CsvTable extends Table {
  /** The character between two fields. */
  readonly delimiter: string;
  /** Whether the first line names the columns; otherwise they are called "1", "2" and so on. */
  readonly hasHeader: boolean;
}

/**
 * A table from CSV (RFC 4180) in UTF-8, read piece by piece each time its rows are
 * asked for. Lines may end in `\n`, `\r\n` or `\r`; within a quoted field each
 * becomes `\n`. Blank lines do not count.
 *
 * ```ts
 * import { csvTable, fromBytes } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("width;kind\n1.5;a\n2;\"b;c\"\n");
 * const table = await csvTable(fromBytes("flowers.csv", text));
 * assertEquals(table.columns, ["width", "kind"]);
 * const rows = (await Array.fromAsync(table.rows())).flat();
 * assertEquals(rows[1], { line: 3, cells: ["2", "b;c"] });
 * ```
 *
 * @throws {DataError} if the text is empty or its first line is neither a header nor
 * data; when rows are read, if a line does not have as many fields as the first, a
 * quote is misplaced, or a record has more than 16,777,216 characters.
 * @throws {NablaError} if the delimiter is not one character, or has a meaning of
 * its own.
 */
export async function csvTable(
  source: ByteSource,
  options: CsvOptions = {},
): Promise<CsvTable> {
  const { name } = source;
  const delimiter = options.delimiter === undefined
    ? await mostFrequentDelimiter(source)
    : requireDelimiter(options.delimiter);
  const [first, second] = await firstTwoRows(source, delimiter);
  if (first === undefined) throw new DataError({ file: name }, "it is empty");
  const header = headerOf(name, first, second, options.header);
  return {
    name,
    columns: header ?? first.cells.map((_, i) => `${i + 1}`),
    delimiter,
    hasHeader: header !== undefined,
    async *rows() {
      let isHeaderNext = header !== undefined;
      for await (const rows of rowsOf(source, delimiter)) {
        requireFields(name, rows, first.cells.length);
        if (isHeaderNext && rows.shift() !== undefined) isHeaderNext = false;
        yield rows;
      }
    },
  };
}

async function firstTwoRows(
  source: ByteSource,
  delimiter: string,
): Promise<Row[]> {
  const first: Row[] = [];
  for await (const rows of rowsOf(source, delimiter)) {
    first.push(...rows.slice(0, 2));
    if (first.length > 1) break;
  }
  return first;
}

async function* rowsOf(
  source: ByteSource,
  delimiter: string,
): AsyncGenerator<Row[]> {
  const records = createCsvRecords(source.name, delimiter);
  for await (const piece of textOf(source)) {
    const rows = records.add(piece);
    if (rows.length > 0) yield rows;
  }
  const last = records.end();
  if (last.length > 0) yield last;
}

function requireFields(
  file: string,
  rows: readonly Row[],
  count: number,
): void {
  for (const { line, cells } of rows) {
    if (cells.length === count) continue;
    throw new DataError(
      { file, line },
      `a line must have ${plural(count, "field")}, as the first has: found ${
        formatCount(cells.length)
      }`,
    );
  }
}
