/**
 * Where the records of a CSV text begin and end (RFC 4180).
 *
 * @module
 */

import { DataError } from "../../bytes/data_error.ts";
import { maxLine, tooLong } from "../../bytes/text.ts";

/** Some complete records. */
export interface CsvRecords {
  /** They themselves, each with `\n` at its end. */
  readonly text: string;
  /** The line on which the first begins. */
  readonly line: number;
  /** Where there are quotes: the line of each, and where it begins in the text. */
  readonly places?: readonly RecordPlace[];
}

/** Where a record begins. */
export interface RecordPlace {
  /** The line in the file, from 1. */
  readonly line: number;
  /** The offset in the text. */
  readonly start: number;
}

/** Takes pieces of a text, gives records. */
export interface CsvCutter {
  /** The records that end in this piece. */
  add(piece: string): CsvRecords | undefined;
  /** The last record, where no line's end stands after it. */
  end(): CsvRecords | undefined;
}

/** Where the next character stands; the last two are within a quoted field. */
type State = "first" | "bare" | "quoted" | "closed";

const quote = 34;
const lineFeed = 10;

/**
 * Cuts a text into records, each character looked at once, and sees to it that
 * every quote is where it may be, so that whoever splits the records into fields
 * needs to expect no mistakes.
 *
 * @throws {DataError} where a quote is misplaced, or a record too long.
 */
export function createCsvCutter(file: string, delimiter: string): CsvCutter {
  const separator = delimiter.charCodeAt(0);
  let state: State = "first";
  let held: string[] = [];
  let heldLength = 0;
  let isHeldQuoted = false;
  let line = 1;
  let recordLine = 1;
  let opened = { line: 1, at: 0 };

  function hold(rest: string): void {
    held.push(rest);
    heldLength += rest.length;
    if (heldLength <= maxLine) return;
    throw tooLong(
      { file, line: recordLine },
      state === "quoted"
        ? `Perhaps a quote is not closed: the one on line ${opened.line}.`
        : undefined,
    );
  }

  function take(piece: string): string {
    const text = held.join("") + piece;
    held = [];
    heldLength = 0;
    isHeldQuoted = false;
    return text;
  }

  /** A piece without quotes, and none before it in its record. */
  function addPlain(piece: string): CsvRecords | undefined {
    const end = piece.lastIndexOf("\n") + 1;
    const last = piece.charCodeAt(piece.length - 1);
    state = last === separator || last === lineFeed ? "first" : "bare";
    if (end === 0) {
      hold(piece);
      return undefined;
    }
    const records = { text: take(piece.slice(0, end)), line: recordLine };
    hold(piece.slice(end));
    for (let at = -1; (at = piece.indexOf("\n", at + 1)) >= 0;) line++;
    recordLine = line;
    return records;
  }

  function addQuoted(piece: string): CsvRecords | undefined {
    const places: RecordPlace[] = [];
    const first = recordLine;
    let start = 0;
    let end = 0;
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (code === lineFeed) line++;
      if (state === "quoted") {
        if (code === quote) state = "closed";
      } else if (code === separator) {
        state = "first";
      } else if (code === lineFeed) {
        state = "first";
        places.push({ line: recordLine, start });
        recordLine = line;
        end = i + 1;
        start = heldLength + end;
      } else if (code === quote) {
        if (state === "bare") throw misplaced(recordUpTo(piece, end, i));
        // A second quote right after the first: the field goes on.
        if (state === "first") opened = { line, at: heldLength + i - start };
        state = "quoted";
      } else if (state === "closed") {
        throw misplaced(recordUpTo(piece, end, i), piece[i]);
      } else state = "bare";
    }
    const records = end === 0
      ? undefined
      : { text: take(piece.slice(0, end)), line: first, places };
    hold(piece.slice(end));
    isHeldQuoted ||= piece.indexOf('"', end) >= 0;
    return records;
  }

  function recordUpTo(piece: string, start: number, end: number): string {
    return (start === 0 ? held.join("") : "") + piece.slice(start, end);
  }

  function misplaced(before: string, after?: string): DataError {
    const place = { file, line, column: columnAfter(before, delimiter) };
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
      return isHeldQuoted || piece.includes('"')
        ? addQuoted(piece)
        : addPlain(piece);
    },
    end() {
      if (state === "quoted") {
        const before = held.join("").slice(0, opened.at);
        throw new DataError(
          { file, line: opened.line, column: columnAfter(before, delimiter) },
          "a quoted field must be closed: the file ends within it",
        );
      }
      if (heldLength === 0) return undefined;
      const places = [{ line: recordLine, start: 0 }];
      return { text: take("\n"), line: recordLine, places };
    },
  };
}

/** The number of the column that a record has come to. */
function columnAfter(record: string, delimiter: string): number {
  let column = 1;
  let isQuoted = false;
  for (const character of record) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) column++;
  }
  return column;
}
