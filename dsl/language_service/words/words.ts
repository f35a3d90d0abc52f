/**
 * What each word of a text is by its place among the others. It needs no syntax
 * tree, so that texts in the middle of an edit are read as well.
 *
 * @module
 */

import type { Span } from "../../diagnostics/diagnostic.ts";
import {
  isOperatorSign,
  keywords,
  type Token,
} from "../../syntax/words/token.ts";

/** What a word is by its place. */
export type Role =
  | "keyword"
  /** What a statement defines: the name behind `let` or before `=`. */
  | "defined"
  /** A parameter of a `let` or of a function, where it is defined. */
  | "parameter"
  | "label"
  /** A part of a path behind `given` or `expect`. */
  | "path"
  /** Stands between arrows, or begins a pipeline. */
  | "step"
  /** A bare word in the brackets of a call: a choice, a parameter, or a step. */
  | "word"
  | "argument name"
  | "repeat"
  /** Stands before a bracket in a formula. */
  | "function"
  /** A part of a path in a formula. */
  | "operand"
  | "blank"
  /** A number or a sign. */
  | "other";

/** An open bracket, as it is at some place in it. Each comma makes another. */
export interface OpenBracket {
  /** The bracket around it. */
  readonly outer: OpenBracket | undefined;
  readonly kind: "call" | "group" | "array" | "parameters" | "function";
  /** The word before the bracket. */
  readonly callee?: Token | undefined;
  /** The bracket. */
  readonly open: Token;
  /** How many commas there are before this place. */
  readonly index: number;
  /** The argument that is named here: `init` behind `init=`. */
  readonly argument?: string | undefined;
  /** The arguments that were named so far. */
  readonly named: readonly string[];
}

/** A word in its place. */
export interface Word {
  readonly token: Token;
  readonly role: Role;
  readonly passage: Passage;
  /** Its place among the words of the passage. */
  readonly place: number;
  /** The bracket that is open behind it. */
  readonly frame: OpenBracket | undefined;
  /** Whether what the statement stands for begins behind it, or has begun. */
  readonly isRight: boolean;
}

/** A statement as its words tell it. */
export interface Passage {
  readonly kind:
    | "let"
    | "given"
    | "expect"
    | "formula"
    | "function"
    | "claim"
    | "pipeline";
  readonly index: number;
  /** Its words, signs included. */
  readonly words: readonly Word[];
  /** Whether its right side is a formula. */
  readonly isFormula: boolean;
}

type Kind = Token["kind"];

const goesOn: ReadonlySet<Kind> = new Set<Kind>(["->", "*", ",", "=", ":"]);

/** Reads all statements. Newlines are left out. Takes linear time. */
export function readPassages(tokens: readonly Token[]): readonly Passage[] {
  const passages: Passage[] = [];
  let reader: ReturnType<typeof readPassage> | undefined;
  let last: Token | undefined;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === "end") break;
    if (token.kind === "newline") {
      last = token;
      continue;
    }
    const isAtLineStart = last === undefined || last.kind === "newline";
    if (
      reader === undefined || (isAtLineStart && reader.isOverBefore(token))
    ) {
      reader = readPassage(tokens, i, passages.length);
      passages.push(reader.passage);
    }
    reader.take(token, tokens[i + 1]);
    last = token;
  }
  return passages;
}

/** What a statement is, by its first words. */
function kindOf(tokens: readonly Token[], begin: number): Passage["kind"] {
  const first = tokens[begin];
  if (isKeywordAt(first)) return first.text as "let" | "given" | "expect";
  if (first.beginsFormula !== true) return "pipeline";
  const { kind } = tokens[begin + 1];
  if (kind === "'") return "claim";
  return kind === "(" ? "function" : "formula";
}

function isKeywordAt({ kind, text }: Token): boolean {
  return kind === "name" && keywords.has(text);
}

