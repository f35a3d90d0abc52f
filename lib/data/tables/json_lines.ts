import { formatCount } from "../../base/words.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import { DataError } from "../../bytes/data_error.ts";
import { linesOf } from "../../bytes/text.ts";
import { requireNames } from "./header.ts";
import {
  type Cell,
  formatCell,
  formatNames,
  maxColumns,
  type Row,
  type Table,
} from "./table.ts";

/**
 * A table from lines of JSON in UTF-8, read piece by piece each time its rows are
 * asked for. Each line is an object, its cells by the name of their column, or an
 * array, its cells in order; then the columns are called "1", "2" and so on. The
 * first line decides on the columns. A key that a later line leaves out is a missing
 * value, as null is. A cell can be an array of numbers, or of arrays. Blank lines do
 * not count.
 *
 * ```ts
 * import { fromBytes, jsonLinesTable } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode('{"x": [1, 2], "kind": "a"}\n');
 * const table = await jsonLinesTable(fromBytes("pairs.jsonl", text));
 * assertEquals(table.columns, ["x", "kind"]);
 * assertEquals(await Array.fromAsync(table.rows()), [
 *   [{ line: 1, cells: [[1, 2], "a"] }],
 * ]);
 * ```
 *
 * @throws {DataError} if there are no lines or the first is not such a line; when
 * rows are read, if a later one is not.
 */
export async function jsonLinesTable(source: ByteSource): Promise<Table> {
  const { name } = source;
  for await (const lines of valuesOf(source)) {
    for (const { line, value } of lines) {
      if (Array.isArray(value) && value.some(isObject)) {
        throw new DataError(
          { file: name, line },
          "a line must be one example: found an array of objects",
          lineHelp,
        );
      }
      const columns = Array.isArray(value)
        ? value.map((_, i) => `${i + 1}`)
        : Object.keys(value);
      const { length } = columns;
      if (length === 0 || length > maxColumns) {
        const rule = `from 1 to ${formatCount(maxColumns)} columns`;
        throw new DataError(
          { file: name, line },
          `a line must have ${rule}: found ${formatCount(length)}`,
        );
      }
      requireNames(name, line, columns);
      return tableOf(source, columns, Array.isArray(value));
    }
  }
  throw new DataError({ file: name }, "it is empty");
}

function tableOf(
  source: ByteSource,
  columns: readonly string[],
  isArray: boolean,
): Table {
  const known = new Set(columns);
  const cellsOf = isArray ? arrayCells : objectCells;

  function arrayCells(line: number, value: LineValue): readonly Cell[] {
    if (Array.isArray(value) && value.length === columns.length) return value;
    throw unlikeFirst(
      line,
      `an array of ${columns.length}`,
      Array.isArray(value) ? `an array of ${value.length}` : "an object",
    );
  }

  function objectCells(line: number, value: LineValue): readonly Cell[] {
    if (Array.isArray(value)) throw unlikeFirst(line, "an object", "an array");
    const object = value as Readonly<Record<string, Cell>>;
    for (const key in object) {
      if (known.has(key)) continue;
      throw new DataError(
        { file: source.name, line },
        `a column must be on the first line too: found ${
          formatCell(key)
        }, and its columns are ${formatNames(columns)}`,
      );
    }
    return columns.map((name) =>
      Object.hasOwn(object, name) ? object[name] : null
    );
  }

  function unlikeFirst(line: number, wanted: string, found: string) {
    return new DataError(
      { file: source.name, line },
      `a line must be ${wanted}, as the first is: found ${found}`,
    );
  }

  return {
    name: source.name,
    columns,
    async *rows() {
      for await (const lines of valuesOf(source)) {
        yield lines.map(({ line, value }): Row => ({
          line,
          cells: cellsOf(line, value),
        }));
      }
    },
  };
}

type LineValue = readonly Cell[] | Readonly<Record<string, Cell>>;

async function* valuesOf(source: ByteSource) {
  let line = 0;
  for await (const lines of linesOf(source)) {
    const values: { line: number; value: LineValue }[] = [];
    for (const text of lines) {
      line++;
      if (text.trim() !== "") {
        values.push({ line, value: valueOf(source.name, line, text) });
      }
    }
    yield values;
  }
}

function valueOf(file: string, line: number, text: string): LineValue {
  const value = parsed(text);
  if (typeof value === "object" && value !== null) return value as LineValue;
  throw new DataError(
    { file, line },
    `a line must be an object or an array of JSON: found ${formatCell(text)}`,
    /^\s*[[{]\s*$/.test(text) ? lineHelp : undefined,
  );
}

/** For JSON that is not in lines. */
const lineHelp =
  "Write each example on its own line, without brackets and commas around them.";

function isObject(cell: Cell): boolean {
  return typeof cell === "object" && cell !== null && !Array.isArray(cell);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
