/**
 * Formulas, by the precedence of their operators. What is begun and waits for its
 * end lies on a list, not on the stack of calls, so that a formula of any depth is
 * read without harm.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { Argument, Expression, Name, Operation } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { atNewStatement } from "./data.ts";
import {
  foreignSign,
  tooDeepFormula,
  valueAfterArgument,
} from "./formula_mistakes.ts";
import {
  answerForeign,
  type Joint,
  operatorAhead,
  takeOperator,
} from "./formula_operators.ts";
import {
  parseNamed,
  parseOperand,
  passPrimes,
  skipSigns,
} from "./formula_operands.ts";
import {
  closeFormula,
  enterLevel,
  type FormulaReading,
  maxFormulaDepth,
  passArrow,
} from "./formula_reading.ts";
import { nothingTaken } from "./formula_statement_mistakes.ts";
import type { KnownNames } from "./registry.ts";
import type { Token } from "./words/token.ts";

/** A call of which the values are read. */
interface CallFrame {
  readonly kind: "call";
  readonly name: Name;
  readonly sign: Token;
  readonly operands: Expression[];
  readonly named: Argument[];
  depth: number;
  /** The first value behind an argument with a name. */
  late?: Span;
}

/** What is begun. */
type Frame =
  | {
    readonly kind: "operation";
    readonly joint: Joint;
    readonly sign: Token;
    readonly left: Expression;
    readonly depth: number;
  }
  | { readonly kind: "negation" | "group"; readonly sign: Token }
  | CallFrame;

/** Prepares to read the formula of a statement. */
export function createFormulaReading(
  cursor: Cursor,
  start: number,
  { isFunction, isValue }: KnownNames,
): FormulaReading {
  const reading: FormulaReading = {
    cursor,
    start,
    isFunction,
    isValue,
    parse: (level) => parseExpression(reading, level),
    nesting: 0,
    depth: 0,
    bars: 0,
  };
  return reading;
}

/** Reads operands joined by operators of a level or of higher ones. */
function parseExpression(reading: FormulaReading, level: number): Expression {
  const frames: Frame[] = [];
  for (;;) {
    let value = begin(reading, frames);
    while (value !== undefined) {
      const joint = operatorAhead(reading);
      value = reduce(reading, frames, value, joint);
      const frame = frames.at(-1);
      const isLeft = joint !== undefined &&
        (frame !== undefined || joint.level >= level);
      if (joint !== undefined && isLeft) {
        const { depth } = reading;
        const isInCall = () => frames.findLast(isBracket)?.kind === "call";
        const sign = takeOperator(reading, joint, value, isInCall);
        if (joint.operator === "^") enterLevel(reading, sign);
        frames.push({ kind: "operation", joint, sign, left: value, depth });
        break;
      }
      if (frame === undefined) return value;
      value = end(reading, frames, value);
    }
  }
}

function isBracket({ kind }: Frame): boolean {
  return kind === "group" || kind === "call";
}

/** Begins a value: whole if it is a number or a name, undefined if more must follow. */
function begin(
  reading: FormulaReading,
  frames: Frame[],
): Expression | undefined {
  const { cursor } = reading;
  const sign = cursor.token();
  if (sign.kind === "-") {
    cursor.next();
    skipSigns(cursor, sign);
    enterLevel(reading, sign);
    frames.push({ kind: "negation", sign });
    return undefined;
  }
  if (sign.kind === "(") {
    cursor.next();
    enterBracket(reading, sign);
    frames.push({ kind: "group", sign });
    return undefined;
  }
  if (sign.kind === "name") passLibrary(reading);
  return sign.kind === "name" && isCall(cursor)
    ? beginCall(reading, frames)
    : parseOperand(reading);
}

function enterBracket(reading: FormulaReading, open: Token) {
  enterLevel(reading, open);
  reading.cursor.enter(open, Infinity);
}

/** Passes over `np.` before a function. */
function passLibrary({ cursor, isFunction }: FormulaReading) {
  const { tokens, place } = cursor;
  let i = place;
  while (tokens[i].kind === "name" && tokens[i + 1].kind === ".") i += 2;
  const { kind, text, span } = tokens[i];
  const isCalled = kind === "name" && tokens[i + 1].kind === "(";
  if (i === place || !isCalled || !isFunction(text)) return;
  const path = { start: tokens[place].span.start, end: span.end };
  cursor.report(foreignSign(
    cursor.textOf(path),
    path,
    say("functions stand without the name of a library"),
    { span: path, mended: text },
  ));
  while (cursor.place < i) cursor.next();
}

