import { say } from "../../../words/say.ts";
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
   * @throws {DataError} where a quoted field goes on behind its quote.
   */
  read(text: string, from: number): number;
  /** The line reached. */
  line(): number;
}

/** The next character is the first of a field, in a bare one, in a quoted one, after the quote that may close it, or after blanks behind that. */
type State = "start" | "bare" | "quoted" | "closed" | "after";

const quote = 34;
const lineFeed = 10;
const blank = 32;
const tab = 9;

/**
 * Fields may be quoted, with blanks around the quotes; a quote within a bare field is
 * a character as any other, as in `5" nail`. Where the delimiter is a blank, any
 * number of blanks and tabs delimit.
 */
export function createQuotedRecords(
  file: string,
  delimiter: string,
): QuotedRecords {
  const separator = delimiter.charCodeAt(0);
  const hasRuns = separator === blank;
  let cells: string[] = [];
  let isEnded = true;
  let field = "";
  let state: State = "start";
  let line = 1;
  let openedLine = 1;

  function misplaced(found: string): DataError {
    return new DataError(
      { file, line, column: cells.length + 1 },
      say("a delimiter must follow a quoted field: found {found}", {
        found: JSON.stringify(found),
      }),
      say("Write each quote within a quoted field twice: {code}.", {
        code: '"a ""b"""',
      }),
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
          continue;
        }
        const isBlank = code === blank || code === tab;
        if (
          code === separator || code === lineFeed || (hasRuns && isBlank)
        ) {
          if (!hasRuns || state !== "start") {
            cells.push(field + text.slice(start, i));
          }
          start = i + 1;
          field = "";
          state = "start";
          if (code !== lineFeed) continue;
          isEnded = true;
          return start;
        }
        if (code === quote && state !== "bare") {
          if (state === "after") throw misplaced(text[i]);
          if (state === "start") {
            openedLine = line;
            field = "";
            start = i + 1;
          } else start = i; // Two quotes are one.
          state = "quoted";
        } else if (state === "closed" || state === "after") {
          if (!isBlank) throw misplaced(text[i]);
          state = "after";
          start = i + 1;
        } else if (!isBlank) state = "bare";
      }
      field += text.slice(start);
      return text.length;
    },
  };
}
