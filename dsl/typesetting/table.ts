import { textWidth } from "./width.ts";
import { pieces, wrap } from "./wrap.ts";

/** A column by its title; default: aligned to the left. */
export type TableColumn = string | {
  readonly title: string;
  readonly align?: "left" | "right";
};

/** A cell of one line or several. */
export type CellText = string | readonly string[];

/** How a table is laid out. */
export interface TableOptions {
  /** What each line begins with. */
  readonly indent?: string;
  /** The columns of the terminal; default: as many as the table takes. */
  readonly width?: number | undefined;
}

interface Table {
  /** The line of titles; empty where no column has one, or rows are stacked. */
  readonly header: string;
  readonly rows: readonly string[];
}

/** A column of words is not made narrower. */
const leastRoom = 16;

/**
 * The title line and the rows, each column as wide as its widest cell. Empty columns
 * are left out. Where that is wider than the terminal, words are wrapped within
 * their columns; where that is not enough, each row becomes a block: its first cell,
 * and below it a line for each other, behind its title.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly CellText[])[],
  { indent = "", width = Infinity }: TableOptions = {},
): Table {
  const heads = columns.map((column) =>
    typeof column === "string" ? { title: column } : column
  );
  const cells = rows.map((row) => heads.map((_, i) => linesOf(row[i] ?? "")));
  const widths = heads.map(({ title }, i) => {
    const widest = Math.max(
      0,
      ...cells.flatMap((row) => row[i]).map(textWidth),
    );
    return widest === 0 ? 0 : Math.max(widest, textWidth(title));
  });
  const shown = widths.filter((each) => each > 0);
  const excess = indent.length +
    shown.reduce((sum, each) => sum + each + 2, 0) -
    2 - width;
  if (excess > 0) {
    const rooms = narrowed(cells, widths, excess);
    if (rooms === undefined) {
      return { header: "", rows: stacked(heads, cells, indent, width) };
    }
    const wrapped = cells.map((row) =>
      row.map((lines, i) =>
        rooms[i] < widths[i]
          ? lines.flatMap((line) => wrap(line, rooms[i]))
          : lines
      )
    );
    return renderTable(heads, wrapped, { indent });
  }
  const line = (row: readonly string[]) =>
    (indent +
      row.flatMap((cell, i) =>
        widths[i] === 0 ? [] : [padded(cell, widths[i], heads[i].align)]
      ).join("  ")).trimEnd();
  return {
    header: line(heads.map(({ title }) => title)),
    rows: cells.flatMap((row) => {
      const height = Math.max(1, ...row.map((lines) => lines.length));
      return Array.from(
        { length: height },
        (_, k) => line(row.map((lines) => lines[k] ?? "")),
      );
    }),
  };
}

type Cells = readonly (readonly (readonly string[])[])[];

/** The widths of columns where those of words are narrower by `excess` together; undefined where they cannot be. */
function narrowed(
  cells: Cells,
  widths: readonly number[],
  excess: number,
): readonly number[] | undefined {
  const rooms = [...widths];
  const ofWords = [...rooms.keys()].filter((i) => isOfWords(cells, i));
  if (ofWords.length === 0) return undefined;
  for (let left = excess; left > 0; left--) {
    const widest = ofWords.reduce((a, b) => rooms[b] > rooms[a] ? b : a);
    if (rooms[widest] <= leastRoom) return undefined;
    rooms[widest]--;
  }
  const fits = cells.every((row) =>
    row.every((lines, i) =>
      rooms[i] === widths[i] ||
      lines.every((line) =>
        pieces(line).every((piece) => textWidth(piece) <= rooms[i])
      )
    )
  );
  return fits ? rooms : undefined;
}

/** Whether a column holds sentences: lines that can be broken in more than one place. */
function isOfWords(cells: Cells, column: number): boolean {
  return cells.some((row) =>
    row[column].length === 1 && pieces(row[column][0]).length > 2
  );
}

function stacked(
  heads: readonly { readonly title: string }[],
  cells: Cells,
  indent: string,
  width: number,
): string[] {
  const inner = `${indent}  `;
  const used = heads.filter((_, i) =>
    i > 0 && cells.some((row) => row[i].some((line) => line !== ""))
  );
  const titleWidth = Math.max(0, ...used.map(({ title }) => textWidth(title)));
  const lead = titleWidth === 0 ? inner : inner + " ".repeat(titleWidth + 2);
  return cells.flatMap((row) => {
    const first = row[0].flatMap((line) =>
      wrap(line, width - indent.length).map((each) => indent + each)
    );
    const rest = heads.flatMap(({ title }, i) => {
      const lines = row[i].filter((line) => line !== "");
      if (i === 0 || lines.length === 0) return [];
      const room = width - lead.length;
      const whole = lines.length > 1
        ? lines
        : textWidth(lines[0]) <= room
        ? lines
        : wrap(lines[0], room);
      return whole.map((line, k) =>
        (titleWidth === 0
          ? inner
          : `${inner}${padded(k === 0 ? title : "", titleWidth)}  `) + line
      );
    });
    return [...first, ...rest];
  });
}

/** The lines of a table, its titles in a look of their own. */
export function tableLines(
  { header, rows }: Table,
  look: (header: string) => string = (header) => header,
): readonly string[] {
  return header === "" ? rows : [look(header), ...rows];
}

function linesOf(cell: CellText): readonly string[] {
  return typeof cell === "string" ? [cell.replace(/[\r\n]+/g, " ")] : cell;
}

/** Pads a text with spaces to `width` columns. */
export function padded(
  text: string,
  width: number,
  align: "left" | "right" = "left",
): string {
  const space = " ".repeat(Math.max(0, width - textWidth(text)));
  return align === "left" ? text + space : space + text;
}
