/**
 * What is said of formulas that cannot be read.
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
import type { Name } from "./ast.ts";
import { result } from "./words/number_kinds.ts";
import { describeToken, type Token } from "./words/token.ts";

/** From the beginning of one place to the end of another. */
export const whole = (first: Span, last: Span): Span => ({
  start: first.start,
  end: last.end,
});

/** `2x`, `a b` */
export function missingOperator(
  left: Span,
  next: Token,
  isInCall: boolean,
): Diagnostic {
  const span = { start: left.end, end: next.span.start };
  const helps: Help[] = [{
    text: "write a product with `*`",
    edit: { span, text: "*" },
  }];
  if (isInCall && span.end > span.start) {
    helps.push({
      text: "put a comma between two values",
      edit: { span, text: ", " },
    });
  }
  return diagnostic(
    "E031",
    `an operator is missing before ${describeToken(next)}`,
    next.span,
    { label: "a product is written with `*`", helps },
  );
}

/** `sin a`, `sin^2(a)`; `mended` is how it is written. */
export function bareFunction(
  name: Name,
  span: Span,
  mended: string,
): Diagnostic {
  return diagnostic(
    "E032",
    `${quoted(name.text)} needs brackets around what it takes`,
    name.span,
    {
      label: "a function",
      helps: [{
        text: `write ${quoted(mended)}`,
        edit: { span, text: mended },
      }],
    },
  );
}

/** A sign of print or of another notation; `mended` is what is written for all of it. */
export function foreignSign(
  sign: string,
  place: Span,
  label: string,
  edit: { readonly span: Span; readonly mended: string } | string,
): Diagnostic {
  return diagnostic(
    "E033",
    `${quoted(sign)} has no meaning in a formula`,
    place,
    {
      label,
      helps: typeof edit === "string" ? [{ text: edit }] : [{
        text: `write ${quoted(edit.mended)}`,
        edit: { span: edit.span, text: edit.mended },
      }],
    },
  );
}

/** `20%` */
export function percent(written: string, span: Span): Diagnostic {
  const mended = result(written);
  return foreignSign(
    written,
    span,
    "percent are hundredths",
    mended === undefined ? "divide the value by 100" : { span, mended },
  );
}

/** `a*b -> f`: `mended` is the formula that is meant, from `span`. */
export function arrowInFormula(
  arrow: Token,
  edit: { readonly span: Span; readonly mended: string } | undefined,
): Diagnostic {
  return diagnostic("E034", "an arrow cannot be in a formula", arrow.span, {
    label: "arrows join the steps of a pipeline",
    helps: [
      edit === undefined
        ? { text: "name the formula, and begin a pipeline with the name" }
        : {
          text: `write ${quoted(edit.mended)}`,
          edit: { span: edit.span, text: edit.mended },
        },
    ],
  });
}

/** `b = a + [1, 2]`; `text` from the statement's beginning up to the array, and the array. */
export function arrayInFormula(
  array: Span,
  start: number,
  before: string,
  written: string,
  name: string,
): Diagnostic {
  return diagnostic("E035", "an array cannot be in a formula", array, {
    label: "a formula holds numbers and names",
    helps: [{
      text: `give it a name: \`given ${name} = …\``,
      edit: {
        span: { start, end: array.end },
        text: `given ${name} = ${written}\n${before}${name}`,
      },
    }],
  });
}

/** A sign without a value on one of its sides; `remove` is what may be left out. */
export function lonelyOperator(
  sign: Token,
  where: string,
  label: string,
  remove: Span | undefined,
): Diagnostic {
  return diagnostic("E038", `there is nothing ${where}`, sign.span, {
    label,
    helps: [
      remove === undefined
        ? { text: "write a number, a name or a formula there" }
        : {
          text: `leave out ${quoted(sign.text)}`,
          edit: { span: remove, text: "" },
        },
    ],
  });
}

/** `--a` */
export function doubleMinus(first: Token, second: Token): Diagnostic {
  return diagnostic(
    "E038",
    "there is nothing between two minus signs",
    second.span,
    {
      label: "a value has at most one sign",
      helps: [{
        text: "leave both out",
        edit: { span: whole(first.span, second.span), text: "" },
      }],
    },
  );
}

/** `+a` */
export function plusBefore(plus: Token): Diagnostic {
  return lonelyOperator(
    plus,
    "before `+`",
    "a value has no plus sign",
    plus.span,
  );
}

/** `f'(a)` in a formula, `f''(t) = …` */
export function primeInFormula(name: Name, prime: Token): Diagnostic {
  return diagnostic(
    "E039",
    `\`${name.text}'\` cannot be in a formula`,
    prime.span,
    {
      label: "a claimed derivative is checked, never computed with",
      helps: [{ text: "write the derivative out" }],
    },
  );
}

/** `f(a, axis=b + 1)`, `f(axis=0, a)` */
export function notData(name: Name, found: Token): Diagnostic {
  return diagnostic(
    "E037",
    `${quoted(`${name.text}=`)} takes a number, an array or a word`,
    found.span,
    {
      label: "an argument with a name is not worked out",
      helps: [{ text: `write it like \`${name.text}=0\`` }],
    },
  );
}

/** `f(axis=0, a)`; `mended` is what belongs into the brackets. */
export function valueAfterArgument(
  found: Span,
  brackets: Span,
  mended: string,
): Diagnostic {
  return diagnostic("E037", "values stand before named arguments", found, {
    label: "a value behind a named argument",
    helps: [{
      text: "write the values first",
      edit: { span: brackets, text: `(${mended})` },
    }],
  });
}

/** More operations within one another than can be followed. */
export function tooDeepFormula(place: Span, most: number): Diagnostic {
  return diagnostic("E017", "a formula is nested too deep", place, {
    label: `more than ${most} operations within one another`,
    helps: [{
      text: "name a part on a line of its own and use the name",
    }],
  });
}
