/**
 * The lines of a text and where an offset lies in them.
 *
 * @module
 */

/** A place as people count it, from 1. */
export interface Position {
  /** The line. */
  readonly line: number;
  /** The character within the line, in code points. */
  readonly column: number;
}

/** The lines of a text. */
export interface Lines {
  /** The line of an offset, from 0. */
  lineAt(offset: number): number;
  /** The place of an offset. */
  positionAt(offset: number): Position;
  /** Where a line begins. */
  startOf(line: number): number;
  /** Where a line ends, before its line end. */
  endOf(line: number): number;
}

/** Finds the lines of a text; they end with LF, CRLF or CR. */
export function splitLines(text: string): Lines {
  const starts = [0];
  const ends: number[] = [];
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) {
    ends.push(index);
    starts.push(index + lineEnd.length);
  }
  ends.push(text.length);

  function lineAt(offset: number): number {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  return {
    lineAt,
    positionAt(offset) {
      const line = lineAt(offset);
      const before = text.slice(starts[line], Math.min(offset, ends[line]));
      return { line: line + 1, column: Array.from(before).length + 1 };
    },
    startOf: (line) => starts[line],
    endOf: (line) => ends[line],
  };
}
