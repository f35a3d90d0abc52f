import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { DataStatement } from "./ast.ts";
import { deep, missing } from "./mistakes.ts";
import { isKeyword, type Token } from "./words/token.ts";

/** Brackets may be nested this deep. */
const maxDepth = 200;

/** Ends a statement that cannot be read; no error, as nobody needs the trace of one. */
export class Failure {
  /** The statement, if only its data could not be read. */
  statement: DataStatement | undefined;

  constructor(readonly diagnostic: Diagnostic) {}
}

/** The parser's place among the words; newlines between brackets are passed over. */
export type Cursor = ReturnType<typeof createCursor>;

export function createCursor(
  tokens: readonly Token[],
  report: (found: Diagnostic) => void,
) {
  let place = 0;
  /** The number of open brackets. */
  let depth = 0;

  function token(): Token {
    if (depth > 0) skipNewlines();
    return tokens[place];
  }

  function at(kind: Token["kind"]): boolean {
    return token().kind === kind;
  }

  /** Takes the next word; the end of the text stays. */
  function next(): Token {
    const taken = token();
    if (taken.kind !== "end") place++;
    return taken;
  }

  function eat(kind: Token["kind"]): Token | undefined {
    return at(kind) ? next() : undefined;
  }

  function fail(diagnostic: Diagnostic): never {
    throw new Failure(diagnostic);
  }

  /** Newlines mean nothing after `-> * , = :`. */
  function skipNewlines() {
    while (tokens[place].kind === "newline") place++;
  }

  return {
    tokens,
    /** The index of the next word, newlines counted. */
    get place() {
      return place;
    },
    token,
    previous: (): Token | undefined => tokens[place - 1],
    at,
    atName: () => at("name") && !isKeyword(token()),
    atLineStart: () => token() && tokens[place - 1]?.kind === "newline",
    next,
    eat,
    /** Takes a word that must follow; `like` shows how it is written. */
    expect: (kind: Token["kind"], what: string, like: string) =>
      eat(kind) ?? fail(missing(what, like, token(), tokens[place - 1])),
    fail,
    /** Reports a mistake behind which the statement can be read on. */
    report,
    skipNewlines,
    /** Moves to a value, perhaps on a later line, but not to the end or a keyword, which begins the next statement. */
    skipToValue() {
      let ahead = place;
      while (tokens[ahead].kind === "newline") ahead++;
      const isOver = tokens[ahead].kind === "end" || isKeyword(tokens[ahead]);
      if (!isOver) place = ahead;
    },
    /** Whether a word of this kind comes next, perhaps on a later line; if so, moves to it. */
    continues(kind: Token["kind"]) {
      let ahead = place;
      while (tokens[ahead].kind === "newline") ahead++;
      if (tokens[ahead].kind !== kind) return false;
      place = ahead;
      return true;
    },
    /** From an offset to the end of the last word. */
    spanFrom(start: number): Span {
      let last = place - 1;
      while (last > 0 && tokens[last].kind === "newline") last--;
      const end = tokens[last]?.span.end ?? start;
      return { start, end: Math.max(start, end) };
    },
    /** Reads what is between brackets. */
    within<T>(open: Token, read: () => T): T {
      if (++depth > maxDepth) fail(deep(open, maxDepth));
      const result = read();
      // Newlines before the closing bracket belong to what it closes.
      token();
      depth--;
      return result;
    },
    /** Resumes at a word, outside all brackets. */
    restart(begin: number) {
      place = begin;
      depth = 0;
    },
  };
}
