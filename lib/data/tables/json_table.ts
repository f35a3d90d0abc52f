import { say } from "../../../words/say.ts";
import { formatCount } from "../../base/words.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import { DataError } from "../../bytes/data_error.ts";
import { decimal } from "./decimal.ts";
import { columnNames } from "./header.ts";
import { indexColumns, indexNotes } from "./index_column.ts";
import { type JsonForm, jsonFormOf, jsonValues } from "./json_values.ts";
import {
  type Cell,
  formatCell,
  formatNames,
  maxColumns,
  type Row,
  type Table,
} from "./table.ts";
import { writingOf } from "./table_writing.ts";

/**
 * A table from JSON in UTF-8. Examples are objects, their cells by the name of their
 * column, or arrays, their cells in order; then the columns are called "1", "2" and so
 * on, unless the first array holds texts and the second numbers. They stand in lines,
 * one in each, which are read piece by piece each time the rows are asked for; or in
 * one array, which may be in an object, as `{"data": [ … ]}` over several lines. The
 * first example decides on the columns. A key that a later one leaves out is a missing
 * value, as null is. A cell can be an array of numbers, or of arrays. Blank lines do
 * not count.
 *
 * ```ts
 * import { fromBytes, jsonTable } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode('{"x": [1, 2], "kind": "a"}\n');
 * const table = await jsonTable(fromBytes("pairs.jsonl", text));
 * assertEquals(table.columns, ["x", "kind"]);
 * assertEquals(await Array.fromAsync(table.rows()), [
 *   [{ line: 1, cells: [[1, 2], "a"] }],
 * ]);
 * ```
 *
 * @throws {DataError} if there are no examples or the first is none; when rows are
 * read, if a later one is not.
 */
export async function jsonTable(
  source: ByteSource,
  options: JsonTableOptions = {},
): Promise<Table> {
  const { name: file } = source;
  const form = await jsonFormOf(source);
  const first: { line: number; value: JsonExample }[] = [];
  for await (const values of jsonValues(source, form)) {
    first.push(...values.slice(0, mostFirst - first.length) as typeof first);
    if (first.length === mostFirst) break;
  }
  if (first.length === 0) throw new DataError({ file }, say("it is empty"));
  const [{ line, value }] = first;
  const hasHeader = Array.isArray(value) &&
    (options.header ?? isHeader(value, first.at(1)?.value));
  const keys = hasHeader
    ? value.map(String)
    : Array.isArray(value)
    ? value.map((_, i) => `${i + 1}`)
    : Object.keys(value);
  const { length } = keys;
  if (length === 0 || length > maxColumns) {
    throw new DataError(
      { file, line },
      say("an example must have from 1 to {most} columns: found {found}", {
        most: formatCount(maxColumns),
        found: formatCount(length),
      }),
    );
  }
  return tableOf(source, form, { keys, hasHeader, first });
}

/** What {@linkcode jsonTable} takes. */
export interface JsonTableOptions {
  /** Whether the first of several arrays names the columns. Default: if it holds texts, and the second a number. Objects name them always. */
  readonly header?: boolean | undefined;
}

/** How many examples tell whether the first are names, or a column numbers them. */
const mostFirst = 100;

type JsonExample = readonly Cell[] | Readonly<Record<string, Cell>>;

/** Whether the first array holds names: texts that are no numbers, above a number. */
function isHeader(
  first: readonly Cell[],
  second: JsonExample | undefined,
): boolean {
  return first.every(isName) &&
    Array.isArray(second) && second.length === first.length &&
    second.some((cell) => typeof cell === "number");
}

function isName(cell: Cell): boolean {
  return typeof cell === "string" && Number.isNaN(decimal(cell)) &&
    cell.trim() !== "";
}

function tableOf(
  source: ByteSource,
  form: JsonForm,
  { keys, hasHeader, first }: {
    readonly keys: readonly string[];
    readonly hasHeader: boolean;
    readonly first: readonly {
      readonly line: number;
      readonly value: JsonExample;
    }[];
  },
): Table {
  const { name: file } = source;
  const [{ line, value }] = first;
  const known = new Set(keys);
  const isArray = Array.isArray(value);

  function arrayCells(line: number, value: JsonExample): readonly Cell[] {
    if (Array.isArray(value) && value.length === keys.length) return value;
    throw unlikeFirst(
      line,
      say("an array of {count}", { count: keys.length }),
      Array.isArray(value)
        ? say("an array of {count}", { count: value.length })
        : say("an object"),
    );
  }

  function objectCells(line: number, value: JsonExample): readonly Cell[] {
    if (Array.isArray(value)) {
      throw unlikeFirst(line, say("an object"), say("an array"));
    }
    const object = value as Readonly<Record<string, Cell>>;
    for (const key in object) {
      if (known.has(key)) continue;
      throw new DataError(
        { file, line },
        say(
          "a column must be in the first example too: found {name}, and its columns are {columns}",
          { name: formatCell(key), columns: formatNames(keys) },
        ),
      );
    }
    return keys.map((name) =>
      Object.hasOwn(object, name) ? object[name] : null
    );
  }

  function unlikeFirst(line: number, wanted: string, found: string) {
    return new DataError(
      { file, line },
      say("{what} must be {wanted}, as the first is: found {found}", {
        what: say(form === "lines" ? "a line" : "an example"),
        wanted,
        found,
      }),
    );
  }

  const cellsOf = isArray ? arrayCells : objectCells;
  const { names, note } = columnNames(file, line, keys);
  const index = isArray ? [] : indexColumns(
    keys,
    first.filter(({ value }) => !Array.isArray(value))
      .map(({ value }) =>
        keys.map((key) => Object.hasOwn(value, key) ? Object(value)[key] : null)
      ),
  );
  return {
    name: file,
    columns: names,
    titles: isArray && hasHeader ? keys : undefined,
    index,
    writing: writingOf({
      hasHeader: !isArray || hasHeader,
      columns: names,
      titles: isArray && !hasHeader ? undefined : keys,
    }),
    notes: note === undefined ? [] : [note],
    columnNotes: indexNotes(index),
    async *rows() {
      let isNames = hasHeader;
      for await (const values of jsonValues(source, form)) {
        if (isNames && values.shift() !== undefined) isNames = false;
        yield values.map(({ line, value }): Row => ({
          line,
          cells: cellsOf(line, value as JsonExample),
        }));
      }
    },
  };
}
