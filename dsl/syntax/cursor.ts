/**
 * Moving along the words of a text.
 *
 * @module
 */

import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { deep, missing } from "./mistakes.ts";
import { isKeyword, type Token } from "./token.ts";

/** Brackets may be nested this deep. */
const maxDepth = 200;

/** Ends a statement that cannot be read. */
export class Failure extends Error {
  /** What is wrong with it. */
  readonly diagnostic: Diagnostic;

  /** Carries what is wrong out of the statement. */
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = "Failure";
    this.diagnostic = diagnostic;
  }
}

/** Where reading stands among the words; newlines between brackets are passed over. */
export interface Cursor {
  /** All words. */
  readonly tokens: readonly Token[];
  /** Which comes next, newlines counted. */
  readonly place: number;
  /** The next word. */
  token(): Token;
  /** The word before it. */
  previous(): Token | undefined;
  /** Whether the next word is of this kind. */
  at(kind: Token["kind"]): boolean;
  /** Whether it is a name that is no keyword. */
  atName(): boolean;
  /** Whether it begins a line. */
  atLineStart(): boolean;
  /** Takes the next word; the end of the text stays. */
  next(): Token;
  /** Takes the next word if it is of this kind. */
  eat(kind: Token["kind"]): Token | undefined;
  /** Takes a word that must follow; `like` shows how it is written. */
  expect(kind: Token["kind"], what: string, like: string): Token;
  /** Ends the statement. */
  fail(diagnostic: Diagnostic): never;
  /** Passes over newlines: they mean nothing after `-> * , = :`. */
  skipNewlines(): void;
  /** Whether a word of this kind comes next, at the beginning of the next line perhaps; passes over the newlines before it. */
  continues(kind: Token["kind"]): boolean;
  /** From a place to the end of the last word. */
  spanFrom(start: number): Span;
  /** Reads what stands between brackets. */
  within<T>(open: Token, read: () => T): T;
  /** Goes on with the statement that begins at or after a word. */
  restart(place: number): void;
}

/** Begins at the first word. */
export function createCursor(tokens: readonly Token[]): Cursor {
  let place = 0;
  /** How many brackets are open. */
  let depth = 0;

  function token(): Token {
    if (depth > 0) skipNewlines();
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

  function fail(diagnostic: Diagnostic): never {
    throw new Failure(diagnostic);
  }

  function skipNewlines() {
    while (tokens[place].kind === "newline") place++;
  }

  return {
    tokens,
    get place() {
      return place;
    },
    token,
    previous: () => tokens[place - 1],
    at,
    atName: () => at("name") && !isKeyword(token()),
    atLineStart: () => token() && tokens[place - 1]?.kind === "newline",
    next,
    eat,
    expect: (kind, what, like) =>
      eat(kind) ?? fail(missing(what, like, token(), tokens[place - 1])),
    fail,
    skipNewlines,
    continues(kind) {
      let ahead = place;
      while (tokens[ahead].kind === "newline") ahead++;
      if (tokens[ahead].kind !== kind) return false;
      place = ahead;
      return true;
    },
    spanFrom(start) {
      let last = place - 1;
      while (last > 0 && tokens[last].kind === "newline") last--;
      const end = tokens[last]?.span.end ?? start;
      return { start, end: Math.max(start, end) };
    },
    within(open, read) {
      if (++depth > maxDepth) fail(deep(open, maxDepth));
      const result = read();
      // Newlines before the closing bracket belong to what it closes.
      token();
      depth--;
      return result;
    },
    restart(begin) {
      place = begin;
      depth = 0;
    },
  };
}
