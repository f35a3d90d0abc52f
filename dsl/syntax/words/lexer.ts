/**
 * From a text to its words. Signs of other notations become the words that were
 * meant, with a diagnostic.
 *
 * @module
 */

import { type Diagnostic, quoted } from "../../diagnostics/diagnostic.ts";
import { withPairedBrackets } from "./foreign_brackets.ts";
import { foreignNumber } from "./foreign_numbers.ts";
import { habitAt } from "./habits.ts";
import {
  isNumeral,
  isQuotient,
  numeralHere,
  numeralValue,
  plusNumeralHere,
} from "./numerals.ts";
import { createScanner, type Scanner } from "./scanner.ts";
import type { Comment, Sign, Token } from "./token.ts";

interface Lexed {
  /** The last is the end of the text. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

const blank =
  /[ \t\v\f\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+/y;
const lineEnd = /\r\n|\r|\n/y;
const untilLineEnd = /[^\r\n]*/y;
const name = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const numberTail = /[\p{L}\p{Nd}_.]+/uy;
const lookAlikeMinus = /[−－–](?=\.?[\d０-９])/y;
const wideDigits = /[０-９]+/y;
/** No word is longer: where quotes are never closed, each would be followed to the end. */
const quotedWord =
  /"[^"\r\n]{0,200}"|'[^'\r\n]{0,200}'|`[^`\r\n]{0,200}`|“[^”\r\n]{0,200}”/y;
