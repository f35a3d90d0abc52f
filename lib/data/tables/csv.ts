import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { formatCount, list, plural, series } from "../../base/words.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import { DataError } from "../../bytes/data_error.ts";
import { textAfter } from "../../bytes/text.ts";
import { type CsvLayout, csvLayout } from "./csv_layout.ts";
import type { CsvOptions } from "./csv_options.ts";
import { createCsvRecords } from "./csv_records.ts";
import { requireDelimiter } from "./delimiter.ts";
import type { Row, Table } from "./table.ts";
import { writingOf } from "./table_writing.ts";

/** A table from CSV. */
export interface CsvTable extends Table {
  /** The character between two fields. */
  readonly delimiter: string;
  /** Whether the first line of the table names the columns; otherwise they are called "1", "2" and so on, or as a comment above it says. */
  readonly hasHeader: boolean;
}

/**
 * A table from CSV (RFC 4180) in UTF-8 or UTF-16, read piece by piece each time its
 * rows are asked for. Lines may end in `\n`, `\r\n` or `\r`; within a quoted field
 * each becomes `\n`. Blank lines do not count; neither do delimiters at the end of
 * lines. What the table's `notes` say was found in its first lines; options say
 * otherwise.
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
  if (options.delimiter !== undefined) requireDelimiter(options.delimiter);
  const layout = await csvLayout(source, options);
  const { delimiter, hasHeader, columns, titles, doubt } = layout;
  const { index, decimal, notes, columnNotes } = layout;
  return {
    name: source.name,
    columns,
    titles,
    doubt,
    index,
    decimal,
    writing: writingOf(layout),
    notes,
    columnNotes,
    delimiter,
    hasHeader,
    async *rows() {
      const pieces = rowsOf(source, layout);
      let isHeaderNext = hasHeader;
      for await (const rows of pieces) {
        if (isHeaderNext && rows.shift() !== undefined) isHeaderNext = false;
        const wrong = rows.findIndex(({ cells }) =>
          cells.length !== columns.length && !fitted(cells, columns.length)
        );
        if (wrong >= 0) {
          throw await uneven(source.name, layout, rows.slice(wrong), pieces);
        }
        yield rows;
      }
    },
  };
}

async function* rowsOf(
  source: ByteSource,
  { delimiter, comment, skip }: CsvLayout,
): AsyncGenerator<Row[]> {
  const records = createCsvRecords(source.name, {
    delimiter,
    comment,
    line: skip + 1,
  });
  for await (const piece of textAfter(source, skip)) {
    const rows = records.add(piece);
    if (rows.length > 0) yield rows;
  }
  const last = records.end();
  if (last.length > 0) yield last;
}

/** Takes blank cells away that are too many; whether as many are left as there must be. */
function fitted(cells: Row["cells"], width: number): boolean {
  if (cells.length < width) return false;
  if (cells.slice(width).some((cell) => `${cell}`.trim() !== "")) return false;
  (cells as string[]).length = width;
  return true;
}

/** The most lines that a message names. */
const mostNamed = 10;

/** All lines that have too few fields or too many, as one mistake. */
async function uneven(
  file: string,
  { columns: { length: width }, comment, doubt }: CsvLayout,
  rows: readonly Row[],
  more: AsyncIterable<readonly Row[]>,
): Promise<DataError> {
  const [{ line, cells }] = rows;
  const others: number[] = [];
  let count = 0;
  const collect = (found: readonly Row[]) => {
    for (const { line, cells } of found) {
      if (cells.length === width || fitted(cells, width)) continue;
      count++;
      if (others.length < mostNamed) others.push(line);
    }
  };
  collect(rows.slice(1));
  for await (const rows of more) collect(rows);
  const problem = say(
    "a line must have {fields}, as the first has: found {found}",
    { fields: plural(width, "field"), found: formatCount(cells.length) },
  );
  return new DataError(
    { file, line },
    likewise(problem, others, count),
    helpFor(`${cells[0]}`.trim(), comment) ?? doubt,
  );
}

/** The problem of a line, with the others that have it too. */
function likewise(
  problem: string,
  others: readonly number[],
  count: number,
): string {
  if (count === 0) return problem;
  if (count === 1) {
    return say("{problem}; likewise line {line}", {
      problem,
      line: others[0],
    });
  }
  return count === others.length
    ? say("{problem}; likewise lines {lines}", {
      problem,
      lines: list(others.map(String), "and"),
    })
    : say("{problem}; likewise lines {lines} and {count} more", {
      problem,
      lines: series(others.map(String)),
      count: formatCount(count - others.length),
    });
}

function helpFor(
  begin: string,
  comment: string | undefined,
): Advice | undefined {
  const [mark] = /^(?:#|%|\/\/)/.exec(begin) ?? [];
  return mark === undefined || mark === comment
    ? undefined
    : advise("Leave such lines out with {option}.", {
      option: { option: "comment", value: mark },
    });
}
