/**
 * Numbers that were learned, written into a text.
 *
 * @module
 */

import type { File } from "../../dsl/syntax/ast.ts";
import { formatArray } from "../../dsl/typesetting/arrays.ts";

/** The numbers of a parameter, as they are written. */
export interface GivenNumbers {
  readonly path: string;
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

/** A text with a line for each of some parameters, in place of those that it had. */
export function withGiven(
  text: string,
  { statements }: File,
  given: readonly GivenNumbers[],
): string {
  const paths = new Set(given.map(({ path }) => path));
  const before = statements.filter((each) =>
    each.kind === "given" &&
    paths.has(text.slice(each.path.span.start, each.path.span.end))
  );
  let rest = text;
  for (const { span } of before.toReversed()) {
    // With its line, if nothing else is in it.
    const start = rest.lastIndexOf("\n", span.start - 1) + 1;
    const end = rest.indexOf("\n", span.end);
    const line = rest.slice(start, end < 0 ? rest.length : end);
    const isAlone = line.trim() === rest.slice(span.start, span.end);
    rest = isAlone
      ? rest.slice(0, start) + rest.slice(end < 0 ? rest.length : end + 1)
      : rest.slice(0, span.start) + rest.slice(span.end);
  }
  const lines = given.map(({ path, shape, numbers }) =>
    `given ${path} = ${formatArray(numbers, shape, shortest)}\n`
  );
  return `${rest.trimEnd()}\n${lines.join("")}`;
}

/** The fewest digits that give the same number in single precision. */
function shortest(number: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === Math.fround(number)) return String(short);
  }
  return String(Number(number.toPrecision(9)));
}
