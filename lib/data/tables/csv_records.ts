import { say } from "../../../words/say.ts";
import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { maxLine, tooLong } from "../../bytes/text.ts";
import { createQuotedRecords } from "./csv_quoted.ts";
import { maxColumns, type Row } from "./table.ts";

/** How {@linkcode createCsvRecords} reads. */
interface CsvRecordOptions {
  /** The character between two fields; with a blank, any number of blanks and tabs. */
  readonly delimiter: string;
  /** What a line begins with that is none of the table. */
  readonly comment?: string | undefined;
  /** The line on which the text begins. Default: 1. */
  readonly line?: number;
}

/** Takes a text in pieces. Blank lines and comments are not records. */
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
export function createCsvRecords(
  file: string,
  options: CsvRecordOptions,
): CsvRecords {
  const { delimiter, comment = "" } = options;
  const quoted = createQuotedRecords(file, delimiter);
  const hasRuns = delimiter === " ";
  const hasComments = comment !== "";
  /** The line on which this or the next record begins. */
  let { line = 1 } = options;
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
      opened === undefined ? undefined : unclosed(opened),
    );
  }

  function takeHeld(): string {
    const text = held.join("");
    held = [];
    length = 0;
    return text;
  }

  function addRow(rows: Row[], cells: string[]): void {
    if (cells.length > maxColumns) throw tooMany(file, line, cells.length);
    rows.push({ line, cells });
  }

  /** Lines without quotes, the last without its end. */
  function addPlain(rows: Row[], text: string): void {
    for (const record of text.split("\n")) {
      const cells = hasRuns
        ? record.match(/[^ \t]+/g) ?? [""]
        : record.split(delimiter);
      const isNone = (cells.length === 1 && record.trim() === "") ||
        (hasComments && isComment(record));
      if (!isNone) addRow(rows, cells);
      line++;
    }
  }

  function isComment(record: string): boolean {
    return hasComments && record.trimStart().startsWith(comment);
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
        const before = takeHeld();
        if (isComment(before + piece.slice(at, quoteAt + 1))) {
          // The line is left out with the plain ones, once all of it is there.
          const next = piece.indexOf("\n", quoteAt);
          const stop = next < 0 ? piece.length : next + 1;
          held.push(before + piece.slice(at, next < 0 ? stop : next));
          lengthen(before.length + stop - at);
          if (next >= 0) addPlain(rows, takeHeld());
          at = stop;
          continue;
        }
        quoted.begin(line);
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
          say("a quoted field must be closed: the file ends within it"),
        );
      }
      return rows;
    },
  };
}

function unclosed(line: number): string {
  return say("Perhaps the quote on line {line} is not closed.", { line });
}

function tooMany(file: string, line: number, found: number): DataError {
  return new DataError(
    { file, line },
    say("a line must have at most {most} fields: found {found}", {
      most: formatCount(maxColumns),
      found: formatCount(found),
    }),
  );
}
