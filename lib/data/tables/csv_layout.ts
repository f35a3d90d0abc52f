import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import type { CsvOptions } from "./csv_options.ts";
import { titleRows } from "./csv_titles.ts";
import {
  type CsvSample,
  csvSample,
  noRow,
  sampleRows,
  type TextRow,
} from "./csv_sample.ts";
import { decimal } from "./decimal.ts";
import {
  type DecimalMark,
  decimalMarkOf,
  isDoubtful,
  numberReader,
} from "./decimal_marks.ts";
import { extentOf, isDelimiter, likelyDelimiter } from "./delimiter.ts";
import { doubtOf } from "./doubt.ts";
import { columnNames, headerOf } from "./header.ts";
import {
  areRowNames,
  indexColumns,
  indexNotes,
  numberingNotes,
} from "./index_column.ts";

/** How a text is a table. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly comment: string | undefined;
  readonly decimal: DecimalMark | undefined;
  /** How many lines stand before the first row. */
  readonly skip: number;
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean;
  readonly columns: readonly string[];
  readonly titles: readonly string[] | undefined;
  readonly doubt: Advice | undefined;
  readonly index: readonly number[];
  readonly notes: readonly Advice[];
  readonly columnNotes: readonly Advice[];
}

/**
 * Understands a table by its first lines, as far as options do not say how it is.
 *
 * @throws {DataError} if it is empty, or its first line is neither a header nor data.
 */
export async function csvLayout(
  source: ByteSource,
  options: CsvOptions,
): Promise<CsvLayout> {
  const { name } = source;
  const notes: Advice[] = [];
  const whole = await csvSample(source, options.skip ?? 0);
  const { sample, delimiter: told } = afterSeparator(whole);
  const { known } = options;
  const comment = commentOf(sample, options, notes);
  const rowsBy = (delimiter: string) => sampleRows(sample, delimiter, comment);
  const delimiter = options.delimiter ?? told ??
    likelyDelimiter(
      (each) => rowsBy(each).map(({ cells }) => cells),
      isAnyNumber,
    );
  const all = rowsBy(delimiter);
  const { mark, note } = markOf(all, options);
  const hasNames = options.header ?? known?.header;
  const numberOf = numberReader(mark);
  const isNumber = (cell: unknown) => !Number.isNaN(numberOf(`${cell}`));
  const titles = options.skip === undefined
    ? titleRows(all, isNumber, hasNames)
    : 0;
  const rows = all.slice(titles);
  const [first] = rows;
  if (first === undefined) throw noRow(name, sample, delimiter, comment);
  if (titles > 0) {
    const [from, to] = [all[0].line, first.line - 1];
    const option = { option: "skip", value: from - 1 };
    notes.push(
      from === to
        ? advise(
          "line {line} stands before the table and is left out; if not, {option}",
          { line: from, option },
        )
        : advise(
          "lines {from} to {to} stand before the table and are left out; if not, {option}",
          { from, to, option },
        ),
    );
  }
  if (note !== undefined) notes.push(note);
  const commented = hasNames === undefined
    ? commentNames(sample, comment, delimiter, first, isNumber)
    : undefined;
  const header = commented !== undefined
    ? { isHeader: false }
    : hasNames !== undefined
    ? { isHeader: hasNames }
    : headerOf(name, first, rows.slice(1), isNumber);
  if (header.note !== undefined) notes.push(header.note);
  const data = header.isHeader ? rows.slice(1) : rows;
  const written = header.isHeader ? first.cells.map(unquoted) : commented;
  const columns = namesOver(
    written ?? first.cells.map(() => ""),
    data,
    written !== undefined,
  );
  const named = columnNames(name, first.line, columns);
  if (named.note !== undefined) notes.push(named.note);
  if (known !== undefined && columns.length > first.cells.length) {
    notes.push(say(
      "lines have one cell more than there are names, and the first is taken for the name of its row",
    ));
  }
  const index = written === undefined
    ? []
    : indexColumns(columns, data.map(({ cells }) => cells));
  return {
    delimiter,
    comment,
    decimal: mark,
    skip: first.line - 1,
    hasHeader: header.isHeader,
    columns: named.names,
    titles: written === undefined ? undefined : columns,
    doubt: doubtOf(data, columns.length, { delimiter, isNumber }),
    index,
    notes,
    columnNotes: index.length > 0
      ? indexNotes(index)
      : numberingNotes(named.names, data.map(({ cells }) => cells)),
  };
}

