/**
 * From a text to its words. What is written as in another notation becomes the
 * word that was meant, with a diagnostic.
 *
 * @module
 */

import type { Code } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
} from "../diagnostics/diagnostic.ts";
import type { Comment } from "./ast.ts";
import { habitAt } from "./habits.ts";
import type { Sign, Token } from "./token.ts";

/** A text as words. */
export interface Lexed {
  /** The words; the last is the end of the text. */
  readonly tokens: readonly Token[];
  /** The comments, in order. */
  readonly comments: readonly Comment[];
  /** What is no word of this language. */
  readonly diagnostics: readonly Diagnostic[];
}

const blank =
  /[ \t\v\f\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+/y;
const lineEnd = /\r\n|\r|\n/y;
const untilLineEnd = /[^\r\n]*/y;
const name = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const number = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const numberTail = /[\p{L}\p{Nd}_.]+/uy;
const plusNumber = /\+(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const lookAlikeNumber = /[−－–][\d０-９]/y;
const quotedWord = /"[^"\r\n]*"|'[^'\r\n]*'|`[^`\r\n]*`|“[^”\r\n]*”/y;
const fullWidth = /[０-９Ａ-Ｚａ-ｚ＿]/;
const signs: readonly Sign[] = [
  "->",
  "(",
  ")",
  "[",
  "]",
  ",",
  ":",
  "=",
  "*",
  ".",
];

/** Splits a text into words. Never throws. */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const diagnostics: Diagnostic[] = [];
  let offset = 0;

  function match(pattern: RegExp, from = offset): string | undefined {
    pattern.lastIndex = from;
    return pattern.exec(text)?.[0];
  }
  function push(kind: Token["kind"], meant: string, length: number) {
    const span = { start: offset, end: offset + length };
    tokens.push({ kind, text: meant, span });
    offset += length;
  }
  function complain(
    code: Code,
    message: string,
    length: number,
    label: string,
    helps: readonly Help[] = [],
  ) {
    const span = { start: offset, end: offset + length };
    diagnostics.push(diagnostic(code, message, span, { label, helps }));
  }
  const replace = (length: number, by: string, words = `write \`${by}\``) => [{
    text: words,
    edit: { span: { start: offset, end: offset + length }, text: by },
  }];

  while (offset < text.length) {
    const space = match(blank);
    if (space !== undefined) {
      offset += space.length;
      continue;
    }
    const newline = match(lineEnd);
    if (newline !== undefined) {
      push("newline", "\n", newline.length);
      continue;
    }
    if (text[offset] === "#") {
      takeComment();
      continue;
    }
    if (takeNumber() || takeName() || takeSign() || takeHabit()) continue;
    takeOther();
  }
  tokens.push({ kind: "end", text: "", span: { start: offset, end: offset } });
  return { tokens, comments, diagnostics };

  function takeComment() {
    const words = match(untilLineEnd) ?? "";
    const span = { start: offset, end: offset + words.length };
    comments.push({ text: words, span });
    offset = span.end;
  }

  function takeNumber(): boolean {
    const plus = match(plusNumber);
    if (plus !== undefined) {
      complain(
        "E005",
        `\`${plus}\` is written without its plus`,
        plus.length,
        "a number has no plus sign",
        replace(plus.length, plus.slice(1)),
      );
      push("number", plus.slice(1), plus.length);
      return true;
    }
    if (match(lookAlikeNumber) !== undefined) {
      const sign = text[offset];
      complain(
        "E002",
        `\`${sign}\` looks like \`-\` but is another character`,
        1,
        "not a minus sign",
        replace(1, "-"),
      );
      const digits = match(number, offset + 1) ?? "";
      push("number", `-${digits || "0"}`, 1 + digits.length);
      return true;
    }
    const written = match(number);
    if (written === undefined) return false;
    const tail = match(numberTail, offset + written.length) ?? "";
    const whole = written + tail;
    if (tail !== "") {
      const plain = whole.replaceAll("_", "");
      const helps = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain)
        ? replace(whole.length, plain)
        : [{ text: "write a number, or begin the name with a letter" }];
      complain(
        "E005",
        `${quoted(whole)} is not a number`,
        whole.length,
        "a number is written 2, -0.5 or 1e-3",
        helps,
      );
    } else if (!Number.isFinite(Number(written))) {
      complain(
        "E005",
        `${quoted(written)} is too large`,
        written.length,
        "beyond the range of a double, about 1.8e308",
        [{ text: "write a number up to 1.8e308" }],
      );
    }
    const meant = Number.isFinite(Number(written)) ? written : "0";
    push("number", meant, whole.length);
    return true;
  }

  function takeName(): boolean {
    const word = match(name);
    if (word === undefined) return false;
    if (!fullWidth.test(word)) {
      push("name", word, word.length);
      return true;
    }
    const plain = word.normalize("NFKC");
    complain(
      "E002",
      `${quoted(word)} is written in full-width characters`,
      word.length,
      "looks like plain letters but is not",
      replace(word.length, plain),
    );
    push("name", plain, word.length);
    return true;
  }

  function takeSign(): boolean {
    const habit = habitAt(text, offset);
    const sign = signs.find((each) => text.startsWith(each, offset));
    if (sign === undefined || (habit?.written.length ?? 0) > sign.length) {
      return false;
    }
    push(sign, sign, sign.length);
    return true;
  }

  function takeHabit(): boolean {
    const habit = habitAt(text, offset);
    if (habit === undefined) return false;
    const { written, code, message, replacement, sign } = habit;
    const words = replacement === ""
      ? "leave it out"
      : `write \`${replacement}\``;
    complain(
      code,
      message,
      written.length,
      replacement === ""
        ? "one line, one statement"
        : `\`${replacement}\` is meant`,
      replace(written.length, replacement, words),
    );
    if (sign === "comment") {
      const span = { start: offset, end: offset };
      offset += (match(untilLineEnd) ?? "").length;
      comments.push({
        text: text.slice(span.start, offset),
        span: { start: span.start, end: offset },
      });
    } else push(sign, sign === "newline" ? "\n" : sign, written.length);
    return true;
  }

  function takeOther() {
    const string = match(quotedWord);
    if (string !== undefined) {
      const inner = string.slice(1, -1);
      const isName = match(name, offset + 1) === inner;
      complain(
        "E021",
        "there are no strings in this language",
        string.length,
        "a word stands without quotes",
        isName ? replace(string.length, inner) : [],
      );
      push("name", isName ? inner : "_", string.length);
      return;
    }
    const digits = /[０-９]+/y;
    const wide = match(digits);
    if (wide !== undefined) {
      const plain = wide.normalize("NFKC");
      complain(
        "E002",
        `${quoted(wide)} is written in full-width characters`,
        wide.length,
        "looks like plain digits but is not",
        replace(wide.length, plain),
      );
      push("number", plain, wide.length);
      return;
    }
    if (text[offset] === "-") {
      complain(
        "E003",
        "`-` alone is not an arrow",
        1,
        "an arrow is written `->`",
        replace(1, "->"),
      );
      push("->", "->", 1);
      return;
    }
    const point = text.codePointAt(offset) ?? 0;
    const length = point > 0xffff ? 2 : 1;
    const character = String.fromCodePoint(point);
    const code = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
    const isVisible = /^[^\p{C}\p{Z}]$/u.test(character);
    complain(
      "E001",
      isVisible
        ? `\`${character}\` has no meaning here`
        : `the character ${code} has no meaning here`,
      length,
      isVisible ? "" : `this is ${code}`,
      replace(length, "", "leave it out"),
    );
    offset += length;
  }
}
