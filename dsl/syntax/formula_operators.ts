/**
 * What stands between two values of a formula: its operator, one of another notation,
 * or none where a product is meant.
 *
 * @module
 */

import type { Expression, Operator } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { foreignSign, missingOperator } from "./formula_mistakes.ts";
import { beginsOperand, type FormulaReading } from "./formula_reading.ts";
import { isOperatorSign, type Token } from "./words/token.ts";

/** A sign or word of another notation between two values. */
interface ForeignOperator {
  /** What it is read on as. */
  readonly as: Operator;
  /** Why it is none here. */
  readonly label: string;
  /** How it is written here with the values on its sides. */
  readonly mend?: (left: string, right: string) => string;
  /** Whether `mend` binds less tightly than what it is read on as. */
  readonly isSum?: boolean;
  readonly advice?: string;
}

const comparison: ForeignOperator = {
  as: "+",
  label: "values are not compared",
  advice:
    "`max(a, b)` and `min(a, b)` choose between two values, and `where(relu(a - b), c, d)` is c where a is above b, else d",
};
const truth: ForeignOperator = {
  as: "+",
  label: "values are numbers, not true or false",
  advice:
    "of 0 and 1, `min(a, b)` is 1 where both are, `max(a, b)` where one is",
};
const remainder: ForeignOperator = {
  as: "*",
  label: "there is no remainder",
  mend: (a, b) => `${a} - ${b}*floor(${a}/${b})`,
  isSum: true,
};

const ofOperator = (as: Operator): ForeignOperator => ({
  as,
  label: `\`${as}\` is meant`,
  mend: (a, b) => as === "+" || as === "-" ? `${a} ${as} ${b}` : a + as + b,
});
const ofFunction = (name: string, label: string): ForeignOperator => ({
  as: "*",
  label,
  mend: (a, b) => `${name}(${a}, ${b})`,
});
const infix = (name: string) =>
  [
    name,
    ofFunction(name, "a function stands before what it takes"),
  ] as const;

const foreignOperators: ReadonlyMap<string, ForeignOperator> = new Map([
  ["@", ofFunction("matmul", "matrices are multiplied by `matmul`")],
  ["%", { ...remainder, advice: "a comment begins with `#`" }],
  ...["<", ">", "<=", ">=", "≤", "≥", "!=", "≠", "<>"].map((sign) =>
    [sign, comparison] as const
  ),
  ...["&", "&&", "||"].map((sign) => [sign, truth] as const),
]);

/** Words are operators only where they could be nothing else. */
const foreignWords: ReadonlyMap<string, ForeignOperator> = new Map([
  ...["mod", "rem", "modulo"].map((word) => [word, remainder] as const),
  ...["and", "or", "xor"].map((word) => [word, truth] as const),
  ["plus", ofOperator("+")],
  ["minus", ofOperator("-")],
  ["times", ofOperator("*")],
  ["over", ofOperator("/")],
  ["div", ofOperator("/")],
  infix("max"),
  infix("min"),
  infix("pow"),
  infix("matmul"),
]);

/** The operator of another notation that a word is. */
function foreignOperator({ kind, text }: Token): ForeignOperator | undefined {
  if (kind === "foreign") return foreignOperators.get(text);
  return kind === "name" ? foreignWords.get(text) : undefined;
}

/** The operator that comes next, on whatever line; a product where none is written. */
export function operatorAhead(reading: FormulaReading): Operator | undefined {
  const { cursor, bars } = reading;
  const found = cursor.ahead();
  if (isOperatorSign(found.kind)) return found.kind;
  const foreign = isForeignOperator(reading)
    ? foreignOperator(found)
    : undefined;
  if (foreign !== undefined) return foreign.as;
  const isHere = beginsOperand(cursor.token(), bars > 0) &&
    !cursor.atLineStart();
  return isHere ? "*" : undefined;
}

/** Whether the next word stands between two values, as an operator of another notation. */
function isForeignOperator(
  { cursor, isValue, isFunction }: FormulaReading,
): boolean {
  const found = cursor.ahead();
  if (foreignOperator(found) === undefined) return false;
  if (found.kind === "foreign") return true;
  const { tokens, place } = cursor;
  const after = tokens[place + 1];
  const isCall = after.kind === "(" &&
    (isFunction(found.text) || after.span.start === found.span.end);
  return tokens[place] === found && !isValue(found.text) && !isCall &&
    (after.kind === "-" || beginsOperand(after, false));
}

/** Takes the sign of an operator; one that is missing has an empty place. */
export function takeOperator(
  reading: FormulaReading,
  operator: Operator,
  left: Expression,
  isInCall: () => boolean,
): Token {
  const { cursor } = reading;
  const found = cursor.ahead();
  if (isForeignOperator(reading)) {
    cursor.continues(found.kind);
    const sign = cursor.next();
    const foreign = foreignOperator(sign);
    if (foreign !== undefined && foreign.mend === undefined) {
      cursor.report(
        foreignSign(sign.text, sign.span, foreign.label, foreign.advice ?? ""),
      );
    }
    cursor.skipToValue();
    return sign;
  }
  if (!isOperatorSign(found.kind)) {
    cursor.report(missingOperator(left.span, found, isInCall()));
    const { end } = left.span;
    return { kind: operator, text: operator, span: { start: end, end } };
  }
  cursor.continues(operator);
  const sign = cursor.next();
  if (sign.isRaised) {
    const written = cursor.textOf(sign.span);
    const mended = `^${written.normalize("NFKC").replace("−", "-")}`;
    const span = { start: left.span.end, end: sign.span.end };
    cursor.report(
      foreignSign(written, sign.span, "a power is written with `^`", {
        span,
        mended,
      }),
    );
  }
  cursor.skipToValue();
  return sign;
}

/** `a @ b`, `a mod b`, of which both sides are read */
export function answerForeign(
  cursor: Cursor,
  sign: Token,
  whole: Expression,
): void {
  const foreign = foreignOperator(sign);
  if (foreign?.mend === undefined || whole.kind !== "operation") return;
  const { label, mend, isSum, advice } = foreign;
  const [left, right] = [whole.left, whole.right].map((each) => {
    const text = cursor.textOf(each.span);
    const isPlain = !isSum || each.kind !== "operation" ||
      /^\([^()]*\)$/.test(text);
    return isPlain ? text : `(${text})`;
  });
  const { start } = whole.span;
  const before = cursor.textOf({ start: Math.max(0, start - 20), end: start });
  const isAlone = /[=(,\n]\s*$/.test(before) &&
    /^(?:[),]|newline|end)$/.test(cursor.ahead().kind);
  const mended = mend(left, right);
  const said = foreignSign(sign.text, sign.span, label, {
    span: whole.span,
    mended: isSum && !isAlone ? `(${mended})` : mended,
  });
  const helps = advice === undefined ? [] : [{ text: advice }];
  cursor.report({ ...said, helps: [...said.helps, ...helps] });
}
