/**
 * What stands where a value is wanted, and is written otherwise here.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { Expression, FunctionCall, Name } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { newNameFor } from "./words/free_name.ts";
import { parseData } from "./data.ts";
import {
  arrayInFormula,
  bareFunction,
  foreignSign,
  lonelyOperator,
  plusBefore,
} from "./formula_mistakes.ts";
import {
  beginsOperand,
  type FormulaReading,
  operandLevel,
  powerLevel,
  unreadExpression,
} from "./formula_reading.ts";
import { lastWord, missing } from "./mistakes.ts";
import { beginsStatement, isOperatorSign, type Token } from "./words/token.ts";

/** Where a value is wanted and none begins: what stands there is answered for, and passed over. */
export function foreignOperand(
  reading: FormulaReading,
  token: Token,
): Expression {
  const { cursor } = reading;
  const before = cursor.previous();
  if (token.kind === "foreign" && token.text === "√") {
    return prefixed(reading, cursor.next(), root);
  }
  if (token.kind === "foreign" && token.text === "!") {
    return prefixed(reading, cursor.next(), not);
  }
  if (token.kind === "foreign" && token.text === "|") return bars(reading);
  if (token.kind === "[") return array(reading);
  if (token.kind === "+") {
    cursor.report(plusBefore(cursor.next()));
    cursor.skipToValue();
    while (cursor.eat("+") || cursor.eat("-"));
    return reading.parse(operandLevel);
  }
  const wordBefore = lastWord(cursor.tokens, cursor.place);
  if (isOperatorSign(token.kind) || token.kind === "foreign") {
    cursor.next();
    cursor.skipToValue();
    cursor.report(lonelyOperator(
      token,
      wordBefore !== undefined && isOperatorSign(wordBefore.kind)
        ? say("there is nothing between `{left}` and `{right}`", {
          left: wordBefore.text,
          right: token.text,
        })
        : say("there is nothing before `{sign}`", { sign: token.text }),
      say("a value is missing before it"),
      token.span,
    ));
    return reading.parse(operandLevel);
  }
  const span = { start: token.span.start, end: token.span.start };
  if (wordBefore !== undefined && isOperatorSign(wordBefore.kind)) {
    const isEnd = token.kind === ")" || token.kind === "," ||
      token.kind === "]" || token.kind === "end" || token.kind === "newline" ||
      beginsStatement(token);
    if (isEnd) {
      cursor.report(lonelyOperator(
        wordBefore,
        say("there is nothing after `{sign}`", { sign: wordBefore.text }),
        say("a value is missing after it"),
        danglingSpan(cursor),
      ));
      return unreadExpression(span);
    }
  }
  if (token.kind === ")" && before?.kind === "(") {
    cursor.report(lonelyOperator(
      before,
      say("there is nothing between the brackets"),
      say("a value is missing behind it"),
      undefined,
    ));
    return unreadExpression(span);
  }
  if (token.kind === "=" && wordBefore?.kind === "=") {
    cursor.next();
    cursor.skipToValue();
    cursor.report(lonelyOperator(
      token,
      say("there is nothing between `{left}` and `{right}`", {
        left: "=",
        right: "=",
      }),
      say("one is enough"),
      token.span,
    ));
    return reading.parse(operandLevel);
  }
  if (token.kind === "," && wordBefore?.kind === "(") {
    cursor.report(lonelyOperator(
      token,
      say("there is nothing before the comma"),
      say("a value is missing before it"),
      token.span,
    ));
    return unreadExpression(span);
  }
  if (
    (token.kind === ")" || token.kind === ",") && wordBefore?.kind === ","
  ) {
    cursor.report(lonelyOperator(
      wordBefore,
      say("there is nothing after the comma"),
      say("a value is missing after it"),
      wordBefore.span,
    ));
    return unreadExpression(span);
  }
  return cursor.fail(
    missing(say("a value"), "a*b + 1", token, wordBefore, "E038"),
  );
}

