/** The lines of a text, counted from 0. */
export type Lines = ReturnType<typeof splitLines>;

/** The lines of texts that are shown mistake by mistake. */
const known = new WeakMap<{ readonly text: string }, Lines>();

/** The lines of a source, found once however often it is shown. */
export function linesOf(source: { readonly text: string }): Lines {
  const found = known.get(source) ?? splitLines(source.text);
  known.set(source, found);
  return found;
}

/** Finds the lines of a text; they end with LF, CRLF or CR. */
export function splitLines(text: string) {
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
    /** Line and character as people count them, from 1; the character in code points. */
    positionAt(offset: number) {
      const line = lineAt(offset);
      const before = text.slice(starts[line], Math.min(offset, ends[line]));
      return { line: line + 1, column: Array.from(before).length + 1 };
    },
    startOf: (line: number) => starts[line],
    /** Where a line ends, before its line end. */
    endOf: (line: number) => ends[line],
  };
}
