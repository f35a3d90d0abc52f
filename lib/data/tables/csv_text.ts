import { requireDelimiter } from "./delimiter.ts";
import type { Cell } from "./table.ts";

/** What {@linkcode formatCsv} takes. */
export interface FormatCsvOptions {
  /** What stands between fields; default: a comma. */
  readonly delimiter?: string;
  /**
   * Whether a text that a spreadsheet would run has an apostrophe before it. Quotes
   * do not keep it from that, and reading gives the apostrophe back. Default: false.
   */
  readonly forSpreadsheets?: boolean;
}

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
  { delimiter = ",", forSpreadsheets = false }: FormatCsvOptions = {},
): string {
  requireDelimiter(delimiter);
  let text = "";
  for (const cells of rows) {
    const fields = cells.map((cell) =>
      formatField(
        forSpreadsheets && isFormula(cell) ? `'${cell}` : cell,
        delimiter,
      )
    );
    // A blank line would not be a row.
    text += fields.length === 1 && fields[0] === ""
      ? '""\n'
      : fields.join(delimiter) + "\n";
  }
  return text;
}

/** Whether a spreadsheet takes a cell for a formula and runs it: a text that begins like one and is no number. */
export function isFormula(cell: Cell): boolean {
  return typeof cell === "string" && /^[=+\-@＝＋－＠\t\r]./s.test(cell) &&
    !/^[+-]?[\d.,_\s]*\d[.,]?(e[+-]?\d+)?%?$/i.test(cell);
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
