/**
 * What stands before `=` in other notations: `b += a`, `2b = a`.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Cursor } from "./cursor.ts";
import { foreignSign } from "./formula_mistakes.ts";
import type { FormulaReading } from "./formula_reading.ts";
import { newNameFor } from "./words/free_name.ts";

const compound = /^(\*\*|[-+*/^%])=$|^(\+\+|--)$/;

/** `b += a`, `b++`: a name has one value, so that the new one has a name of its own. */
export function foreignAssignment(
  { cursor, isValue }: FormulaReading,
): Diagnostic | undefined {
  const { tokens, place, textOf } = cursor;
  const [name, sign] = tokens.slice(place, place + 2);
  const found = name.kind === "name" && sign?.kind === "foreign"
    ? compound.exec(sign.text)
    : null;
  if (found === null) return undefined;
  const written = textOf(restOfLine(cursor, place + 2));
  const span = { start: name.span.start, end: restOfLine(cursor, place).end };
  const label = say("a name has one value, which stays");
  if (found[1] === "%") {
    return foreignSign(sign.text, sign.span, label, say("name the new value"));
  }
  const operator = found[1]?.replace("**", "^") ?? found[2][0];
  const isSum = operator === "+" || operator === "-";
  const right = found[2] !== undefined
    ? "1"
    : isPlain(written) || operator === "+"
    ? written
    : `(${written})`;
  const operation = isSum ? ` ${operator} ` : operator;
  const free = newNameFor(name.text, cursor);
  const edit = isValue(name.text)
    ? { span, mended: `${free} = ${name.text}${operation}${right}` }
    : { span, mended: `${name.text} = ${right}` };
  const said = foreignSign(sign.text, sign.span, label, edit);
  const [{ edit: change }] = said.helps;
  const text = isValue(name.text)
    ? say("give the new value a name of its own, and use {name} from here", {
      name: quoted(free),
    })
    : say("{name} has no value yet: write `=`", { name: quoted(name.text) });
  return { ...said, helps: [{ text, edit: change }] };
}

/** `2b = a`, where a name is meant, or an equation that is not solved. */
export function numberBeforeName(cursor: Cursor): Diagnostic | undefined {
  const { tokens, place, textOf } = cursor;
  const [number, name, sign] = tokens.slice(place, place + 3);
  const isOne = number.kind === "number" && name?.kind === "name" &&
    name.span.start === number.span.end;
  if (!isOne || sign?.kind !== "=" && sign?.kind !== "(") return undefined;
  const span = { start: number.span.start, end: name.span.end };
  const free = `${name.text}${number.text.replaceAll(/\D/g, "_")}`;
  const helps = [{
    text: say("write the number last"),
    edit: { span, text: free },
  }];
  if (sign.kind === "=") {
    const rest = restOfLine(cursor, place + 3);
    const written = textOf(rest);
    helps.push({
      text: say("or divide what is behind `=` by {number}", {
        number: number.text,
      }),
      edit: {
        span: { start: span.start, end: rest.end },
        text: `${name.text} = ${
          isPlain(written) ? written : `(${written})`
        }/${number.text}`,
      },
    });
  }
  return diagnostic(
    "E041",
    say("{name} cannot name a formula", { name: quoted(textOf(span)) }),
    span,
    { label: say("a name begins with a letter or `_`"), helps },
  );
}

/** Whether a text binds as tightly as a name does. */
function isPlain(text: string): boolean {
  return /^[\p{L}\p{Nd}_.]+$/u.test(text);
}

/** From a word to the last of its line. */
function restOfLine({ tokens }: Cursor, place: number): Span {
  let end = place;
  while (tokens[end].kind !== "newline" && tokens[end].kind !== "end") end++;
  const { start } = tokens[place].span;
  return { start, end: Math.max(start, tokens[end - 1].span.end) };
}
