import { say } from "../../../words/say.ts";
import type { Advice } from "../../base/advice.ts";
import { digitsOf } from "../../base/digits.ts";
import { plural } from "../../base/words.ts";
import type { DecimalMark } from "../tables/decimal_marks.ts";
import { formatCell } from "../tables/table.ts";

/**
 * What is said of categories that differ as texts alone: one number in two notations,
 * as 01234 and 1234, or one word in large and small letters, with other blanks, or in
 * two forms of Unicode.
 */
export function alikeCategories(
  column: string,
  categories: readonly string[],
  decimal?: DecimalMark,
): Advice[] {
  const seen = new Map<string, string>();
  const pairs: (readonly [string, string])[] = [];
  for (const text of categories) {
    const look = digitsOf(plainDecimal(text, decimal)) ?? lookOf(text);
    const other = seen.get(look);
    if (other === undefined) seen.set(look, text);
    else pairs.push([other, text]);
  }
  if (pairs.length === 0) return [];
  const [[a, b]] = pairs;
  const more = pairs.length - 1;
  const facts = {
    a: formatCell(a),
    b: formatCell(b),
    column: formatCell(column),
  };
  return [
    more === 0
      ? say(
        "{a} and {b} of {column} look alike, and are different categories",
        facts,
      )
      : say(
        "{a} and {b} of {column}, and {more}, look alike, and are different categories",
        { ...facts, more: plural(more, "more pair") },
      ),
  ];
}

/** What is said of categories that stand with blanks around them here and there. */
export function paddedCategories(
  column: string,
  padded: readonly string[],
): Advice[] {
  return padded.length === 0 ? [] : [
    say(
      "{text} of {column} also stands with blanks around it, which are no part of it",
      { text: formatCell(padded[0]), column: formatCell(column) },
    ),
  ];
}

/** A number of a table in the notation of a program: `1.234,5` is `1234.5` where commas stand before fractions. */
function plainDecimal(text: string, mark: DecimalMark | undefined): string {
  return mark === undefined ? text : text.replaceAll(
    mark === "," ? /[.' \u00a0\u202f]/g : /[,' \u00a0\u202f]/g,
    "",
  )
    .replace(",", ".");
}

function lookOf(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\s+/g, " ");
}
