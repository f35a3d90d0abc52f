/**
 * Where a caret is among the words of a text, and what can be written there.
 *
 * @module
 */

import type { Span } from "../../diagnostics/diagnostic.ts";
import { isOperatorSign, type Token } from "../../syntax/words/token.ts";
import { passageAt } from "../words/blanking.ts";
import type { Document } from "./document.ts";
import type { OpenBracket, Passage, Role, Word } from "../words/words.ts";

/** A caret among words. */
export interface Caret {
  /** The word that it is in, as far as letters go; empty between words. */
  readonly span: Span;
  /** The letters of the word before the caret. */
  readonly prefix: string;
  /** The word before that word. */
  readonly before: Word | undefined;
  /** What the word is that it is in, if it is in one. */
  readonly role: Role | undefined;
  /** What comes behind that word. */
  readonly after: Token;
  /** What comes behind that word and its brackets. */
  readonly follows: Token;
  /** The statement that it goes on with; undefined where another one begins. */
  readonly passage: Passage | undefined;
  /** The bracket that is open. */
  readonly frame: OpenBracket | undefined;
  /** Whether a line begins here, so that a new statement may. */
  readonly isAtLineStart: boolean;
  /** The place among the statements of what is written here. */
  readonly index: number;
}

/** What can be written at a caret. */
export type CaretSite =
  | { readonly kind: "statement" }
  | { readonly kind: "keyword" }
  /** `begins`: whether nothing comes in from a step of the text before it. */
  | { readonly kind: "step"; readonly begins: boolean }
  | { readonly kind: "arrow" }
  | { readonly kind: "argument"; readonly frame: OpenBracket }
  | { readonly kind: "value"; readonly frame: OpenBracket }
  | { readonly kind: "repeat" }
  | { readonly kind: "path"; readonly of: "given" | "expect" }
  | { readonly kind: "operand"; readonly frame: OpenBracket | undefined };

/** Where a caret is; undefined within a comment, a number or a sign. */
export function caretAt(document: Document, offset: number): Caret | undefined {
  const { tokens, comments } = document.lexed();
  const isInComment = comments.some(({ span }) =>
    offset > span.start && offset <= span.end
  );
  if (isInComment) return undefined;
  const first = firstEnding(tokens, offset);
  const near = tokens.slice(first, first + 2);
  const word = near.find(({ kind, span }) =>
    kind === "name" && span.start <= offset
  );
  const isWithin = near.some(({ kind, span: { start, end } }) =>
    start < offset &&
    (offset < end || (end === offset && /number|foreign/.test(kind)))
  );
  if (word === undefined && isWithin) return undefined;
  const span = word?.span ?? { start: offset, end: offset };
  let behind = first;
  while (behind < tokens.length - 1 && tokens[behind].span.start < span.end) {
    behind++;
  }
  if (word !== undefined && tokens[behind] === word) behind++;
  const after = tokens[behind];
  // What is written before a number would become a part of it, and an array cannot follow.
  const isJoined = (after.kind === "number" || after.kind === "[") &&
    after.span.start === span.end;
  return isJoined ? undefined : {
    span,
    prefix: document.text.slice(span.start, offset),
    after,
    follows: behindBrackets(tokens, behind),
    ...wordsBefore(document, span.start),
    role: word && wordAt(document, span.start)?.role,
  };
}

/** What comes behind the brackets that begin at a word, if any do, and behind line ends. */
function behindBrackets(tokens: readonly Token[], begin: number): Token {
  let depth = 0;
  for (let at = begin; at < tokens.length - 1; at++) {
    const { kind } = tokens[at];
    if (kind === "(") depth++;
    if (depth === 0 && kind !== "newline") return tokens[at];
    if (kind === ")") depth--;
  }
  return tokens[tokens.length - 1];
}

/** The last word that ends at an offset or before it, in its statement. */
export function wordBefore(
  document: Document,
  offset: number,
): Word | undefined {
  const passage = passageAt(document.passages(), offset);
  return passage && lastBefore(passage, offset);
}

/** The word at an offset; of two that touch there, the name or the number. */
export function wordAt(document: Document, offset: number): Word | undefined {
  const passage = passageAt(document.passages(), offset);
  const before = passage && lastBefore(passage, offset);
  const touching = [before, passage?.words[(before?.place ?? -1) + 1]].filter(
    (word): word is Word =>
      word !== undefined && word.token.span.start <= offset &&
      word.token.span.end >= offset,
  );
  return touching.find(({ token: { kind } }) =>
    kind === "name" || kind === "number"
  ) ?? touching.at(-1);
}

