import type { Look, Paint } from "../typesetting/style.ts";
import { visibleLine } from "../typesetting/visible.ts";
import { cellsOf, reach, reachBack, textWidth } from "../typesetting/width.ts";
import { wrap } from "../typesetting/wrap.ts";
import type { Label } from "./diagnostic.ts";
import type { Lines } from "./lines.ts";

/** A label on a line, in columns from 0. */
interface ExcerptMark {
  readonly start: number;
  /** The column after the last; at least `start + 1`. */
  readonly end: number;
  readonly text: string;
  readonly primary: boolean;
}

/** A line made safe for a terminal. */
interface Excerpt {
  readonly text: string;
  /** Its labels in columns of that text. */
  readonly marks: readonly ExcerptMark[];
  /** Its labels in parts that are cut off. */
  readonly hidden: readonly Label[];
}

/** Lines wider than this, or than a terminal, are cut around their labels. */
const maxWidth = 120;
/** The most columns that a cut line shows before its labels. */
const contextWidth = 30;
/** Narrower excerpts show nothing. */
const leastWidth = 12;
const ellipsis = "…";

/** A label over several lines as two: one on its first line, and one with its words on its last. */
export function labelsByLine(
  label: Label,
  text: string,
  lines: Lines,
): readonly Label[] {
  const { start } = label.span;
  const end = start + text.slice(start, label.span.end).trimEnd().length;
  const first = lines.lineAt(start);
  const last = lines.lineAt(end);
  if (first === last) return [label];
  const margin = text.slice(lines.startOf(last), end).search(/\S/);
  return [
    { ...label, span: { start, end: lines.endOf(first) }, text: "" },
    { ...label, span: { start: lines.startOf(last) + margin, end } },
  ];
}

/** A line of a text with the labels that begin on it, in so many columns of a terminal. */
export function excerpt(
  text: string,
  lines: Lines,
  line: number,
  labels: readonly Label[],
  columns = Infinity,
): Excerpt {
  // Two marks say that something is left out.
  const width = Math.min(maxWidth, Math.max(leastWidth, columns - 2));
  const start = lines.startOf(line);
  const end = lines.endOf(line);
  const [from, to] = windowOf(text, start, end, labels, width);
  const before = from > start ? ellipsis : "";
  const after = to < end ? ellipsis : "";
  const cells = [...cellsOf(text, from, to, before.length)];
  const endColumn = cells.at(-1)?.end ?? before.length;
  const isShown = ({ span }: Label) =>
    (span.start < to || to === end) &&
    (span.start >= from || span.end > from);

  function markOf({ span, text, primary }: Label): ExcerptMark {
    const first = span.start >= to
      ? endColumn
      : cells.findLast(({ offset }) => offset <= Math.max(span.start, from))
        ?.start ?? endColumn;
    const last = cells.findLast(({ offset }) => offset < span.end)?.end ?? 0;
    return { start: first, end: Math.max(last, first + 1), text, primary };
  }

  return {
    text: before + cells.map(({ shown }) => shown).join("") + after,
    marks: labels.filter(isShown).map(markOf),
    hidden: labels.filter((label) => !isShown(label)),
  };
}

/** The part of a line that is shown. */
function windowOf(
  text: string,
  start: number,
  end: number,
  labels: readonly Label[],
  width: number,
): [from: number, to: number] {
  if (reach(text, start, end, width) === end) return [start, end];
  const anchor = anchorOf(text, start, end, labels, width);
  const context = Math.min(contextWidth, Math.floor(width / 4));
  const from = reachBack(text, start, anchor, context);
  const to = reach(text, from, end, width, from > start ? 1 : 0);
  if (to < end) return [from, to];
  return [Math.min(from, reachBack(text, start, end, width)), end];
}

/** The first label where all are near to each other, else the primary one. */
function anchorOf(
  text: string,
  start: number,
  end: number,
  labels: readonly Label[],
  width: number,
): number {
  const placeOf = ({ span }: Label) =>
    Math.min(Math.max(span.start, start), end);
  const places = labels.map(placeOf);
  const first = Math.min(...places);
  if (Math.max(...places) <= reach(text, first, end, width / 2)) {
    return first;
  }
  return placeOf(labels.find(({ primary }) => primary) ?? labels[0]);
}

/**
 * The rows below a line: first all marks, with the words of the rightmost
 * beside it, then the words of the others, each hung on a bar. Words that do not
 * fit in so many columns stand farther to the left, in several rows if need be.
 */
export function markers(
  marks: readonly ExcerptMark[],
  paint: Paint,
  primaryLook: Look,
  columns = Infinity,
): string[] {
  const sorted = [...marks].sort((a, b) =>
    a.start - b.start || Number(a.primary) - Number(b.primary)
  );
  const lookOf = ({ primary }: ExcerptMark) =>
    primary ? primaryLook : "blue" as const;
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
    last.end + 1 + textWidth(visibleLine(last.text)) <= columns &&
    sorted.every(({ start, end }) => end <= last.end && start <= last.start);
  if (last !== undefined && isFree) {
    row.put(last.end + 1, visibleLine(last.text), lookOf(last));
    hung.pop();
  }
  const rows = [row.toText()];
  while (hung.length > 0) {
    const bars = createRow(paint);
    for (const mark of hung) bars.put(mark.start, "|", lookOf(mark));
    rows.push(bars.toText());
    const mark = hung[hung.length - 1];
    hung.pop();
    const text = visibleLine(mark.text);
    const column = Math.max(0, Math.min(mark.start, columns - textWidth(text)));
    for (const line of wrap(text, columns - column)) {
      const words = createRow(paint);
      for (const other of hung) words.put(other.start, "|", lookOf(other));
      words.put(column, line, lookOf(mark));
      rows.push(words.toText());
    }
  }
  return rows;
}

/** A row of a terminal that is filled column by column. */
function createRow(paint: Paint) {
  const cells: { text: string; look: Look | undefined }[] = [];
  return {
    put(column: number, text: string, look: Look) {
      while (cells.length < column) {
        cells.push({ text: " ", look: undefined });
      }
      let filled = column;
      for (
        const { shown, start, end } of cellsOf(text, 0, text.length, column)
      ) {
        if (end === filled && start in cells) cells[start].text += shown;
        else cells[start] = { text: shown, look };
        // A wide character fills a second cell.
        for (let i = start + 1; i < end; i++) cells[i] = { text: "", look };
        filled = end;
      }
    },
    toText(): string {
      let output = "";
      for (let i = 0; i < cells.length;) {
        const { look } = cells[i];
        let piece = "";
        while (i < cells.length && cells[i].look === look) {
          piece += cells[i++].text;
        }
        output += look === undefined ? piece : paint(piece, look);
      }
      return output;
    },
  };
}
