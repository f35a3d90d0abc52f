import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";

/** @throws {NablaError} if it is not one character without another meaning. */
export function requireDelimiter(delimiter: string): string {
  if (isDelimiter(delimiter)) return delimiter;
  throw new NablaError("value", {
    action: say("split CSV"),
    name: "delimiter",
    rule: say("one character, neither a quote nor an end of line"),
    found: JSON.stringify(delimiter),
  });
}

/** Whether a text can be between fields: one character without another meaning. */
export function isDelimiter(text: string): boolean {
  return text.length === 1 && !/["\r\n\ufeff]/.test(text);
}

/** What is between fields where nobody says it; a blank stands for runs of blanks. */
const candidates = [",", ";", "\t", "|", " "];

/**
 * The delimiter that divides rows most evenly into cells that hold no other delimiter.
 * Of equals, the one with more numbers in its cells, then the one with more cells.
 * Blanks divide only what has numbers.
 *
 * @param divide the first rows, divided by a delimiter.
 * @param isNumber whether a text is a number, whatever its decimal mark.
 */
export function likelyDelimiter(
  divide: (delimiter: string) => readonly (readonly string[])[],
  isNumber: (text: string) => boolean,
): string {
  let best = { delimiter: ",", score: -Infinity, numbers: 0, width: 0 };
  for (const delimiter of candidates) {
    const found = { delimiter, ...scoreOf(divide(delimiter), isNumber) };
    if (found.width < 2 || (delimiter === " " && found.numbers === 0)) continue;
    const order = found.score - best.score || found.numbers - best.numbers ||
      (delimiter === " " ? 0 : found.width - best.width);
    if (order > 0) best = found;
  }
  return best.delimiter;
}

function scoreOf(
  rows: readonly (readonly string[])[],
  isNumber: (text: string) => boolean,
) {
  const width = usualWidth(rows);
  // What stands before the first whole row may be titles.
  const first = rows.findIndex((cells) => extentOf(cells) >= width);
  const own = rows.slice(Math.max(first, 0));
  const even = own.filter((cells) =>
    cells.length === width || extentOf(cells) === width
  );
  const cells = even.flat().filter((cell) => cell.trim() !== "");
  const numbers = cells.filter(isNumber).length;
  const mixed = cells.filter((cell) => /[,;\t|]/.test(cell) && !isNumber(cell));
  const stray = own.filter((cells) => cells.some((cell) => cell.includes('"')));
  const share = (count: number, of: number) => of === 0 ? 0 : count / of;
  const score = share(even.length, own.length) -
    share(mixed.length, cells.length) - share(stray.length, own.length);
  return { score, numbers: share(numbers, cells.length), width };
}

/** How many cells most rows have, blank ones at the end not counted. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const cells of rows) {
    const width = extentOf(cells);
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  return Math.max(
    0,
    ...[...counts].filter(([, count]) => count === most).map(([width]) =>
      width
    ),
  );
}

/** How many cells a row has up to the last that is not blank. */
export function extentOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}
