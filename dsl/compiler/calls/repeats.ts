import { maxSteps } from "../../../lib/base/limits.ts";
import { formatCount } from "../../../lib/base/words.ts";
import type { LayerItem } from "../../../lib/layer/item.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
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
  const value = countOf(repeat, environment);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
    report(wrongCount(repeat.span, value, repeatSpan(step)));
    return undefined;
  }
  if (value <= maxSteps) return value;
  report(tooManySteps(repeatSpan(step) ?? step.span));
}

function countOf(
  repeat: NonNullable<Step["repeat"]>,
  environment: Environment,
): unknown {
  return repeat.kind === "number"
    ? repeat.value
    : valueOf({ kind: "word", name: repeat }, environment);
}

/** Whether there is more than one copy of a step, or what is no number of copies. */
export function isRepeated(
  { repeat }: Step,
  environment: Environment,
): boolean {
  return repeat !== undefined && countOf(repeat, environment) !== 1;
}

/** `*3` */
export function repeatSpan({ atom, repeat }: Step): Span | undefined {
  return repeat && { start: atom.span.end, end: repeat.span.end };
}

/** `mse*2`: a product is meant. */
export function repeatedLoss(
  step: Step,
  loss: LayerItem,
  environment: Environment,
  text: string,
): Diagnostic {
  const { atom, repeat } = step;
  const place = repeatSpan(step) ?? step.span;
  const weight = repeat && text.slice(repeat.span.start, repeat.span.end);
  const isOwn = repeat !== undefined &&
    typeof countOf(repeat, environment) === "number" &&
    atom.kind === "call" && atom.name.text === loss.layer.name &&
    atom.arguments.every(({ name }) => name?.text !== "weight");
  const brackets = isOwn ? atom.brackets : undefined;
  const written = brackets &&
    text.slice(brackets.start, brackets.end - 1).trimEnd().replace(/,$/, "");
  const before = written === undefined || written === "(" ? "(" : `${written},`;
  return diagnostic(
    "E114",
    say("{loss} is a loss and cannot be repeated", {
      loss: quoted(loss.layer.name),
    }),
    place,
    {
      label: say("a loss ends the network"),
      helps: [
        isOwn
          ? {
            text: say("weigh it by {weight}", {
              weight: quoted(`weight=${weight}`),
            }),
            edit: {
              span: {
                start: brackets?.start ?? atom.span.end,
                end: place.end,
              },
              text: `${before}weight=${weight})`,
            },
          }
          : {
            text: say(
              "weigh the loss itself, as in `mse(weight=2)`, or repeat what stands before it",
            ),
          },
      ],
    },
  );
}

function wrongCount(
  span: Span,
  value: unknown,
  product: Span | undefined,
): Diagnostic {
  const near = typeof value === "number" && Math.abs(value) < maxSteps
    ? Math.max(1, Math.round(Math.abs(value)))
    : undefined;
  return diagnostic(
    "E106",
    say("a step must be repeated a whole number of times"),
    span,
    {
      label: typeof value === "number"
        ? say("found {count}", { count: value })
        : say("not a number here"),
      helps: near === undefined
        ? [{ text: say("write a whole number, as in `relu*3`") }]
        : [
          {
            text: say("write {text}", { text: `\`${near}\`` }),
            edit: { span, text: String(near) },
          },
          ...product === undefined || Number.isInteger(value) ? [] : [{
            text: say("for a product, scale what comes out"),
            edit: { span: product, text: ` -> scale(${value})` },
          }],
        ],
    },
  );
}

/** A text asks for more steps than a network may have. */
export function tooManySteps(span: Span): Diagnostic {
  return diagnostic(
    "E115",
    say("a network has at most {count} steps", {
      count: formatCount(maxSteps),
    }),
    span,
    {
      label: say("this is more"),
      helps: [{ text: say("use fewer copies: each counts as a step") }],
    },
  );
}
