import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { maxLine, tooLong } from "../../bytes/text.ts";
import { createQuotedRecords } from "./csv_quoted.ts";
import { maxColumns, type Row } from "./table.ts";

/** Takes a text in pieces. Blank lines are not records. */
interface CsvRecords {
  /** The records that end in this piece. */
  add(piece: string): Row[];
  /** The last record, if no end of line follows it. */
  end(): Row[];
}

/**
 * Reads each character once, wherever the text is cut. Lines up to the next record
 * with a quote are left to `split`, which is fastest; that record is read character
 * by character.
 *
 * @throws {DataError} where a quote is misplaced, or a record too long.
 */
export function createCsvRecords(file: string, delimiter: string): CsvRecords {
  const quoted = createQuotedRecords(file, delimiter);
  /** The line on which this or the next record begins. */
  let line = 1;
  /** The beginning of a record without quotes so far. */
  let held: string[] = [];
  /** How many characters the unfinished record has. */
  let length = 0;

  function lengthen(by: number): void {
    length += by;
    if (length <= maxLine) return;
    const opened = quoted.opened();
    throw tooLong(
      { file, line },
      opened === undefined
        ? undefined
        : `Perhaps the quote on line ${opened} is not closed.`,
    );
  }

  function takeHeld(): string {
    const text = held.join("");
    held = [];
    length = 0;
    return text;
  }

  function addRow(rows: Row[], cells: string[]): void {
    rows.push({ line, cells });
    if (cells.length <= maxColumns) return;
    throw new DataError(
      { file, line },
      `a line must have at most ${formatCount(maxColumns)} fields: found ${
        formatCount(cells.length)
      }`,
    );
  }

  /** Lines without quotes, the last without its end. */
  function addPlain(rows: Row[], text: string): void {
    for (const record of text.split("\n")) {
      const cells = record.split(delimiter);
      const isBlank = cells.length === 1 && record.trim() === "";
      if (!isBlank) addRow(rows, cells);
      line++;
    }
  }

  /** Continues the record with quotes; returns where the next begins. */
  function addQuoted(rows: Row[], text: string, from: number): number {
    const cells = quoted.cells() ?? [];
    const end = quoted.read(text, from);
    if (quoted.cells() === undefined) {
      addRow(rows, cells);
      line = quoted.line();
      length = 0;
    } else lengthen(end - from);
    return end;
  }

  return {
    add(piece) {
      const rows: Row[] = [];
      let at = quoted.cells() === undefined ? 0 : addQuoted(rows, piece, 0);
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
          held.push(piece.slice(at));
          lengthen(piece.length - at);
          break;
        }
        quoted.begin(line);
        const before = takeHeld();
        if (before !== "") addQuoted(rows, before, 0);
        at = addQuoted(rows, piece, at);
      }
      return rows;
    },
    end() {
      const rows: Row[] = [];
      const cells = quoted.cells();
      const opened = quoted.opened();
      if (cells === undefined) addPlain(rows, takeHeld());
      else if (opened === undefined) addQuoted(rows, "\n", 0);
      else {
        throw new DataError(
          { file, line: opened, column: cells.length + 1 },
          "a quoted field must be closed: the file ends within it",
        );
      }
      return rows;
    },
  };
}
