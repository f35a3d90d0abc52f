import { DataError } from "../../bytes/data_error.ts";

/** Reads one record after the other, each in as many pieces as it arrives in. */
interface QuotedRecords {
  /** The fields of the record that is being read; undefined between records. */
  cells(): string[] | undefined;
  /** The line on which an unclosed quoted field was opened. */
  opened(): number | undefined;
  /** Begins a record on a line. */
  begin(line: number): void;
  /**
   * Reads a text up to the record's end or its own, and returns where it stopped.
   *
   * @throws {DataError} where a quote is misplaced.
   */
  read(text: string, from: number): number;
  /** The line reached. */
  line(): number;
}

/** The next character is the first of a field, in a bare one, in a quoted one, or after the quote that may close it. */
type State = "start" | "bare" | "quoted" | "closed";

const quote = 34;
const lineFeed = 10;

export function createQuotedRecords(
  file: string,
  delimiter: string,
): QuotedRecords {
  const separator = delimiter.charCodeAt(0);
  let cells: string[] = [];
  let isEnded = true;
  let field = "";
  let state: State = "start";
  let line = 1;
  let openedLine = 1;

  function misplaced(after?: string): DataError {
    const place = { file, line, column: cells.length + 1 };
    return after === undefined
      ? new DataError(
        place,
        'a quote must not be within a field that is not quoted: found "',
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
    cells: () => isEnded ? undefined : cells,
    opened: () => state === "quoted" ? openedLine : undefined,
    line: () => line,
    begin(at) {
      cells = [];
      isEnded = false;
      line = at;
    },
    read(text, from) {
      // Where the field begins in the text.
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
          cells.push(field + text.slice(start, i));
          start = i + 1;
          field = "";
          state = "start";
          if (code === separator) continue;
          isEnded = true;
          return start;
        } else if (code === quote) {
          if (state === "bare") throw misplaced();
          if (state === "start") {
            openedLine = line;
            start = i + 1;
          } else start = i; // Two quotes are one.
          state = "quoted";
        } else if (state === "closed") throw misplaced(text[i]);
        else state = "bare";
      }
      field += text.slice(start);
      return text.length;
    },
  };
}
