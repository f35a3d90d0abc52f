import {
  type Diagnostic,
  diagnostic,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Operator, Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { formulaName } from "./words/free_name.ts";
import { result } from "./words/number_kinds.ts";
import { operatorLayers, type Token } from "./words/token.ts";

/** A sign and where it stands. */
export type WrittenSign = Pick<Token, "text" | "span">;

/** What an operator and a number do to what comes in. */
const steps: Readonly<Record<Operator, (number: string) => string>> = {
  "+": (number) => `shift(${number})`,
  "-": (number) => `shift(-${number})`,
  "*": (number) => `scale(${number})`,
  "/": (number) => `scale(1/${number})`,
  "^": (number) => `pow(id, ${number})`,
};

/**
 * `relu + tanh` alone is a wrong arrow; anywhere else an operator is the sum that
 * it says.
 */
export function operatorMistake(
  cursor: Cursor,
  sign: WrittenSign,
  left: Step,
  right: Span,
  begin: number,
): Diagnostic {
  const operator = sign.text as Operator;
  const isAlone = cursor.textOf(right).search(/\d/) !== 0 && operator !== "^" &&
    !hasArrow(cursor, begin);
  if (isAlone) {
    return diagnostic(
      "E003",
      operator === "-"
        ? "`-` alone is not an arrow"
        : `\`${operator}\` is not the arrow of this language`,
      sign.span,
      {
        label: operator === "-" ? "an arrow is written `->`" : "`->` is meant",
        helps: [{ text: "write `->`", edit: { span: sign.span, text: "->" } }],
      },
    );
  }
  const { start } = left.atom.span;
  const [a, b] = [{ start, end: left.span.end }, right].map(cursor.textOf);
  const mended = `${operatorLayers[operator]}(${a}, ${b})`;
  return inPipeline(
    sign,
    "a pipeline has steps and arrows",
    `write \`${mended}\``,
    { span: { start, end: right.end }, text: mended },
  );
}

/** `2*a -> square` */
export function formulaAsStep(cursor: Cursor): Diagnostic {
  const { tokens, place, textOf } = cursor;
  const { start } = tokens[place].span;
  let i = place;
  while (!/^(?:->|newline|end)$/.test(tokens[i].kind)) i++;
  const span = { start, end: tokens[i - 1].span.end };
  const isFirst = place === 0 || tokens[place - 1].kind === "newline";
  const name = formulaName(cursor);
  return inPipeline(
    tokens[place + 1],
    "a pipeline has steps and arrows",
    "name the formula on a line of its own, and begin a pipeline with the name",
    isFirst && tokens[i].kind === "->"
      ? { span, text: `${name} = ${textOf(span)}\n${name}` }
      : undefined,
  );
}

/** `x -> *2 -> relu` */
export function operatorAsStep({ tokens, place }: Cursor): Diagnostic {
  const sign = tokens[place];
  const { kind, text, span: { end } } = tokens[place + 1];
  const step = kind === "number"
    ? steps[sign.text as Operator](text)
    : undefined;
  return inPipeline(
    sign,
    "a step is a layer such as `scale(2)` or `shift(1)`",
    step === undefined
      ? "write a formula on a line of its own"
      : `write \`${step}\``,
    step === undefined
      ? undefined
      : { span: { start: sign.span.start, end }, text: step },
  );
}

/** `fc(2*n)` */
export function operatorInArgument(
  sign: WrittenSign,
  span: Span,
  written: string,
): Diagnostic {
  const mended = result(written);
  return inPipeline(
    sign,
    "the arguments of a layer are not worked out",
    mended === undefined
      ? "write the number that it comes to"
      : `write \`${mended}\``,
    mended === undefined ? undefined : { span, text: mended },
  );
}

/** `relu +` */
export function danglingOperator(sign: WrittenSign): Diagnostic {
  return inPipeline(sign, "nothing comes after it", "leave it out", {
    span: sign.span,
    text: "",
  });
}

function inPipeline(
  { text, span }: WrittenSign,
  label: string,
  help: string,
  edit: { readonly span: Span; readonly text: string } | undefined,
): Diagnostic {
  return diagnostic("E036", `\`${text}\` cannot be in a pipeline`, span, {
    label,
    helps: [{ text: help, edit }],
  });
}

/** Whether an arrow stands in a pipeline, on the lines that belong to it. */
function hasArrow({ place, placeOf }: Cursor, begin: number): boolean {
  return placeOf("->", begin) < placeOf("newline", place);
}
