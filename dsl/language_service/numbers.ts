import type { Edit, Span } from "../diagnostics/diagnostic.ts";
import type { Data, Expression, File } from "../syntax/ast.ts";
import { blank } from "../syntax/ast.ts";
import { isNumeral } from "../syntax/words/numerals.ts";

/** A number of a text that can be dragged. */
export interface TextNumber {
  /** Where it is, its sign included. */
  readonly span: Span;
  /** Its value. */
  readonly value: number;
  /** By how much one step changes it. */
  readonly step: number;
  /** The least that it may be. Default: anything. */
  readonly least?: number | undefined;
  /** The most that it may be. Default: anything. */
  readonly most?: number | undefined;
  /** The path that it is given for, or the name of its formula. */
  readonly of: string;
}

/** Whole numbers that a path takes, as classes and tokens: those below a count. */
export type WholePaths = ReadonlyMap<string, number | undefined>;

/** The numbers that a text gives, and those in its formulas, in order. */
export function draggableNumbers(
  { statements }: File,
  text: string,
  whole: WholePaths,
): readonly TextNumber[] {
  const found: TextNumber[] = [];
  for (const each of statements) {
    if (each.kind === "given") {
      const of = each.path.text;
      const count = whole.get(of);
      const bounds = whole.has(of)
        ? { step: 1, least: 0, most: count === undefined ? count : count - 1 }
        : {};
      collectData(
        each.data,
        text,
        (number) => found.push({ ...number, of, ...bounds }),
      );
    } else if (each.kind === "formula" || each.kind === "function") {
      const of = each.name.text;
      collectNumbers(
        each.expression,
        text,
        (number) => found.push({ ...number, of }),
      );
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

type Found = Omit<TextNumber, "of">;

/** The numbers that are written as this language writes them. */
function collectData(
  data: Data,
  text: string,
  take: (number: Found) => void,
) {
  if (data.kind === "array") {
    for (const item of data.items) collectData(item, text, take);
  } else if (!data.isUnread && data.text !== blank) {
    const { span, value } = data;
    const written = text.slice(span.start, span.end);
    if (!isNumeral(written.replace(/^-\s+/, "-"))) return;
    take({ span, value, step: stepOf(data.text) });
  }
}

function collectNumbers(
  whole: Expression,
  text: string,
  take: (number: Found) => void,
) {
  const open: { readonly part: Expression; readonly isPower: boolean }[] = [
    { part: whole, isPower: false },
  ];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { part, isPower } = at;
    switch (part.kind) {
      case "number":
        takeNumber(part, "", isPower);
        break;
      case "negation":
        if (part.operand.kind === "number") {
          takeNumber(part.operand, "-", isPower);
        } else open.push({ part: part.operand, isPower: false });
        break;
      case "operation":
        open.push({ part: part.left, isPower: false });
        open.push({ part: part.right, isPower: part.operator === "^" });
        break;
      case "function-call":
        open.push(
          ...part.operands.map((operand) => ({
            part: operand,
            isPower: false,
          })),
        );
        break;
    }
  }

  function takeNumber(
    number: Expression & { readonly kind: "number" },
    sign: "" | "-",
    isPower: boolean,
  ) {
    if (number.isUnread) return;
    const written = text.indexOf(number.text, number.span.start);
    const isThere = written >= 0 &&
      written + number.text.length <= number.span.end;
    if (!isThere) return;
    const end = written + number.text.length;
    const minus = sign === "" ? written : text.lastIndexOf(sign, written);
    if (minus < 0 || !/^-?\s*$/.test(text.slice(minus, written))) return;
    take({
      span: { start: minus, end },
      value: sign === "" ? number.value : -number.value,
      step: isPower && Number.isInteger(number.value) ? 1 : stepOf(number.text),
    });
  }
}

const numeral = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * By how much a number changes when it is dragged by one step: by one of its last
 * digit, and by 0.1 if it is a whole number below 10.
 */
export function stepOf(text: string): number {
  const [numerator, denominator] = text.split("/");
  if (denominator !== undefined) {
    const below = Math.abs(Number(denominator));
    const step = stepOf(numerator.trim()) / below;
    return Number.isInteger(Number(numerator)) ? 1 / below : step;
  }
  const [, whole = "", decimals = "", exponent = "0"] =
    numeral.exec(text.trim()) ?? [];
  const isSmall = decimals === "" && whole.length < 2;
  const places = isSmall ? 1 : decimals.length;
  return Number(`1e${Number(exponent) - places}`);
}

/**
 * The edit that writes another value for a number, in the form that it has.
 *
 * @param step to what it is rounded; default: that of the number as it is written.
 */
export function numberEdit(
  text: string,
  span: Span,
  value: number,
  step?: number,
): Edit {
  const written = text.slice(span.start, span.end);
  const number = spelled(written, value, step);
  const isNegative = number.startsWith("-");
  const before = text.slice(0, span.start);
  const after = text.slice(span.end);
  if (isNegative && /^\s*\^/.test(after) && !written.startsWith("-")) {
    return { span, text: `(${number})` };
  }
  return {
    span,
    text: isNegative && before.endsWith("-") ? ` ${number}` : number,
  };
}

/** A value, written as a number was: with its exponent, as a quotient, to its step. */
function spelled(
  written: string,
  value: number,
  step = stepOf(written.replace(/\s/g, "")),
): string {
  const [, denominator] = written.split("/");
  if (denominator !== undefined) {
    const below = Number(denominator);
    const blanks = /\s*\/\s*/.exec(written)?.[0] ?? "/";
    return `${plain(value * below, 0)}${blanks}${denominator.trim()}`;
  }
  const exponent = /[eE]([+-]?\d+)$/.exec(written)?.[1];
  if (exponent !== undefined) {
    const power = Number(exponent);
    // Neither the power nor its inverse is a double of full precision.
    if (Math.abs(power) > 300) return String(value);
    const places = Math.round(power - Math.log10(step));
    return `${plain(value / 10 ** power, places)}e${exponent}`;
  }
  const places = Math.max(0, Math.round(-Math.log10(step)));
  const [, decimals] = written.split(".");
  const rounded = plain(value, places);
  return decimals === undefined ? rounded.replace(/\.0+$/, "") : rounded;
}

/** To so many decimals, and never `-0`. */
function plain(value: number, places: number): string {
  const text = value.toFixed(Math.min(places, 100));
  return Number(text) === 0 ? text.replace("-", "") : text;
}
