import { requireDelimiter } from "./delimiter.ts";
import type { Cell } from "./table.ts";

/**
 * CSV from rows. A field is quoted only if it would read differently without quotes;
 * each line ends in `\n`.
 *
 * ```ts
 * import { formatCsv } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatCsv([["a", 1.5], ["b, c", 2]]), 'a,1.5\n"b, c",2\n');
 * ```
 */
export function formatCsv(
  rows: Iterable<readonly Cell[]>,
  { delimiter = "," }: { readonly delimiter?: string } = {},
): string {
  requireDelimiter(delimiter);
  let text = "";
  for (const cells of rows) {
    const fields = cells.map((cell) => formatField(cell, delimiter));
    // A blank line would not be a row.
    text += fields.length === 1 && fields[0] === ""
      ? '""\n'
      : fields.join(delimiter) + "\n";
  }
  return text;
}

function formatField(cell: Cell, delimiter: string): string {
  const text = typeof cell === "object"
    ? cell === null ? "" : JSON.stringify(cell)
    : `${cell}`;
  const isDivided = delimiter === " "
    ? text === "" || /\s/.test(text)
    : text.includes(delimiter);
  return isDivided || /["\r\n]|^\s|\s$/.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}
