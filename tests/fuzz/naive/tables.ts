// A second reader of tables, short and slow: a whole text at once, whole columns
// at once, and `undefined` wherever the data cannot be used.

/** What can stand in a cell. */
export type NaiveCell = unknown;

/** A row with its line. */
export interface NaiveRow {
  readonly line: number;
  readonly cells: readonly NaiveCell[];
}

/** The text of bytes: UTF-8, or UTF-16 with a mark that says so. */
export function naiveText(bytes: Uint8Array): string | undefined {
  const mark = bytes.subarray(0, 2).toHex();
  const wide = { fffe: "utf-16le", feff: "utf-16be" }[mark];
  try {
    return new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** CSV by its grammar (RFC 4180), with any end of a line, blanks around quotes, and quotes in bare fields; blank lines do not count. */
export function naiveCsv(
  text: string,
  delimiter: string,
): NaiveRow[] | undefined {
  const special = delimiter === "|" ? "\\|" : delimiter;
  const blanks = delimiter === "\t" ? " *" : "[ \t]*";
  const token = new RegExp(
    `(?:${blanks}"((?:[^"]|"")*)"${blanks}|(?!${blanks}")([^${special}\\r\\n]*))(${special}|\\r\\n|\\r|\\n|$)`,
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
  /** Columns that only name the rows. */
  readonly index: readonly number[];
  readonly rows: readonly NaiveRow[];
}

/** How many cells a row has up to the last that is not blank. */
function extent(cells: readonly NaiveCell[]): number {
  let length = cells.length;
  while (length > 0 && `${cells[length - 1]}`.trim() === "") length--;
  return length;
}

/** The table of a CSV text without titles. */
export function naiveCsvTable(
  text: string,
  delimiter: string,
  header: boolean,
): NaiveTable | undefined {
  const rows = naiveCsv(text, delimiter);
  if (rows === undefined || rows.length === 0) return undefined;
  const data = header ? rows.slice(1) : rows;
  const first = rows[0].cells.map((cell) => `${cell}`.trim());
  const longest = Math.max(0, ...data.map(({ cells }) => extent(cells)));
  let names = first;
  const rowNames = data.map(({ cells }) => `${cells[0]}`.trim());
  if (
    header && extent(first) === first.length && longest === first.length + 1 &&
    data.every(({ cells }) => cells.length === longest) &&
    isNaming(rowNames, true)
  ) names = ["", ...first];
  else {
    const named = header ? extent(first) : 0;
    names = first.slice(0, Math.max(1, named, longest));
  }
  if (header) names = names.map((name) => name.replace(/^'(.*)'$/, "$1"));
  const width = names.length;
  const columns = differing(
    names.map((name, i) => (header && name) || `${i + 1}`),
  );
  if (
    data.some(({ cells }) => cells.length < width || extent(cells) > width)
  ) return undefined;
  const isIndex = header && width > 1 && names[0] === "" &&
    (isNaming(rowNames, false) || rowNames.every((name) => name === ""));
  return {
    columns,
    index: isIndex ? [0] : [],
    rows: data.map(({ line, cells }) => ({
      line,
      cells: cells.slice(0, width),
    })),
  };
}

/** Names with a number behind those that are taken. */
function differing(names: readonly string[]): string[] {
  const found: string[] = [];
  for (const name of names) {
    let k = 0;
    const next = () => k === 0 ? name : `${name}.${k}`;
    while (found.includes(next()) || (k > 0 && names.includes(next()))) k++;
    found.push(next());
  }
  return found;
}

/** Whether cells can name rows. */
function isNaming(cells: readonly string[], isStrict: boolean): boolean {
  if (cells.length === 0 || new Set(cells).size < cells.length) return false;
  if (cells.every((cell) => Number.isNaN(naiveNumber(cell)) && cell !== "")) {
    return true;
  }
  if (!cells.every((cell) => /^\d+$/.test(cell))) return false;
  const start = Number(cells[0]);
  return !isStrict || ((start === 0 || start === 1) &&
    cells.every((cell, i) => Number(cell) === start + i));
}

/** The value of JSON, in which a number is its text where a double has other digits; nothing where a name comes twice. */
function naiveJson(text: string): unknown {
  let members = 0;
  function revive(
    this: unknown,
    key: string,
    value: unknown,
    { source }: { readonly source?: string },
  ) {
    if (!Array.isArray(this) && key !== "") members++;
    const isOther = typeof value === "number" && source !== undefined &&
      naiveDigits(source) !== naiveDigits(`${value}`);
    return isOther ? source : value;
  }
  // The third argument is younger than the types.
  const value = JSON.parse(text, revive as (key: string) => unknown);
  const names = text.match(/"(?:[^"\\]|\\.)*"(?=\s*:)/g) ?? [];
  const named = names.filter((name) => JSON.parse(name) !== "");
  if (named.length !== members) throw new SyntaxError("a name comes twice");
  return value;
}

/** The digits of a decimal text as a whole number and a power of ten. */
function naiveDigits(text: string): string {
  const [mantissa, exponent = "0"] = text.toLowerCase().split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  let digits = BigInt(whole.replace(/^[-+]/, "") + fraction);
  let power = BigInt(exponent) - BigInt(fraction.length);
  if (digits === 0n) return "0";
  for (; digits % 10n === 0n; digits /= 10n) power++;
  return `${whole.startsWith("-") ? "-" : ""}${digits}e${power}`;
}

/** The objects of a text that is nothing but an array of them, or the elements of one that is written over several lines. */
function naiveElements(text: string): unknown[] | undefined {
  try {
    const value = naiveJson(text);
    const isList = Array.isArray(value) && value.length > 0 &&
      (/^\s*\[\s*[\r\n]/.test(text) ||
        value.every((each) =>
          typeof each === "object" && each !== null && !Array.isArray(each)
        ));
    return isList ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The table of JSON: lines, or one array. */
export function naiveJsonTable(text: string): NaiveTable | undefined {
  const elements = naiveElements(text);
  if (elements !== undefined) {
    return naiveRowsTable(elements.map((value, i) => ({ line: i + 1, value })));
  }
  const lines = text.split(/\r\n|\r|\n/).map((text, i) => ({
    text,
    line: i + 1,
  })).filter(({ text }) => text.trim() !== "");
  try {
    return naiveRowsTable(
      lines.map(({ text, line }) => ({ line, value: naiveJson(text) })),
    );
  } catch {
    return undefined;
  }
}

/** The table of values, each a row. */
function naiveRowsTable(
  values: readonly { readonly line: number; readonly value: unknown }[],
): NaiveTable | undefined {
  const rows = values.flatMap(({ line, value }) =>
    typeof value === "object" && value !== null ? [{ line, value }] : []
  );
  if (rows.length === 0 || rows.length < values.length) return undefined;
  const first = rows[0].value;
  const isArray = Array.isArray(first);
  const keys = Object.keys(first);
  if (keys.length === 0) return undefined;
  const second = rows[1]?.value;
  const isHeader = Array.isArray(first) && Array.isArray(second) &&
    second.length === first.length &&
    second.some((cell) => typeof cell === "number") &&
    first.every((cell) =>
      typeof cell === "string" && cell.trim() !== "" &&
      Number.isNaN(naiveNumber(cell))
    );
  const columns = differing(
    (isHeader ? first : isArray ? keys.map((_, i) => `${i + 1}`) : keys).map((
      name,
      i,
    ) => name.trim() || `${i + 1}`),
  );
  const table: NaiveRow[] = [];
  for (const { line, value } of rows.slice(isHeader ? 1 : 0)) {
    if (Array.isArray(value) !== isArray) return undefined;
    const own = new Map(Object.entries(value));
    if ([...own.keys()].some((key) => !keys.includes(key))) return undefined;
    if (isArray && own.size !== keys.length) return undefined;
    table.push({ line, cells: keys.map((key) => own.get(key) ?? null) });
  }
  const naming = table.map(({ cells }) => cells[0]);
  const isIndex = !isArray && keys.length > 1 && keys[0].trim() === "" &&
    (naming.every((cell) => cell === null || `${cell}`.trim() === "") ||
      (naming.every((cell) => typeof cell !== "object") &&
        isNaming(naming.map((cell) => `${cell}`.trim()), false)));
  return { columns, index: isIndex ? [0] : [], rows: table };
}

/** How a table is read. */
export interface NaiveOptions {
  readonly target?: string;
  readonly classes: readonly string[];
  readonly targetKind: "class" | "number" | "auto";
  readonly missing: "error" | "skip" | "mean";
  readonly decimal?: "." | "," | undefined;
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

/** The number that a text says, NaN where it says none; with a mark, thousands may be grouped. */
export function naiveNumber(text: string, mark?: "." | ","): number {
  const trimmed = text.trim();
  if (mark !== undefined) {
    const group = `[${mark === "." ? "," : "."} \u00a0\u202f']`;
    const grouped = new RegExp(`^[+-]?[0-9]{1,3}(${group}[0-9]{3})+(?![0-9])`);
    const [whole] = grouped.exec(trimmed) ?? [""];
    const plain = whole.replace(new RegExp(group, "g"), "") +
      trimmed.slice(whole.length);
    if (mark === ".") return naiveNumber(plain);
    return plain.includes(".") ? NaN : naiveNumber(plain.replace(",", "."));
  }
  return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(trimmed)
    ? Number(trimmed)
    : NaN;
}

/** Whether a text is a whole number of which a double has other digits. */
function isTooLong(text: string, number: number): boolean {
  const bare = text.trim().replaceAll(/[., ' \u00a0\u202f]/g, "");
  const isWhole = Math.abs(number) >= 2 ** 53 && /^[-+]?\d+$/.test(bare) &&
    /^[-+]?(\d+|\d{1,3}([., ' \u00a0\u202f]\d{3})+)$/.test(text.trim());
  return isWhole &&
    !(Number.isFinite(number) &&
      BigInt(bare.replace("+", "")) === BigInt(number));
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
  mark: "." | "," | undefined,
): number[] | undefined {
  if (isMissing(cell)) {
    return Array(shape.reduce((a, b) => a * b, 1)).fill(NaN);
  }
  if (shape.length > 0) return flat(cell, shape);
  const number = typeof cell === "string"
    ? naiveNumber(cell, mark)
    : typeof cell === "object"
    ? NaN
    : Number(cell);
  if (typeof cell === "string" && isTooLong(cell, number)) return undefined;
  return Math.abs(number) < 3.4028235e38 ? [number] : undefined;
}

function shapeOf(cell: NaiveCell): number[] {
  return Array.isArray(cell) ? [cell.length, ...shapeOf(cell[0])] : [];
}

/** Features of one column for each row, NaN where missing; nothing where it cannot be read. */
function features(
  cells: readonly NaiveCell[],
  use: "number" | "category" | "class",
  mark: "." | "," | undefined,
): number[][] | undefined {
  const first = cells.find((cell) => !isMissing(cell));
  const shape = shapeOf(first);
  if (shape.includes(0) || shape.length > 8) return undefined;
  if (use === "number") {
    const all = cells.map((cell) => numbersOf(cell, shape, mark));
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
  const sorted = [...new Set(labels)].sort((a, b) =>
    (areNumbers ? naiveNumber(a) - naiveNumber(b) : 0) || (a < b ? -1 : 1)
  );
  return new Map(labels.map((label) => [label, sorted.indexOf(label)]));
}

/** Reads a table. */
export function naiveExamples(
  { columns, index, rows }: NaiveTable,
  { target, classes, targetKind, missing, decimal }: NaiveOptions,
): NaiveExamples | undefined {
  const place = (name: string) =>
    columns.includes(name) ? columns.indexOf(name) : Number(name) - 1;
  const targetAt = target === undefined ? -1 : place(target);
  const asClasses = classes.map(place);
  const left = columns.map((_, i) => i).filter((i) =>
    !index.includes(i) || i === targetAt || asClasses.includes(i)
  );
  const at = left.indexOf(targetAt);
  const used = left.map((i) => {
    const values = rows.map(({ cells }) => cells[i]);
    const first = values.find((cell) => !isMissing(cell));
    const isText = typeof first === "boolean" ||
      (typeof first === "string" &&
        (Number.isNaN(naiveNumber(first, decimal)) ||
          isTooLong(first, naiveNumber(first, decimal))));
    const isClass = asClasses.includes(i) ||
      (i === targetAt &&
        ((targetKind === "class" && !Array.isArray(first)) ||
          (targetKind === "auto" && isText)));
    const use = !isClass ? "number" : i === targetAt ? "class" : "category";
    return { i, values, use } as const;
  });
  const read = used.map(({ values, use }) => features(values, use, decimal));
  if (read.includes(undefined) || used.length - (at < 0 ? 0 : 1) === 0) {
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
