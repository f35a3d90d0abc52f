import type { Code } from "../../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
} from "../../diagnostics/diagnostic.ts";
import { blank, type Comment, dataKeywords, type Token } from "./token.ts";

/** Further mistakes are neither collected nor reported. */
export const maxDiagnostics = 100;

/** A text that is being split into words. */
export type Scanner = ReturnType<typeof createScanner>;

/** What is wrong with some characters. */
export interface Complaint {
  readonly code: Code;
  readonly message: string;
  readonly label: string;
  /** What may be written instead; `""` to leave the characters out. */
  readonly replacements?: readonly string[];
  /** What to do if there is no replacement. */
  readonly advice?: string;
}

export function createScanner(text: string) {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const diagnostics: Diagnostic[] = [];
  let offset = 0;
  /** The part of `given` or `expect` that comes next: what is before or behind its `=`. */
  let part: "path" | "data" | undefined;
  /** How many square brackets of a statement are open. */
  let depth = 0;
  /** How many brackets are open that were opened on this line. */
  let openHere = 0;

  /** Follows a statement as far as its data. */
  function follow({ kind, text }: Token) {
    const before = tokens.at(-2)?.kind;
    if (kind === "newline") openHere = 0;
    else if (kind === "(" || kind === "[") openHere++;
    else if (kind === ")" || kind === "]") openHere--;
    const isFirst = before === undefined || before === "newline";
    if (kind === "name" && isFirst && text !== blank) {
      part = dataKeywords.has(text) ? "path" : undefined;
      depth = 0;
    } else if (kind === "newline") {
      if (depth === 0 && before !== "=") part = undefined;
    } else if (part === "path" && kind === "=") part = "data";
    else if (kind === "[") depth++;
    else if (kind === "]") depth--;
  }

  const next = (length: number) => ({ start: offset, end: offset + length });
  return {
    text,
    get offset() {
      return offset;
    },
    tokens,
    comments,
    diagnostics,
    /** What a sticky pattern matches, `ahead` characters from here. */
    match(pattern: RegExp, ahead = 0) {
      pattern.lastIndex = offset + ahead;
      return pattern.exec(text)?.[0] as string | undefined;
    },
    skip(length: number) {
      offset += length;
    },
    /** Whether a value of `given` or `expect` comes next, and if so whether in an array. */
    get data() {
      return part === "data" ? { isInArray: depth > 0 } : undefined;
    },
    /** Whether a bracket was opened on this line and not yet closed. */
    get isInBrackets() {
      return openHere > 0;
    },
    /** Takes a word; `meant` is what it stands for. */
    push(
      kind: Token["kind"],
      meant: string,
      length: number,
      isUnread = false,
    ) {
      const token = { kind, text: meant, span: next(length) };
      tokens.push(isUnread ? { ...token, isUnread } : token);
      follow(token);
      offset += length;
    },
    comment(length: number) {
      const span = next(length);
      comments.push({ text: text.slice(span.start, span.end), span });
      offset += length;
    },
    /** Reports a mistake in the next characters, without taking them. */
    complain(
      length: number,
      { code, message, label, replacements = [], advice }: Complaint,
    ) {
      if (diagnostics.length === maxDiagnostics) return;
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
