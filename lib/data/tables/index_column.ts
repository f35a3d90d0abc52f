import { type Advice, advise } from "../../base/advice.ts";
import { decimal } from "./decimal.ts";
import type { Cell } from "./table.ts";

/** What pandas, R and jsonlite call a column that only names the rows. */
const indexNames = /^(?:unnamed: 0(?:\.\d+)?|row\.?names|_row|)$/i;

/** What people call a column that numbers the rows. */
const numberNames =
  /^(?:[Ii][Dd]|[Ii]ndex|[Ii]dx|[Nn][or]\.?|[Oo]bs|OBS|[Rr]ow|#|.*[a-z]I[dD]|.*[_ .-][Ii][Dd])$/;

/**
 * The first columns that only name or number the rows: they have no name, or one that
 * programs give such a column. One without name and values is left out as well.
 *
 * @param names as they are in the file, empty for none.
 */
export function indexColumns(
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
): number[] {
  const found: number[] = [];
  while (found.length < names.length - 1) {
    const i = found.length;
    const name = names[i].trim();
    if (!indexNames.test(name)) break;
    const cells = rows.map((row) => row[i]);
    if (name === "" && !isIndex(cells) && !cells.every(isBlank)) break;
    found.push(i);
  }
  return found;
}

function isBlank(cell: Cell): boolean {
  return cell === null || `${cell}`.trim() === "";
}

/** Whether cells can name rows: all differ, and are texts or whole numbers. */
function isIndex(cells: readonly Cell[]): boolean {
  const texts = cells.map((cell) => `${cell}`.trim());
  return texts.length > 0 && cells.every((cell) => typeof cell !== "object") &&
    new Set(texts).size === texts.length &&
    (texts.every((text) => /^\d+$/.test(text)) || texts.every(isName));
}

/** Whether cells stand where R writes the names of rows: they are texts, or count. */
export function areRowNames(cells: readonly Cell[]): boolean {
  return isIndex(cells) &&
    (cells.every((cell) => isName(`${cell}`)) || isCount(cells));
}

function isName(text: string): boolean {
  return text.trim() !== "" && Number.isNaN(decimal(text));
}

/** Whether numbers count on by one, from 0 or 1. */
function isCount(cells: readonly Cell[]): boolean {
  const first = Number(cells[0]);
  return (first === 0 || first === 1) &&
    cells.every((cell, i) => Number(cell) === first + i);
}

/** What is said of columns that are left out. */
export function indexNotes(index: readonly number[]): readonly Advice[] {
  return index.map((i) =>
    advise(
      "column {number} only names the rows and is left out; to use it, name it with {option}",
      { number: i + 1, option: { option: "inputs" } },
    )
  );
}

/** What is said of a first column that numbers the rows by its name and its cells, and is an input all the same. */
export function numberingNotes(
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
): readonly Advice[] {
  const [name] = names;
  const isNumbering = names.length > 1 && numberNames.test(name) &&
    rows.length > 2 && isCount(rows.map(([cell]) => cell));
  return isNumbering
    ? [
      advise(
        "column {name} numbers the rows, and may give away their order; leave it out with {option}",
        { name, option: { option: "without", value: [name] } },
      ),
    ]
    : [];
}
