import { say } from "../../../words/say.ts";
import { DataError } from "../../bytes/data_error.ts";
import { positionOf } from "./header.ts";
import type { Table } from "./table.ts";

/** Two names with dots between them. */
const written = /^(.+?)\.\.(.+)$/;

/** A name that ends with a number. */
const numbered = /^(.*?)(0|[1-9]\d{0,8})$/;

/**
 * The positions of columns by their names or numbers, or from one to another:
 * `px0..px783`. Names that differ only in the number at the end are counted up,
 * wherever they stand; any others are a part of the table.
 *
 * @param option the option that names them.
 * @throws {DataError} if there is no such column, or a range ends before it begins.
 */
export function positionsOf(
  table: Table,
  names: readonly string[],
  option?: string,
): readonly number[] {
  return names.flatMap((name) => {
    const [, from, to] = table.columns.includes(name)
      ? []
      : written.exec(name) ?? [];
    return from === undefined || to === undefined
      ? [positionOf(table, name, option)]
      : rangeOf(table, [from.trim(), to.trim()], option);
  });
}

function rangeOf(
  table: Table,
  [from, to]: readonly [string, string],
  option?: string,
): readonly number[] {
  const [, prefix = "", begin = ""] = numbered.exec(from) ?? [];
  const [, other, end = ""] = numbered.exec(to) ?? [];
  const isCounted = prefix !== "" && prefix === other;
  if (isCounted) requireEnd(table, prefix, [Number(begin), Number(end)]);
  const [first, last] = [from, to].map((name) =>
    positionOf(table, name, option)
  );
  const [least, most] = isCounted
    ? [Number(begin), Number(end)]
    : [first, last];
  if (most < least) {
    throw new DataError(
      { file: table.name },
      say("a range of columns must end after it begins: found {range}", {
        range: `${from}..${to}`,
      }),
      say("Write {code}.", { code: `${to}..${from}` }),
    );
  }
  const places = new Map(table.columns.map((name, i) => [name, i]));
  const positions: number[] = [];
  for (let i = least; i <= most; i++) {
    const name = `${prefix}${i}`;
    positions.push(
      isCounted ? places.get(name) ?? positionOf(table, name, option) : i,
    );
  }
  return positions;
}

/** @throws {DataError} if names are counted up from one that is there to one that is not. */
function requireEnd(
  { name: file, columns }: Table,
  prefix: string,
  [begin, end]: readonly [begin: number, end: number],
): void {
  const names = new Set(columns);
  if (!names.has(`${prefix}${begin}`) || names.has(`${prefix}${end}`)) return;
  let last = begin;
  while (last < end && names.has(`${prefix}${last + 1}`)) last++;
  throw new DataError(
    { file },
    say(
      "there must be a column {name}: found {first}, and so on to {last}",
      {
        name: `"${prefix}${end}"`,
        first: `${prefix}${begin}`,
        last: `${prefix}${last}`,
      },
    ),
    say("Write {code}.", {
      code: `${prefix}${begin}..${prefix}${last}`,
    }),
  );
}
