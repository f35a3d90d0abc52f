/**
 * One line of a text with marks below it.
 *
 * @module
 */

import type { Label } from "./diagnostic.ts";
import type { Lines } from "./lines.ts";
import type { Look, Paint } from "./style.ts";
import { characterWidth, safeCharacter, safeText } from "./width.ts";

/** A label placed on a line: columns from 0. */
export interface Mark {
  /** The first column. */
  readonly start: number;
  /** The column after the last; at least `start + 1`. */
  readonly end: number;
  /** Words for it. */
  readonly text: string;
  /** Whether it marks the mistake itself. */
  readonly primary: boolean;
}

/** A line as it is shown. */
export interface Excerpt {
  /** The line, safe for a terminal. */
  readonly text: string;
  /** Its labels in columns of that text. */
  readonly marks: readonly Mark[];
}

/** Longer lines are cut to the neighbourhood of their labels. */
const maxWidth = 120;
const tabWidth = 4;
const ellipsis = "…";

/** A line of a text with its labels. */
export function excerpt(
  text: string,
  lines: Lines,
  line: number,
  labels: readonly Label[],
): Excerpt {
  const start = lines.startOf(line);
  const end = lines.endOf(line);
  const [from, to] = windowOf(text, start, end, labels);
  const columns = new Map<number, number>();
  let shown = from > start ? ellipsis : "";
  let column = shown.length;
  let offset = from;
  for (const character of text.slice(from, to)) {
    columns.set(offset, column);
    if (character.length === 2) columns.set(offset + 1, column);
    const width = character === "\t"
      ? tabWidth - column % tabWidth
      : characterWidth(safeCharacter(character));
    shown += character === "\t" ? " ".repeat(width) : safeCharacter(character);
    column += width;
    offset += character.length;
  }
  columns.set(to, column);
  if (to < end) shown += ellipsis;

  const columnOf = (at: number) =>
    columns.get(Math.min(Math.max(at, from), to)) ?? column;
  const marks = labels.map(({ span, text, primary }) => {
    const first = columnOf(span.start);
    return {
      start: first,
      end: Math.max(columnOf(span.end), first + 1),
      text,
      primary,
    };
  });
  return { text: shown, marks };
}

/** The part of a line that is shown. */
function windowOf(
  text: string,
  start: number,
  end: number,
  labels: readonly Label[],
): [from: number, to: number] {
  if (end - start <= maxWidth) return [start, end];
  const places = labels.map(({ span }) =>
    Math.min(Math.max(span.start, start), end)
  );
  const shown = labels.find(({ primary }) => primary)?.span.start ?? places[0];
  // All labels where they fit, else the neighbourhood of the primary one.
  const first = Math.min(...places);
  const anchor = Math.max(...places) - first < maxWidth / 2 ? first : shown;
  let from = Math.max(start, Math.min(anchor - 30, end - maxWidth));
  let to = Math.min(end, from + maxWidth);
  if (isLowSurrogate(text, from)) from--;
  if (isLowSurrogate(text, to)) to--;
  return [from, to];
}

function isLowSurrogate(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  const before = text.charCodeAt(offset - 1);
  return unit >= 0xdc00 && unit < 0xe000 && before >= 0xd800 && before < 0xdc00;
}

/**
 * The rows below a line: first all marks, with the words of the rightmost
 * beside it, then the words of the others, each hung on a bar.
 */
export function markers(
  marks: readonly Mark[],
  paint: Paint,
  primaryLook: Look,
): string[] {
  const sorted = [...marks].sort((a, b) =>
    a.start - b.start || Number(a.primary) - Number(b.primary)
  );
  const lookOf = ({ primary }: Mark) => primary ? primaryLook : "blue" as const;
  const row = createRow(paint);
  for (const primary of [false, true]) {
    for (const mark of sorted.filter((each) => each.primary === primary)) {
      const sign = primary ? "^" : "-";
      row.put(mark.start, sign.repeat(mark.end - mark.start), lookOf(mark));
    }
  }
  const hung = sorted.filter(({ text }) => text !== "");
  const last = hung.at(-1);
  const isFree = last !== undefined &&
    sorted.every(({ start, end }) => end <= last.end && start <= last.start);
  if (last !== undefined && isFree) {
    row.put(last.end + 1, safeText(last.text), lookOf(last));
    hung.pop();
  }
  const rows = [row.toText()];
  while (hung.length > 0) {
    const bars = createRow(paint);
    for (const mark of hung) bars.put(mark.start, "|", lookOf(mark));
    rows.push(bars.toText());
    const mark = hung[hung.length - 1];
    hung.pop();
    const words = createRow(paint);
    for (const other of hung) words.put(other.start, "|", lookOf(other));
    words.put(mark.start, safeText(mark.text), lookOf(mark));
    rows.push(words.toText());
  }
  return rows;
}

/** A row of a terminal that is filled column by column. */
function createRow(paint: Paint) {
  const cells: { character: string; look: Look | undefined }[] = [];
  return {
    put(column: number, text: string, look: Look) {
      while (cells.length < column) {
        cells.push({ character: " ", look: undefined });
      }
      for (const [i, character] of [...text].entries()) {
        cells[column + i] = { character, look };
      }
    },
    toText(): string {
      let output = "";
      for (let i = 0; i < cells.length;) {
        const { look } = cells[i];
        let piece = "";
        while (i < cells.length && cells[i].look === look) {
          piece += cells[i++].character;
        }
        output += look === undefined ? piece : paint(piece, look);
      }
      return output;
    },
  };
}
