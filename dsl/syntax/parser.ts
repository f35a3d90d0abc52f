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
import {
  type Argument,
  type ArrayData,
  blank,
  type Call,
  type Data,
  type DataStatement,
  type File,
  type Group,
  type LetStatement,
  type Name,
  type NumberData,
  type Path,
  type Pipeline,
  type Statement,
  type Step,
} from "./ast.ts";
import { lex } from "./lexer.ts";
import {
  afterArgument,
  afterItem,
  afterStep,
  assignment,
  deep,
  missing,
  notAStep,
} from "./mistakes.ts";
import { keywords, type Token } from "./token.ts";

/** A text as a tree. */
export interface Parsed {
  /** The statements that could be read. */
  readonly file: File;
  /** The mistakes, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The longest text that is read, in UTF-16 units. */
export const maxTextLength = 1_048_576;

/** More mistakes than these are not reported. */
const maxDiagnostics = 100;

/** Brackets may be nested this deep. */
const maxDepth = 200;

/** Ends a statement that cannot be read. */
class Failure {
  constructor(readonly diagnostic: Diagnostic) {}
}

/**
 * Parses a text by the grammar of the language. Never throws: mistakes are in
 * `diagnostics`.
 *
 * ```ts
 * import { parse } from "@nabla/nabla";
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
  const statements = parseStatements(tokens, found);
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

/** Whether a mistake comes right after a character without meaning, and so from it. */
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
        `it has ${text.length} characters, and at most ${maxTextLength} are read`,
      ],
      helps: [{ text: "keep data in files of its own" }],
    })],
  };
}

