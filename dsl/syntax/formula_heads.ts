/**
 * What stands before the `=` of a formula: a name, perhaps a prime and parameters;
 * and what is meant where a keyword before it is missing.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type {
  DataStatement,
  FormulaStatement,
  FunctionStatement,
  LetStatement,
  Name,
} from "./ast.ts";
import { type Cursor, Failure } from "./cursor.ts";
import { parseData } from "./data.ts";
import { unreadExpression } from "./formula_reading.ts";
import {
  claimWithoutParameter,
  equalsForArrow,
  labelOfFormula,
  notAParameter,
  nothingTaken,
  pathOfFormula,
  secondPrime,
  squareParameters,
} from "./formula_statement_mistakes.ts";
import type { KnownNames } from "./registry.ts";
import { lastWord, withoutKeyword } from "./mistakes.ts";
import { parsePipeline } from "./pipelines.ts";
import { beginsStatement, isKeyword, isOperatorSign } from "./words/token.ts";

/** What stands before the `=`, which is taken. */
export interface FormulaHead {
  readonly name: Name;
  readonly parameters: readonly Name[] | undefined;
  readonly isClaim: boolean;
}

export function parseHead(
  cursor: Cursor,
  known: KnownNames,
): FormulaHead | undefined {
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
  const isClaim = prime !== undefined;
  if (cursor.at("[")) passSquare(cursor, name);
  if (prime !== undefined && !hasParameters(cursor)) {
    const after = prime.span.end;
    if (cursor.eat("(")) cursor.next();
    parameters = [{ text: parameterOf(cursor, name, known), span: prime.span }];
    const brackets = cursor.spanFrom(after);
    cursor.report(claimWithoutParameter(name, brackets, parameters[0].text));
  } else if (cursor.at("(")) {
    parameters = parseParameters(cursor, name, known, isClaim);
  }
  const like = "y = w*x + b";
  if (cursor.at(":")) {
    const { end } = cursor.previous()?.span ?? span;
    const { start } = cursor.token().span;
    cursor.next();
    // `b: float = 2*a`
    if (cursor.at("name") && cursor.tokens[cursor.place + 1].kind === "=") {
      cursor.next();
      cursor.next();
    }
    cursor.report(labelOfFormula(name, end, cursor.spanFrom(start)));
  } else {
    cursor.expect(
      "=",
      () => say("`=` and a formula after `{name}`", { name: text }),
      like,
    );
  }
  return { name, parameters, isClaim };
}

/** The parameter that a claim without one means: its function's, or the name that it uses. */
function parameterOf(
  { tokens, place }: Cursor,
  { text }: Name,
  known: KnownNames,
): string {
  const own = known.parameters.get(text)?.[0].text ?? "x";
  const used: string[] = [];
  for (let i = place; !/^(?:newline|end)$/.test(tokens[i].kind); i++) {
    const { kind, text } = tokens[i];
    const isValue = kind === "name" && tokens[i + 1].kind !== "(";
    if (isValue && !/^(?:pi|e)$/.test(text)) used.push(text);
  }
  return used.length === 0 || used.includes(own) ? own : used[0];
}

/** Whether brackets come next that are not empty. */
function hasParameters({ tokens, place }: Cursor): boolean {
  return tokens[place].kind === "(" && tokens[place + 1].kind !== ")";
}

/** Whether a name, perhaps with parameters, and `=` come next. */
function isHead({ tokens, place }: Cursor): boolean {
  let i = place;
  if (tokens[i].kind !== "name" || isKeyword(tokens[i])) return false;
  i++;
  while (tokens[i].kind === "." && tokens[i + 1].kind === "name") i += 2;
  while (tokens[i].kind === "'") i++;
  if (tokens[i].kind === "(" || tokens[i].kind === "[") {
    while (!/^(?:[)\]]|end)$/.test(tokens[i].kind)) i++;
    i++;
  }
  return tokens[i]?.kind === "=" || tokens[i]?.kind === ":";
}

/** A function of which no more than the name and some parameters are known. */
export function unreadFunction(
  name: Name,
  parameters: readonly Name[],
  isClaim: boolean,
): FunctionStatement {
  return {
    kind: "function",
    name,
    parameters: parameters.length > 0 ? parameters : [{ ...name, text: "x" }],
    isClaim,
    expression: unreadExpression(name.span),
    span: name.span,
  };
}

/** A value of which no more than the name is known. */
export function unreadFormula(name: Name): FormulaStatement {
  const { span } = name;
  return { kind: "formula", name, expression: unreadExpression(span), span };
}

/** `f[a, b] = …` */
function passSquare(cursor: Cursor, name: Name): never {
  const open = cursor.next();
  while (!cursor.at("]") && !cursor.at("end")) cursor.next();
  const inner = cursor.spanFrom(open.span.end);
  cursor.next();
  const brackets = cursor.spanFrom(open.span.start);
  const text = cursor.textOf(inner).trim();
  const failure = new Failure(squareParameters(brackets, text));
  failure.statement = unreadFunction(name, [], false);
  throw failure;
}

