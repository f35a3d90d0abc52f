// A second reader of tables, short and slow: a whole text at once, whole columns
// at once, and `undefined` wherever the data cannot be used.

/** What can stand in a cell. */
export type NaiveCell = unknown;

/** A row with its line. */
export interface NaiveRow {
  readonly line: number;
  readonly cells: readonly NaiveCell[];
}

/** The text of bytes. */
export function naiveText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** CSV by its grammar (RFC 4180), with any end of a line; blank lines do not count. */
export function naiveCsv(
  text: string,
  delimiter: string,
): NaiveRow[] | undefined {
  const special = delimiter === "|" ? "\\|" : delimiter;
  const token = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${special}\\r\\n]*))(${special}|\\r\\n|\\r|\\n|$)`,
    "y",
  );
  const rows: NaiveRow[] = [];
  let cells: string[] = [];
  let begin = 0;
  while (token.lastIndex < text.length || cells.length > 0) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, quoted, bare, after] = match;
    cells.push(
      quoted?.replaceAll('""', '"').replaceAll(/\r\n?/g, "\n") ?? bare,
    );
    if (after === delimiter) continue;
    const isBlank = cells.length === 1 && quoted === undefined &&
      bare.trim() === "";
    const line = text.slice(0, begin).split(/\r\n|\r|\n/).length;
    if (!isBlank) rows.push({ line, cells });
    cells = [];
    begin = token.lastIndex;
    if (after === "" || at === text.length) break;
  }
  return rows;
}

/** A table's columns with its rows. */
export interface NaiveTable {
  readonly columns: readonly string[];
  readonly rows: readonly NaiveRow[];
}

/** The table of a CSV text. */
export function naiveCsvTable(
  text: string,
  delimiter: string,
  header: boolean,
): NaiveTable | undefined {
  const rows = naiveCsv(text, delimiter);
  if (rows === undefined || rows.length === 0) return undefined;
  const [first] = rows;
  const columns = first.cells.map((cell, i) =>
    (header && `${cell}`.trim()) || `${i + 1}`
  );
  const isRight = new Set(columns).size === columns.length &&
    rows.every(({ cells }) => cells.length === columns.length);
  return isRight ? { columns, rows: header ? rows.slice(1) : rows } : undefined;
}

/** The table of lines of JSON. */
export function naiveJsonTable(text: string): NaiveTable | undefined {
  const lines = text.split(/\r\n|\r|\n/).map((text, i) => ({
    text,
    line: i + 1,
  })).filter(({ text }) => text.trim() !== "");
  if (lines.length === 0) return undefined;
  const rows: { line: number; value: object }[] = [];
  for (const { text, line } of lines) {
    try {
      const value = JSON.parse(text);
      if (typeof value !== "object" || value === null) return undefined;
      rows.push({ line, value });
    } catch {
      return undefined;
    }
  }
  const first = rows[0].value;
  const isArray = Array.isArray(first);
  const keys = Object.keys(first);
  if (keys.length === 0) return undefined;
  const columns = isArray ? keys.map((_, i) => `${i + 1}`) : keys;
  const table: NaiveRow[] = [];
  for (const { line, value } of rows) {
    if (Array.isArray(value) !== isArray) return undefined;
    const own = new Map(Object.entries(value));
    if ([...own.keys()].some((key) => !keys.includes(key))) return undefined;
    if (isArray && own.size !== keys.length) return undefined;
    table.push({ line, cells: keys.map((key) => own.get(key) ?? null) });
  }
  return { columns, rows: table };
}

/** How a table is read. */
export interface NaiveOptions {
  readonly target?: string;
  readonly classes: readonly string[];
  readonly targetKind: "class" | "number" | "auto";
  readonly missing: "error" | "skip" | "mean";
}

/** What a table gives. */
export interface NaiveExamples {
  readonly x: readonly (readonly number[])[];
  readonly target: readonly (readonly number[])[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

const none = ["", "?", "NA", "N/A", "n/a", "<NA>", "#N/A", "NaN", "nan"];
const missingTexts = [...none, "NULL", "null"];

function isMissing(cell: NaiveCell): boolean {
  return cell === null ||
    (typeof cell === "string" && missingTexts.includes(cell.trim()));
}

/** The number that a text says, NaN where it says none. */
export function naiveNumber(text: string): number {
  const trimmed = text.trim();
  return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(trimmed)
    ? Number(trimmed)
    : NaN;
}

function sameNumber(text: string): string {
  const number = naiveNumber(text);
  return Number.isFinite(number) ? String(number + 0) : text;
}

/** The numbers of a cell; nothing where it is not of this shape. */
function flat(cell: NaiveCell, shape: readonly number[]): number[] | undefined {
  if (shape.length === 0) {
    if (cell === null) return [NaN];
    return typeof cell === "number" && Math.abs(cell) < 3.4028235e38
      ? [cell]
      : undefined;
  }
  if (!Array.isArray(cell) || cell.length !== shape[0]) return undefined;
  const parts = cell.map((item) => flat(item, shape.slice(1)));
  return parts.includes(undefined) ? undefined : parts.flat() as number[];
}

function numbersOf(
  cell: NaiveCell,
  shape: readonly number[],
): number[] | undefined {
  if (isMissing(cell)) {
    return Array(shape.reduce((a, b) => a * b, 1)).fill(NaN);
  }
  if (shape.length > 0) return flat(cell, shape);
  const number = typeof cell === "string"
    ? naiveNumber(cell)
    : typeof cell === "object"
    ? NaN
    : Number(cell);
  return Math.abs(number) < 3.4028235e38 ? [number] : undefined;
}

function shapeOf(cell: NaiveCell): number[] {
  return Array.isArray(cell) ? [cell.length, ...shapeOf(cell[0])] : [];
}

/** Features of one column for each row, NaN where missing; nothing where it cannot be read. */
function features(
  cells: readonly NaiveCell[],
  use: "number" | "category" | "class",
): number[][] | undefined {
  const first = cells.find((cell) => !isMissing(cell));
  const shape = shapeOf(first);
  if (shape.includes(0) || shape.length > 8) return undefined;
  if (use === "number") {
    const all = cells.map((cell) => numbersOf(cell, shape));
    return all.includes(undefined) ? undefined : all as number[][];
  }
  if (cells.some((cell) => typeof cell === "object" && cell !== null)) {
    return undefined;
  }
  return cells.map((cell) => [isMissing(cell) ? NaN : 0]);
}

/** The categories' numbers of texts that are not missing. */
function numbered(labels: readonly string[]): Map<string, number> {
  const areNumbers = labels.every((label) =>
    Number.isFinite(naiveNumber(label))
  );
  const names = areNumbers ? labels.map(sameNumber) : labels;
  const sorted = [...new Set(names)].sort((a, b) =>
    areNumbers ? Number(a) - Number(b) : a < b ? -1 : 1
  );
  return new Map(labels.map((label, i) => [label, sorted.indexOf(names[i])]));
}

/** Reads a table. */
export function naiveExamples(
  { columns, rows }: NaiveTable,
  { target, classes, targetKind, missing }: NaiveOptions,
): NaiveExamples | undefined {
  const place = (name: string) =>
    columns.includes(name) ? columns.indexOf(name) : Number(name) - 1;
  const at = target === undefined ? -1 : place(target);
  const asClasses = classes.map(place);
  const used = columns.map((_, i) => {
    const values = rows.map(({ cells }) => cells[i]);
    const first = values.find((cell) => !isMissing(cell));
    const isText = typeof first === "boolean" ||
      (typeof first === "string" && Number.isNaN(naiveNumber(first)));
    const isClass = asClasses.includes(i) ||
      (i === at && ((targetKind === "class" && !Array.isArray(first)) ||
        (targetKind === "auto" && isText)));
    const use = !isClass ? "number" : i === at ? "class" : "category";
    return { i, values, use } as const;
  });
  const read = used.map(({ values, use }) => features(values, use));
  if (read.includes(undefined) || columns.length - (at < 0 ? 0 : 1) === 0) {
    return undefined;
  }
  const numbers = read as number[][][];
  const holes = rows.map((_, r) =>
    numbers.map((column) => column[r].some(Number.isNaN))
  );
  if (missing === "error" && holes.flat().includes(true)) return undefined;
  if (missing === "mean" && at >= 0 && holes.some((row) => row[at])) {
    return undefined;
  }
  const kept = rows.keys().filter((r) =>
    missing !== "skip" || !holes[r].includes(true)
  ).toArray();
  if (kept.length === 0) return undefined;
  const expanded = used.map(({ values, use }, c) => {
    if (use === "number") return kept.map((r) => numbers[c][r]);
    const labels = kept.filter((r) => !holes[r][c]).map((r) =>
      `${values[r]}`.trim()
    );
    const numberOf = numbered(labels);
    const width = new Set(numberOf.values()).size;
    return kept.map((r) => {
      const number = numberOf.get(`${values[r]}`.trim()) ?? NaN;
      if (use === "class") return [number];
      return Array.from(
        { length: width },
        (_, i) => holes[r][c] ? NaN : i === number ? 1 : 0,
      );
    });
  });
  const inputs = expanded.filter((_, i) => i !== at);
  const x = kept.map((_, r) => inputs.flatMap((column) => column[r]));
  const there = x[0].map((_, i) =>
    x.map((row) => row[i]).filter((value) => !Number.isNaN(value))
  );
  const isEmpty = (column: readonly (readonly number[])[]) =>
    column[0].length === 0 ||
    column[0].some((_, i) => column.every((row) => Number.isNaN(row[i])));
  if (expanded.some(isEmpty)) return undefined;
  const mean = there.map((values) =>
    values.reduce((sum, value) => sum + value / values.length, 0)
  );
  const deviation = there.map((values, i) =>
    Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean[i]) ** 2, 0) /
        values.length,
    )
  );
  return {
    x: x.map((row) =>
      row.map((value, i) => Number.isNaN(value) ? mean[i] : value)
    ),
    target: kept.map((_, r) => at < 0 ? [] : expanded[at][r]),
    mean,
    deviation,
  };
}
