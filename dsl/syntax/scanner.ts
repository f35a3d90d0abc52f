/**
 * A text on its way to words: where reading stands, and what was found so far.
 *
 * @module
 */

import type { Code } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
} from "../diagnostics/diagnostic.ts";
import type { Comment } from "./ast.ts";
import type { Token } from "./token.ts";

/** Reads a text from its beginning to its end. */
export interface Scanner {
  /** The text. */
  readonly text: string;
  /** Where reading stands. */
  readonly offset: number;
  /** The words so far. */
  readonly tokens: readonly Token[];
  /** The comments so far. */
  readonly comments: readonly Comment[];
  /** What is no word of this language. */
  readonly diagnostics: readonly Diagnostic[];
  /** What a sticky pattern matches `ahead` characters from here. */
  match(pattern: RegExp, ahead?: number): string | undefined;
  /** Passes over characters. */
  skip(length: number): void;
  /** The next characters are a word; `meant` is what it stands for. */
  push(kind: Token["kind"], meant: string, length: number): void;
  /** The next characters are a comment. */
  comment(length: number): void;
  /** The next characters are wrong. */
  complain(length: number, complaint: Complaint): void;
}

/** What is wrong with some characters. */
export interface Complaint {
  /** The code of the diagnostic. */
  readonly code: Code;
  /** What is wrong. */
  readonly message: string;
  /** Why. */
  readonly label: string;
  /** What may be written instead; nothing where they are to be left out. */
  readonly replacements?: readonly string[];
  /** How to mend it where nothing can be said instead. */
  readonly advice?: string;
}

/** Begins to read a text. */
export function createScanner(text: string): Scanner {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const diagnostics: Diagnostic[] = [];
  let offset = 0;
  const next = (length: number) => ({ start: offset, end: offset + length });
  return {
    text,
    get offset() {
      return offset;
    },
    tokens,
    comments,
    diagnostics,
    match(pattern, ahead = 0) {
      pattern.lastIndex = offset + ahead;
      return pattern.exec(text)?.[0];
    },
    skip(length) {
      offset += length;
    },
    push(kind, meant, length) {
      tokens.push({ kind, text: meant, span: next(length) });
      offset += length;
    },
    comment(length) {
      const span = next(length);
      comments.push({ text: text.slice(span.start, span.end), span });
      offset += length;
    },
    complain(length, { code, message, label, replacements = [], advice }) {
      const span = next(length);
      const helps: Help[] = replacements.map((by) => ({
        text: by === "" ? "leave it out" : `write \`${by}\``,
        edit: { span, text: by },
      }));
      if (advice !== undefined) helps.push({ text: advice });
      diagnostics.push(diagnostic(code, message, span, { label, helps }));
    },
  };
}
