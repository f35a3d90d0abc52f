import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Statement } from "./ast.ts";
import { deep, missing } from "./mistakes.ts";
import { beginsStatement, isKeyword, type Token } from "./words/token.ts";

/** Brackets may be nested this deep. */
const maxDepth = 200;

/** Ends a statement that cannot be read; no error, as nobody needs the trace of one. */
export class Failure {
  /** The statement, if only what is behind its `=` could not be read. */
  statement: Statement | undefined;

  constructor(public diagnostic: Diagnostic) {}
}

/** The parser's place among the words; newlines between brackets are passed over. */
export type Cursor = ReturnType<typeof createCursor>;

export function createCursor(
  tokens: readonly Token[],
  mistakes: Diagnostic[],
  text: string,
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

  /** The place of the next word, newlines passed over. */
  function ahead(): number {
    let there = place;
    while (tokens[there].kind === "newline") there++;
    return there;
  }

  function enter(open: Token, most = maxDepth) {
    if (++depth > most) fail(deep(open, most));
  }

  function leave() {
    // Newlines before the closing bracket belong to what it closes.
    token();
    depth--;
  }

  return {
    tokens,
    /** What is written at a place. */
    textOf: ({ start, end }: Span) => text.slice(start, end),
    /** The next word, on whatever line it is. */
    ahead: () => tokens[ahead()],
    /** The index of the next word, newlines counted. */
    get place() {
      return place;
    },
    token,
    placeOf: placesIn(tokens),
    previous: (): Token | undefined => tokens[place - 1],
    at,
    atName: () => at("name") && !isKeyword(token()),
    atLineStart: () => token() && tokens[place - 1]?.kind === "newline",
    next,
    eat,
    /** Takes a word that must follow; `what` names it where it is missing, `like` shows how it is written. */
    expect: (kind: Token["kind"], what: () => string, like: string) =>
      eat(kind) ?? fail(missing(what(), like, token(), tokens[place - 1])),
    fail,
    /** Reports a mistake behind which the statement can be read on. */
    report: (found: Diagnostic) => void mistakes.push(found),
    /** What was reported so far. */
    mistakes,
    /** Takes back what was reported after the first mistakes. */
    forget: (kept: number) => void mistakes.splice(kept),
    skipNewlines,
    /** Moves to a value, perhaps on a later line, but not to the end or the next statement. */
    skipToValue() {
      const there = tokens[ahead()];
      const isOver = there.kind === "end" || beginsStatement(there);
      if (!isOver) place = ahead();
    },
    /** Whether a word of this kind comes next, perhaps on a later line; if so, moves to it. */
    continues(kind: Token["kind"]) {
      const there = ahead();
      if (tokens[there].kind !== kind) return false;
      place = there;
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
      enter(open);
      const result = read();
      leave();
      return result;
    },
    enter,
    leave,
    /** Resumes at a word, outside all brackets. */
    restart(begin: number) {
      place = begin;
      depth = 0;
    },
  };
}

/** Finds the place of the first word of a kind at or behind another; `Infinity` if there is none. */
function placesIn(tokens: readonly Token[]) {
  const places = new Map<Token["kind"], readonly number[]>();
  return (kind: Token["kind"], from: number): number => {
    const all = places.get(kind) ??
      tokens.flatMap((each, i) => each.kind === kind ? [i] : []);
    places.set(kind, all);
    let low = 0;
    for (let high = all.length; low < high;) {
      const middle = (low + high) >> 1;
      if (all[middle] < from) low = middle + 1;
      else high = middle;
    }
    return all[low] ?? Infinity;
  };
}