/** Whether a name is followed by a bracket: one on the next line belongs to something else. */
function isCall({ tokens, place }: Cursor): boolean {
  let i = place + 1;
  while (tokens[i].kind === "'") i++;
  return tokens[i].kind === "(";
}

/** `f(` and the arguments before its first value */
function beginCall(
  reading: FormulaReading,
  frames: Frame[],
): Expression | undefined {
  const { cursor } = reading;
  const { text, span } = cursor.next();
  const name = { text, span };
  passPrimes(cursor, name);
  const sign = cursor.next();
  enterBracket(reading, sign);
  const call: CallFrame = {
    kind: "call",
    name,
    sign,
    operands: [],
    named: [],
    depth: 0,
  };
  if (!isAtOperand(cursor, call)) return endCall(reading, call);
  frames.push(call);
  return undefined;
}

/** Takes named arguments; whether a value of the call comes next. */
function isAtOperand(cursor: Cursor, { operands, named }: CallFrame): boolean {
  while (cursor.at("name") && cursor.tokens[cursor.place + 1].kind === "=") {
    named.push(parseNamed(cursor));
    if (!cursor.eat(",")) return false;
  }
  const isEmpty = cursor.at(")") && operands.length + named.length === 0;
  return !isEmpty && !cursor.at("end") && !atNewStatement(cursor);
}

/** Ends the bracket around a value, or goes on with the next value of a call. */
function end(
  reading: FormulaReading,
  frames: Frame[],
  value: Expression,
): Expression | undefined {
  const { cursor } = reading;
  const frame = frames[frames.length - 1];
  if (frame.kind !== "call") {
    frames.pop();
    return { ...value, span: leaveBracket(reading, frame.sign) };
  }
  frame.operands.push(value);
  frame.depth = Math.max(frame.depth, reading.depth);
  if (frame.named.length > 0) frame.late ??= value.span;
  while (cursor.at("->")) passArrow(reading, value);
  if (cursor.eat(",") && isAtOperand(cursor, frame)) return undefined;
  frames.pop();
  return endCall(reading, frame);
}

/** Takes the bracket behind the values of a call. */
function endCall(
  reading: FormulaReading,
  { name, sign, operands, named, depth, late }: CallFrame,
): Expression {
  const { cursor } = reading;
  const brackets = leaveBracket(reading, sign);
  if (late !== undefined) {
    const words = [...operands, ...named].map(({ span }) =>
      cursor.textOf(span)
    );
    cursor.report(valueAfterArgument(late, brackets, words.join(", ")));
  }
  if (operands.length === 0) {
    cursor.report(nothingTaken(name, brackets, false));
  }
  reading.depth = depth + 1;
  checkDepth(reading, sign);
  const span = { start: name.span.start, end: brackets.end };
  return { kind: "function-call", name, operands, named, brackets, span };
}

function leaveBracket(reading: FormulaReading, open: Token): Span {
  reading.cursor.leave();
  reading.nesting--;
  return closeFormula(reading, open);
}

/** Ends the operations before a value that bind more tightly than what comes next. */
function reduce(
  reading: FormulaReading,
  frames: Frame[],
  value: Expression,
  next: Joint | undefined,
): Expression {
  let whole = value;
  for (;;) {
    const frame = frames.at(-1);
    if (frame?.kind === "negation") {
      if (next?.operator === "^") return whole;
      reading.depth++;
      reading.nesting--;
      const span = { start: frame.sign.span.start, end: whole.span.end };
      whole = { kind: "negation", operand: whole, span };
    } else if (frame?.kind === "operation") {
      const { joint: { operator, level }, sign, left } = frame;
      // Powers are read from the right.
      const isOver = next === undefined || level > next.level ||
        level === next.level && operator !== "^";
      if (!isOver) return whole;
      reading.depth = Math.max(frame.depth, reading.depth) + 1;
      if (operator === "^") reading.nesting--;
      const span = { start: left.span.start, end: whole.span.end };
      const operation: Operation = {
        kind: "operation",
        operator,
        sign: sign.span,
        left,
        right: whole,
        span,
      };
      answerForeign(reading.cursor, sign, operation);
      whole = operation;
    } else return whole;
    checkDepth(reading, frame.sign);
    frames.pop();
  }
}

function checkDepth({ cursor, depth }: FormulaReading, { span }: Token) {
  if (depth > maxFormulaDepth) {
    cursor.fail(tooDeepFormula(span, maxFormulaDepth));
  }
}
