/**
 * The words of a text.
 *
 * @module
 */

import { quoted, type Span } from "../diagnostics/diagnostic.ts";

/** Signs that stand for themselves. */
export type Sign =
  | "->"
  | "("
  | ")"
  | "["
  | "]"
  | ","
  | ":"
  | "="
  | "*"
  | ".";

/** One word of a text. */
export interface Token {
  /** A sign, a name, a number, the end of a line or of the text. */
  readonly kind: Sign | "name" | "number" | "newline" | "end";
  /** What was meant: the sign, name or number, whatever was written for it. */
  readonly text: string;
  /** Where. */
  readonly span: Span;
}

/** The words that begin a statement. */
export const keywords: ReadonlySet<string> = new Set([
  "let",
  "given",
  "expect",
]);

/** Whether a word begins a statement. */
export function isKeyword({ kind, text }: Token): boolean {
  return kind === "name" && keywords.has(text);
}

/** How a token is called in a message. */
export function describeToken({ kind, text }: Token): string {
  if (kind === "end") return "the end of the text";
  if (kind === "newline") return "the end of the line";
  return quoted(text);
}
