import type { Span } from "../diagnostics/diagnostic.ts";
import type { Comment, Token } from "../syntax/words/token.ts";
import { isOperatorSign } from "../syntax/words/token.ts";
import type { TextNames, WordMeaning } from "./words/meanings.ts";
import type { Passage, Word } from "./words/words.ts";

/** What a piece of a text is, for its colour. */
export type TokenKind =
  /** `let`, `given`, `expect`. */
  | "keyword"
  /** A layer where it is a step. */
  | "layer"
  /** A function in a formula, or one of the text itself. */
  | "function"
  /** A parameter of a `let` or a function. */
  | "parameter"
  /** A name of the text, or one that the language gives: `fc1`, `x`, `loss`. */
  | "name"
  /** `init` in `init=he`. */
  | "argument"
  /** `he` in `init=he`. */
  | "choice"
  | "number"
  /** `+ - * / ^` */
  | "operator"
  | "arrow"
  | "comment"
  | "bracket"
  /** `, : = . '` */
  | "punctuation"
  /** What the language does not know. */
  | "unknown";

/** A piece of a text with its kind. */
export interface TextToken {
  /** Where it is. */
  readonly span: Span;
  /** What it is. */
  readonly kind: TokenKind;
  /** Present where a name is defined. */
  readonly isDefinition?: boolean;
}

/** The pieces of a text in order; what is between them is blank. */
export function tokensOf(
  text: string,
  { tokens, comments }: {
    readonly tokens: readonly Token[];
    readonly comments: readonly Comment[];
  },
  passages: readonly Passage[],
  names: TextNames,
): readonly TextToken[] {
  const found: TextToken[] = passages.flatMap(({ words }) =>
    words.map((word) => tokenOf(word, names))
  );
  const all = merged(
    found,
    comments.map(({ span }) => ({ span, kind: "comment" as const })),
  );
  const end = tokens.at(-1)?.span.end ?? text.length;
  return withUnknown(text.slice(0, end), all);
}

/** Two lists in the order of the text, as one. */
function merged(
  words: readonly TextToken[],
  comments: readonly TextToken[],
): readonly TextToken[] {
  const all: TextToken[] = [];
  let next = 0;
  for (const word of words) {
    while (
      next < comments.length && comments[next].span.start < word.span.start
    ) all.push(comments[next++]);
    all.push(word);
  }
  return [...all, ...comments.slice(next)];
}

/** What is neither a word nor blank is unknown. */
function withUnknown(
  text: string,
  known: readonly TextToken[],
): readonly TextToken[] {
  const all: TextToken[] = [];
  let at = 0;
  const fill = (end: number) => {
    const between = text.slice(at, end);
    for (
      const { index, 0: piece } of between.matchAll(/[^\s\u200b\u2060]+/gu)
    ) {
      const start = at + index;
      const span = { start, end: start + piece.length };
      all.push({ span, kind: "unknown" });
    }
  };
  for (const token of known) {
    fill(token.span.start);
    all.push(token);
    at = Math.max(at, token.span.end);
  }
  fill(text.length);
  return all;
}

const ofOwn = {
  input: "name",
  given: "name",
  label: "name",
  formula: "name",
  let: "name",
  function: "function",
  parameter: "parameter",
} as const;

const ofMeaning: Readonly<
  Record<Exclude<WordMeaning["kind"], "own">, TokenKind>
> = {
  layer: "layer",
  function: "function",
  constant: "number",
  library: "name",
  automatic: "name",
  choice: "choice",
  argument: "argument",
  unknown: "unknown",
};

function tokenOf(word: Word, names: TextNames): TextToken {
  const { token: { span, kind }, role } = word;
  if (role === "keyword") return { span, kind: "keyword" };
  if (role === "blank") return { span, kind: "number" };
  const meaning = names.meaningOf(word);
  if (meaning === undefined) return { span, kind: signKind(kind) };
  if (meaning.kind !== "own") return { span, kind: ofMeaning[meaning.kind] };
  const own = { span, kind: ofOwn[meaning.name.kind] };
  return meaning.name.word === word ? { ...own, isDefinition: true } : own;
}

function signKind(kind: Token["kind"]): TokenKind {
  switch (kind) {
    case "number":
      return "number";
    case "->":
      return "arrow";
    case "(":
    case ")":
    case "[":
    case "]":
      return "bracket";
    case "name":
    case "foreign":
      return "unknown";
    default:
      return isOperatorSign(kind) ? "operator" : "punctuation";
  }
}
