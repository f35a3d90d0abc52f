/**
 * From words to a syntax tree, by recursive descent: one function a rule of the
 * grammar. A mistake ends its statement; the next one is read as usual, so that
 * every statement's mistakes are found in one run.
 *
 * @module
 */

import {
  type Diagnostic,
  diagnostic,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type {
  Argument,
  Call,
  Data,
  DataStatement,
  File,
  Group,
  LetStatement,
  Name,
  Path,
  Pipeline,
  Statement,
  Step,
} from "./ast.ts";
import { createCursor, type Cursor, Failure } from "./cursor.ts";
import {
  atNewStatement,
  closeBracket,
  parseData,
  parseList,
  parseNumber,
  unreadData,
} from "./data.ts";
import { lex } from "./words/lexer.ts";
import { afterStep, assignment, missing, notAStep } from "./mistakes.ts";
import { maxDiagnostics } from "./words/scanner.ts";
import { isKeyword } from "./words/token.ts";

/** A text as a tree. */
export interface Parsed {
  /** The statements that could be read. */
  readonly file: File;
  /** The mistakes, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The longest text that is read, in UTF-16 units. */
export const maxTextLength = 1_048_576;

/**
 * Parses a text by the grammar of the language. Never throws: mistakes are in
 * `diagnostics`.
 *
 * ```ts
 * import { parse } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const { file, diagnostics } = parse("fc(2,1) -> sigmoid");
 * assertEquals(file.statements.map((statement) => statement.kind), ["network"]);
 * assertEquals(diagnostics, []);
 * ```
 */
export function parse(text: string): Parsed {
  if (text.length > maxTextLength) return tooLong(text);
  const { tokens, comments, diagnostics } = lex(text);
  const found: Diagnostic[] = [];
  const report = (mistake: Diagnostic) => void found.push(mistake);
  const statements = readStatements(createCursor(tokens, report));
  const mistakes = [
    ...diagnostics,
    ...found.filter((each) => !follows(each, diagnostics, text)),
  ];
  mistakes.sort((a, b) => a.labels[0].span.start - b.labels[0].span.start);
  return {
    file: { statements, comments },
    diagnostics: mistakes.slice(0, maxDiagnostics),
  };
}

/** Whether a mistake follows directly from a character without meaning before it. */
function follows(
  { labels: [{ span }] }: Diagnostic,
  earlier: readonly Diagnostic[],
  text: string,
): boolean {
  return earlier.some(({ code, labels: [label] }) =>
    code === "E001" && label.span.end <= span.start &&
    text.slice(label.span.end, span.start).trim() === ""
  );
}

function tooLong(text: string): Parsed {
  const span = { start: maxTextLength, end: maxTextLength };
  return {
    file: { statements: [], comments: [] },
    diagnostics: [diagnostic("E018", "the text is too long", span, {
      label: "reading stops here",
      notes: [
        `at most ${maxTextLength} characters are read: found ${text.length}`,
      ],
      helps: [{ text: "keep data in separate files" }],
    })],
  };
}

/** All statements. A mistake ends its statement only; what is given or expected stays, without its data. */
function readStatements(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    cursor.skipNewlines();
    if (cursor.at("end")) return statements;
    const begin = cursor.place;
    cursor.restart(begin);
    const { start } = cursor.token().span;
    let read: Statement | undefined;
    try {
      read = statement(cursor);
      if (!cursor.at("newline") && !cursor.at("end")) {
        cursor.fail(afterStep(cursor.tokens, cursor.place, begin));
      }
      statements.push(read);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      cursor.report(error.diagnostic);
      const isUnclosed = error.diagnostic.code === "E012" &&
        cursor.previous()?.kind === "newline";
      cursor.restart(isUnclosed ? cursor.place : nextStatement(cursor, begin));
      const kept = error.statement ?? read;
      if (kept?.kind === "given" || kept?.kind === "expect") {
        statements.push(withoutData(kept, cursor.spanFrom(start)));
      }
    }
  }
}

function withoutData(statement: DataStatement, span: Span): DataStatement {
  const place = { start: statement.path.span.end, end: span.end };
  return { ...statement, data: unreadData(place), span };
}

/** Where the next statement begins: past the line, and past brackets that are still open. */
function nextStatement({ tokens, place }: Cursor, begin: number): number {
  let open = 0;
  let end = begin;
  for (; tokens[end].kind !== "end"; end++) {
    const { kind } = tokens[end];
    if (kind === "(" || kind === "[") open++;
    else if (kind === ")" || kind === "]") open--;
    const isNew = kind === "newline" &&
      (open <= 0 || isKeyword(tokens[end + 1]));
    if (isNew && end >= place) break;
  }
  return end;
}

function statement(cursor: Cursor): Statement {
  const first = cursor.token();
  if (first.kind === "name" && first.text === "let") {
    return letStatement(cursor);
  }
  if (isKeyword(first)) return dataStatement(cursor);
  const wrong = assignment(cursor.tokens, cursor.place);
  if (wrong !== undefined) cursor.fail(wrong);
  const body = pipeline(cursor);
  return { kind: "network", pipeline: body, span: body.span };
}

function letStatement(cursor: Cursor): LetStatement {
  const { start } = cursor.next().span;
  const name = newName(cursor, "a name after `let`", "let f = fc(4) -> relu");
  const parameters: Name[] = [];
  if (cursor.eat("(")) {
    const like = "let f(n) = fc(n)";
    do {
      cursor.skipNewlines();
      parameters.push(newName(cursor, "the name of a parameter", like));
      cursor.skipNewlines();
    } while (cursor.eat(","));
    cursor.expect(")", "`)` after the parameters", like);
  }
  cursor.expect(
    "=",
    "`=` and what the name stands for",
    "let f = fc(4) -> relu",
  );
  cursor.skipNewlines();
  const body = pipeline(cursor);
  const span = cursor.spanFrom(start);
  return { kind: "let", name, parameters, pipeline: body, span };
}

function dataStatement(cursor: Cursor): DataStatement {
  const keyword = cursor.next();
  const target = path(cursor, keyword.text);
  const kind = keyword.text === "given" ? "given" : "expect";
  const like = `${kind} ${target.text} = ${kind === "given" ? "[1, 2]" : 0.5}`;
  const statement = (data: Data): DataStatement => {
    const span = cursor.spanFrom(keyword.span.start);
    return { kind, path: target, data, span };
  };
  try {
    cursor.expect("=", `\`=\` and a value after \`${target.text}\``, like);
    cursor.skipToValue();
    const what = `a number or an array for \`${target.text}\``;
    return statement(parseData(cursor, what, like));
  } catch (error) {
    if (error instanceof Failure) {
      error.statement = statement(unreadData(target.span));
    }
    throw error;
  }
}

function path(cursor: Cursor, keyword: string): Path {
  const what = `what is ${keyword === "given" ? "given" : "expected"}`;
  const names = [newName(cursor, what, `${keyword} x = [1, 2]`)];
  while (cursor.eat(".")) {
    names.push(newName(cursor, "a name after the dot", "fc1.weight"));
  }
  const text = names.map((name) => name.text).join(".");
  return { names, text, span: cursor.spanFrom(names[0].span.start) };
}

function newName(cursor: Cursor, what: string, like: string): Name {
  if (isKeyword(cursor.token())) {
    cursor.fail(missing(what, like, cursor.token(), cursor.previous()));
  }
  const { text, span } = cursor.expect("name", what, like);
  return { text, span };
}

function pipeline(cursor: Cursor): Pipeline {
  const steps = [step(cursor)];
  while (cursor.continues("->")) {
    cursor.next();
    cursor.skipNewlines();
    steps.push(step(cursor));
  }
  const span = cursor.spanFrom(steps[0].span.start);
  return { kind: "pipeline", steps, span };
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
  const what = "a whole number after `*`";
  return cursor.fail(
    missing(what, "relu*3", cursor.token(), cursor.previous(), "E029"),
  );
}

function group(cursor: Cursor): Group {
  const open = cursor.next();
  const body = cursor.within(open, () => pipeline(cursor));
  const span = closeBracket(cursor, open, ")");
  return { kind: "group", pipeline: body, span };
}

function call(cursor: Cursor): Call {
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
    () => parseList(cursor, ")", atNewStatement, argument),
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

function argument(cursor: Cursor): Argument {
  const { start } = cursor.token().span;
  const name = nameBefore(cursor, "=");
  if (name !== undefined && (cursor.at(",") || cursor.at(")"))) {
    const what = `a value after \`${name.text}=\``;
    cursor.fail(
      missing(what, `${name.text}=2`, cursor.token(), cursor.previous()),
    );
  }
  const isData = cursor.at("number") || cursor.at("[");
  const value = isData
    ? parseData(cursor, "a value", "[1, 2]")
    : pipeline(cursor);
  return { name, value, span: cursor.spanFrom(start) };
}
