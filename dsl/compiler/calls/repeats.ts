import { maxSteps } from "../../../lib/base/limits.ts";
import { formatCount } from "../../../lib/base/words.ts";
import {
  type Diagnostic,
  diagnostic,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { Step } from "../../syntax/ast.ts";
import { type Environment, valueOf } from "./environment.ts";

/** How many copies of a step there are; default: 1. Reports a wrong or too large count. */
export function repeatCount(
  step: Step,
  environment: Environment,
  report: (found: Diagnostic) => void,
): number | undefined {
  const { repeat } = step;
  if (repeat === undefined) return 1;
  const value = repeat.kind === "number"
    ? repeat.value
    : valueOf({ kind: "word", name: repeat }, environment);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
    report(wrongCount(repeat.span, value));
    return undefined;
  }
  if (value <= maxSteps) return value;
  report(tooManySteps(repeatSpan(step) ?? step.span));
}

/** `*3` */
export function repeatSpan({ atom, repeat }: Step): Span | undefined {
  return repeat && { start: atom.span.end, end: repeat.span.end };
}

function wrongCount(span: Span, value: unknown): Diagnostic {
  const near = typeof value === "number" && Math.abs(value) < maxSteps
    ? Math.max(1, Math.round(Math.abs(value)))
    : undefined;
  return diagnostic(
    "E106",
    "a step must be repeated a whole number of times",
    span,
    {
      label: typeof value === "number" ? `found ${value}` : "not a number here",
      helps: near === undefined
        ? [{ text: "write a whole number, as in `relu*3`" }]
        : [{ text: `write \`${near}\``, edit: { span, text: String(near) } }],
    },
  );
}

/** A text asks for more steps than a network may have. */
export function tooManySteps(span: Span): Diagnostic {
  return diagnostic(
    "E115",
    `a network has at most ${formatCount(maxSteps)} steps`,
    span,
    {
      label: "this is more",
      helps: [{ text: "use fewer copies: each counts as a step" }],
    },
  );
}
