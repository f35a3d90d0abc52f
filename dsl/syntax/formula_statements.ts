/**
 * Statements of formulas: `b = w*a`, `f(a, b) = a*b`, the claim `f'(t) = …`, and
 * what is meant as one of them.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type {
  Expression,
  FormulaStatement,
  FunctionStatement,
  Name,
  Statement,
  Step,
} from "./ast.ts";
import { foreignAssignment, numberBeforeName } from "./assignments.ts";
import { choiceAhead } from "./choices.ts";
import { type Cursor, Failure } from "./cursor.ts";
import {
  namelessFunction,
  parseHead,
  unreadFunction,
  withoutItsKeyword,
} from "./formula_heads.ts";
import {
  type FormulaReading,
  passArrow,
  unreadExpression,
} from "./formula_reading.ts";
import {
  afterFormula,
  decimalComma,
  emptyFormula,
  keywordBeforeFormula,
  labelOfFormula,
  lambda,
  namelessFormula,
} from "./formula_statement_mistakes.ts";
import { createFormulaReading } from "./formulas.ts";
import type { KnownNames } from "./registry.ts";
import { lastWord, strayBracket } from "./mistakes.ts";
import { operatorInArgument, type WrittenSign } from "./pipeline_operators.ts";
import { formulaName } from "./words/free_name.ts";
import { beginsStatement, isKeyword, type Token } from "./words/token.ts";

/** Reads a statement that begins as a formula. */
export function parseFormula(cursor: Cursor, known: KnownNames): Statement {
  const first = cursor.token();
  const { start } = first.span;
  const reading = createFormulaReading(cursor, start, known);
  if (isKeyword(first)) cursor.next();
  const head = parseHead(cursor, known);
  if (head === undefined) return nameless(reading);
  const { name } = head;
  const statement = (
    expression: Expression,
    span: Span,
  ): FormulaStatement | FunctionStatement => {
    const { parameters, isClaim } = head;
    return parameters === undefined
      ? { kind: "formula", name, expression, span }
      : { kind: "function", name, parameters, isClaim, expression, span };
  };
  const meant = withoutItsKeyword(cursor, head, known);
  if (meant !== undefined) return { ...meant, span: cursor.spanFrom(start) };
  try {
    const { length } = cursor.mistakes;
    const expression = rightSide(reading, name);
    // What is told of the formula so far may be the cause of anything in it.
    const isRead = cursor.mistakes.length === length;
    if (isKeyword(first)) {
      const sign = operatorOfSize(expression, known);
      if (sign !== undefined) {
        cursor.fail(operatorInArgument(sign, expression.span, ""));
      }
      const mistake = keywordBeforeFormula(first, name);
      if (head.isClaim) cursor.fail(mistake);
      cursor.report(mistake);
    }
    return statement(
      isRead ? expression : unreadExpression(expression.span),
      cursor.spanFrom(start),
    );
  } catch (error) {
    // Not the size of a layer, where a pipeline is meant, nor a claim behind a
    // keyword, which may as well be the name of something else.
    const isKept = error instanceof Failure &&
      error.diagnostic.code !== "E036" &&
      !(head.isClaim && isKeyword(first));
    if (isKept) {
      const span = { start, end: name.span.end };
      error.statement ??= statement(unreadExpression(name.span), span);
    }
    throw error;
  }
}

/** The first operator in the arguments of a layer that can only be a step: `fc(2*n)`. */
function operatorOfSize(
  expression: Expression,
  { isStepOf }: KnownNames,
): WrittenSign | undefined {
  if (expression.kind !== "function-call") return undefined;
  const named = expression.named.map(({ name }) => name?.text ?? "");
  if (!isStepOf(expression.name.text, named)) return undefined;
  const found = expression.operands.find(({ kind }) => kind === "operation");
  return found?.kind === "operation"
    ? { text: found.operator, span: found.sign }
    : undefined;
}

/** What stands behind the `=`. */
function rightSide(
  reading: FormulaReading,
  name: Name,
): Expression {
  const { cursor } = reading;
  const found = cursor.token();
  const isEmpty = found.kind === "end" || found.kind === "newline" ||
    beginsStatement(found);
  const equals = lastWord(cursor.tokens, cursor.place);
  const choice = choiceAhead(cursor);
  if (choice !== undefined) cursor.fail(choice);
  if (equals !== undefined && isEmpty) {
    const whole = { start: reading.start, end: equals.span.end };
    cursor.fail(emptyFormula(equals, name, whole));
  }
  if (found.kind === "name" && equals !== undefined) {
    const edit = namelessFunction(cursor);
    if (edit !== undefined) {
      const { span } = cursor.tokens[cursor.place + 1];
      const failure = new Failure(lambda(span, name, {
        span: { start: name.span.end, end: span.end },
        text: edit,
      }));
      failure.statement = unreadFunction(name, [], false);
      throw failure;
    }
  }
  let expression = reading.parse(0);
  const sign = cursor.ahead();
  if (sign.kind === "->") {
    cursor.continues("->");
    expression = behindArrow(reading, expression, name);
  }
  const after = cursor.token();
  if (after.kind !== "newline" && after.kind !== "end") leftover(cursor);
  return expression;
}

