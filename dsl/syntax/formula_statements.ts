/**
 * Statements of formulas: `b = w*a`, `f(a, b) = a*b`, the claim `f'(t) = …`, and
 * what is meant as one of them.
 *
 * @module
 */

import type { Span } from "../diagnostics/diagnostic.ts";
import type {
  Expression,
  FormulaStatement,
  FunctionStatement,
  Name,
} from "./ast.ts";
import { type Cursor, Failure } from "./cursor.ts";
import { lonelyOperator } from "./formula_mistakes.ts";
import {
  afterFormula,
  claimWithoutParameter,
  decimalComma,
  equalsForArrow,
  keywordBeforeFormula,
  labelOfFormula,
  namelessFormula,
  notAParameter,
  nothingTaken,
  pathOfFormula,
  secondPrime,
} from "./formula_statement_mistakes.ts";
import {
  type FormulaReading,
  passArrow,
  unreadExpression,
} from "./formula_reading.ts";
import { createFormulaReading } from "./formulas.ts";
import type { KnownNames } from "./known_names.ts";
import { lastWord, strayBracket, withoutKeyword } from "./mistakes.ts";
import { operatorInArgument, type WrittenSign } from "./pipeline_operators.ts";
import {
  beginsStatement,
  isKeyword,
  isOperatorSign,
  type Token,
} from "./words/token.ts";

/** Reads a statement that begins as a formula. */
export function parseFormula(
  cursor: Cursor,
  known: KnownNames,
): FormulaStatement | FunctionStatement {
  const first = cursor.token();
  const { start } = first.span;
  const reading = createFormulaReading(cursor, start, known.isFunction);
  if (first.text === "let" && first.kind === "name") cursor.next();
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
  try {
    const expression = rightSide(reading, name, known);
    if (isKeyword(first)) {
      const sign = operatorOfSize(expression, known);
      if (sign !== undefined) {
        cursor.fail(operatorInArgument(sign, expression.span, ""));
      }
      cursor.report(keywordBeforeFormula(first, name));
    }
    return statement(expression, cursor.spanFrom(start));
  } catch (error) {
    // A pipeline is meant, which has no formula.
    const isPipeline = error instanceof Failure &&
      /^E0(15|36)$/.test(error.diagnostic.code);
    if (error instanceof Failure && !isPipeline) {
      const span = { start, end: name.span.end };
      error.statement = statement(unreadExpression(name.span), span);
    }
    throw error;
  }
}

/** The first operator in the arguments of a layer that is made from numbers: `fc(2*n)`. */
function operatorOfSize(
  expression: Expression,
  { takesNumbers }: KnownNames,
): WrittenSign | undefined {
  if (expression.kind !== "function-call") return undefined;
  if (!takesNumbers(expression.name.text)) return undefined;
  const found = expression.operands.find(({ kind }) => kind === "operation");
  return found?.kind === "operation"
    ? { text: found.operator, span: found.sign }
    : undefined;
}

/** What stands before the `=`, which is taken. */
interface Head {
  readonly name: Name;
  readonly parameters: readonly Name[] | undefined;
  readonly isClaim: boolean;
}

