/**
 * Choices by a condition, as other notations write them: `c ? a : b`, `a if c else b`,
 * `if c then a else b`. Here `where(c, a, b)` chooses.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Cursor } from "./cursor.ts";
import { foreignSign } from "./formula_mistakes.ts";
import { comparisons } from "./formula_operators.ts";
import type { Token } from "./words/token.ts";

/** A choice in the rest of a line: one mistake, whatever is in it. */
export function choiceAhead(cursor: Cursor): Diagnostic | undefined {
  const { tokens, place, textOf } = cursor;
  const found = choiceSign(tokens, place);
  if (found === undefined) return undefined;
  const span = partAround(tokens, place, found);
  const mended = mendedChoice(textOf(span));
  return foreignSign(
    tokens[found].text,
    tokens[found].span,
    say("a choice is a function"),
    mended === undefined
      ? say("`where(c, a, b)` is a where c is not 0, else b")
      : { span, mended },
  );
}

/** The place of `?`, or of an `if` that has its `else`. */
function choiceSign(
  tokens: readonly Token[],
  place: number,
): number | undefined {
  let first: number | undefined;
  for (let i = place; !isEnd(tokens[i]); i++) {
    const { kind, text } = tokens[i];
    if (kind === "foreign" && text === "?") return i;
    if (kind === "name" && text === "if") first ??= i;
    if (kind === "name" && text === "else" && first !== undefined) return first;
  }
  return undefined;
}

/** What stands between the nearest brackets or commas around a word of a line. */
function partAround(
  tokens: readonly Token[],
  place: number,
  found: number,
): Span {
  let first = found;
  for (let depth = 0; first > place; first--) {
    const { kind } = tokens[first - 1];
    if (depth === 0 && (kind === "(" || kind === ",")) break;
    if (kind === ")") depth++;
    if (kind === "(") depth--;
  }
  let last = found;
  for (let depth = 0; !isEnd(tokens[last + 1]); last++) {
    const { kind } = tokens[last + 1];
    if (depth === 0 && (kind === ")" || kind === ",")) break;
    if (kind === "(") depth++;
    if (kind === ")") depth--;
  }
  return { start: tokens[first].span.start, end: tokens[last].span.end };
}

function isEnd({ kind }: Token): boolean {
  return kind === "newline" || kind === "end";
}

/** How choices are written elsewhere. */
const notations = [
  /^(?<c>[^?]+)\?(?<a>[^?:]+):(?<b>[^?:]+)$/,
  /^(?<a>(?:(?!\bif\b).)+)\bif\b(?<c>(?:(?!\bif\b).)+)\belse\b(?<b>(?:(?!\bif\b).)+)$/,
  /^if\b(?<c>(?:(?!\bif\b).)+)\bthen\b(?<a>.+)\belse\b(?<b>(?:(?!\bif\b).)+)$/,
  /^if\s*\((?<c>[^()]+)\)(?<a>(?:(?!\bif\b).)+)\belse\b(?<b>(?:(?!\bif\b).)+)$/,
];

/** Longer choices are not written anew. */
const maxLength = 200;

/** `where(…)` for a choice; undefined if there is more than one. */
function mendedChoice(written: string): string | undefined {
  if (written.length > maxLength) return undefined;
  for (const notation of notations) {
    const parts = notation.exec(written)?.groups;
    if (parts === undefined) continue;
    const condition = truthOf(parts.c.trim().replace(/^\(([^()]*)\)$/, "$1"));
    return condition === undefined
      ? undefined
      : `where(${condition}, ${parts.a.trim()}, ${parts.b.trim()})`;
  }
  return undefined;
}

const compared = /^([^<>=!≤≥≠]+?)\s*(<=|>=|==?|!=|<>|[<>≤≥≠])\s*([^<>=!≤≥≠]+)$/;

/** A condition as it is written here; undefined if it is more than a comparison. */
function truthOf(condition: string): string | undefined {
  const [, left, sign, right] = compared.exec(condition) ?? [];
  if (sign !== undefined) return `${comparisons.get(sign)}(${left}, ${right})`;
  const isOther = /[<>=!≤≥≠&|]|\b(?:and|or|not)\b/.test(condition);
  return isOther ? undefined : condition;
}
