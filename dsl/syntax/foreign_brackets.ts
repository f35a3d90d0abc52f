/**
 * Brackets of other notations, which are mended together.
 *
 * @module
 */

import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Token } from "./token.ts";

/**
 * Diagnostics of words, where those of an opening bracket and of the one that
 * closes it mend both: `fc{2,1}` becomes `fc(2,1)`.
 */
export function withPairedBrackets(
  text: string,
  tokens: readonly Token[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  /** The pair that a bracket belongs to, by where the bracket stands. */
  const pairs = new Map<number, { open: Token; close: Token }>();
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind === "(" || token.kind === "[") open.push(token);
    if (token.kind !== ")" && token.kind !== "]") continue;
    const opening = open.pop();
    const isForeign = opening !== undefined &&
      (opening.kind === "(") === (token.kind === ")") &&
      [opening, token].every(({ kind, span }) => textAt(text, span) !== kind);
    if (!isForeign || /[\r\n]/.test(between(text, opening, token))) continue;
    const pair = { open: opening, close: token };
    pairs.set(opening.span.start, pair).set(token.span.start, pair);
  }
  if (pairs.size === 0) return diagnostics;
  return diagnostics.map((each) => {
    const pair = pairs.get(each.labels[0].span.start);
    if (pair === undefined) return each;
    const { open, close } = pair;
    const span = { start: open.span.start, end: close.span.end };
    return {
      ...each,
      helps: [{
        text: `write \`${open.kind}\` and \`${close.kind}\``,
        edit: {
          span,
          text: open.kind + between(text, open, close) + close.kind,
        },
      }],
    };
  });
}

function textAt(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function between(text: string, open: Token, close: Token): string {
  return text.slice(open.span.end, close.span.start);
}
