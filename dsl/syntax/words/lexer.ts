/**
 * From a text to its words. Signs of other notations become the words that were
 * meant, with a diagnostic.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { type Diagnostic, quoted } from "../../diagnostics/diagnostic.ts";
import { withPairedBrackets } from "./foreign_brackets.ts";
import { noticeFormula } from "./formula_lines.ts";
import {
  readArrow,
  readAssignment,
  readEquality,
  readForeignSign,
  readFraction,
  readPrime,
  readRaised,
} from "./formula_words.ts";
import { habitAt, problemOf } from "./habits.ts";
import {
  readForeignNumber,
  readFormulaNumber,
  readLookAlikeMinus,
  readNumber,
  readPlusNumber,
} from "./number_words.ts";
import { isNumeral } from "./numerals.ts";
import { createScanner, type Scanner } from "./scanner.ts";
import type { Comment, Sign, Token } from "./token.ts";

export interface Lexed {
  /** The last is the end of the text. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

const blank =
  /[ \t\v\f\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+/y;
const lineEnd = /\r\n|\r|\n/y;
const untilLineEnd = /[^\r\n]*/y;
const name = /[\p{L}_][\p{L}\p{Nd}_₀-₉]*/uy;
const wideDigits = /[０-９]+/y;
/** No word is longer: where quotes are never closed, each would be followed to the end. */
const quotedWord =
  /"[^"\r\n]{0,200}"|'[^'\r\n]{0,200}'|`[^`\r\n]{0,200}`|“[^”\r\n]{0,200}”/y;