/** The operators without a value behind them, if there is one before them. */
function danglingSpan({ tokens, place }: Cursor): Span | undefined {
  let last = place - 1;
  while (tokens[last].kind === "newline") last--;
  let first = last;
  while (first > 0 && isOperatorSign(tokens[first - 1].kind)) first--;
  const before = tokens.at(first === 0 ? -1 : first - 1);
  return before === undefined || /^(?:[=(,]|newline|end)$/.test(before.kind)
    ? undefined
    : { start: before.span.end, end: tokens[last].span.end };
}

/** What is a function here, and stands without brackets before its value. */
interface Prefix {
  readonly name: string;
  readonly label: Phrase;
}

const root: Prefix = { name: "sqrt", label: "a root is a function" };

/** The other of a truth. */
export const not: Prefix = {
  name: "logical_not",
  label: "a truth is turned by a function",
};

/** `√x`, `√(x + 1)`, `not a > b` */
export function prefixed(
  reading: FormulaReading,
  { text, span: { start } }: Pick<Token, "text" | "span">,
  { name, label }: Prefix,
  level = operandLevel,
): Expression {
  const { cursor } = reading;
  const inner = reading.parse(level);
  const written = cursor.textOf(inner.span);
  const span = { start, end: inner.span.end };
  const isInBrackets = level === operandLevel && written.startsWith("(");
  const sign = { start, end: start + text.length };
  cursor.report(foreignSign(text, sign, say(label), {
    span,
    mended: isInBrackets ? name + written : `${name}(${written})`,
  }));
  return { ...inner, span };
}

/** `|x|` */
function bars(reading: FormulaReading): Expression {
  const { cursor } = reading;
  const open = cursor.next();
  reading.bars++;
  const inner = reading.parse(0);
  reading.bars--;
  const found = cursor.token();
  const isClosed = found.kind === "foreign" && found.text === "|";
  if (isClosed) cursor.next();
  const span = {
    start: open.span.start,
    end: isClosed ? found.span.end : inner.span.end,
  };
  cursor.report(foreignSign(
    "|",
    open.span,
    say("an absolute value is a function"),
    { span, mended: `abs(${cursor.textOf(inner.span)})` },
  ));
  return { ...inner, span };
}

/** `b = a + [1, 2]` */
function array(reading: FormulaReading): Expression {
  const { cursor, start } = reading;
  const meant = squareBrackets(cursor);
  if (meant !== undefined) return meant;
  const { span } = parseData(cursor, () => say("an array"), "[1, 2]");
  const before = cursor.textOf({ start, end: span.start });
  const name = newNameFor("v", cursor);
  cursor.report(
    arrayInFormula(span, start, before, cursor.textOf(span), name),
  );
  return unreadExpression(span);
}

/** `sin a`, `sin^2(a)` */
export function bareCall(
  reading: FormulaReading,
  name: Name,
): Expression | undefined {
  const { cursor } = reading;
  const { place, tokens } = cursor;
  const found = cursor.token();
  const callOf = (operand: Expression): FunctionCall => ({
    kind: "function-call",
    name,
    operands: [operand],
    named: [],
    brackets: operand.span,
    span: { start: name.span.start, end: operand.span.end },
  });
  if (beginsOperand(found, reading.bars > 0) && !cursor.atLineStart()) {
    const inner = factorsOf(reading);
    const span = { start: name.span.end, end: inner.end };
    const mended = `${name.text}(${inner.text})`;
    cursor.report(bareFunction(
      name,
      { start: name.span.start, end: span.end },
      mended,
    ));
    return callOf(inner.expression);
  }
  if (found.kind !== "^") return undefined;
  const sign = tokens[place + 1].kind === "-" ? "-" : "";
  const exponent = tokens[place + 1 + sign.length];
  const open = tokens[place + 2 + sign.length];
  const isPower = exponent.kind === "number" && beginsOperand(open, false);
  if (!isPower) return undefined;
  for (let i = 0; i < 2 + sign.length; i++) cursor.next();
  const inner = open.kind === "("
    ? reading.parse(operandLevel)
    : factorsOf(reading).expression;
  const taken = cursor.textOf(inner.span);
  const brackets = taken.startsWith("(") ? taken : `(${taken})`;
  cursor.report(bareFunction(
    name,
    { start: name.span.start, end: inner.span.end },
    `${name.text}${brackets}^${sign}${exponent.text}`,
  ));
  return callOf(inner);
}

/** What stands right behind a function without brackets: `a^2`, `2x`. */
function factorsOf(reading: FormulaReading) {
  const { cursor } = reading;
  let expression = reading.parse(powerLevel);
  let text = cursor.textOf(expression.span);
  for (;;) {
    const { span } = cursor.token();
    const isNext = beginsOperand(cursor.token(), reading.bars > 0) &&
      span.start === expression.span.end;
    if (!isNext) return { expression, text, end: expression.span.end };
    expression = reading.parse(powerLevel);
    text += `*${cursor.textOf(expression.span)}`;
  }
}

/** `[a + 1]*2`, `[a, b]` */
function squareBrackets(cursor: Cursor): Expression | undefined {
  const { tokens, place } = cursor;
  let end = place + 1;
  let hasComma = false;
  let hasName = false;
  for (; !/^(?:[[\]]|end)$/.test(tokens[end].kind); end++) {
    hasComma ||= tokens[end].kind === ",";
    hasName ||= tokens[end].kind === "name";
  }
  if (!hasName || tokens[end].kind !== "]") return undefined;
  const span = { start: tokens[place].span.start, end: tokens[end].span.end };
  const inner = cursor.textOf({ start: span.start + 1, end: span.end - 1 });
  while (cursor.place <= end) cursor.next();
  cursor.report(foreignSign(
    "[",
    tokens[place].span,
    hasComma
      ? say("`stack` makes an array of values")
      : say("brackets are round"),
    { span, mended: `${hasComma ? "stack" : ""}(${inner.trim()})` },
  ));
  return unreadExpression(span);
}
