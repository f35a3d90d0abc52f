/** The lines of a text, counted from 0. */
export type Lines = ReturnType<typeof splitLines>;

/** The lines of texts that are shown mistake by mistake. */
const known = new WeakMap<object, Lines>();

/** The lines of a source, found once however often it is shown. */
export function sourceLines(
  source: { readonly text: string; readonly linesBefore?: number | undefined },
): Lines {
  const found = known.get(source) ??
    splitLines(source.text, source.linesBefore);
  known.set(source, found);
  return found;
}

/**
 * Finds the lines of a text; they end with LF, CRLF or CR.
 *
 * @param before how many lines of its file stand before it.
 */
export function splitLines(text: string, before = 0) {
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

  /** The number of a line as people count them in the file, from 1. */
  function numberOf(line: number): number {
    return before + line + 1;
  }

  /** Where a column was counted to before: places are asked for in their order, and a line may be long. */
  let last = { offset: 0, column: 1 };

  function columnOf(line: number, offset: number): number {
    const isBehind = last.offset >= starts[line] && last.offset <= offset;
    let { offset: at, column } = isBehind
      ? last
      : { offset: starts[line], column: 1 };
    for (const end = Math.min(offset, ends[line]); at < end; column++) {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
    last = { offset: at, column };
    return column;
  }

  return {
    lineAt,
    /** Line and character as people count them, from 1; the character in code points. */
    positionAt(offset: number) {
      const line = lineAt(offset);
      return { line: numberOf(line), column: columnOf(line, offset) };
    },
    numberOf,
    startOf: (line: number) => starts[line],
    /** Where a line ends, before its line end. */
    endOf: (line: number) => ends[line],
  };
}
