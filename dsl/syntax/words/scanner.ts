import { say } from "../../../words/say.ts";
import type { Code } from "../../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
} from "../../diagnostics/diagnostic.ts";
import { followStatement } from "./statement.ts";
import type { Comment, Token } from "./token.ts";

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
  readonly advice?: string | undefined;
  /** Further ways out. */
  readonly helps?: readonly Help[];
}

export function createScanner(text: string) {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const diagnostics: Diagnostic[] = [];
  let offset = 0;
  const statement = followStatement();

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
    match(pattern: RegExp, ahead = 0): string | undefined {
      pattern.lastIndex = offset + ahead;
      return pattern.test(text)
        ? text.slice(offset + ahead, pattern.lastIndex)
        : undefined;
    },
    skip(length: number) {
      offset += length;
    },
    /** What is known of the statement so far. */
    statement,
    /** Takes a word; `meant` is what it stands for. */
    push(
      kind: Token["kind"],
      meant: string,
      length: number,
      flags?: Pick<Token, "isUnread" | "isRaised">,
    ) {
      const token = { kind, text: meant, span: next(length) };
      tokens.push(statement.follow(flags ? { ...token, ...flags } : token));
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
      { code, message, label, replacements = [], advice, helps: more = [] }:
        Complaint,
    ) {
      if (diagnostics.length === maxDiagnostics) return;
      const span = next(length);
      const helps: Help[] = replacements.map((by) => ({
        text: by === ""
          ? say("leave it out")
          : say("write `{text}`", { text: by }),
        edit: { span, text: by },
      }));
      if (advice !== undefined) helps.push({ text: advice });
      helps.push(...more);
      diagnostics.push(diagnostic(code, message, span, { label, helps }));
    },
  };
}
