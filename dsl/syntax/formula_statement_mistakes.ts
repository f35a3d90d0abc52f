/**
 * What is said of statements of formulas: of what stands before their `=`, and
 * behind the formula.
 *
 * @module
 */

import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Name, Path } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { formulaName } from "./words/free_name.ts";
import { whole } from "./formula_mistakes.ts";
import { describeToken, type Token } from "./words/token.ts";

export function secondPrime(second: Token): Diagnostic {
  return diagnostic(
    "E039",
    "a second derivative cannot be claimed",
    second.span,
    {
      label: "one prime is enough",
      helps: [{ text: "leave it out", edit: { span: second.span, text: "" } }],
    },
  );
}

/** `f' = …`, `f'() = …`; the brackets may be empty. */
export function claimWithoutParameter(
  name: Name,
  brackets: Span,
  parameter: string,
): Diagnostic {
  const mended = `(${parameter})`;
  return diagnostic(
    "E039",
    `\`${name.text}'\` needs its parameter in brackets`,
    whole(name.span, brackets),
    {
      label: "a claim names its parameter, as the function does",
      helps: [{
        text: `write \`${name.text}'${mended}\``,
        edit: { span: brackets, text: mended },
      }],
    },
  );
}

/** `f()`, in a formula or before `=` */
export function nothingTaken(
  name: Name,
  brackets: Span,
  isDefined: boolean,
): Diagnostic {
  return diagnostic(
    "E040",
    `there is no ${isDefined ? "parameter" : "value"} between the brackets of ${
      quoted(name.text)
    }`,
    brackets,
    {
      label: isDefined
        ? "a function has one parameter or more"
        : "a function takes one value or more",
      helps: [
        isDefined
          ? {
            text: "name a value, without brackets",
            edit: { span: brackets, text: "" },
          }
          : { text: `write what it takes, as in \`${name.text}(a)\`` },
      ],
    },
  );
}

/** `f(2) = …` */
export function notAParameter(
  found: Token,
  name: Name,
  before?: Token,
): Diagnostic {
  if (before?.kind === ",") {
    return diagnostic(
      "E042",
      "there is no parameter after the comma",
      before.span,
      {
        label: "a parameter is missing after it",
        helps: [{
          text: "leave out `,`",
          edit: {
            span: { start: before.span.start, end: found.span.start },
            text: "",
          },
        }],
      },
    );
  }
  if (before !== undefined) return missingComma(before, found);
  return diagnostic(
    "E042",
    `${describeToken(found)} is not the name of a parameter`,
    found.span,
    {
      label: "a parameter is a name, without a value",
      helps: [{
        text: `write it like \`${name.text}(t) = 2*t\``,
        edit: found.kind === "number"
          ? { span: found.span, text: "t" }
          : undefined,
      }],
    },
  );
}

/** `expect a*2 = 4` */
export function formulaForPath(
  cursor: Cursor,
  keyword: Token,
  path: Path,
): Diagnostic {
  const { tokens, place, textOf } = cursor;
  let i = place;
  while (!/^(?:=|newline|end)$/.test(tokens[i].kind)) i++;
  const span = { start: path.span.start, end: tokens[i - 1].span.end };
  const written = textOf(span);
  const { start } = keyword.span;
  const name = formulaName(cursor);
  return diagnostic(
    "E030",
    `${quoted(written)} is a formula, not a name`,
    span,
    {
      label: `\`${keyword.text}\` takes the name of a value`,
      helps: [
        keyword.text === "expect" && tokens[i].kind === "="
          ? {
            text: "name the formula on a line of its own",
            edit: {
              span: { start, end: span.end },
              text: `${name} = ${written}\nexpect ${name}`,
            },
          }
          : { text: "give each of its values by its name" },
      ],
    },
  );
}

/** `f(a b) = …` */
function missingComma(before: Token, found: Token): Diagnostic {
  const span = { start: before.span.end, end: found.span.start };
  return diagnostic(
    "E024",
    `a comma is missing before ${describeToken(found)}`,
    found.span,
    {
      label: "commas separate parameters",
      helps: [{ text: "put a comma between them", edit: { span, text: ", " } }],
    },
  );
}

/** `fc1.weight = 2*a` */
export function pathOfFormula(path: string, span: Span): Diagnostic {
  return diagnostic("E041", `${quoted(path)} cannot name a formula`, span, {
    label: "a formula is named by one word",
    helps: [{
      text: "name the formula by a word of its own, as in `y = …`",
    }],
  });
}

