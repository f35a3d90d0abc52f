/**
 * What learners write where `given` and `expect` take a number: calculations,
 * percent, decimal commas, arrays in other brackets. Each is answered for what
 * it is.
 *
 * @module
 */

import { quoted } from "../diagnostics/diagnostic.ts";
import { calculate } from "./arithmetic.ts";
import { isNumeral } from "./numerals.ts";
import type { Complaint } from "./scanner.ts";

/** Words in the place of a number. */
interface ForeignNumber {
  /** How many characters they take. */
  readonly length: number;
  readonly complaint: Complaint;
  /** The number that is meant, if there is no doubt. */
  readonly meant?: string | undefined;
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
    message: "`;` has no meaning in an array",
    label: isDecimal
      ? "the decimal separator is a point, and commas separate numbers"
      : "each row has brackets of its own, and commas separate numbers",
    ...numbersIn(array).every(isNumeral)
      ? { replacements: [array] }
      : { advice: "write an array like `[[1, 2], [3, 4]]`" },
  });
}

/** `(1, 2)`, `{{1, 2}, {3, 4}}` */
function foreignBrackets(written: string): ForeignNumber | undefined {
  if (written === "" || !/[{,]/.test(written)) return undefined;
  const array = written.replace(/[({]/g, "[").replace(/[)}]/g, "]");
  return complain(written, {
    code: "E001",
    message: `${quoted(written)} is not an array`,
    label: "an array is written in square brackets",
    ...numbersIn(array).every(isNumeral)
      ? { replacements: [array] }
      : { advice: "write an array like `[1, 2]`" },
  });
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
  const kind = kinds.find(({ like }) => like.test(written));
  const meant = kind?.value?.(written) ?? result(written);
  const value = meant !== undefined && isNumeral(meant) ? meant : undefined;
  if (kind === undefined && value === undefined) return undefined;
  const isSure = kind?.isSure === true && value !== undefined;
  return complain(written, {
    code: isSure ? "E002" : "E005",
    message: isSure
      ? `${quoted(written)} is written \`${value}\``
      : `${quoted(written)} is not a number`,
    label: kind?.label ??
      "only a quotient of two numbers, such as `1/3`, is worked out",
    ...value === undefined
      ? { advice: kind?.advice ?? "write the number that it comes to" }
      : { replacements: [value] },
  }, isSure ? value : undefined);
}

/** Something that is no number here. */
interface Kind {
  readonly like: RegExp;
  readonly label: string;
  /** The number that is meant; default: what the calculation comes to. */
  readonly value?: (written: string) => string | undefined;
  readonly advice?: string;
  /** Whether only the characters are foreign, so that the number is in no doubt. */
  readonly isSure?: true;
}

const minus = /^[−－–]/;

const kinds: readonly Kind[] = [
  {
    like: /^[+−－–-]?(?:nan|inf|infinity|∞)$/i,
    label: "a value must be finite",
    advice: "write a finite number",
  },
  {
    like: /^[−－–-]?(?:[¼-¾⅐-⅞]|\d+\s*[⁄∕÷]\s*\d+)$/,
    label: "these are other characters",
    value: (written) => {
      const text = written.normalize("NFKC").replace(minus, "-")
        .replace(/\s*[⁄∕÷]\s*/, "/");
      return isNumeral(text) ? text : undefined;
    },
    isSure: true,
  },
  { like: /%$/, label: "percent are hundredths" },
  {
    like: /^[−-]?(?:[\d.]+\s*[×·∙⋅*xX]\s*)?10\s*(?:\^|\*\*|[⁺⁻⁰¹²³⁴-⁹])/,
    label: "a power of ten is written like `1.5e-3`",
  },
  {
    like: /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[fdlmn.]$/i,
    label: "a number has no suffix",
    value: (written) => written.slice(0, -1),
  },
  {
    like: /^[−-]?[\d.]+(?:e[+-]?\d+)?\s+\p{L}+$/iu,
    label: "a number has no unit",
    value: (written) => written.split(/\s/)[0],
  },
  {
    like: /^-?[\d.]+\s*\/\s*-[\d.]+$/,
    label: "the sign of a quotient stands before it",
    value: (written) =>
      `-${written.replaceAll(/\s/g, "").replace("/-", "/")}`.replace(/^--/, ""),
  },
  {
    like: /^0(?:x[\da-f]+|b[01]+|o[0-7]+)$/i,
    label: "numbers are decimal",
    value: (written) => shown(Number(written)),
  },
  {
    like: /\/\s*0+(?:\.0*)?(?![\d.])/,
    label: "nothing can be divided by 0",
    advice: "write a finite number",
  },
  {
    like: /^[?.…~≈*–—-]+$/,
    label: "a number is written 2, -0.5, 1e-3 or 1/3",
    advice: "write the number; the blank of a worksheet is `_`",
  },
  {
    like: /[\d)\p{L}]\s*[-+*/^×·÷(]/u,
    label: "only a quotient of two numbers, such as `1/3`, is worked out",
  },
];

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
      message: `${quoted(written)} is not a number`,
      label: grouped === undefined
        ? "the decimal separator is a point"
        : "a number has no separators between its digits",
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
    message: `${quoted(written)} is more than one value`,
    label: isOne
      ? "nothing follows a number"
      : "an array is written in square brackets",
    replacements: [isOne ? numbers[0] : `[${numbers.join(", ")}]`],
  });
}

/** What a calculation comes to, as it is written here. */
function result(written: string): string | undefined {
  const value = calculate(written);
  return value === undefined || !Number.isFinite(value)
    ? undefined
    : shown(value);
}

function shown(value: number): string {
  return String(Number(value.toPrecision(15)));
}

function complain(
  { length }: string,
  complaint: Complaint,
  meant?: string,
): ForeignNumber {
  return { length, complaint, meant };
}