/** What the lines begin with that are left out; a word on it where another table of its kind had none. */
function commentOf(
  sample: CsvSample,
  { comment: given, known }: CsvOptions,
  notes: Advice[],
): string | undefined {
  if (given !== undefined) return given || undefined;
  if (known?.comment !== undefined) return known.comment;
  const found = commentMark(sample);
  if (known !== undefined && found !== undefined) {
    notes.push(
      advise("lines that begin with {mark} are left out; if not, {option}", {
        mark: found,
        option: { option: "comment", value: "" },
      }),
    );
  }
  return found;
}

/** The decimal mark; a word on it where nobody said so, or where a number could be read otherwise. */
function markOf(
  rows: readonly TextRow[],
  { decimal: given, known }: CsvOptions,
): { readonly mark?: DecimalMark | undefined; readonly note?: Advice } {
  if (given !== undefined) return { mark: given };
  const texts = rows.flatMap(({ cells }) => cells);
  const before = known?.decimal;
  const mark = before === undefined
    ? decimalMarkOf(texts)
    : before === "plain"
    ? undefined
    : before;
  const other = { option: "decimal", value: mark === "," ? "." : "," } as const;
  if (mark === undefined) return {};
  if (before === undefined) {
    const note = advise(
      mark === ","
        ? "numbers have a decimal comma, as 1.234,5; if not, {option}"
        : "thousands of numbers are grouped, as 1,234.5; if not, {option}",
      { option: other },
    );
    return { mark, note };
  }
  const isShown = decimalMarkOf(texts) === mark;
  const doubtful = isShown ? undefined : texts.find(isDoubtful)?.trim();
  if (doubtful === undefined) return { mark };
  const note = advise(
    "{text} is taken as {number}, as in training; if not, {option}",
    { text: doubtful, number: numberReader(mark)(doubtful), option: other },
  );
  return { mark, note };
}

/** What is behind the line `sep=;` that Excel writes and reads. */
function afterSeparator(
  sample: CsvSample,
): { readonly sample: CsvSample; readonly delimiter?: string } {
  const [whole, delimiter] =
    /^\s*"?sep=([^\n])"?[ \t]*(?:\n|$)/i.exec(sample.text) ?? [];
  if (whole === undefined || !isDelimiter(delimiter)) return { sample };
  const line = sample.line + whole.split("\n").length - 1;
  const text = sample.text.slice(whole.length);
  return { sample: { ...sample, line, text }, delimiter };
}

/** The mark of the comments that a text begins with. */
function commentMark({ text }: CsvSample): string | undefined {
  const [, mark] = /^\s*([#%])/.exec(text) ?? [];
  const isTable = text.split("\n").some((line) =>
    line.trim() !== "" && !line.trimStart().startsWith(mark)
  );
  return mark !== undefined && isTable ? mark : undefined;
}

/** The names in the last comment before a table without a header, as NumPy writes them. */
function commentNames(
  { text, line }: CsvSample,
  comment: string | undefined,
  delimiter: string,
  first: TextRow,
  isNumber: (cell: string) => boolean,
): readonly string[] | undefined {
  if (comment === undefined || !first.cells.some(isNumber)) return undefined;
  const before = text.split("\n").slice(0, first.line - line);
  const last = before.findLast((each) => each.trim() !== "")?.trimStart();
  if (last === undefined) return undefined;
  // A name may be the mark itself, as in "#,x,y".
  const bare = last.slice(comment.length).trimStart();
  const names = bare.startsWith(delimiter) ? last : bare;
  const [row] = sampleRows(
    { text: names, line: 1, isWhole: true },
    delimiter,
    undefined,
  );
  const cells = row?.cells ?? [];
  return cells.length === extentOf(first.cells) &&
      !cells.some((cell) => cell.trim() === "" || isNumber(cell))
    ? cells
    : undefined;
}

/**
 * Names for as many columns as the rows have. A column at the end that has neither a
 * name nor a value is none: delimiters end the lines. Where each row has one cell more
 * than there are names, the first names the row, as R writes it.
 */
function namesOver(
  written: readonly string[],
  rows: readonly TextRow[],
  isNamed: boolean,
): readonly string[] {
  const named = isNamed ? extentOf(written) : 0;
  const longest = Math.max(...rows.map(({ cells }) => extentOf(cells)), 0);
  if (
    isNamed && named === written.length && longest === named + 1 &&
    rows.every(({ cells }) => cells.length === longest) &&
    areRowNames(rows.map(({ cells }) => cells[0]))
  ) return ["", ...written];
  const width = Math.min(written.length, Math.max(named, longest, 1));
  return written.slice(0, width);
}

/** A name without the single quotes that some programs write. */
function unquoted(text: string): string {
  return /^\s*'(.*)'\s*$/.exec(text)?.[1] ?? text;
}

function isAnyNumber(text: string): boolean {
  return !Number.isNaN(decimal(text)) ||
    !Number.isNaN(numberReader(",")(text)) ||
    !Number.isNaN(numberReader(".")(text));
}
