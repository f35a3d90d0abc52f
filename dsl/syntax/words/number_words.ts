/**
 * How numbers are read, and what is said of those of other notations.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { type Help, quoted } from "../../diagnostics/diagnostic.ts";
import { foreignNumber } from "./foreign_numbers.ts";
import {
  digitsHere,
  isNumeral,
  isQuotient,
  numeralHere,
  numeralValue,
  plusNumeralHere,
} from "./numerals.ts";
import type { Scanner } from "./scanner.ts";

const numberTail = /[\p{L}\p{Nd}_.]+/uy;
/** Letters behind a number in a formula are a factor. */
const formulaTail = /[_.\p{Nd}][\p{L}\p{Nd}_.]*/uy;
const lookAlikeMinus = /[−－–](?=\.?[\d０-９])/y;
const letter = /[\p{L}_]/uy;

/** Whether a sign stands right behind a value, as an operator does: `n-1`. */
function isBehindValue({ offset, tokens }: Scanner): boolean {
  const before = tokens.at(-1);
  return before?.span.end === offset &&
    /^(?:name|number|\))$/.test(before.kind);
}

/** `+3` */
export function readPlusNumber(scanner: Scanner): boolean {
  const written = scanner.match(plusNumeralHere);
  const isOperator = isBehindValue(scanner) ||
    scanner.statement.last?.kind === "->";
  if (written === undefined || isOperator) return false;
  const plain = written.slice(1);
  scanner.complain(written.length, {
    code: "E005",
    message: say("`{written}` is written without its plus", { written }),
    label: say("a number has no plus sign"),
    replacements: [plain],
  });
  scanner.push("number", plain, written.length);
  return true;
}

/** `−3` */
export function readLookAlikeMinus(scanner: Scanner): boolean {
  const sign = scanner.match(lookAlikeMinus);
  if (sign === undefined || isBehindValue(scanner)) return false;
  scanner.complain(1, {
    code: "E002",
    message: say("`{written}` looks like `{sign}` but is another character", {
      written: sign,
      sign: "-",
    }),
    label: say("not a minus sign"),
    replacements: ["-"],
  });
  const digits = scanner.match(numeralHere, 1) ?? "";
  scanner.push("number", `-${digits || "0"}`, 1 + digits.length);
  return true;
}

/** Where a value is wanted, there may be blanks behind its sign. */
const spacedMinus = /-[ \t]+(?=\.?\d)/y;

export function readNumber(scanner: Scanner): boolean {
  if (scanner.text[scanner.offset] === "-" && isBehindValue(scanner)) {
    return false;
  }
  const before = scanner.statement.last?.kind ?? "";
  const blanks = /^[=[,(]$/.test(before)
    ? scanner.match(spacedMinus)
    : undefined;
  const ahead = blanks?.length ?? 0;
  const digits = scanner.match(numeralHere, ahead);
  const written = digits && `${blanks ?? ""}${digits}`;
  return pushNumber(scanner, written, numberTail);
}

/** Takes a number; `1_000`, `2x`: `tail` finds what does not belong to it. */
function pushNumber(
  scanner: Scanner,
  written: string | undefined,
  tail: RegExp,
): boolean {
  if (written === undefined) return false;
  const whole = written + (scanner.match(tail, written.length) ?? "");
  const plain = written.replace(/\s+/g, "");
  const value = numeralValue(plain);
  const isFinite = Number.isFinite(value);
  if (whole !== written) complainOfTail(scanner, whole);
  else if (!isFinite) complainOfValue(scanner, written);
  const isRead = isFinite && whole === written;
  const meant = isFinite ? plain : "0";
  scanner.push("number", meant, whole.length, unread(!isRead));
  return true;
}

/** `1e999`, `1/0` */
function complainOfValue(scanner: Scanner, written: string) {
  const isDivided = isQuotient(written) && Number(written.split("/")[1]) === 0;
  scanner.complain(written.length, {
    code: "E005",
    message: isDivided
      ? say("{found} is not a number", { found: quoted(written) })
      : say("{written} is too large", { written: quoted(written) }),
    label: isDivided
      ? say("nothing can be divided by 0")
      : say("beyond the range of a double, about 1.8e308"),
    advice: isDivided
      ? say("write a finite number")
      : say("write a number up to 1.8e308"),
  });
}

/** A number of a formula, which has no sign of its own. */
export function readFormulaNumber(scanner: Scanner): boolean {
  const { bracket, last } = scanner.statement;
  const isData = bracket === "[" || (bracket === "(" && last?.kind === "=");
  if (isData) return readNumber(scanner);
  return pushNumber(scanner, scanner.match(digitsHere), formulaTail);
}

/** What is no number where data stands: `20%`, `0,5`, `sqrt(2)` */
export function readForeignNumber(scanner: Scanner): boolean {
  const { text, offset, statement: { data } } = scanner;
  const before = scanner.tokens.at(-1)?.kind;
  // A name that begins a line begins a statement.
  const isFirst = before === "=" || before === "[" || before === "," ||
    (before === "newline" && scanner.match(letter) === undefined);
  if (data === undefined || !isFirst) return false;
  const found = foreignNumber(text, offset, data.isInArray);
  if (found === undefined) return false;
  const { length, complaint, meant, isFormula } = found;
  const way = isFormula && !data.isInArray ? formulaInstead(scanner) : [];
  scanner.complain(length, {
    ...complaint,
    helps: way,
    ...way.length > 0 && complaint.code === "E030" ? { advice: undefined } : {},
  });
  scanner.push("number", meant ?? "0", length, unread(meant === undefined));
  return true;
}

/** How a formula is named instead of `given`, or before it is expected. */
function formulaInstead({ tokens }: Scanner): readonly Help[] {
  const [keyword, name] = tokens.slice(-3);
  if (name?.kind !== "name" || keyword.kind !== "name") return [];
  const span = { start: keyword.span.start, end: name.span.start };
  if (keyword.text === "given") {
    return [{
      text: say("a formula has no `{word}` before it", { word: "given" }),
      edit: { span, text: "" },
    }];
  }
  return [{
    text: say(
      "name the formula on a line of its own, and expect its number",
    ),
  }];
}

/** `1_000`, `2x`, `1.2.3` */
function complainOfTail(scanner: Scanner, whole: string) {
  const plain = whole.replaceAll("_", "");
  scanner.complain(whole.length, {
    code: "E005",
    message: say("{found} is not a number", { found: quoted(whole) }),
    label: say("a number is written 2, -0.5 or 1e-3"),
    ...isNumeral(plain)
      ? { replacements: [plain] }
      : { advice: say("write a number, or begin the name with a letter") },
  });
}

/** The flag of a word that stands for no number. */
function unread(isUnread: boolean): { readonly isUnread: true } | undefined {
  return isUnread ? { isUnread } : undefined;
}
