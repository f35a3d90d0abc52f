import type { Phrase } from "../../../words/say.ts";
import { calculate } from "./arithmetic.ts";
import { isNumeral } from "./numerals.ts";

/** Something that is no number here. */
export interface NumberKind {
  readonly like: RegExp;
  readonly label: Phrase;
  /** The number that is meant; default: what the calculation comes to. */
  readonly value?: (written: string) => string | undefined;
  readonly advice?: Phrase;
  /** Whether only the characters are foreign, so that the number is in no doubt. */
  readonly isSure?: true;
}

const minus = /^[−－–]/;

/** What a formula could be. */
export const calculation: NumberKind = {
  like: /[\d)\p{L}]\s*[-+*/^×·÷(]/u,
  label: "only a quotient of two numbers, such as `1/3`, is worked out",
};

/** The kinds, of which the first that is like a text holds. */
export const numberKinds: readonly NumberKind[] = [
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
    like: /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?[fdlmn.]$/i,
    label: "a number has no suffix",
    value: (written) => written.slice(0, -1),
  },
  {
    like: /^[−-]?[\d.]+(?:e[+-]?\d+)?\s+\p{L}+$/iu,
    label: "a number has no unit",
    value: (written) => written.split(/\s/)[0],
  },
  {
    like: /^[−-]?[\d.]+(?:e[+-]?\d+)?\s+(?:\p{L}+\s+)*\(\p{L}{3,}[^()]*\)$/iu,
    label: "leave out the words behind the number, or begin them with `#`",
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
    value: (written) => String(Number(written)),
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
  calculation,
];

/**
 * What a calculation comes to, as it is written here. With rounded numbers in it, it
 * has as many digits as the one that has the fewest: an answer is held to its digits.
 */
export function result(written: string): string | undefined {
  const value = calculate(written);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const rounded = (written.match(/\d*\.\d+/g) ?? [])
    .map((each) => each.replace(/^[0.]+/, "").replace(".", "").length)
    .filter((digits) => digits > 2);
  return shown(value, Math.min(15, ...rounded));
}

function shown(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}