function readPassage(tokens: readonly Token[], begin: number, index: number) {
  const words: Word[] = [];
  const kind = kindOf(tokens, begin);
  const isLetFormula = kind === "let" && tokens[begin].beginsFormula === true;
  const isFormula = isLetFormula || kind === "formula" ||
    kind === "function" || kind === "claim";
  const passage: Passage = { kind, index, words, isFormula };
  const isData = kind === "given" || kind === "expect";
  let frame: OpenBracket | undefined;
  /** Whether the `=` of the statement is behind. */
  let isRight = kind === "pipeline" || isBare(kind, tokens, begin);

  function open(token: Token) {
    const before = words.at(-1);
    const isCallee = before?.role === "step" ||
      before?.role === "function";
    frame = {
      outer: frame,
      kind: token.kind === "["
        ? "array"
        : !isRight
        ? "parameters"
        : !isCallee
        ? "group"
        : before.role === "function"
        ? "function"
        : "call",
      callee: isCallee ? before.token : undefined,
      open: token,
      index: 0,
      named: [],
    };
  }

  function follow(token: Token, role: Role) {
    if (token.kind === "(" || token.kind === "[") open(token);
    else if (token.kind === ")" || token.kind === "]") frame = frame?.outer;
    else if (token.kind === "," && frame !== undefined) {
      frame = { ...frame, index: frame.index + 1, argument: undefined };
    } else if (token.kind === "=" && !isRight) {
      // What is never closed ends here.
      frame = undefined;
      isRight = true;
    } else if (role === "argument name" && frame !== undefined) {
      const named = [...frame.named, token.text];
      frame = { ...frame, argument: token.text, named };
    }
  }

  function roleOf(token: Token, next: Token): Role {
    if (token.kind !== "name") return "other";
    const before = words.at(-1)?.token.kind;
    if (words.length === 0 && isKeywordAt(token)) return "keyword";
    if (!isRight) {
      if (isData) return "path";
      return frame?.kind === "parameters" ? "parameter" : "defined";
    }
    if (isData) return "blank";
    const isNamed = next.kind === "=" && frame?.callee !== undefined;
    if (isNamed) return "argument name";
    if (isFormula) {
      if (frame?.argument !== undefined) return "word";
      return next.kind === "(" && before !== "." ? "function" : "operand";
    }
    if (next.kind === ":") return "label";
    if (before === "*") return "repeat";
    const begins = before === "(" || before === "," || before === "=" ||
      before === "[";
    const isBare = next.kind !== "(" && next.kind !== "->" && next.kind !== "*";
    return begins && isBare && frame?.callee !== undefined ? "word" : "step";
  }

  return {
    passage,
    /** Whether a word at the beginning of a line begins another statement. */
    isOverBefore(token: Token): boolean {
      if (isKeywordAt(token) || token.beginsFormula) return true;
      if (frame !== undefined) {
        return frame.kind === "array" && token.kind === "name" &&
          token.text !== "_";
      }
      const before = words.at(-1)?.token.kind ?? "end";
      if (goesOn.has(before) || token.kind === "->" || token.kind === "*") {
        return false;
      }
      return !(isFormula && isOperatorSign(before)) &&
        !(isFormula && isOperatorSign(token.kind));
    },
    take(token: Token, next: Token) {
      const role = roleOf(token, next);
      follow(token, role);
      const place = words.length;
      words.push({ token, role, passage, place, frame, isRight });
    },
  };
}

/** Whether a formula has no name: `w*x + b`. */
function isBare(
  kind: Passage["kind"],
  tokens: readonly Token[],
  begin: number,
): boolean {
  if (kind !== "formula" && kind !== "function") return false;
  let at = begin + 1;
  if (kind === "function") {
    while (!/^(?:\)|newline|end)$/.test(tokens[at].kind)) at++;
    at++;
  } else {
    while (tokens[at]?.kind === "." || tokens[at]?.kind === "name") at++;
  }
  return tokens[at]?.kind !== "=";
}

/** From the first word of a statement to its last. */
export function passageSpan({ words }: Passage): Span {
  return {
    start: words[0].token.span.start,
    end: words[words.length - 1].token.span.end,
  };
}

/** The names of a path from its first to this one. */
export function pathTo(word: Word): readonly Word[] {
  const { passage: { words }, place } = word;
  const path = [word];
  for (let at = place; at > 1 && words[at - 1].token.kind === "."; at -= 2) {
    path.unshift(words[at - 2]);
  }
  return path;
}