/** `y =` */
export function emptyFormula(
  equals: Token,
  name: Name,
  statement: Span,
): Diagnostic {
  return diagnostic("E038", "there is nothing after `=`", equals.span, {
    label: `what ${quoted(name.text)} is, is missing`,
    helps: [{
      text: `write a formula behind it, or leave ${quoted(name.text)} out`,
      edit: { span: statement, text: "" },
    }],
  });
}

/** How a formula lacks its name. */
const nameless = {
  none: {
    message: "a formula needs a name",
    label: "a formula",
    help: "name it, as in `y = …`",
  },
  reversed: {
    message: "the name of a formula stands before its `=`",
    label: "a formula, where its name is wanted",
    help: "write the name first; a derivative is claimed by `f'(t) = …`",
  },
  "two words": {
    message: "a formula is named by one word",
    label: "two words, where a name is wanted",
    help: "write `f(t) = …`",
  },
} as const;

/** `w*x + b` alone, or before `= y`; `def f(x) = …` */
export function namelessFormula(
  span: Span,
  edit: { readonly span: Span; readonly text: string } | undefined,
  how: keyof typeof nameless,
): Diagnostic {
  const { message, label, help } = nameless[how];
  return diagnostic("E041", message, span, {
    label,
    helps: [{ text: help, edit }],
  });
}

/** `f = x -> x^2` */
export function lambda(
  arrow: Span,
  name: Name,
  edit: { readonly span: Span; readonly text: string },
): Diagnostic {
  return diagnostic("E034", "an arrow cannot be in a formula", arrow, {
    label: "a function has its parameter in brackets",
    helps: [{ text: `write \`${name.text}${edit.text} …\``, edit }],
  });
}

/** `f[x] = …` */
export function squareParameters(brackets: Span, inner: string): Diagnostic {
  return diagnostic("E042", "parameters stand in round brackets", brackets, {
    label: "square brackets hold arrays",
    helps: [{
      text: `write \`(${inner})\``,
      edit: { span: brackets, text: `(${inner})` },
    }],
  });
}

/** `h: a*b`; `start` is where the head before the colon ends. */
export function labelOfFormula(
  name: Name,
  start: number,
  colon: Span,
): Diagnostic {
  return diagnostic("E041", "a formula is named with `=`", colon, {
    label: "`:` labels a step of a pipeline",
    helps: [{
      text: `write \`${name.text} = …\``,
      edit: { span: { start, end: colon.end }, text: " =" },
    }],
  });
}

/** `fc(2,1) = sigmoid` */
export function equalsForArrow(equals: Token): Diagnostic {
  return diagnostic("E028", "`=` cannot be here", equals.span, {
    label: "the step before it is complete",
    helps: [{
      text: "an arrow `->` leads to the next step",
      edit: { span: equals.span, text: "->" },
    }],
  });
}

/** `let h = a*b`, `given f'(t) = 2*t` */
export function keywordBeforeFormula(
  keyword: Token,
  name: Name,
): Diagnostic {
  const span = { start: keyword.span.start, end: name.span.start };
  return diagnostic(
    "E030",
    `a formula has no \`${keyword.text}\` before it`,
    keyword.span,
    {
      label: keyword.text === "let"
        ? "`let` names a pipeline"
        : `\`${keyword.text}\` takes the name of a value`,
      helps: [{
        text: `leave out \`${keyword.text}\``,
        edit: { span, text: "" },
      }],
    },
  );
}

/** A word that cannot follow a whole formula. */
export function afterFormula(found: Token, helps: readonly Help[]): Diagnostic {
  return diagnostic(
    "E028",
    `${describeToken(found)} cannot be here`,
    found.span,
    { label: "the formula before it is complete", helps },
  );
}

/** `0,5*a` */
export function decimalComma(before: Token, after: Token): Diagnostic {
  const mended = `${before.text}.${after.text}`;
  return diagnostic(
    "E005",
    `\`${before.text},${after.text}\` is not a number`,
    whole(before.span, after.span),
    {
      label: "the decimal separator is a point",
      helps: [{
        text: `write \`${mended}\``,
        edit: { span: whole(before.span, after.span), text: mended },
      }],
    },
  );
}
