import { blank, dataKeywords, type Token } from "./token.ts";

/** Follows the statements of a text word by word. */
export function followStatement() {
  /** The part of `given` or `expect` that comes next: what is before or behind its `=`. */
  let part: "path" | "data" | undefined;
  /** How many square brackets of a statement are open. */
  let depth = 0;
  /** How many brackets are open that were opened on this line. */
  let openHere = 0;
  /** The brackets that are open in the statement. */
  let brackets: ("(" | "[")[] = [];
  /** Whether the statement is read as a formula. */
  let isFormula = false;
  /** Whether its `=` was read. */
  let isDefined = false;
  /** Whether the next word begins such a statement. */
  let beginsFormula = false;
  /** Whether it was decided what the line is, of which no word was read. */
  let isJudged = false;
  /** The kind of the last word, newlines included. */
  let before: Token["kind"] | undefined;
  /** The last word but newlines. */
  let last: Token | undefined;

  function followBrackets(kind: Token["kind"]) {
    if (kind === "newline") openHere = 0;
    else if (kind === "(" || kind === "[") {
      brackets.push(kind);
      openHere++;
    } else if (kind === ")" || kind === "]") {
      brackets.pop();
      openHere--;
    }
  }

  /** Follows a statement as far as its data. */
  function followData({ kind, text }: Token) {
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

  return {
    /** Whether a value of `given` or `expect` comes next, and if so whether in an array. */
    get data() {
      return part === "data" ? { isInArray: depth > 0 } : undefined;
    },
    /** Whether the statement is read as a formula. */
    get isFormula() {
      return isFormula;
    },
    /** Whether the `=` of the statement was read. */
    get isDefined() {
      return isDefined;
    },
    /** The innermost bracket that is open in the statement. */
    get bracket() {
      return brackets.at(-1);
    },
    /** The last word but newlines. */
    get last() {
      return last;
    },
    /** Whether the next word is the first of its line. */
    get isAtLineStart() {
      return before === undefined || before === "newline";
    },
    /** Whether a bracket was opened on this line and not yet closed. */
    get isInBrackets() {
      return openHere > 0;
    },
    /** Whether nothing but characters without a meaning came since it was decided what the line is. */
    get isJudged() {
      return isJudged;
    },
    /** It is decided what the line is. */
    judge() {
      isJudged = true;
    },
    /** A statement begins, as a formula or not. */
    begin(asFormula: boolean) {
      isFormula = asFormula;
      isDefined = false;
      beginsFormula = asFormula;
      brackets = [];
      part = undefined;
    },
    /** The next word; the first of a formula is marked. */
    follow(token: Token): Token {
      const { kind } = token;
      followBrackets(kind);
      followData(token);
      isDefined ||= kind === "=";
      before = kind;
      isJudged = false;
      if (kind === "newline") return token;
      last = beginsFormula ? { ...token, beginsFormula } : token;
      beginsFormula = false;
      return last;
    },
  };
}