function parseHead(cursor: Cursor, known: KnownNames): Head | undefined {
  if (!isHead(cursor)) return undefined;
  const { text, span } = cursor.next();
  const name = { text, span };
  if (cursor.at(".")) {
    while (cursor.eat(".")) cursor.next();
    const path = cursor.spanFrom(span.start);
    const { tokens, place } = cursor;
    const rest = tokens.slice(place + 1, place + 4).map(({ kind }) => kind);
    const isData = /^(?:\[|-?,?number,(?:newline|end))/.test(rest.join());
    cursor.fail(
      isData
        ? withoutKeyword(cursor.textOf(path), path, "given")
        : pathOfFormula(cursor.textOf(path), path),
    );
  }
  const prime = cursor.eat("'");
  for (let next; (next = cursor.eat("'")) !== undefined;) {
    cursor.report(secondPrime(next));
  }
  let parameters: readonly Name[] | undefined;
  if (cursor.at("(")) parameters = parseParameters(cursor, name, known);
  else if (prime !== undefined) {
    parameters = known.parameters.get(text)?.slice(0, 1) ??
      [{ text: "x", span: prime.span }];
    cursor.report(claimWithoutParameter(name, prime, parameters[0].text));
  }
  const like = "y = w*x + b";
  if (cursor.at(":")) cursor.report(labelOfFormula(name, cursor.next()));
  else cursor.expect("=", `\`=\` and a formula after \`${text}\``, like);
  return { name, parameters, isClaim: prime !== undefined };
}

/** Whether a name, perhaps with parameters, and `=` come next. */
function isHead({ tokens, place }: Cursor): boolean {
  let i = place;
  if (tokens[i].kind !== "name" || isKeyword(tokens[i])) return false;
  i++;
  while (tokens[i].kind === "." && tokens[i + 1].kind === "name") i += 2;
  while (tokens[i].kind === "'") i++;
  if (tokens[i].kind === "(") {
    while (tokens[i].kind !== ")" && tokens[i].kind !== "end") i++;
    i++;
  }
  return tokens[i]?.kind === "=" || tokens[i]?.kind === ":";
}

/** `(a, b)`; undefined if there is nothing in the brackets. */
function parseParameters(
  cursor: Cursor,
  name: Name,
  { isLayer }: KnownNames,
): readonly Name[] | undefined {
  const open = cursor.next();
  const parameters: Name[] = [];
  const like = `${name.text}(a, b) = a*b`;
  cursor.within(open, () => {
    if (cursor.at(")")) return;
    do {
      const found = cursor.token();
      const isName = cursor.atName();
      if (!isName) {
        const equals = cursor.tokens.slice(cursor.place)
          .find(({ kind }) => kind === "=");
        cursor.fail(
          equals !== undefined && isLayer(name.text)
            ? equalsForArrow(equals)
            : notAParameter(found, name),
        );
      }
      cursor.next();
      parameters.push({ text: found.text, span: found.span });
    } while (cursor.eat(","));
    const { token, previous } = cursor;
    if (!cursor.at(")")) {
      const comma = cursor.atName() ? previous() : undefined;
      cursor.fail(notAParameter(token(), name, comma));
    }
  });
  cursor.expect(")", "`)` after the parameters", like);
  if (parameters.length > 0) return parameters;
  cursor.report(nothingTaken(name, cursor.spanFrom(open.span.start), true));
  return undefined;
}

/** What stands behind the `=`. */
function rightSide(
  reading: FormulaReading,
  name: Name,
  known: KnownNames,
): Expression {
  const { cursor } = reading;
  const equals = cursor.previous();
  cursor.skipToValue();
  const found = cursor.token();
  const isEmpty = found.kind === "end" || found.kind === "newline" ||
    beginsStatement(found);
  if (equals !== undefined && isEmpty) {
    cursor.fail(lonelyOperator(
      equals,
      "after `=`",
      `what \`${name.text}\` is, is missing`,
      undefined,
    ));
  }
  const { text, span } = name;
  if (isArrayAlone(cursor)) {
    cursor.fail(withoutKeyword(text, span, "given"));
  }
  if (isPipeline(cursor, known)) {
    cursor.fail(withoutKeyword(text, span, "let"));
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
    const text = `begin a pipeline with the name, \`${name.text} -> …\``;
    error.diagnostic = { ...error.diagnostic, helps: [{ text, edit }] };
    throw error;
  }
}

/** Whether an array comes next, and nothing behind it. */
function isArrayAlone({ tokens, place }: Cursor): boolean {
  let open = 0;
  for (let i = place;; i++) {
    const { kind } = tokens[i];
    if (kind === "[") open++;
    if (kind === "]") open--;
    if (open > 0 && kind !== "end") continue;
    const next = tokens[i + 1]?.kind ?? "end";
    return i > place && (next === "newline" || next === "end");
  }
}

/** Whether what comes next is a pipeline: a layer alone, or steps with arrows and no signs of formulas. */
function isPipeline(cursor: Cursor, known: KnownNames): boolean {
  const { tokens, place } = cursor;
  const first = tokens[place];
  if (first.kind === "name") {
    const end = lineEnd(cursor);
    const line = cursor.textOf({ start: first.span.end, end });
    if (line === "") return known.isLayer(first.text);
    if (numbersAlone.test(line)) return known.takesNumbers(first.text);
  }
  let depth = 0;
  for (let i = place; tokens[i].kind !== "end"; i++) {
    const { kind } = tokens[i];
    if (kind === "(" || kind === "[") depth++;
    else if (kind === ")" || kind === "]") depth--;
    if (kind === "->") return true;
    if (kind === ":") return true;
    const isRepeat = kind === "*" && tokens[i + 1].kind === "number" &&
      tokens[i - 1].kind !== "number";
    if ((isOperatorSign(kind) && !isRepeat) || kind === "foreign") return false;
    if (kind === "number" && depth === 0 && tokens[i - 1].kind !== "*") {
      return false;
    }
    if (kind !== "newline") continue;
    const next = tokens[i + 1];
    if (next.kind === "newline") continue;
    const isOpen = /^(?:[,([=:]|->)$/.test(lastWord(tokens, i)?.kind ?? "");
    const goesOn = next.kind === "->" ||
      (depth > 0 && /^[\]),*]$/.test(next.kind));
    if (beginsStatement(next) || !(isOpen || goesOn)) return false;
  }
  return false;
}

/** `(2,1)`, `(4,init=he)*3` */
const numbersAlone =
  /^\(\s*[\d.]+(?:\s*,\s*(?:\p{L}+\s*=\s*)?[\p{L}\d._]+)*\s*\)(?:\s*\*\s*\d+)?$/u;

/** Where the last word of a line ends. */
function lineEnd({ tokens, place }: Cursor): number {
  let i = place;
  while (tokens[i].kind !== "newline" && tokens[i].kind !== "end") i++;
  return tokens[i - 1].span.end;
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
  return cursor.fail(afterFormula(
    found,
    isKeyword(found)
      ? [{
        text: "begin a new line",
        edit: { span: { start, end: start }, text: "\n" },
      }]
      : [{ text: restAdvice(found) }],
  ));
}

function restAdvice({ kind }: Token): string {
  if (kind === "=") {
    return "a formula has one `=`: write each on a line of its own";
  }
  if (kind === ",") {
    return "a formula is one value: write each on a line of its own";
  }
  return "leave it out, or begin a new line";
}

/** `w*x + b` without a name, or with it behind the `=`. */
function nameless(reading: FormulaReading): never {
  const { cursor, start } = reading;
  const { span } = reading.parse(0);
  if (!cursor.at("=")) {
    const used = cursor.tokens.some(({ kind, text }) =>
      kind === "name" && text === "y"
    );
    const text = used ? "result = " : "y = ";
    const edit = { span: { start, end: start }, text };
    const after = cursor.token();
    if (after.kind !== "newline" && after.kind !== "end") {
      if (after.kind !== "->") leftover(cursor);
    }
    return cursor.fail(namelessFormula(span, edit, false));
  }
  cursor.next();
  const name = cursor.token();
  const end = cursor.tokens[cursor.place + 1]?.kind;
  const isName = cursor.atName() && (end === "newline" || end === "end");
  const edit = isName
    ? {
      span: { start, end: name.span.end },
      text: `${name.text} = ${cursor.textOf(span)}`,
    }
    : undefined;
  return cursor.fail(namelessFormula(span, edit, true));
}
