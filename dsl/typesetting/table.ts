import { textWidth } from "./width.ts";

/** A column by its title; default: aligned to the left. */
export type TableColumn = string | {
  readonly title: string;
  readonly align?: "left" | "right";
};

/** A cell of one line or several. */
export type CellText = string | readonly string[];

/** The title line and the rows, each column as wide as its widest cell. Empty columns are left out. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly CellText[])[],
  indent = "",
): { readonly header: string; readonly rows: readonly string[] } {
  const heads = columns.map((column) =>
    typeof column === "string" ? { title: column } : column
  );
  const widths = heads.map(({ title }, i) => {
    const cells = rows.flatMap((row) => linesOf(row[i] ?? ""));
    const widest = Math.max(0, ...cells.map(textWidth));
    return widest === 0 ? 0 : Math.max(widest, textWidth(title));
  });
  const line = (cells: readonly string[]) =>
    (indent +
      cells.flatMap((cell, i) =>
        widths[i] === 0 ? [] : [padded(cell, widths[i], heads[i].align)]
      ).join("  ")).trimEnd();
  return {
    header: line(heads.map(({ title }) => title)),
    rows: rows.flatMap((row) => {
      const height = Math.max(1, ...row.map((cell) => linesOf(cell).length));
      return Array.from(
        { length: height },
        (_, k) => line(columns.map((_, i) => linesOf(row[i] ?? "")[k] ?? "")),
      );
    }),
  };
}

function linesOf(cell: CellText): readonly string[] {
  return typeof cell === "string" ? [cell] : cell;
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