/** `(a, b)`; undefined if there is nothing in the brackets. */
function parseParameters(
  cursor: Cursor,
  name: Name,
  { isLayer }: KnownNames,
  isClaim: boolean,
): readonly Name[] | undefined {
  const open = cursor.next();
  const parameters: Name[] = [];
  const like = `${name.text}(a, b) = a*b`;
  const fail = (mistake: Diagnostic): never => {
    const failure = new Failure(mistake);
    failure.statement = unreadFunction(name, parameters, isClaim);
    throw failure;
  };
  cursor.within(open, () => {
    if (cursor.at(")")) return;
    do {
      const found = cursor.token();
      const isName = cursor.atName();
      if (!isName) {
        const equals = cursor.tokens.slice(cursor.place)
          .find(({ kind }) => kind === "=");
        if (equals !== undefined && isLayer(name.text)) {
          cursor.fail(equalsForArrow(equals));
        }
        const comma = cursor.at(")") ? cursor.previous() : undefined;
        fail(notAParameter(found, name, comma));
      }
      cursor.next();
      parameters.push({ text: found.text, span: found.span });
    } while (cursor.eat(","));
    const { token, previous } = cursor;
    if (!cursor.at(")")) {
      const comma = cursor.atName() ? previous() : undefined;
      fail(notAParameter(token(), name, comma));
    }
  });
  cursor.expect(")", () => say("`)` after the parameters"), like);
  if (parameters.length > 0) return parameters;
  cursor.report(nothingTaken(name, cursor.spanFrom(open.span.start), true));
  return undefined;
}

/** The `given` or `let` that is meant, where an array or a pipeline is behind the `=`. */
export function withoutItsKeyword(
  cursor: Cursor,
  { name, parameters = [], isClaim }: FormulaHead,
  known: KnownNames,
): DataStatement | LetStatement | undefined {
  if (isClaim) return undefined;
  cursor.skipToValue();
  const { text, span } = name;
  const isData = isArrayAlone(cursor);
  const isOfFormula = parameters.length > 0 && isFunctionAlone(cursor, known);
  if (isOfFormula || !isData && !isPipeline(cursor, known)) return undefined;
  const keyword = isData ? "given" : "let";
  const mistake = withoutKeyword(text, span, keyword);
  try {
    const read: DataStatement | LetStatement = isData
      ? {
        kind: "given",
        path: { names: [name], text, span },
        data: parseData(cursor, () => say("an array"), "[1, 2]"),
        span,
      }
      : {
        kind: "let",
        name,
        parameters,
        pipeline: parsePipeline(cursor),
        span,
      };
    cursor.report(mistake);
    return read;
  } catch (error) {
    // It was read as a formula, which has other words.
    if (error instanceof Failure) error.diagnostic = mistake;
    throw error;
  }
}

/** `f(x) = relu`, where `relu(x)` is meant. */
function isFunctionAlone(
  { tokens, place }: Cursor,
  { isLayer, isStepOf }: KnownNames,
): boolean {
  const { kind, text } = tokens[place];
  return kind === "name" && isLayer(text) && !isStepOf(text, []) &&
    /^(?:newline|end)$/.test(tokens[place + 1].kind);
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
    if (namelessFunction(cursor) !== undefined) return false;
    if (known.isValue(first.text)) return false;
    const words = wordsBehind(cursor);
    if (words === "") return known.isLayer(first.text);
    if (numbersAlone.test(words)) {
      const named = [...words.matchAll(/[\p{L}\d_]+(?= =)/gu)].map(String);
      return known.isStepOf(first.text, named);
    }
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

/** `x -> x^2`, which no pipeline can be: what stands instead of `=` and up to the arrow. */
export function namelessFunction(
  { tokens, place, textOf }: Cursor,
): string | undefined {
  const [name, sign] = tokens.slice(place, place + 2);
  if (sign.kind !== "->") return undefined;
  let i = place + 2;
  let hasOperator = false;
  for (; tokens[i].kind !== "newline" && tokens[i].kind !== "end"; i++) {
    if (tokens[i].kind === "->" || tokens[i].kind === ":") return undefined;
    const isRepeat = tokens[i].kind === "*" && tokens[i + 1].kind === "number";
    hasOperator ||= isOperatorSign(tokens[i].kind) && !isRepeat;
  }
  return hasOperator ? `(${textOf(name.span)}) =` : undefined;
}

/** `(2,1)`, `(4,init=he)*3`, with a space between any two words. */
const numbersAlone =
  /^\( (?:[\d.]+|\p{L}+ = [\p{L}\d._]+)(?: , (?:\p{L}+ = )?[\p{L}\d._]+)*(?: ,)? \)(?: \* \d+)?$/u;

/** The words of a statement behind its first: they mean the same whatever spaces and line ends are between them. */
function wordsBehind({ tokens, place }: Cursor): string {
  const words: string[] = [];
  let depth = 0;
  for (let i = place + 1; tokens[i].kind !== "end"; i++) {
    const { kind, text } = tokens[i];
    if (kind === "newline") {
      const last = lastWord(tokens, i)?.kind ?? "end";
      const next = tokens[i + 1].kind;
      const goesOn = depth > 0 || isOperatorSign(last) ||
        isOperatorSign(next) || next === "newline";
      if (!goesOn) break;
      continue;
    }
    if (kind === "(") depth++;
    else if (kind === ")") depth--;
    words.push(text);
  }
  return words.join(" ");
}
