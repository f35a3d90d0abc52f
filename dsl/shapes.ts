/**
 * Diagnostics of shapes that do not fit.
 *
 * @module
 */

import { formatShape, type Shape, type ShapeError } from "../lib/shape.ts";
import type { ResolvedCall } from "./calls.ts";
import { type Diagnostic, diagnostic, type Help } from "./diagnostic.ts";
import type { Span } from "./diagnostic.ts";

/** What set the size of the last axis at some place of a pipeline. */
export interface Width {
  /** The number in the text that set it. */
  readonly span: Span;
  /** The shape since then. */
  readonly shape: Shape;
  /** The layers that came after it and kept the shape. */
  readonly keepers: readonly string[];
}

/** Says where in the text two steps do not fit. */
export function shapeDiagnostic(
  error: ShapeError,
  step: ResolvedCall,
  width: Width | undefined,
  found: Shape | undefined,
): Diagnostic {
  const { layer, rule, width: mismatch } = error.data;
  const notes = keeperNotes(width);
  const source = width && found
    ? [{
      span: width.span,
      text: `gives ${formatShape(found)}`,
    }]
    : [];
  const argument = step.argumentSpans.get(mismatch?.argument ?? "");
  if (mismatch === undefined || argument === undefined) {
    return diagnostic(
      "E113",
      `\`${layer}\` cannot take ${found ? formatShape(found) : "its input"}`,
      step.span,
      { label: rule, secondary: source, notes },
    );
  }
  const { expected, found: given } = mismatch;
  return diagnostic(
    "E110",
    `\`${layer}\` is told to expect ${expected} ${
      expected === 1 ? "input" : "inputs"
    } but receives ${given}`,
    argument,
    {
      label: `expects ${expected} here`,
      secondary: source,
      notes,
      helps: [...dropped(step, argument), {
        text: `expect ${given}`,
        edit: { span: argument, text: String(given) },
      }],
    },
  );
}

/** The help that leaves out an argument which need not be said. */
function dropped({ call }: ResolvedCall, argument: Span): Help[] {
  const { arguments: all } = call;
  const place = all.findIndex(({ value }) => value.span === argument);
  if (place < 0 || place + 1 >= all.length) return [];
  return [{
    text: "drop the input size, it is known",
    edit: {
      span: { start: all[place].span.start, end: all[place + 1].span.start },
      text: "",
    },
  }];
}

/** Which layers kept the shape between the two places. */
function keeperNotes(width: Width | undefined): string[] {
  if (width === undefined || width.keepers.length === 0) return [];
  const names = [...new Set(width.keepers)].map((name) => `\`${name}\``);
  const list = names.length === 1
    ? names[0]
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return [
    `${list} ${names.length === 1 ? "keeps" : "keep"} the shape ${
      formatShape(width.shape)
    }`,
  ];
}
