/**
 * What stands between the operators of a formula: numbers, names and the arguments
 * of calls. A mistake is reported where it is, and reading goes on with what was
 * meant.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type {
  Argument,
  Expression,
  Name,
  NumberExpression,
  Path,
} from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseData } from "./data.ts";
import { bareCall, foreignOperand, not, prefixed } from "./foreign_operands.ts";
import {
  doubleMinus,
  notData,
  percent,
  primeInFormula,
} from "./formula_mistakes.ts";
import {
  beginsOperand,
  comparisonLevel,
  enterLevel,
  type FormulaReading,
} from "./formula_reading.ts";
import { numeralValue } from "./words/numerals.ts";
import { beginsStatement, isKeyword, type Token } from "./words/token.ts";

/** A number, a path, or what is meant as a value. */
export function parseOperand(reading: FormulaReading): Expression {
  const { cursor } = reading;
  const token = cursor.token();
  const isFirst = token.span.start === reading.start;
  reading.depth = 1;
  if (token.kind === "number") return number(reading);
  if (token.kind === "name" && (isFirst || !beginsStatement(token))) {
    return named(reading);
  }
  // What is answered for calls itself, which takes room on the stack.
  enterLevel(reading, token, recursion);
  const read = foreignOperand(reading, token);
  reading.nesting -= recursion;
  return read;
}

/** For how many levels a call of the reader within itself counts. */
const recursion = 10;

function number(reading: FormulaReading): NumberExpression {
  const { cursor } = reading;
  const { text, span, isUnread } = cursor.next();
  const read: NumberExpression = {
    kind: "number",
    value: isUnread ? NaN : numeralValue(text),
    text,
    span,
  };
  const sign = cursor.token();
  if (sign.kind !== "foreign" || sign.text !== "%") {
    return isUnread ? { ...read, isUnread } : read;
  }
  const after = cursor.tokens[cursor.place + 1];
  if (beginsOperand(after, false)) return read;
  cursor.next();
  const both = { start: span.start, end: sign.span.end };
  cursor.report(percent(cursor.textOf(both), both));
  return { ...read, value: read.value / 100, span: both };
}

/** `f'` in a formula */
export function passPrimes(cursor: Cursor, name: Name): void {
  for (let prime; (prime = cursor.eat("'")) !== undefined;) {
    cursor.report(primeInFormula(name, prime));
  }
}

/** A path, or a function whose brackets are missing. */
function named(reading: FormulaReading): Expression {
  const { cursor, isFunction, isValue, bars } = reading;
  const { text, span } = cursor.next();
  const name = { text, span };
  const isNot = text === "not" && !isValue(text) && !cursor.atLineStart() &&
    beginsOperand(cursor.token(), bars > 0);
  if (isNot) {
    enterLevel(reading, cursor.token(), recursion);
    const read = prefixed(reading, name, not, comparisonLevel);
    reading.nesting -= recursion;
    return read;
  }
  passPrimes(cursor, name);
  if (isFunction(text)) {
    enterLevel(reading, cursor.token(), recursion);
    const read = bareCall(reading, name);
    reading.nesting -= recursion;
    if (read !== undefined) return read;
  }
  const names = [name];
  while (cursor.eat(".")) {
    const what = () => say("a name after the dot");
    const found = cursor.expect("name", what, "fc1.weight");
    names.push({ text: found.text, span: found.span });
  }
  const path: Path = {
    names,
    text: names.map((each) => each.text).join("."),
    span: { start: span.start, end: names[names.length - 1].span.end },
  };
  return { kind: "path", path, span: path.span };
}

/** `--a`, `-+a` */
export function skipSigns(cursor: Cursor, first: Token) {
  cursor.skipToValue();
  if (cursor.at("-")) cursor.report(doubleMinus(first, cursor.next()));
  while (cursor.at("-") || cursor.at("+")) cursor.next();
}

/** `axis=0`, `keep=axes` */
export function parseNamed(cursor: Cursor): Argument {
  const { text, span } = cursor.next();
  const name = { text, span };
  cursor.next();
  const found = cursor.token();
  const after = cursor.tokens[cursor.place + 1];
  const isWord = found.kind === "name" && !isKeyword(found);
  if (isWord) cursor.next();
  else if (found.kind !== "number" && found.kind !== "[") {
    cursor.fail(notData(name, found));
  }
  const value: Argument["value"] = isWord
    ? wordPipeline(found)
    : parseData(cursor, () => say("a value"), "[0, 1]");
  const next = cursor.token();
  const isOver = next.kind === "," || next.kind === ")" || next.kind === "]" ||
    next.kind === "end" || cursor.atLineStart();
  if (!isOver) cursor.fail(notData(name, isWord ? after : next));
  return { name, value, span: cursor.spanFrom(span.start) };
}

/** A bare word as the value of an argument. */
function wordPipeline({ text, span }: Token): Argument["value"] {
  const name = { text, span };
  const atom = { kind: "call", name, arguments: [], span } as const;
  return { kind: "pipeline", steps: [{ atom, span }], span };
}