/** `a*b -> f`; a pipeline of other steps begins with the formula's name. */
function behindArrow(
  reading: FormulaReading,
  expression: Expression,
  name: Name,
): Expression {
  const { cursor } = reading;
  const sign = cursor.token();
  try {
    passArrow(reading, expression);
    return expression;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const span = { start: expression.span.end, end: sign.span.end };
    const edit = { span, text: `\n${name.text} ->` };
    const text = say("begin a pipeline with the name, `{name} -> …`", {
      name: name.text,
    });
    error.diagnostic = { ...error.diagnostic, helps: [{ text, edit }] };
    throw error;
  }
}

/** A word behind a whole formula. */
function leftover(cursor: Cursor): never {
  const { tokens, place } = cursor;
  const found = cursor.token();
  if (found.kind === ")" || found.kind === "]") {
    cursor.fail(strayBracket(found));
  }
  const before = tokens[place - 1];
  const after = tokens[place + 1];
  const isDecimal = found.kind === "," && before.kind === "number" &&
    after.kind === "number" && before.span.end === found.span.start &&
    found.span.end === after.span.start;
  if (isDecimal) cursor.fail(decimalComma(before, after));
  const { start } = found.span;
  const isLast = after === undefined || after.kind === "newline" ||
    after.kind === "end";
  return cursor.fail(afterFormula(
    found,
    isKeyword(found)
      ? [{
        text: say("begin a new line"),
        edit: { span: { start, end: start }, text: "\n" },
      }]
      : isLast
      ? [{
        text: say("leave it out"),
        edit: {
          span: { start: before.span.end, end: found.span.end },
          text: "",
        },
      }]
      : [{ text: restAdvice(found) }],
  ));
}

function restAdvice({ kind }: Token): string {
  if (kind === "=") {
    return say("a formula has one `=`: write each on a line of its own");
  }
  if (kind === ",") {
    return say("a formula is one value: write each on a line of its own");
  }
  return say("leave it out, or begin a new line");
}

/** `w*x + b` without a name, or with it behind the `=`. */
function nameless(reading: FormulaReading): never {
  const { cursor, start } = reading;
  const { tokens, place, textOf } = cursor;
  const [first, second, third] = tokens.slice(place, place + 3);
  if (first.kind === "=") {
    const edit = {
      span: { start, end: start },
      text: `${formulaName(cursor)} `,
    };
    cursor.fail(namelessFormula(first.span, edit, "none"));
  }
  // `f x = x^2`, `def f(x) = x^2`
  if (first.kind === "name" && second?.kind === "name") {
    const isAlone = third?.kind === "=";
    const span = { start: first.span.end, end: second.span.end };
    const failure = new Failure(namelessFormula(
      { start, end: second.span.end },
      isAlone
        ? { span, text: `(${textOf(second.span)})` }
        : { span: { start, end: second.span.start }, text: "" },
      "two words",
    ));
    const name = isAlone ? first : second;
    if (isAlone || third?.kind === "(") {
      failure.statement = unreadFunction(
        { text: name.text, span: name.span },
        [{ text: second.text, span: second.span }],
        false,
      );
    }
    throw failure;
  }
  const assigned = foreignAssignment(reading) ?? numberBeforeName(cursor);
  if (assigned !== undefined) cursor.fail(assigned);
  const { length } = cursor.mistakes;
  const { span } = reading.parse(0);
  if (!cursor.at("=")) {
    const text = `${formulaName(cursor)} = `;
    const edit = { span: { start, end: start }, text };
    const after = cursor.token();
    const isOver = after.kind === "newline" || after.kind === "end" ||
      after.kind === "->";
    if (!isOver) leftover(cursor);
    return cursor.fail(namelessFormula(span, edit, "none"));
  }
  // What is no name is one mistake, whatever else it is.
  cursor.forget(length);
  cursor.next();
  const name = cursor.token();
  const end = cursor.tokens[cursor.place + 1]?.kind;
  const isName = cursor.atName() && (end === "newline" || end === "end") &&
    !reading.isValue(name.text);
  const edit = isName
    ? {
      span: { start, end: name.span.end },
      text: `${name.text} = ${textOf(span)}`,
    }
    : undefined;
  return cursor.fail(namelessFormula(span, edit, "reversed"));
}

/** What a step that is repeated by a name is, alone: `a*b`, a product without its name. */
export function productAsStep(
  cursor: Cursor,
  step: Step,
  parameters: readonly Name[],
): Diagnostic | undefined {
  const { label, repeat, span } = step;
  const isCount = repeat?.kind !== "name" ||
    parameters.some(({ text }) => text === repeat.text);
  if (isCount) return undefined;
  if (label !== undefined) {
    const { end } = label.span;
    const { tokens } = cursor;
    let colon = cursor.place;
    while (tokens[colon - 1].span.start >= end) colon--;
    return labelOfFormula(label, end, tokens[colon].span);
  }
  const { start } = span;
  const edit = {
    span: { start, end: start },
    text: `${formulaName(cursor)} = `,
  };
  return namelessFormula(span, edit, "none");
}
