import { closest } from "../../../lib/base/suggest.ts";
import type { ArgumentProblem } from "../../../lib/definition/reading.ts";
import { say } from "../../../words/say.ts";
import { type Diagnostic, diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Call, Data, Pipeline } from "../../syntax/ast.ts";
import { ownValue } from "../../syntax/other_names.ts";
import { textWidth } from "../../typesetting/width.ts";
import { bareWord, type Environment, writtenFor } from "./environment.ts";

/** An argument with a wrong value; if it comes through a `let`, at the place where it was written. */
export function wrongValue(
  problem: ArgumentProblem,
  call: Call,
  used: Data | Pipeline | undefined,
  environment: Environment,
  usage: string,
  choices: readonly string[],
): Diagnostic {
  const { argument, rule, wanted = rule, kind } = problem;
  const layer = call.name.text;
  const value = used && writtenFor(used, environment);
  const span = value?.span ?? call.span;
  const near = kind === "not a size" && value?.kind === "number"
    ? nearestSize(value.value)
    : wordMeant(value, choices);
  const helps = near === undefined ? [{ text: usage }] : [{
    text: say("write {text}", { text: `\`${near}\`` }),
    edit: { span, text: near },
  }];
  return diagnostic(
    kind === "not a size" ? "E106" : "E105",
    say("{argument} of {layer} {rule}", {
      argument: `\`${argument}\``,
      layer: `\`${layer}\``,
      rule,
    }),
    span,
    {
      label: textWidth(wanted) > 50
        ? say("not one of these")
        : say("not {wanted}", { wanted }),
      secondary: used === undefined || value === used ? [] : [{
        span: used.span,
        text: say("used here as {argument}", { argument: `\`${argument}\`` }),
      }],
      helps,
    },
  );
}

/** The size that a number may have been meant to be; −1 is a word of other libraries. */
function nearestSize(value: number): string | undefined {
  const size = String(Math.max(1, Math.round(Math.abs(value))));
  return value === -1 || size.includes("e") ? undefined : size;
}

function wordMeant(
  value: Data | Pipeline | undefined,
  choices: readonly string[],
): string | undefined {
  const word = value?.kind === "pipeline"
    ? bareWord(value)
    : value?.kind === "number"
    ? value.text
    : undefined;
  return word && (ownValue(word, choices) ?? closest(word, choices));
}
