/**
 * What is said of statements of formulas: of what stands before their `=`, and
 * behind the formula.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
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
    say("a second derivative cannot be claimed"),
    second.span,
    {
      label: say("one prime is enough"),
      helps: [{
        text: say("leave it out"),
        edit: { span: second.span, text: "" },
      }],
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
    say("`{name}'` needs its parameter in brackets", { name: name.text }),
    whole(name.span, brackets),
    {
      label: say("a claim names its parameter, as the function does"),
      helps: [{
        text: say("write `{text}`", { text: `${name.text}'${mended}` }),
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
    isDefined
      ? say("there is no parameter between the brackets of {name}", {
        name: quoted(name.text),
      })
      : say("there is no value between the brackets of {name}", {
        name: quoted(name.text),
      }),
    brackets,
    {
      label: isDefined
        ? say("a function has one parameter or more")
        : say("a function takes one value or more"),
      helps: [
        isDefined
          ? {
            text: say("name a value, without brackets"),
            edit: { span: brackets, text: "" },
          }
          : {
            text: say("write what it takes, as in `{name}(a)`", {
              name: name.text,
            }),
          },
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
      say("there is no parameter after the comma"),
      before.span,
      {
        label: say("a parameter is missing after it"),
        helps: [{
          text: say("leave out {text}", { text: "`,`" }),
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
    say("{found} is not the name of a parameter", {
      found: describeToken(found),
    }),
    found.span,
    {
      label: say("a parameter is a name, without a value"),
      helps: [{
        text: say("write it like `{like}`", {
          like: `${name.text}(t) = 2*t`,
        }),
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
    say("{written} is a formula, not a name", { written: quoted(written) }),
    span,
    {
      label: say("`{word}` takes the name of a value", { word: keyword.text }),
      helps: [
        keyword.text === "expect" && tokens[i].kind === "="
          ? {
            text: say("name the formula on a line of its own"),
            edit: {
              span: { start, end: span.end },
              text: `${name} = ${written}\nexpect ${name}`,
            },
          }
          : { text: say("give each of its values by its name") },
      ],
    },
  );
}

/** `f(a b) = …` */
function missingComma(before: Token, found: Token): Diagnostic {
  const span = { start: before.span.end, end: found.span.start };
  return diagnostic(
    "E024",
    say("a comma is missing before {found}", { found: describeToken(found) }),
    found.span,
    {
      label: say("commas separate parameters"),
      helps: [{
        text: say("put a comma between them"),
        edit: { span, text: ", " },
      }],
    },
  );
}

/** `fc1.weight = 2*a` */
export function pathOfFormula(path: string, span: Span): Diagnostic {
  const message = say("{name} cannot name a formula", { name: quoted(path) });
  return diagnostic("E041", message, span, {
    label: say("a formula is named by one word"),
    helps: [{
      text: say("name the formula by a word of its own, as in `y = …`"),
    }],
  });
}

/** `y =` */
export function emptyFormula(
  equals: Token,
  name: Name,
  statement: Span,
): Diagnostic {
  const message = say("there is nothing after `{sign}`", { sign: "=" });
  const missing = quoted(name.text);
  return diagnostic("E038", message, equals.span, {
    label: say("what {name} is, is missing", { name: missing }),
    helps: [{
      text: say("write a formula behind it, or leave {name} out", {
        name: missing,
      }),
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
} as const satisfies Readonly<Record<string, Readonly<Record<string, Phrase>>>>;

/** `w*x + b` alone, or before `= y`; `def f(x) = …` */
export function namelessFormula(
  span: Span,
  edit: { readonly span: Span; readonly text: string } | undefined,
  how: keyof typeof nameless,
): Diagnostic {
  const { message, label, help } = nameless[how];
  return diagnostic("E041", say(message), span, {
    label: say(label),
    helps: [{ text: say(help), edit }],
  });
}

/** `f = x -> x^2` */
export function lambda(
  arrow: Span,
  name: Name,
  edit: { readonly span: Span; readonly text: string },
): Diagnostic {
  return diagnostic("E034", say("an arrow cannot be in a formula"), arrow, {
    label: say("a function has its parameter in brackets"),
    helps: [{
      text: say("write `{text}`", { text: `${name.text}${edit.text} …` }),
      edit,
    }],
  });
}

/** `f[x] = …` */
export function squareParameters(brackets: Span, inner: string): Diagnostic {
  return diagnostic(
    "E042",
    say("parameters stand in round brackets"),
    brackets,
    {
      label: say("square brackets hold arrays"),
      helps: [{
        text: say("write `{text}`", { text: `(${inner})` }),
        edit: { span: brackets, text: `(${inner})` },
      }],
    },
  );
}

/** `h: a*b`; `start` is where the head before the colon ends. */
export function labelOfFormula(
  name: Name,
  start: number,
  colon: Span,
): Diagnostic {
  return diagnostic("E041", say("a formula is named with `=`"), colon, {
    label: say("`:` labels a step of a pipeline"),
    helps: [{
      text: say("write `{text}`", { text: `${name.text} = …` }),
      edit: { span: { start, end: colon.end }, text: " =" },
    }],
  });
}

/** `fc(2,1) = sigmoid` */
export function equalsForArrow(equals: Token): Diagnostic {
  const message = say("{found} cannot be here", { found: "`=`" });
  return diagnostic("E028", message, equals.span, {
    label: say("the step before it is complete"),
    helps: [{
      text: say("an arrow `->` leads to the next step"),
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
    say("a formula has no `{word}` before it", { word: keyword.text }),
    keyword.span,
    {
      label: keyword.text === "let"
        ? say("`let` names a pipeline")
        : say("`{word}` takes the name of a value", { word: keyword.text }),
      helps: [{
        text: say("leave out {text}", { text: `\`${keyword.text}\`` }),
        edit: { span, text: "" },
      }],
    },
  );
}

/** A word that cannot follow a whole formula. */
export function afterFormula(found: Token, helps: readonly Help[]): Diagnostic {
  return diagnostic(
    "E028",
    say("{found} cannot be here", { found: describeToken(found) }),
    found.span,
    { label: say("the formula before it is complete"), helps },
  );
}

/** `0,5*a` */
export function decimalComma(before: Token, after: Token): Diagnostic {
  const mended = `${before.text}.${after.text}`;
  return diagnostic(
    "E005",
    say("{found} is not a number", {
      found: `\`${before.text},${after.text}\``,
    }),
    whole(before.span, after.span),
    {
      label: say("the decimal separator is a point"),
      helps: [{
        text: say("write `{text}`", { text: mended }),
        edit: { span: whole(before.span, after.span), text: mended },
      }],
    },
  );
}
