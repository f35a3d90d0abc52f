/**
 * What learners write where `given` and `expect` take a number: calculations,
 * percent, decimal commas, arrays in other brackets. Each is answered for what
 * it is.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { quoted } from "../../diagnostics/diagnostic.ts";
import { calculation, numberKinds, result } from "./number_kinds.ts";
import { isNumeral } from "./numerals.ts";
import type { Complaint } from "./scanner.ts";

/** Words in the place of a number. */
interface ForeignNumber {
  /** How many characters they take. */
  readonly length: number;
  readonly complaint: Complaint;
  /** The number that is meant, if there is no doubt. */
  readonly meant?: string | undefined;
  /** Whether it is a formula. */
  readonly isFormula?: boolean;
}

/** Longer ones are no number of a learner's. The patterns look no further either. */
const maxLength = 200;

const item = /[^,[\]\r\n#]{1,201}/y;
const line = /[^[\]\r\n#]{1,201}/y;
const inBrackets = /[({][^[\]\r\n#]{0,201}[)}](?=[ \t]*(?:[\r\n#]|$))/y;
const row = /\[[^[\]\r\n#]{0,201}\]/y;

/** What stands at an offset instead of a number; undefined if it is left to the reader of other words. */
export function foreignNumber(
  text: string,
  offset: number,
  isInArray: boolean,
): ForeignNumber | undefined {
  const match = (pattern: RegExp) => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0] ?? "";
    return found.length > maxLength ? "" : found.trimEnd();
  };
  const rows = match(row);
  if (rows.includes(";")) return foreignRows(rows);
  if (!isInArray) {
    const brackets = match(inBrackets);
    const found = foreignBrackets(brackets);
    if (found !== undefined) return found;
  }
  const written = match(isInArray ? item : line);
  return written === "" ? undefined : foreignItem(written, isInArray);
}

/** `[0,5; 1,5]`, and the rows of `[1 2; 3 4]` */
function foreignRows(written: string): ForeignNumber {
  const rows = written.slice(1, -1).split(";").map((row) => row.trim())
    .filter((row) => row !== "");
  const isDecimal = rows.every((row) => decimalComma.test(row));
  const array = isDecimal
    ? `[${rows.map(withPoint).join(", ")}]`
    : `[${
      rows.map((row) => `[${row.split(/\s*,\s*|\s+/).join(", ")}]`).join(", ")
    }]`;
  return complain(written, {
    code: "E001",
    message: say("`;` has no meaning in an array"),
    label: isDecimal
      ? say("the decimal separator is a point, and commas separate numbers")
      : say("each row has brackets of its own, and commas separate numbers"),
    ...numbersIn(array).every(isNumeral)
      ? { replacements: [array] }
      : { advice: arrayLike("[[1, 2], [3, 4]]") },
  });
}

/** `(1, 2)`, `{{1, 2}, {3, 4}}` */
function foreignBrackets(written: string): ForeignNumber | undefined {
  if (written === "" || !/[{,]/.test(written)) return undefined;
  const array = written.replace(/[({]/g, "[").replace(/[)}]/g, "]");
  return complain(written, {
    code: "E001",
    message: say("{written} is not an array", { written: quoted(written) }),
    label: say("an array is written in square brackets"),
    ...numbersIn(array).every(isNumeral)
      ? { replacements: [array] }
      : { advice: arrayLike("[1, 2]") },
  });
}

function arrayLike(like: string): string {
  return say("write an array like `{like}`", { like });
}

function numbersIn(array: string): readonly string[] {
  return array.split(/[[\],]/).map((each) => each.trim())
    .filter((each) => each !== "");
}

const several = /^[^\s(){}]+(?:\s+-?[\d.][^\s(){}]*)+$/;
const other = /->|[:="'`“”]|\/\/|\/\*|;/;

function foreignItem(
  written: string,
  isInArray: boolean,
): ForeignNumber | undefined {
  if (isNumeral(written) || other.test(written)) return undefined;
  // The sign alone is foreign.
  if (isNumeral(written.replace(/^[+−－–]/, ""))) return undefined;
  if (!isInArray && written.includes(",")) return foreignComma(written);
  if (several.test(written)) {
    return isInArray
      ? undefined
      : severalNumbers(written, written.split(/\s+/));
  }
  const kind = numberKinds.find(({ like }) => like.test(written));
  const meant = kind?.value?.(written) ?? result(written);
  const value = meant !== undefined && isNumeral(meant) ? meant : undefined;
  if (kind === undefined && value === undefined) return undefined;
  const isSure = kind?.isSure === true && value !== undefined;
  const isFormula = kind === undefined || kind === calculation;
  if (isFormula && value === undefined) {
    return { ...formulaForNumber(written), isFormula };
  }
  const found = complain(written, {
    code: isSure ? "E002" : "E005",
    message: isSure
      ? say("{written} is written `{text}`", {
        written: quoted(written),
        text: value,
      })
      : say("{found} is not a number", { found: quoted(written) }),
    label: say((kind ?? calculation).label),
    ...value === undefined
      ? { advice: say(kind?.advice ?? "write the number that it comes to") }
      : { replacements: [value] },
  }, isSure ? value : undefined);
  return { ...found, isFormula };
}

/** `2*a` */
function formulaForNumber(written: string): ForeignNumber {
  return complain(written, {
    code: "E030",
    message: say("{written} is a formula, not a number", {
      written: quoted(written),
    }),
    label: say("a number is wanted here"),
    advice: say("write the number that it comes to"),
  });
}

const decimalComma = /^-?\d+,\d+$/;

function withPoint(written: string): string {
  return written.replace(",", ".");
}

/** `0,5`, `1.234,5`, `1, 2` */
function foreignComma(written: string): ForeignNumber | undefined {
  const isDecimal = decimalComma.test(written);
  const grouped = /^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(written)
    ? withPoint(written.replaceAll(".", ""))
    : /^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(written)
    ? written.replaceAll(",", "")
    : undefined;
  if (isDecimal || grouped !== undefined) {
    return complain(written, {
      code: "E005",
      message: say("{found} is not a number", { found: quoted(written) }),
      label: grouped === undefined
        ? say("the decimal separator is a point")
        : say("a number has no separators between its digits"),
      replacements: grouped === undefined
        ? [
          withPoint(written),
          ...written.startsWith("0") || written.startsWith("-0")
            ? []
            : [`[${written.replace(",", ", ")}]`],
        ]
        : [grouped],
    });
  }
  return severalNumbers(written, numbersIn(written));
}

/** `1, 2`, `1 2`, `1,` */
function severalNumbers(
  written: string,
  numbers: readonly string[],
): ForeignNumber | undefined {
  if (!numbers.every(isNumeral)) return undefined;
  const isOne = numbers.length === 1;
  return complain(written, {
    code: "E026",
    message: say("{written} is more than one value", {
      written: quoted(written),
    }),
    label: isOne
      ? say("nothing follows a number")
      : say("an array is written in square brackets"),
    replacements: [isOne ? numbers[0] : `[${numbers.join(", ")}]`],
  });
}

function complain(
  { length }: string,
  complaint: Complaint,
  meant?: string,
): ForeignNumber {
  return { length, complaint, meant };
}