const lastOfLine = /[ \t;；]{0,200}(?:[\r\n#]|$)/y;
const nextStep = /^ *[\p{L}_(]/u;
const anyCharacter = /[^]/uy;
const visible = /^[^\p{C}\p{Z}]$/u;
const fullWidth = /[０-９Ａ-Ｚａ-ｚ＿]/;
const lowered = /[₀-₉]/;
const sign = /->|[()[\],:=*.+\-/^]/y;

/** Reads one kind of word if it comes next. */
type Reader = (scanner: Scanner) => boolean;

const ofPipelines: readonly Reader[] = [
  readForeignNumber,
  readName,
  readPlusNumber,
  readLookAlikeMinus,
  readNumber,
  readSign,
  readHabit,
  readQuoted,
  readWideDigits,
  readOther,
];

const ofFormulas: readonly Reader[] = [
  readName,
  readFormulaNumber,
  readPrime,
  readArrow,
  readAssignment,
  readEquality,
  readHabit,
  readSign,
  readRaised,
  readFraction,
  readForeignSign,
  readQuoted,
  readWideDigits,
  readOther,
];

/** Splits a text into words. Never throws. */
export function lex(text: string): Lexed {
  const scanner = createScanner(text);
  while (scanner.offset < text.length) {
    if (readBlank(scanner) || readLineEnd(scanner) || readComment(scanner)) {
      continue;
    }
    noticeFormula(scanner);
    const readers = scanner.statement.isFormula ? ofFormulas : ofPipelines;
    for (const read of readers) if (read(scanner)) break;
  }
  scanner.push("end", "", 0);
  const { tokens, comments } = scanner;
  const diagnostics = withPairedBrackets(text, tokens, scanner.diagnostics);
  return { tokens, comments, diagnostics };
}

function readBlank(scanner: Scanner): boolean {
  const space = scanner.match(blank);
  if (space === undefined) return false;
  scanner.skip(space.length);
  return true;
}

function readLineEnd(scanner: Scanner): boolean {
  const character = scanner.text[scanner.offset];
  if (character !== "\n" && character !== "\r") return false;
  const end = scanner.match(lineEnd);
  if (end === undefined) return false;
  scanner.push("newline", "\n", end.length);
  return true;
}

function readComment(scanner: Scanner): boolean {
  if (scanner.text[scanner.offset] !== "#") return false;
  scanner.comment(scanner.match(untilLineEnd)?.length ?? 0);
  return true;
}

function readName(scanner: Scanner): boolean {
  const word = scanner.match(name);
  if (word === undefined) return false;
  if (fullWidth.test(word)) readWide(scanner, "name", word);
  else if (lowered.test(word)) readLowered(scanner, word);
  else scanner.push("name", word, word.length);
  return true;
}

/** `w₁` */
function readLowered(scanner: Scanner, word: string) {
  const plain = word.normalize("NFKC");
  scanner.complain(word.length, {
    code: "E002",
    message: say("{word} is written with lowered digits", {
      word: quoted(word),
    }),
    label: say("digits of a name stand on the line"),
    replacements: [plain],
  });
  scanner.push("name", plain, word.length);
}

function readWideDigits(scanner: Scanner): boolean {
  const word = scanner.match(wideDigits);
  if (word === undefined) return false;
  readWide(scanner, "number", word);
  return true;
}

/** `ｒｅｌｕ`, `１２` */
function readWide(scanner: Scanner, kind: "name" | "number", word: string) {
  const plain = word.normalize("NFKC");
  scanner.complain(word.length, {
    code: "E002",
    message: say("{word} is written in full-width characters", {
      word: quoted(word),
    }),
    label: kind === "name"
      ? say("looks like plain letters but is not")
      : say("looks like plain digits but is not"),
    replacements: [plain],
  });
  scanner.push(kind, plain, word.length);
}

function readSign(scanner: Scanner): boolean {
  const written = scanner.match(sign) as Sign | undefined;
  if (written === undefined) return false;
  const habit = habitAt(scanner);
  if (habit !== undefined && habit.written.length > written.length) {
    return false;
  }
  scanner.push(written, written, written.length);
  return true;
}

function readHabit(scanner: Scanner): boolean {
  const habit = habitAt(scanner);
  if (habit === undefined) return false;
  const { written, code, replacement, sign } = habit;
  const isEnd = sign === "newline";
  const label = isEnd
    ? say("in a file a new line does")
    : say("`{sign}` is meant", { sign: replacement });
  const isLast = scanner.match(lastOfLine, written.length) !== undefined;
  const start = scanner.offset;
  const blanks = scanner.match(blank, written.length)?.length ?? 0;
  const span = { start, end: start + written.length + blanks };
  scanner.complain(written.length, {
    code,
    message: problemOf(habit),
    label,
    ...isEnd && !isLast
      ? {
        helps: [{ text: say("begin a new line"), edit: { span, text: "\n" } }],
      }
      : { replacements: [replacement] },
  });
  if (sign === "comment") {
    scanner.comment(scanner.match(untilLineEnd)?.length ?? 0);
  } else {
    scanner.push(sign, isEnd ? "\n" : sign, written.length);
  }
  return true;
}

/** `"he"` */
function readQuoted(scanner: Scanner): boolean {
  const string = scanner.match(quotedWord);
  if (string === undefined) return false;
  const inner = string.slice(1, -1);
  const isData = scanner.statement.data !== undefined;
  const isNumber = isNumeral(inner);
  const isName = !isData && scanner.match(name, 1) === inner;
  scanner.complain(string.length, {
    code: "E006",
    message: say("there are no strings in this language"),
    label: isData || isNumber
      ? say("a number is written without quotes")
      : say("a word is written without quotes"),
    ...isName || isNumber ? { replacements: [inner] } : {
      advice: isData
        ? say("write the number itself")
        : say("write a word of letters, digits and `_`"),
    },
  });
  if (isData || isNumber) {
    scanner.push("number", "0", string.length, { isUnread: true });
  } else scanner.push("name", isName ? inner : "_", string.length);
  return true;
}

/** Whether a character is between words that only an arrow can join. */
function isBetweenSteps(
  { text, offset, tokens, statement }: Scanner,
  character: string,
): boolean {
  const kind = tokens.at(-1)?.kind;
  return !statement.isFormula && (kind === "name" || kind === ")") &&
    nextStep.test(text.slice(offset + character.length, offset + 100));
}

/** A character without a meaning. */
function readOther(scanner: Scanner): boolean {
  // Of a text cut from a longer one, the `codePointAt` of V8 15 reads past the end.
  const character = scanner.match(anyCharacter) ?? "";
  const point = character.codePointAt(0) ?? 0;
  const number = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  const isVisible = visible.test(character);
  const isPrime = /['’′´]/.test(character) &&
    /[\p{L}\p{N}_)]/u.test(scanner.text[scanner.offset - 1] ?? "");
  scanner.complain(character.length, {
    ...isPrime
      ? {
        code: "E039",
        message: say(
          "a derivative can only be claimed, on a line of its own",
        ),
        label: say("no step and no value"),
      }
      : {
        code: "E001",
        message: isVisible
          ? say("`{written}` has no meaning here", { written: character })
          : say("the character {number} has no meaning here", { number }),
        label: isVisible ? "" : say("this is {number}", { number }),
      },
    replacements: [
      !isPrime && isBetweenSteps(scanner, character) ? "->" : "",
    ],
  });
  scanner.skip(character.length);
  return true;
}
