import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { closest } from "../../base/suggest.ts";
import { formatCount, series } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { owned } from "../../bytes/text.ts";
import {
  type Cell,
  formatCell,
  formatColumns,
  formatNames,
  type Row,
  type Table,
} from "./table.ts";

/** The first row as names or as data. */
export interface Header {
  /** Whether it names the columns. */
  readonly isHeader: boolean;
  /** What to say of it, where it could be otherwise. */
  readonly note?: Advice;
}

/** Whether a text stands where a value is missing, so that it says nothing of its column. */
export function isGap(text: string): boolean {
  return /^(?:|[?.-]+|<na>|#?n\/?a|nan|null)$/i.test(text.trim());
}

/**
 * Whether the first row names the columns. It does if a number stands below one of its
 * texts, or if its numbers are years above other numbers; not if all of it are numbers,
 * if texts stand below themselves, one of them beside numbers or half of them, or if
 * there are fractions among texts.
 *
 * @throws {DataError} if that does not decide, as one row of texts and numbers alone.
 */
export function headerOf(
  file: string,
  first: Row,
  below: readonly Row[],
  isNumber: (cell: Cell) => boolean,
): Header {
  const texts = first.cells.flatMap((cell, i) =>
    isNumber(cell) || isGap(`${cell}`) ? [] : [i]
  );
  const hasNumbers = first.cells.some(isNumber);
  if (texts.length === 0) return { isHeader: !hasNumbers };
  const isOverNumber = (i: number) =>
    below.some(({ cells }) => isNumber(cells[i] ?? ""));
  const isRepeated = (i: number) =>
    below.some(({ cells }) => `${cells[i]}`.trim() === textAt(first, i));
  const repeated = texts.filter(isRepeated).length;
  const isOverOthers = (cell: Cell, i: number) =>
    !isNumber(cell) || (isYear(cell) &&
      below.some(({ cells }) => isNumber(cells[i]) && !isYear(cells[i])));
  if (
    texts.some((i) => isOverNumber(i) && !isRepeated(i)) ||
    (repeated === 0 && hasNumbers && first.cells.every(isOverOthers))
  ) return { isHeader: true };
  const different = new Set(texts.map((i) => textAt(first, i)));
  const shown = formatNames([...different].slice(0, 3));
  if (hasNumbers ? repeated > 0 : 2 * repeated >= texts.length) {
    return {
      isHeader: false,
      note: advise(
        different.size === 1
          ? "the first line is taken as data, since {names} is found below it as well; for names, {option}"
          : "the first line is taken as data, since {names} are found below it as well; for names, {option}",
        { names: shown, option: withHeader },
      ),
    };
  }
  if (!hasNumbers) {
    return {
      isHeader: true,
      ...below.length === 0 ? {} : {
        note: advise(
          "the first line is taken as names: {names}; if it is data, {option}",
          {
            names: `${shown}${different.size > 3 ? " …" : ""}`,
            option: withoutHeader,
          },
        ),
      },
    };
  }
  const fraction = first.cells.find((cell) =>
    isNumber(cell) && /\d[.,]\d/.test(`${cell}`)
  );
  if (fraction !== undefined) {
    return {
      isHeader: false,
      note: advise(
        "the first line is taken as data, since {number} is hardly a name; for names, {option}",
        { number: formatCell(fraction), option: withHeader },
      ),
    };
  }
  const number = first.cells.find(isNumber) ?? "";
  throw new DataError(
    { file, line: first.line },
    say(
      "the first line must be a header or data: {text} could be in a header, and {number} in data",
      {
        text: formatCell(textAt(first, texts[0])),
        number: formatCell(number),
      },
    ),
    advise("Say which with {header} or {data}.", {
      header: withHeader,
      data: withoutHeader,
    }),
  );
}

const withHeader = { option: "header", value: true } as const;
const withoutHeader = { option: "header", value: false } as const;

function isYear(cell: Cell): boolean {
  return /^\s*(?:1[89]|20)\d\d\s*$/.test(`${cell}`);
}

function textAt({ cells }: Row, i: number): string {
  return `${cells[i]}`.trim();
}

/**
 * Names for columns: a column without one is called by its number, and one whose name
 * is taken gets a number behind it, as `x.1`.
 *
 * @throws {DataError} if a name is too long.
 */
export function columnNames(
  file: string,
  line: number,
  written: readonly string[],
): { readonly names: readonly string[]; readonly note?: Advice } {
  const given = written.map((text) => owned(text.trim()));
  const taken = new Set(given);
  const seen = new Set<string>();
  const twice: number[] = [];
  const names = given.map((text, i) => {
    const name = text || `${i + 1}`;
    if (name.length > maxName) throw tooLongName(file, line, i, name);
    let unique = name;
    for (let k = 1; seen.has(unique); k++) {
      const next = `${name}.${k}`;
      if (!taken.has(next)) unique = next;
    }
    seen.add(unique);
    if (unique !== name) twice.push(i);
    return unique;
  });
  if (twice.length === 0) return { names };
  const numbers = twice.slice(0, 6).map((i) => `${i + 1}`);
  const called = formatNames(twice.map((i) => names[i]), 6);
  return {
    names,
    note: twice.length === 1
      ? say("column {number} is called {name}, since its name is taken", {
        number: numbers[0],
        name: called,
      })
      : say(
        "columns {numbers} are called {names}, since their names are taken",
        {
          numbers: `${series(numbers)}${twice.length > 6 ? " …" : ""}`,
          names: called,
        },
      ),
  };
}

/** The most characters of a column's name. */
const maxName = 1000;

function tooLongName(file: string, line: number, i: number, name: string) {
  return new DataError(
    { file, line },
    say(
      "the name of column {number} must have at most {most} characters: found {found}",
      {
        number: i + 1,
        most: formatCount(maxName),
        found: formatCount(name.length),
      },
    ),
  );
}

/** How an option can name a column: by its name, or its number where nobody can write that. */
export function wordFor(columns: readonly string[], position: number): string {
  const name = columns[position];
  const isWritable = name !== "" && name.length <= 200 &&
    !/[\p{Cc}\p{Cf}]/u.test(name);
  return isWritable ? name : `${position + 1}`;
}

/**
 * The position of a column that is given by its name or its number from 1.
 *
 * @param option the option that names it.
 * @throws {DataError} if there is no such column.
 */
export function positionOf(
  table: Table,
  wanted: string,
  option?: string,
): number {
  const { columns } = table;
  const named = columns.indexOf(wanted);
  if (named >= 0) return named;
  if (/^[1-9]\d{0,8}$/.test(wanted) && Number(wanted) <= columns.length) {
    return Number(wanted) - 1;
  }
  throw noColumn(table, wanted, option);
}

export function noColumn(
  table: Table,
  wanted: string,
  option?: string,
): DataError {
  const similar = table.doubt === undefined
    ? columnLike(table.columns, wanted.trim())
    : undefined;
  return new DataError(
    { file: table.name },
    say("there must be a column {name}: found {columns}", {
      name: formatCell(wanted),
      columns: formatColumns(table),
    }),
    similar === undefined
      ? table.doubt
      // On the command line, a name with a comma may have been split.
      : option === undefined || !similar.includes(",")
      ? say("Perhaps {name} is meant.", { name: formatCell(similar) })
      : advise("Perhaps {name} is meant: write {option}.", {
        name: formatCell(similar),
        option: { option, value: [similar] },
      }),
  );
}

/** A shorter word stands in any name. */
const leastPart = 3;

/** The column that a word was probably meant to name: one that is spelled nearly so, or the only one that begins with it or contains it. */
function columnLike(
  columns: readonly string[],
  word: string,
): string | undefined {
  const part = word.toLowerCase();
  const only = (isLike: (name: string) => boolean) => {
    const like = columns.filter((name) => isLike(name.toLowerCase()));
    return part.length >= leastPart && like.length === 1 ? like[0] : undefined;
  };
  return closest(word, columns) ??
    columns.find((each) => each.split(",")[0] === word) ??
    only((name) => name.startsWith(part)) ??
    only((name) => name.includes(part));
}
