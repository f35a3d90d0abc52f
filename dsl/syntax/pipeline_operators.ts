import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Operator, Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { formulaName } from "./words/free_name.ts";
import { isLoss } from "./registry.ts";
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
        ? say("`-` alone is not an arrow")
        : say("`{written}` is not the arrow of this language", {
          written: operator,
        }),
      sign.span,
      {
        label: operator === "-"
          ? say("an arrow is written `->`")
          : say("`{sign}` is meant", { sign: "->" }),
        helps: [{
          text: say("write `{text}`", { text: "->" }),
          edit: { span: sign.span, text: "->" },
        }],
      },
    );
  }
  const loss = left.atom.kind === "call" && isLoss(left.atom.name.text);
  if (loss) return operatorAtLoss(cursor, sign, left, right);
  const { start } = left.atom.span;
  const [a, b] = [{ start, end: left.span.end }, right].map(cursor.textOf);
  const mended = `${operatorLayers[operator]}(${a}, ${b})`;
  return inPipeline(
    sign,
    say("a pipeline has steps and arrows"),
    say("write `{text}`", { text: mended }),
    { span: { start, end: right.end }, text: mended },
  );
}

/** `mse/2`, `mse + mae` */
function operatorAtLoss(
  cursor: Cursor,
  sign: WrittenSign,
  { atom: { span: atom } }: Step,
  right: Span,
): Diagnostic {
  const loss = cursor.textOf(atom);
  const number = cursor.textOf(right);
  const isQuotient = sign.text === "/" && /^\d/.test(number);
  return isQuotient
    ? weighed(sign, loss, `1/${number}`, { start: atom.start, end: right.end })
    : inPipeline(
      sign,
      say("a loss ends a pipeline"),
      say(
        "losses are added: label what comes in, as in `h: …`, and begin a line for each, `h -> mse(weight=2)` and `h -> mae`",
      ),
      undefined,
    );
}

/** `mse(weight=2)` for a loss whose brackets are empty or absent. */
function weighed(
  sign: WrittenSign,
  loss: string,
  weight: string,
  span: Span,
): Diagnostic {
  const isPlain = /^\w+(?:\(\s*\))?$/.test(loss);
  const text = `${loss.replace(/\(.*/s, "")}(weight=${weight})`;
  return inPipeline(
    sign,
    say("a loss has its factor in brackets"),
    isPlain
      ? say("write `{text}`", { text })
      : say("weigh it by `weight={weight}`", { weight }),
    isPlain ? { span, text } : undefined,
  );
}

/** `2*a -> square` */
export function formulaAsStep(cursor: Cursor): Diagnostic {
  const { tokens, place, textOf } = cursor;
  const { start } = tokens[place].span;
  let i = place;
  while (!/^(?:->|newline|end)$/.test(tokens[i].kind)) i++;
  const span = { start, end: tokens[i - 1].span.end };
  const [number, product, loss] = tokens.slice(place, place + 3);
  if (product.kind === "*" && loss.kind === "name" && isLoss(loss.text)) {
    const rest = textOf({ start: loss.span.start, end: span.end });
    return weighed(product, rest, textOf(number.span), span);
  }
  const isFirst = place === 0 || tokens[place - 1].kind === "newline";
  const name = formulaName(cursor);
  return inPipeline(
    tokens[place + 1],
    say("a pipeline has steps and arrows"),
    say(
      "name the formula on a line of its own, and begin a pipeline with the name",
    ),
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
    say("a step is a layer such as `scale(2)` or `shift(1)`"),
    step === undefined
      ? say("write a formula on a line of its own")
      : say("write `{text}`", { text: step }),
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
    say("the arguments of a layer are not worked out"),
    mended === undefined
      ? say("write the number that it comes to")
      : say("write `{text}`", { text: mended }),
    mended === undefined ? undefined : { span, text: mended },
  );
}

/** `relu +` */
export function danglingOperator(sign: WrittenSign): Diagnostic {
  return inPipeline(sign, say("nothing comes after it"), say("leave it out"), {
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
  const message = say("`{sign}` cannot be in a pipeline", { sign: text });
  return diagnostic("E036", message, span, {
    label,
    helps: [{ text: help, edit }],
  });
}

/** Whether an arrow stands in a pipeline, on the lines that belong to it. */
function hasArrow({ place, placeOf }: Cursor, begin: number): boolean {
  return placeOf("->", begin) < placeOf("newline", place);
}
