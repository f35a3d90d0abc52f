import { say } from "../../../words/say.ts";
import type { Operator } from "../../../lib/layer/layer.ts";
import { quoted, type Span } from "../../diagnostics/diagnostic.ts";

export type Sign =
  | Operator
  | "->"
  | "("
  | ")"
  | "["
  | "]"
  | ","
  | ":"
  | "="
  | "."
  | "'";

/** One word of a text; the end of a line or of the text counts as one. */
export interface Token {
  readonly kind: Sign | "name" | "number" | "newline" | "end" | "foreign";
  /** The sign, name or number that was meant, whatever was written for it. */
  readonly text: string;
  readonly span: Span;
  /** Whether it stands for something that is no number. */
  readonly isUnread?: boolean;
  /** Whether a statement begins with it that is read as a formula. */
  readonly beginsFormula?: boolean;
  /** Whether it was written raised: `²`. */
  readonly isRaised?: boolean;
}

/** `"#" { any character but newline }` */
export interface Comment {
  /** The comment with its `#`, without the newline. */
  readonly text: string;
  /** Where. */
  readonly span: Span;
}

/** Holds the place of a number to fill in: its value is NaN. */
export const blank = "_";

/** The words that begin a statement. */
export const keywords = new Set(["let", "given", "expect"]);

/** Those of a statement that ends with data. */
export const dataKeywords: ReadonlySet<string> = new Set(["given", "expect"]);

export function isKeyword({ kind, text }: Token): boolean {
  return kind === "name" && keywords.has(text);
}

/** Whether a statement begins with a word, wherever it stands. */
export function beginsStatement(token: Token): boolean {
  return isKeyword(token) || token.beginsFormula === true;
}

/** The layers of the operators between two operands. */
export const operatorLayers: Readonly<Record<Operator, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "^": "pow",
};

export function isOperatorSign(kind: Token["kind"]): kind is Operator {
  return Object.hasOwn(operatorLayers, kind);
}

/** What a token is called in a message. */
export function describeToken({ kind, text }: Token): string {
  if (kind === "end") return say("the end of the text");
  if (kind === "newline") return say("the end of the line");
  return quoted(text);
}
