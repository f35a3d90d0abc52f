import { withoutColor } from "./style.ts";
import { visibleCharacter } from "./visible.ts";

const tabWidth = 4;

/** The most code units per column: any number of combining characters has no width. */
const unitsPerColumn = 4;

/** First and last code points of characters that take two columns: East Asian wide and full-width ones. */
const wide: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** Characters that are drawn as emoji, in two columns; flags are pairs of one column each. */
const emoji = /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u;

/** Characters drawn over the one before, Korean vowels and finals among them, or not at all. */
const zeroWidth = /^[\p{Mn}\p{Me}\u1160-\u11ff]$/u;

/** The columns that one character takes: 0, 1 or 2. */
function characterWidth(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x300) return 1;
  if (zeroWidth.test(character)) return 0;
  const isWide = emoji.test(character) ||
    wide.some(([first, last]) => point >= first && point <= last);
  return isWide ? 2 : 1;
}

/** The columns that a text takes in a terminal; colours take none. */
export function textWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of withoutColor(text)) {
    width += characterWidth(visibleCharacter(character));
  }
  return width;
}

/** A character and its columns; one without width shares those of the character before. */
interface Glyph {
  readonly offset: number;
  /** As a reader sees it: a tab as spaces. */
  readonly shown: string;
  readonly start: number;
  /** The column after its last. */
  readonly end: number;
}

/** The characters of a piece of a line that begins in a column. */
export function* cellsOf(
  text: string,
  from: number,
  to: number,
  column: number,
): Generator<Glyph> {
  let offset = from;
  let start = column;
  let end = column;
  for (const character of text.slice(from, to)) {
    const shown = character === "\t"
      ? " ".repeat(tabWidth - end % tabWidth)
      : visibleCharacter(character);
    const width = textWidth(shown);
    if (width > 0) start = end;
    end += width;
    yield { offset, shown, start, end };
    offset += character.length;
  }
}

/** The end of a piece that begins at `from`, in `column`, and takes at most `width` columns. */
export function reach(
  text: string,
  from: number,
  end: number,
  width: number,
  column = 0,
): number {
  for (const cell of cellsOf(text, from, end, column)) {
    const isTooLong = cell.offset - from >= width * unitsPerColumn;
    if (cell.end > column + width || isTooLong) return cell.offset;
  }
  return end;
}

/** The start of a piece that ends at `to` and takes at most `width` columns, tabs counted in full. */
export function reachBack(
  text: string,
  start: number,
  to: number,
  width: number,
): number {
  const before = text.slice(Math.max(start, to - width * unitsPerColumn), to);
  let from = to;
  let left = width;
  for (const character of Array.from(before).reverse()) {
    left -= character === "\t"
      ? tabWidth
      : characterWidth(visibleCharacter(character));
    if (left < 0) break;
    from -= character.length;
  }
  return from;
}

/** Words cut off where they take more columns than their place. */
export function shorten(words: string, columns: number): string {
  return textWidth(words) <= columns
    ? words
    : `${words.slice(0, reach(words, 0, words.length, columns - 1))}…`;
}
