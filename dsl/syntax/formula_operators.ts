/**
 * What stands between two values of a formula: its operator, one of another notation,
 * or none where a product is meant.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
import type { Expression, Operation, Operator } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { foreignSign, missingOperator } from "./formula_mistakes.ts";
import {
  beginsOperand,
  comparisonLevel,
  type FormulaReading,
  powerLevel,
} from "./formula_reading.ts";
import { isOperatorSign, type Token } from "./words/token.ts";

/** What joins two values, and how tightly it binds. */
export interface Joint {
  readonly operator: Operator;
  readonly level: number;
}

const joints: Readonly<Record<Operator, Joint>> = {
  "+": { operator: "+", level: 4 },
  "-": { operator: "-", level: 4 },
  "*": { operator: "*", level: 5 },
  "/": { operator: "/", level: 5 },
  // A minus before a value stands between this one and the others.
  "^": { operator: "^", level: powerLevel },
};

/** A sign or word of another notation between two values; it is read on as an operator that binds as tightly. */
interface ForeignOperator extends Joint {
  /** Why it is none here. */
  readonly label: () => string;
  /** How it is written here with the values on its sides. */
  readonly mend: (left: string, right: string) => string;
  readonly advice?: Phrase;
}

const ofOperator = (operator: Operator): ForeignOperator => ({
  ...joints[operator],
  label: () => say("`{sign}` is meant", { sign: operator }),
  mend: (a, b) =>
    operator === "+" || operator === "-"
      ? `${a} ${operator} ${b}`
      : a + operator + b,
});
const ofFunction = (
  name: string,
  label: Phrase,
  joint = joints["*"],
): ForeignOperator => ({
  ...joint,
  label: () => say(label),
  mend: (a, b) => `${name}(${a}, ${b})`,
});
const infix = (name: string) =>
  [
    name,
    ofFunction(name, "a function stands before what it takes"),
  ] as const;
const ofTruths = (name: string, level: number) =>
  ofFunction(name, "truths are joined by functions", { operator: "+", level });
const [or, and] = [ofTruths("logical_or", 1), ofTruths("logical_and", 2)];
const remainder = ofFunction("remainder", "a remainder is a function");

const comparisonJoint: Joint = { operator: "+", level: comparisonLevel };

/** The functions that compare, by the signs of other notations. */
export const comparisons: ReadonlyMap<string, string> = new Map([
  ["<", "less"],
  [">", "greater"],
  ...["<=", "≤"].map((sign) => [sign, "less_equal"] as const),
  ...[">=", "≥"].map((sign) => [sign, "greater_equal"] as const),
  ...["=", "=="].map((sign) => [sign, "equal"] as const),
  ...["!=", "≠", "<>"].map((sign) => [sign, "not_equal"] as const),
]);

const foreignOperators: ReadonlyMap<string, ForeignOperator> = new Map([
  ["@", ofFunction("matmul", "matrices are multiplied by `matmul`")],
  ["%", { ...remainder, advice: "a comment begins with `#`" }],
  ...["&", "&&"].map((sign) => [sign, and] as const),
  ["||", or],
  ...[...comparisons].map(([sign, name]) =>
    [
      sign,
      ofFunction(name, "values are compared by functions", comparisonJoint),
    ] as const
  ),
]);

/** Words are operators only where they could be nothing else. */
const foreignWords: ReadonlyMap<string, ForeignOperator> = new Map([
  ...["mod", "rem", "modulo"].map((word) => [word, remainder] as const),
  ["and", and],
  ["or", or],
  ["xor", ofTruths("logical_xor", 1)],
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
export function operatorAhead(reading: FormulaReading): Joint | undefined {
  const { cursor, bars } = reading;
  const found = cursor.ahead();
  if (isOperatorSign(found.kind)) return joints[found.kind];
  const foreign = isForeignOperator(reading)
    ? foreignOperator(found)
    : undefined;
  if (foreign !== undefined) return foreign;
  const isHere = beginsOperand(cursor.token(), bars > 0) &&
    !cursor.atLineStart();
  return isHere ? joints["*"] : undefined;
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
  { operator }: Joint,
  left: Expression,
  isInCall: () => boolean,
): Token {
  const { cursor } = reading;
  const found = cursor.ahead();
  if (isForeignOperator(reading)) {
    cursor.continues(found.kind);
    const sign = cursor.next();
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
      foreignSign(written, sign.span, say("a power is written with `^`"), {
        span,
        mended,
      }),
    );
  }
  cursor.skipToValue();
  return sign;
}

/** `a @ b`, `a mod b`, of which both sides are read. */
export function answerForeign(
  cursor: Cursor,
  sign: Token,
  whole: Operation,
): void {
  const foreign = foreignOperator(sign);
  // Comparisons in a row are one mistake.
  if (foreign === undefined || compares(sign) && compares(cursor.ahead())) {
    return;
  }
  const { label, mend, advice } = foreign;
  const said = foreignSign(sign.text, sign.span, label(), {
    span: whole.span,
    mended: compares(sign)
      ? comparisonsOf(cursor, whole)
      : mend(cursor.textOf(whole.left.span), cursor.textOf(whole.right.span)),
  });
  const helps = advice === undefined ? [] : [{ text: say(advice) }];
  cursor.report({ ...said, helps: [...said.helps, ...helps] });
}

function compares({ kind, text }: Pick<Token, "kind" | "text">): boolean {
  return kind === "foreign" && comparisons.has(text);
}

/** `a < b`, and `a < b < c`, where both must hold. */
function comparisonsOf(cursor: Cursor, whole: Operation): string {
  const all: string[] = [];
  let each: Operation | undefined = whole;
  while (each !== undefined) {
    const { left, sign, right }: Operation = each;
    const name = comparisons.get(cursor.textOf(sign));
    // One in brackets is a value.
    const before: Operation | undefined = left.kind === "operation" &&
        left.left.span.start === left.span.start &&
        comparisons.has(cursor.textOf(left.sign))
      ? left
      : undefined;
    const [a, b] = [before?.right ?? left, right].map(({ span }) =>
      cursor.textOf(span)
    );
    all.push(`${name}(${a}, ${b})`);
    each = before;
  }
  return all.reduceRight((both, one) => `logical_and(${both}, ${one})`);
}
