/**
 * From words to a syntax tree, statement by statement. A mistake ends its statement; the
 * next one is read as usual, so that every statement's mistakes are found in one run.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type {
  Data,
  DataStatement,
  File,
  LetStatement,
  Name,
  Path,
  Statement,
} from "./ast.ts";
import { createCursor, type Cursor, Failure } from "./cursor.ts";
import { parseData, unreadData } from "./data.ts";
import { unreadExpression } from "./formula_reading.ts";
import { unreadFormula, unreadFunction } from "./formula_heads.ts";
import {
  formulaForPath,
  keywordBeforeFormula,
} from "./formula_statement_mistakes.ts";
import { parseFormula, productAsStep } from "./formula_statements.ts";
import { createKnownNames, type KnownNames } from "./registry.ts";
import { afterStep, missing, valueOfLet } from "./mistakes.ts";
import { parsePipeline } from "./pipelines.ts";
import { lex } from "./words/lexer.ts";
import { maxDiagnostics } from "./words/scanner.ts";
import {
  beginsStatement,
  isKeyword,
  isOperatorSign,
  type Token,
} from "./words/token.ts";

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
  const { file, diagnostics } = parseWords(text);
  return { file, diagnostics };
}

/** A text as a tree, and as the words that the tree was read from. */
export function parseWords(
  text: string,
): Parsed & { readonly tokens: readonly Token[] } {
  if (text.length > maxTextLength) return { ...tooLong(text), tokens: [] };
  const { tokens, comments, diagnostics } = lex(text);
  const found: Diagnostic[] = [];
  const statements = readStatements(createCursor(tokens, found, text));
  const mistakes = [
    ...diagnostics,
    ...found.filter((each) => !follows(each, diagnostics, text)),
  ];
  mistakes.sort((a, b) => a.labels[0].span.start - b.labels[0].span.start);
  return {
    file: { statements, comments },
    diagnostics: mistakes.slice(0, maxDiagnostics),
    tokens,
  };
}

/** Whether a mistake follows directly from a character without meaning before it. */
function follows(
  { labels: [{ span }] }: Diagnostic,
  earlier: readonly Diagnostic[],
  text: string,
): boolean {
  const { length } = text.slice(0, span.start).trimEnd();
  return earlier.some(({ code, labels: [{ span: { end } }] }) =>
    code === "E001" && length <= end && end <= span.start
  );
}

function tooLong(text: string): Parsed {
  const span = { start: maxTextLength, end: maxTextLength };
  return {
    file: { statements: [], comments: [] },
    diagnostics: [diagnostic("E018", say("the text is too long"), span, {
      label: say("reading stops here"),
      notes: [
        say("at most {most} characters are read: found {found}", {
          most: maxTextLength,
          found: text.length,
        }),
      ],
      helps: [{ text: say("keep data in separate files") }],
    })],
  };
}

/** All statements. A mistake ends its statement only; what is given or expected stays, without its data. */
function readStatements(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  const known = createKnownNames(statements);
  for (;;) {
    cursor.skipNewlines();
    if (cursor.at("end")) return statements;
    const begin = cursor.place;
    cursor.restart(begin);
    const { start } = cursor.token().span;
    let read: Statement | undefined;
    try {
      read = statement(cursor, known);
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
      if (kept !== undefined) {
        statements.push(...withoutValue(kept, cursor.spanFrom(start)));
      }
    }
  }
}

/** A statement whose right side could not be read, if it stays. */
function withoutValue(statement: Statement, span: Span): Statement[] {
  switch (statement.kind) {
    case "given":
    case "expect": {
      const place = { start: statement.path.span.end, end: span.end };
      return [{ ...statement, data: unreadData(place), span }];
    }
    case "formula":
    case "function": {
      const place = { start: statement.name.span.end, end: span.end };
      return [{ ...statement, expression: unreadExpression(place), span }];
    }
    default:
      return [];
  }
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
      (open <= 0 || beginsStatement(tokens[end + 1]));
    if (isNew && end >= place) break;
  }
  return end;
}

function statement(cursor: Cursor, known: KnownNames): Statement {
  const first = cursor.token();
  if (first.beginsFormula) return parseFormula(cursor, known);
  if (first.kind === "name" && first.text === "let") {
    return letStatement(cursor);
  }
  if (isKeyword(first)) return dataStatement(cursor);
  const body = parsePipeline(cursor);
  const [only, ...others] = body.steps;
  const product = others.length === 0
    ? productAsStep(cursor, only, [])
    : undefined;
  if (product !== undefined) cursor.fail(product);
  return { kind: "network", pipeline: body, span: body.span };
}

function letStatement(cursor: Cursor): LetStatement {
  const keyword = cursor.next();
  const { start } = keyword.span;
  const name = newName(
    cursor,
    () => say("a name after `let`"),
    "let f = fc(4) -> relu",
  );
  const parameters: Name[] = [];
  if (cursor.eat("(")) {
    const like = "let f(n) = fc(n)";
    do {
      cursor.skipNewlines();
      parameters.push(
        newName(cursor, () => say("the name of a parameter"), like),
      );
      cursor.skipNewlines();
    } while (cursor.eat(","));
    cursor.expect(")", () => say("`)` after the parameters"), like);
  }
  cursor.expect(
    "=",
    () => say("`=` and what the name stands for"),
    "let f = fc(4) -> relu",
  );
  cursor.skipNewlines();
  if (cursor.at("number") || cursor.at("[")) {
    cursor.fail(
      valueOfLet(cursor.tokens, cursor.place, { start, end: name.span.start }),
    );
  }
  const body = parsePipeline(cursor);
  const [only, ...others] = body.steps;
  const isProduct = others.length === 0 &&
    productAsStep(cursor, only, parameters) !== undefined;
  if (isProduct) {
    const failure = new Failure(keywordBeforeFormula(keyword, name));
    failure.statement = parameters.length > 0
      ? unreadFunction(name, parameters, false)
      : unreadFormula(name);
    throw failure;
  }
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
    const found = cursor.token();
    if (isOperatorSign(found.kind) || found.kind === "(") {
      cursor.fail(formulaForPath(cursor, keyword, target));
    }
    const name = target.text;
    cursor.expect(
      "=",
      () => say("`=` and a value after `{name}`", { name }),
      like,
    );
    cursor.skipToValue();
    const what = () => say("a number or an array for `{name}`", { name });
    return statement(parseData(cursor, what, like));
  } catch (error) {
    if (error instanceof Failure) {
      error.statement = statement(unreadData(target.span));
    }
    throw error;
  }
}

function path(cursor: Cursor, keyword: string): Path {
  const what = () =>
    keyword === "given" ? say("what is given") : say("what is expected");
  const names = [newName(cursor, what, `${keyword} x = [1, 2]`)];
  while (cursor.eat(".")) {
    names.push(
      newName(cursor, () => say("a name after the dot"), "fc1.weight"),
    );
  }
  const text = names.map((name) => name.text).join(".");
  return { names, text, span: cursor.spanFrom(names[0].span.start) };
}

function newName(cursor: Cursor, what: () => string, like: string): Name {
  if (isKeyword(cursor.token())) {
    cursor.fail(missing(what(), like, cursor.token(), cursor.previous()));
  }
  const { text, span } = cursor.expect("name", what, like);
  return { text, span };
}
