/**
 * Pipelines, by recursive descent: one function a rule of the grammar.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Argument, Call, Group, Name, Pipeline, Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import {
  atNewStatement,
  closeBracket,
  parseData,
  parseList,
  parseNumber,
} from "./data.ts";
import { missing, notAStep } from "./mistakes.ts";
import {
  danglingOperator,
  formulaAsStep,
  operatorAsStep,
  operatorInArgument,
  operatorMistake,
} from "./pipeline_operators.ts";
import { createRegistry } from "./registry.ts";
import { isOperatorSign, type Token } from "./words/token.ts";

/** Reads a pipeline, perhaps in the brackets of a call. */
export function parsePipeline(cursor: Cursor, callee?: string): Pipeline {
  const begin = cursor.place;
  const steps = [step(cursor)];
  for (;;) {
    const { kind } = cursor.ahead();
    const isJoined = kind === "->" || (isOperatorSign(kind) && kind !== "*");
    if (!isJoined) break;
    cursor.continues(kind);
    const sign = cursor.next();
    cursor.skipNewlines();
    if (kind === "->") steps.push(step(cursor));
    else {
      const left = steps[steps.length - 1];
      steps.push(...operand(cursor, sign, left, begin, callee));
    }
  }
  const span = cursor.spanFrom(steps[0].span.start);
  return { kind: "pipeline", steps, span };
}

/** What stands behind an operator, which cannot be in a pipeline. */
function operand(
  cursor: Cursor,
  sign: Token,
  left: Step,
  begin: number,
  callee: string | undefined,
): readonly Step[] {
  const isNumber = cursor.at("number");
  if (!isNumber && !cursor.at("(") && !cursor.atName()) {
    cursor.fail(danglingOperator(sign));
  }
  const right = isNumber ? parseNumber(cursor) : step(cursor);
  const takesPipelines = callee === undefined ||
    createRegistry().get(callee)?.branches !== undefined;
  const span = { start: left.span.start, end: right.span.end };
  cursor.report(
    takesPipelines
      ? operatorMistake(cursor, sign, left, right.span, begin)
      : operatorInArgument(sign, span, cursor.textOf(span)),
  );
  return "atom" in right ? [right] : [];
}

function step(cursor: Cursor): Step {
  const { start } = cursor.token().span;
  const label = cursor.atName() ? nameBefore(cursor, ":") : undefined;
  if (label !== undefined) cursor.skipNewlines();
  const atom = cursor.at("(") ? group(cursor) : call(cursor);
  const repeat = cursor.continues("*") ? count(cursor) : undefined;
  return { label, atom, repeat, span: cursor.spanFrom(start) };
}

/** `h:` or `in=`: a name, where this sign follows it. */
function nameBefore(cursor: Cursor, sign: ":" | "="): Name | undefined {
  if (!cursor.at("name") || cursor.tokens[cursor.place + 1].kind !== sign) {
    return undefined;
  }
  const { text, span } = cursor.next();
  cursor.next();
  return { text, span };
}

function count(cursor: Cursor): Step["repeat"] {
  cursor.next();
  cursor.skipNewlines();
  if (cursor.at("number")) return parseNumber(cursor);
  if (cursor.atName()) {
    const { text, span } = cursor.next();
    return { kind: "name", text, span };
  }
  const what = say("a whole number after `*`");
  return cursor.fail(
    missing(what, "relu*3", cursor.token(), cursor.previous(), "E029"),
  );
}

function group(cursor: Cursor): Group {
  const open = cursor.next();
  const body = cursor.within(open, () => parsePipeline(cursor));
  const span = closeBracket(cursor, open, ")");
  return { kind: "group", pipeline: body, span };
}

function call(cursor: Cursor): Call {
  if (
    cursor.at("number") && isOperatorSign(cursor.tokens[cursor.place + 1].kind)
  ) {
    cursor.fail(formulaAsStep(cursor));
  }
  if (isOperatorSign(cursor.token().kind)) cursor.fail(operatorAsStep(cursor));
  if (!cursor.atName()) cursor.fail(notAStep(cursor.tokens, cursor.place));
  const { text, span } = cursor.next();
  const name = { text, span };
  // A bracket on the next line belongs to something else.
  if (cursor.tokens[cursor.place].kind !== "(") {
    return { kind: "call", name, arguments: [], span };
  }
  const open = cursor.next();
  const args = cursor.within(
    open,
    () =>
      parseList(
        cursor,
        ")",
        atNewStatement,
        () => argument(cursor, text),
      ),
  );
  const brackets = closeBracket(cursor, open, ")");
  return {
    kind: "call",
    name,
    arguments: args,
    brackets,
    span: cursor.spanFrom(span.start),
  };
}

function argument(cursor: Cursor, callee: string): Argument {
  const { start } = cursor.token().span;
  const name = nameBefore(cursor, "=");
  if (name !== undefined && (cursor.at(",") || cursor.at(")"))) {
    const what = say("a value after `{name}=`", { name: name.text });
    cursor.fail(
      missing(what, `${name.text}=2`, cursor.token(), cursor.previous()),
    );
  }
  const isData = cursor.at("number") || cursor.at("[");
  if (!isData) {
    return {
      name,
      value: parsePipeline(cursor, callee),
      span: cursor.spanFrom(start),
    };
  }
  const value = parseData(cursor, () => say("a value"), "[1, 2]");
  if (isOperatorSign(cursor.token().kind)) {
    const sign = cursor.token();
    while (!/^[,)\]]$|^end$/.test(cursor.token().kind)) cursor.next();
    const span = cursor.spanFrom(value.span.start);
    cursor.report(operatorInArgument(sign, span, cursor.textOf(span)));
  }
  return { name, value, span: cursor.spanFrom(start) };
}