/** The first word that ends at an offset or behind it. */
function firstEnding(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle].span.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordsBefore(
  document: Document,
  start: number,
): Pick<Caret, "before" | "passage" | "frame" | "isAtLineStart" | "index"> {
  const { text } = document;
  const passages = document.passages();
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const isAtLineStart = text.slice(line, start).trim() === "";
  const found = passageAt(passages, start);
  const before = found === undefined
    ? undefined
    : lastBefore(found, start) ?? passages[found.index - 1]?.words.at(-1);
  if (found === undefined || before === undefined) {
    const none = { before: undefined, passage: undefined, frame: undefined };
    return { ...none, isAtLineStart: true, index: 0 };
  }
  const { passage, frame } = before;
  const isNew = passage !== found ||
    (isAtLineStart && endsBefore(before, found, start));
  return {
    before,
    passage: isNew ? undefined : passage,
    frame: isNew ? undefined : frame,
    isAtLineStart,
    index: isNew ? passage.index + 1 : passage.index,
  };
}

/** The last word of a statement that ends before an offset. */
function lastBefore({ words }: Passage, start: number): Word | undefined {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].token.span.end <= start) low = middle + 1;
    else high = middle;
  }
  return words[low - 1];
}

/** Whether a word at the beginning of the next line would begin a new statement. */
function endsBefore(
  { token: { kind }, frame, passage, place }: Word,
  found: Passage,
  start: number,
): boolean {
  // A word that is there already says so itself.
  const next = found.words[place + 1];
  if (passage === found && next?.token.span.start === start) return false;
  if (frame !== undefined) return frame.kind === "array";
  const goesOn = kind === "->" || kind === "*" || kind === "," ||
    kind === "=" || kind === ":";
  return !goesOn && !(passage.isFormula && isOperatorSign(kind));
}

/** What can be written at a caret; undefined for nothing that could be offered. */
export function siteAt(caret: Caret): CaretSite | undefined {
  const { before, passage, frame, role: own } = caret;
  // A name that is defined here can be anything.
  if (own === "label" || own === "parameter" || own === "defined") {
    return undefined;
  }
  if (own === "keyword") return { kind: "keyword" };
  if (before === undefined || passage === undefined) {
    return { kind: "statement" };
  }
  const { role, token: { kind }, isRight } = before;
  if (passage.kind === "given" || passage.kind === "expect") {
    const isPath = role === "keyword" || (kind === "." && !isRight);
    return isPath ? { kind: "path", of: passage.kind } : undefined;
  }
  if (!isRight) return undefined;
  return passage.isFormula
    ? siteInFormula(before, frame)
    : siteInPipeline(before, frame);
}

function siteInFormula(
  { token: { kind }, role }: Word,
  frame: OpenBracket | undefined,
): CaretSite | undefined {
  if (frame?.argument !== undefined) {
    return kind === "=" && frame.kind === "function"
      ? { kind: "value", frame }
      : undefined;
  }
  if (role === "operand" || role === "function") return undefined;
  return kind === "number" || kind === ")" || kind === "foreign"
    ? undefined
    : { kind: "operand", frame };
}

function siteInPipeline(
  before: Word,
  frame: OpenBracket | undefined,
): CaretSite | undefined {
  const { token: { kind }, place, passage } = before;
  switch (kind) {
    case "->":
      return { kind: "step", begins: false };
    case ":": {
      const earlier = passage.words.at(place - 2);
      const isFirst = place < 2 || earlier?.token.kind !== "->";
      return { kind: "step", begins: isFirst };
    }
    case "*":
      return { kind: "repeat" };
    case "=":
      return frame?.argument === undefined
        ? { kind: "step", begins: true }
        : { kind: "value", frame };
    case "(":
    case ",":
      if (frame === undefined) return undefined;
      return frame.kind === "call"
        ? { kind: "argument", frame }
        : frame.kind === "group"
        ? { kind: "step", begins: !hasArrowBefore(frame, passage) }
        : undefined;
    case "name":
    case ")":
    case "number":
      return frame === undefined || frame.kind === "group"
        ? { kind: "arrow" }
        : undefined;
    default:
      return undefined;
  }
}

/** Whether a bracket stands behind an arrow. */
function hasArrowBefore({ open }: OpenBracket, { words }: Passage): boolean {
  const at = words.findIndex(({ token }) => token === open);
  return words[at - 1]?.token.kind === "->";
}
