/**
 * The records of a CSV text (RFC 4180), field by field.
 *
 * @module
 */

import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { maxLine, tooLong } from "../../bytes/text.ts";
import { maxColumns, type Row } from "./table.ts";

/** Takes pieces of a text, gives the records that end in them; blank lines are none. */
export interface CsvRecords {
  /** The records that end in this piece. */
  add(piece: string): Row[];
  /** The last record, where no line's end stands after it. */
  end(): Row[];
}

/** Where the next character stands: where a field begins, in a bare one, in a quoted one, or after the quote that may close it. */
type State = "start" | "bare" | "quoted" | "closed";

const quote = 34;
const lineFeed = 10;

/**
 * Reads each character once, whatever stands in the text and wherever it is cut.
 * Lines up to the next record that has a quote are left to `split`, which is
 * fastest; that record is read character by character.
 *
 * @throws {DataError} where a quote is misplaced, or a record too long.
 */
export function createCsvRecords(file: string, delimiter: string): CsvRecords {
  const separator = delimiter.charCodeAt(0);
  /** The line that the next character is on. */
  let line = 1;
  /** A record without quotes so far, of which more may come. */
  let held: string[] = [];
  /** The record that has quotes, while it is read: its line, fields, and what is known of the next field. */
  let recordLine = 1;
  let cells: string[] | undefined;
  let field = "";
  let state: State = "start";
  let openedLine = 1;
  /** The characters of the record, held or read. */
  let length = 0;

  /** Counts what has come of a record that does not end yet. */
  function lengthen(by: number): void {
    length += by;
    if (length <= maxLine) return;
    throw tooLong(
      { file, line: cells === undefined ? line : recordLine },
      state === "quoted"
        ? `Perhaps a quote is not closed: the one on line ${openedLine}.`
        : undefined,
    );
  }

  function addRow(rows: Row[], line: number, cells: string[]): void {
    rows.push({ line, cells });
    if (cells.length <= maxColumns) return;
    throw new DataError(
      { file, line },
      `a line must have at most ${
        formatCount(maxColumns)
      } fields: this one has ${formatCount(cells.length)}`,
    );
  }

  /** Lines without quotes, the last without its end. */
  function addPlain(rows: Row[], text: string): void {
    for (const record of text.split("\n")) {
      const fields = record.split(delimiter);
      const isBlank = fields.length === 1 && record.trim() === "";
      if (!isBlank) addRow(rows, line, fields);
      line++;
    }
  }

  /** Goes on with the record that has quotes; gives where the next begins. */
  function addQuoted(rows: Row[], text: string, from: number): number {
    const fields = cells ??= [];
    // What of the text belongs to the field begins here.
    let start = from;
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === lineFeed) line++;
      if (state === "quoted") {
        if (code !== quote) continue;
        field += text.slice(start, i);
        start = i + 1;
        state = "closed";
      } else if (code === separator || code === lineFeed) {
        fields.push(field + text.slice(start, i));
        start = i + 1;
        field = "";
        state = "start";
        if (code === separator) continue;
        cells = undefined;
        length = 0;
        addRow(rows, recordLine, fields);
        return start;
      } else if (code === quote) {
        if (state === "bare") throw misplaced();
        if (state === "start") {
          openedLine = line;
          start = i + 1;
        } else start = i; // The second of two stands for one.
        state = "quoted";
      } else if (state === "closed") throw misplaced(text[i]);
      else state = "bare";
    }
    field += text.slice(start);
    lengthen(text.length - from);
    return text.length;
  }

  function misplaced(after?: string): DataError {
    const place = { file, line, column: (cells?.length ?? 0) + 1 };
    return after === undefined
      ? new DataError(
        place,
        'a quote must not stand within a field that is not quoted: found "',
        'Quote the whole field, and write each quote in it twice: "a ""b""".',
      )
      : new DataError(
        place,
        `a delimiter must follow a quoted field: found ${
          JSON.stringify(after)
        }`,
        'Write each quote within a quoted field twice: "a ""b""".',
      );
  }

  return {
    add(piece) {
      const rows: Row[] = [];
      let at = cells === undefined ? 0 : addQuoted(rows, piece, 0);
      while (at < piece.length) {
        const quoteAt = piece.indexOf('"', at);
        const end = quoteAt < 0
          ? piece.lastIndexOf("\n")
          : piece.lastIndexOf("\n", quoteAt);
        if (end >= at) {
          addPlain(rows, takeHeld() + piece.slice(at, end));
          at = end + 1;
        }
        if (quoteAt < 0) {
          lengthen(piece.length - at);
          held.push(piece.slice(at));
          break;
        }
        recordLine = line;
        const before = takeHeld();
        if (before !== "") addQuoted(rows, before, 0);
        at = addQuoted(rows, piece, at);
      }
      return rows;
    },
    end() {
      if (state === "quoted") {
        throw new DataError(
          { file, line: openedLine, column: (cells?.length ?? 0) + 1 },
          "a quoted field must be closed: the file ends within it",
        );
      }
      const rows: Row[] = [];
      if (cells !== undefined) addQuoted(rows, "\n", 0);
      else addPlain(rows, takeHeld());
      return rows;
    },
  };

  function takeHeld(): string {
    if (held.length === 0) return "";
    const text = held.join("");
    held = [];
    length = 0;
    return text;
  }
}
