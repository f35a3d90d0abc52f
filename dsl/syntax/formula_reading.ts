/**
 * The state of a formula that is being read, and what its readers share.
 *
 * @module
 */

import type { Span } from "../diagnostics/diagnostic.ts";
import type { Expression, NumberExpression } from "./ast.ts";
import { afterArgument } from "./bracket_mistakes.ts";
import type { Cursor } from "./cursor.ts";
import { arrowInFormula, tooDeepFormula } from "./formula_mistakes.ts";
import { beginsStatement, isKeyword, type Token } from "./words/token.ts";

/** The most operations within one another; every reader of the tree can follow as many. */
export const maxFormulaDepth = 2_100;

/** How tightly comparisons of other notations bind. */
export const comparisonLevel = 3;

/** How tightly a power binds. */
export const powerLevel = 6;

/** A level that no operator has: one value is read. */
export const operandLevel = 7;

/** A formula that is being read. */
export interface FormulaReading {
  readonly cursor: Cursor;
  /** Where its statement begins. */
  readonly start: number;
  /** Whether a name is that of a function. */
  readonly isFunction: (name: string) => boolean;
  /** Whether a name is that of a value. */
  readonly isValue: (name: string) => boolean;
  /** Reads operands joined by operators of a level or of higher ones. */
  readonly parse: (level: number) => Expression;
  /** How deep the place is within brackets, minus signs and powers. */
  nesting: number;
  /** How deep the last expression is. */
  depth: number;
  /** How many bars of `|x|` are open. */
  bars: number;
}

/** Goes deeper. */
export function enterLevel(
  reading: FormulaReading,
  { span }: Token,
  levels = 1,
): void {
  reading.nesting += levels;
  if (reading.nesting > maxFormulaDepth) {
    reading.cursor.fail(tooDeepFormula(span, maxFormulaDepth));
  }
}

/** Holds the place of what could not be read. */
export function unreadExpression(span: Span): NumberExpression {
  return { kind: "number", value: NaN, isUnread: true, text: "", span };
}

export function beginsOperand(token: Token, isInBars: boolean): boolean {
  const { kind, text } = token;
  return kind === "number" || kind === "(" ||
    (kind === "name" && !beginsStatement(token)) ||
    (kind === "foreign" && (text === "√" || (text === "|" && !isInBars)));
}

/** Takes the bracket that closes; returns the span of the pair. */
export function closeFormula(reading: FormulaReading, open: Token): Span {
  const { cursor } = reading;
  while (cursor.ahead().kind === "->" && cursor.continues("->")) {
    passArrow(reading, undefined);
  }
  if (!cursor.eat(")")) {
    const { tokens, place } = cursor;
    const isOver = cursor.at("end") || cursor.at("newline") ||
      cursor.atLineStart() || beginsStatement(cursor.token());
    cursor.fail(afterArgument(open, tokens[place], tokens, place, isOver));
  }
  return cursor.spanFrom(open.span.start);
}

/** Takes `-> f -> g` behind a value, which is written `g(f(a))`. */
export function passArrow(
  reading: FormulaReading,
  left: Expression | undefined,
) {
  const { cursor } = reading;
  const sign = cursor.next();
  cursor.skipNewlines();
  let mended = left && cursor.textOf(left.span);
  let end = sign.span.end;
  for (;;) {
    const found = cursor.token();
    const isPlain = found.kind === "name" && !isKeyword(found) &&
      cursor.tokens[cursor.place + 1].kind !== "(";
    if (!isPlain) {
      cursor.fail(arrowInFormula(sign, undefined));
    }
    cursor.next();
    end = found.span.end;
    mended &&= `${found.text}(${mended})`;
    if (!cursor.continues("->")) break;
    cursor.next();
    cursor.skipNewlines();
  }
  cursor.report(arrowInFormula(
    sign,
    left && mended
      ? { span: { start: left.span.start, end }, mended }
      : undefined,
  ));
}