const nextStep = /^ *[\p{L}_(]/u;
const anyCharacter = /[^]/uy;
const visible = /^[^\p{C}\p{Z}]$/u;
const fullWidth = /[０-９Ａ-Ｚａ-ｚ＿]/;
const sign = /->|[()[\],:=*.]/y;

/** Each reads one kind of word if it comes next. */
const readers: readonly ((scanner: Scanner) => boolean)[] = [
  readBlank,
  readForeignNumber,
  readName,
  readLineEnd,
  readComment,
  readPlusNumber,
  readLookAlikeMinus,
  readNumber,
  readSign,
  readHabit,
  readQuoted,
  readWideDigits,
  readMinus,
  readOther,
];

/** Splits a text into words. Never throws. */
export function lex(text: string): Lexed {
  const scanner = createScanner(text);
  while (scanner.offset < text.length) {
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

/** `+3` */
function readPlusNumber(scanner: Scanner): boolean {
  const written = scanner.match(plusNumeralHere);
  if (written === undefined) return false;
  const plain = written.slice(1);
  scanner.complain(written.length, {
    code: "E005",
    message: `\`${written}\` is written without its plus`,
    label: "a number has no plus sign",
    replacements: [plain],
  });
  scanner.push("number", plain, written.length);
  return true;
}

/** `−3` */
function readLookAlikeMinus(scanner: Scanner): boolean {
  const sign = scanner.match(lookAlikeMinus);
  if (sign === undefined) return false;
  scanner.complain(1, {
    code: "E002",
    message: `\`${sign}\` looks like \`-\` but is another character`,
    label: "not a minus sign",
    replacements: ["-"],
  });
  const digits = scanner.match(numeralHere, 1) ?? "";
  scanner.push("number", `-${digits || "0"}`, 1 + digits.length);
  return true;
}

function readNumber(scanner: Scanner): boolean {
  const written = scanner.match(numeralHere);
  if (written === undefined) return false;
  const whole = written + (scanner.match(numberTail, written.length) ?? "");
  const value = numeralValue(written);
  const isFinite = Number.isFinite(value);
  if (whole !== written) complainOfTail(scanner, whole);
  else if (!isFinite) complainOfValue(scanner, written);
  const isRead = isFinite && whole === written;
  const meant = isFinite ? written.replace(/\s+/g, "") : "0";
  scanner.push("number", meant, whole.length, !isRead);
  return true;
}

/** `1e999`, `1/0` */
function complainOfValue(scanner: Scanner, written: string) {
  const isDivided = isQuotient(written) && Number(written.split("/")[1]) === 0;
  scanner.complain(written.length, {
    code: "E005",
    message: isDivided
      ? `${quoted(written)} is not a number`
      : `${quoted(written)} is too large`,
    label: isDivided
      ? "nothing can be divided by 0"
      : "beyond the range of a double, about 1.8e308",
    advice: isDivided
      ? "write a finite number"
      : "write a number up to 1.8e308",
  });
}

/** What is no number where data stands: `20%`, `0,5`, `sqrt(2)` */
function readForeignNumber(scanner: Scanner): boolean {
  const { text, offset, data } = scanner;
  const before = scanner.tokens.at(-1)?.kind;
  // A name that begins a line begins a statement.
  const isFirst = before === "=" || before === "[" || before === "," ||
    (before === "newline" && scanner.match(name) === undefined);
  if (data === undefined || !isFirst) return false;
  const found = foreignNumber(text, offset, data.isInArray);
  if (found === undefined) return false;
  const { length, complaint, meant } = found;
  scanner.complain(length, complaint);
  scanner.push("number", meant ?? "0", length, meant === undefined);
  return true;
}

/** `1_000`, `2x`, `1.2.3` */
function complainOfTail(scanner: Scanner, whole: string) {
  const plain = whole.replaceAll("_", "");
  scanner.complain(whole.length, {
    code: "E005",
    message: `${quoted(whole)} is not a number`,
    label: "a number is written 2, -0.5 or 1e-3",
    ...isNumeral(plain)
      ? { replacements: [plain] }
      : { advice: "write a number, or begin the name with a letter" },
  });
}

function readName(scanner: Scanner): boolean {
  const word = scanner.match(name);
  if (word === undefined) return false;
  if (fullWidth.test(word)) readWide(scanner, "name", word);
  else scanner.push("name", word, word.length);
  return true;
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
    message: `${quoted(word)} is written in full-width characters`,
    label: `looks like plain ${
      kind === "name" ? "letters" : "digits"
    } but is not`,
    replacements: [plain],
  });
  scanner.push(kind, plain, word.length);
}

function readSign(scanner: Scanner): boolean {
  const written = scanner.match(sign) as Sign | undefined;
  if (written === undefined) return false;
  const { text, offset, isInBrackets } = scanner;
  const habit = habitAt(text, offset, isInBrackets);
  if (habit !== undefined && habit.written.length > written.length) {
    return false;
  }
  scanner.push(written, written, written.length);
  return true;
}

function readHabit(scanner: Scanner): boolean {
  const { text, offset, isInBrackets } = scanner;
  const habit = habitAt(text, offset, isInBrackets);
  if (habit === undefined) return false;
  const { written, code, message, replacement, sign } = habit;
  const label = replacement === ""
    ? "one line, one statement"
    : `\`${replacement}\` is meant`;
  const replacements = [replacement];
  scanner.complain(written.length, { code, message, label, replacements });
  if (sign === "comment") {
    scanner.comment(scanner.match(untilLineEnd)?.length ?? 0);
  } else {
    scanner.push(sign, sign === "newline" ? "\n" : sign, written.length);
  }
  return true;
}

/** `"he"` */
function readQuoted(scanner: Scanner): boolean {
  const string = scanner.match(quotedWord);
  if (string === undefined) return false;
  const inner = string.slice(1, -1);
  const isData = scanner.data !== undefined;
  const isNumber = isNumeral(inner);
  const isName = !isData && scanner.match(name, 1) === inner;
  scanner.complain(string.length, {
    code: "E006",
    message: "there are no strings in this language",
    label: `a ${
      isData || isNumber ? "number" : "word"
    } is written without quotes`,
    ...isName || isNumber ? { replacements: [inner] } : {
      advice: isData
        ? "write the number itself"
        : "write a word of letters, digits and `_`",
    },
  });
  if (isData || isNumber) scanner.push("number", "0", string.length, true);
  else scanner.push("name", isName ? inner : "_", string.length);
  return true;
}

/** A minus that belongs to neither an arrow nor a number. */
function readMinus(scanner: Scanner): boolean {
  if (scanner.text[scanner.offset] !== "-") return false;
  scanner.complain(1, {
    code: "E003",
    message: "`-` alone is not an arrow",
    label: "an arrow is written `->`",
    replacements: ["->"],
  });
  scanner.push("->", "->", 1);
  return true;
}

/** Whether a character is between words that only an arrow can join. */
function isBetweenSteps(
  { text, offset, tokens }: Scanner,
  character: string,
): boolean {
  const kind = tokens.at(-1)?.kind;
  return (kind === "name" || kind === ")") &&
    nextStep.test(text.slice(offset + character.length, offset + 100));
}

/** A character without a meaning. */
function readOther(scanner: Scanner): boolean {
  // Of a text cut from a longer one, the `codePointAt` of V8 15 reads past the end.
  const character = scanner.match(anyCharacter) ?? "";
  const point = character.codePointAt(0) ?? 0;
  const number = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  const isVisible = visible.test(character);
  scanner.complain(character.length, {
    code: "E001",
    message: isVisible
      ? `\`${character}\` has no meaning here`
      : `the character ${number} has no meaning here`,
    label: isVisible ? "" : `this is ${number}`,
    replacements: [isBetweenSteps(scanner, character) ? "->" : ""],
  });
  scanner.skip(character.length);
  return true;
}