function parseStatements(
  tokens: readonly Token[],
  mistakes: Diagnostic[],
): Statement[] {
  const statements: Statement[] = [];
  let place = 0;
  /** How many brackets are open; newlines mean nothing between them. */
  let depth = 0;

  for (;;) {
    while (at("newline")) place++;
    if (at("end")) return statements;
    const begin = place;
    depth = 0;
    try {
      const read = statement();
      if (!at("newline") && !at("end")) fail(afterStep(tokens, place, begin));
      statements.push(read);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      mistakes.push(error.diagnostic);
      const isUnclosed = error.diagnostic.code === "E012";
      if (isUnclosed && tokens[place - 1].kind === "newline") depth = 0;
      else recover(begin);
    }
  }

  // Moving along the words.

  function token(): Token {
    if (depth > 0) { while (tokens[place].kind === "newline") place++; }
    return tokens[place];
  }
  function at(kind: Token["kind"]): boolean {
    return token().kind === kind;
  }
  function next(): Token {
    const taken = token();
    if (taken.kind !== "end") place++;
    return taken;
  }
  function eat(kind: Token["kind"]): Token | undefined {
    return at(kind) ? next() : undefined;
  }
  function expect(kind: Token["kind"], what: string, like: string): Token {
    return eat(kind) ?? fail(missing(what, like, token(), previous()));
  }
  function previous(): Token | undefined {
    return tokens[place - 1];
  }
  function fail(diagnostic: Diagnostic): never {
    throw new Failure(diagnostic);
  }
  /** Newlines mean nothing after `-> * , = :`. */
  function skipNewlines() {
    while (tokens[place].kind === "newline") place++;
  }
  /** A line that begins with one of `kinds` goes on with the line before. */
  function continues(...kinds: Token["kind"][]): boolean {
    let ahead = place;
    while (tokens[ahead].kind === "newline") ahead++;
    if (!kinds.includes(tokens[ahead].kind)) return false;
    place = ahead;
    return true;
  }
  function isKeyword({ kind, text }: Token): boolean {
    return kind === "name" && keywords.has(text);
  }
  /** Whether a keyword stands at the beginning of a line, which ends any open bracket. */
  function atNewStatement(): boolean {
    return isKeyword(token()) && tokens[place - 1]?.kind === "newline";
  }
  /** Whether a name stands at the beginning of a line; within an array that is the next statement. */
  function atNameOnNewLine(): boolean {
    return at("name") && tokens[place - 1]?.kind === "newline";
  }
  function spanFrom(start: number): Span {
    let last = place - 1;
    while (last > 0 && tokens[last].kind === "newline") last--;
    return { start, end: Math.max(start, tokens[last]?.span.end ?? start) };
  }

  /** Skips to the next statement: past the line, and past brackets that are still open. */
  function recover(begin: number) {
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
    place = end;
    depth = 0;
  }

  // The grammar.

  function statement(): Statement {
    const first = token();
    if (first.kind === "name" && first.text === "let") return letStatement();
    if (isKeyword(first)) return dataStatement(first);
    const wrong = assignment(tokens, place);
    if (wrong !== undefined) fail(wrong);
    const body = pipeline();
    return { kind: "network", pipeline: body, span: body.span };
  }

  function letStatement(): LetStatement {
    const { start } = next().span;
    const name = newName("a name after `let`", "let f = fc(4) -> relu");
    const parameters: Name[] = [];
    if (eat("(")) {
      do {
        skipNewlines();
        parameters.push(
          newName("the name of a parameter", "let f(n) = fc(n)"),
        );
        skipNewlines();
      } while (eat(","));
      expect(")", "`)` after the parameters", "let f(n) = fc(n)");
    }
    expect("=", "`=` and what the name stands for", "let f = fc(4) -> relu");
    skipNewlines();
    const body = pipeline();
    return {
      kind: "let",
      name,
      parameters,
      pipeline: body,
      span: spanFrom(start),
    };
  }

  function dataStatement(keyword: Token): DataStatement {
    next();
    const target = path(keyword.text);
    expect(
      "=",
      `\`=\` and a value after \`${target.text}\``,
      `${keyword.text} ${target.text} = [1, 2]`,
    );
    skipNewlines();
    const value = data(
      `a number or an array for \`${target.text}\``,
      `${keyword.text} ${target.text} = [1, 2]`,
    );
    const kind = keyword.text === "given" ? "given" : "expect";
    return {
      kind,
      path: target,
      data: value,
      span: spanFrom(keyword.span.start),
    };
  }

  function path(keyword: string): Path {
    const names = [
      newName(
        `what is ${keyword === "given" ? "given" : "expected"}`,
        `${keyword} x = [1, 2]`,
      ),
    ];
    while (eat(".")) names.push(newName("a name after the dot", "fc1.weight"));
    const text = names.map((name) => name.text).join(".");
    return { names, text, span: spanFrom(names[0].span.start) };
  }

  function newName(what: string, like: string): Name {
    if (isKeyword(token())) fail(missing(what, like, token(), previous()));
    const { text, span } = expect("name", what, like);
    return { text, span };
  }

  function pipeline(): Pipeline {
    const steps = [step()];
    while (continues("->")) {
      next();
      skipNewlines();
      steps.push(step());
    }
    const { start } = steps[0].span;
    return { kind: "pipeline", steps, span: spanFrom(start) };
  }

  function step(): Step {
    const { start } = token().span;
    let label: Name | undefined;
    if (at("name") && !isKeyword(token()) && tokens[place + 1].kind === ":") {
      label = { text: token().text, span: next().span };
      next();
      skipNewlines();
    }
    const body = at("(") ? group() : call();
    const repeat = continues("*") ? count() : undefined;
    return {
      ...(label === undefined ? {} : { label }),
      atom: body,
      ...(repeat === undefined ? {} : { repeat }),
      span: spanFrom(start),
    };
  }

  function count(): Step["repeat"] {
    next();
    skipNewlines();
    if (at("number")) return number();
    if (at("name") && !isKeyword(token())) {
      const { text, span } = next();
      return { kind: "name", text, span };
    }
    return fail(
      missing("a whole number after `*`", "relu*3", token(), previous()),
    );
  }

  function group(): Group {
    const open = next();
    const body = within(open, pipeline);
    close(open, ")");
    return { kind: "group", pipeline: body, span: spanFrom(open.span.start) };
  }

  function call(): Call {
    if (!at("name") || isKeyword(token())) fail(notAStep(tokens, place));
    const { text, span } = next();
    const name = { text, span };
    if (tokens[place].kind !== "(") {
      return { kind: "call", name, arguments: [], span };
    }
    const open = next();
    const args = within(open, () => {
      const all: Argument[] = [];
      while (!at(")")) {
        if (at("end") || atNewStatement()) break;
        all.push(argument());
        if (!eat(",")) break;
      }
      return all;
    });
    close(open, ")");
    const brackets = spanFrom(open.span.start);
    return {
      kind: "call",
      name,
      arguments: args,
      brackets,
      span: spanFrom(span.start),
    };
  }

  function argument(): Argument {
    const { start } = token().span;
    let name: Name | undefined;
    if (at("name") && tokens[place + 1].kind === "=") {
      name = { text: token().text, span: next().span };
      next();
    }
    const isData = at("number") || at("[");
    const value = isData ? data("a value", "[1, 2]") : pipeline();
    return {
      ...(name === undefined ? {} : { name }),
      value,
      span: spanFrom(start),
    };
  }

  function data(what: string, like: string): Data {
    if (at("number") || atBlank()) return number();
    if (at("[")) return array();
    return fail(missing(what, like, token(), previous()));
  }

  function atBlank(): boolean {
    return at("name") && token().text === blank;
  }

  function number(): NumberData {
    const { text, span } = next();
    const value = text === blank ? NaN : Number(text);
    return { kind: "number", value, text, span };
  }

  function array(): ArrayData {
    const open = next();
    const items = within(open, () => {
      const all: Data[] = [];
      while (!at("]")) {
        if (at("end") || (atNameOnNewLine() && !atBlank())) break;
        if (!at("number") && !at("[") && !atBlank()) {
          fail(afterItem(open, token(), previous()));
        }
        all.push(data("a number", "[1, 2]"));
        if (!eat(",")) break;
      }
      return all;
    });
    close(open, "]");
    return { kind: "array", items, span: spanFrom(open.span.start) };
  }

  /** Reads what stands between brackets. */
  function within<T>(open: Token, read: () => T): T {
    if (++depth > maxDepth) fail(deep(open, maxDepth));
    const result = read();
    // Newlines before the closing bracket belong to what it closes.
    token();
    depth--;
    return result;
  }

  function close(open: Token, kind: ")" | "]") {
    if (tokens[place].kind === kind) place++;
    else {
      depth++;
      const isNew = kind === "]" ? atNameOnNewLine() : atNewStatement();
      fail(afterArgument(open, token(), tokens, place, isNew));
    }
  }
}
