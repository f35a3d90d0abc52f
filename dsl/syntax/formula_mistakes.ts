/**
 * What is said of formulas that cannot be read.
 *
 * @module
 */

import { say } from "../../words/say.ts";
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
    text: say("write a product with `*`"),
    edit: { span, text: "*" },
  }];
  if (isInCall && span.end > span.start) {
    helps.push({
      text: say("put a comma between two values"),
      edit: { span, text: ", " },
    });
  }
  return diagnostic(
    "E031",
    say("an operator is missing before {found}", {
      found: describeToken(next),
    }),
    next.span,
    { label: say("a product is written with `*`"), helps },
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
    say("{name} needs brackets around what it takes", {
      name: quoted(name.text),
    }),
    name.span,
    {
      label: say("a function"),
      helps: [{
        text: say("write {text}", { text: quoted(mended) }),
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
    say("{sign} has no meaning in a formula", { sign: quoted(sign) }),
    place,
    {
      label,
      helps: typeof edit === "string" ? [{ text: edit }] : [{
        text: say("write {text}", { text: quoted(edit.mended) }),
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
    say("percent are hundredths"),
    mended === undefined ? say("divide the value by 100") : { span, mended },
  );
}

/** `a*b -> f`: `mended` is the formula that is meant, from `span`. */
export function arrowInFormula(
  arrow: Token,
  edit: { readonly span: Span; readonly mended: string } | undefined,
): Diagnostic {
  return diagnostic(
    "E034",
    say("an arrow cannot be in a formula"),
    arrow.span,
    {
      label: say("arrows join the steps of a pipeline"),
      helps: [
        edit === undefined
          ? {
            text: say("name the formula, and begin a pipeline with the name"),
          }
          : {
            text: say("write {text}", { text: quoted(edit.mended) }),
            edit: { span: edit.span, text: edit.mended },
          },
      ],
    },
  );
}

/** `b = a + [1, 2]`; `text` from the statement's beginning up to the array, and the array. */
export function arrayInFormula(
  array: Span,
  start: number,
  before: string,
  written: string,
  name: string,
): Diagnostic {
  return diagnostic("E035", say("an array cannot be in a formula"), array, {
    label: say("a formula holds numbers and names"),
    helps: [{
      text: say("give it a name: `given {name} = …`", { name }),
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
  message: string,
  label: string,
  remove: Span | undefined,
): Diagnostic {
  return diagnostic("E038", message, sign.span, {
    label,
    helps: [
      remove === undefined
        ? { text: say("write a number, a name or a formula there") }
        : {
          text: say("leave out {text}", { text: quoted(sign.text) }),
          edit: { span: remove, text: "" },
        },
    ],
  });
}

/** `--a` */
export function doubleMinus(first: Token, second: Token): Diagnostic {
  return diagnostic(
    "E038",
    say("there is nothing between two minus signs"),
    second.span,
    {
      label: say("a value has at most one sign"),
      helps: [{
        text: say("leave both out"),
        edit: { span: whole(first.span, second.span), text: "" },
      }],
    },
  );
}

/** `+a` */
export function plusBefore(plus: Token): Diagnostic {
  return lonelyOperator(
    plus,
    say("there is nothing before `{sign}`", { sign: "+" }),
    say("a value has no plus sign"),
    plus.span,
  );
}

/** `f'(a)` in a formula, `f''(t) = …` */
export function primeInFormula(name: Name, prime: Token): Diagnostic {
  return diagnostic(
    "E039",
    say("`{name}'` cannot be in a formula", { name: name.text }),
    prime.span,
    {
      label: say("a claimed derivative is checked, never computed with"),
      helps: [{ text: say("write the derivative out") }],
    },
  );
}

/** `f(a, axis=b + 1)`, `f(axis=0, a)` */
export function notData(name: Name, found: Token): Diagnostic {
  return diagnostic(
    "E037",
    say("{name} takes a number, an array or a word", {
      name: quoted(`${name.text}=`),
    }),
    found.span,
    {
      label: say("an argument with a name is not worked out"),
      helps: [{
        text: say("write it like `{like}`", { like: `${name.text}=0` }),
      }],
    },
  );
}

/** `f(axis=0, a)`; `mended` is what belongs into the brackets. */
export function valueAfterArgument(
  found: Span,
  brackets: Span,
  mended: string,
): Diagnostic {
  return diagnostic("E037", say("values stand before named arguments"), found, {
    label: say("a value behind a named argument"),
    helps: [{
      text: say("write the values first"),
      edit: { span: brackets, text: `(${mended})` },
    }],
  });
}

/** More operations within one another than can be followed. */
export function tooDeepFormula(place: Span, most: number): Diagnostic {
  return diagnostic("E017", say("a formula is nested too deep"), place, {
    label: say("more than {most} operations within one another", { most }),
    helps: [{
      text: say("name a part on a line of its own and use the name"),
    }],
  });
}
