/**
 * One mistake in a text, as data. Terminal text, JSON and editors print this one
 * record.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Code } from "./codes.ts";

/** A piece of the text in UTF-16 offsets, half open: `text.slice(start, end)`. */
export interface Span {
  /** The first code unit. */
  readonly start: number;
  /** Just past the last code unit. */
  readonly end: number;
}

/** Words beside a piece of the text. */
export interface Label {
  /** Where. */
  readonly span: Span;
  /** Why this place matters; may be empty. */
  readonly text: string;
  /** Whether this is the place of the mistake itself; exactly one label is. */
  readonly primary: boolean;
}

/** A replacement of the text at `span`. */
export interface Edit {
  /** What is replaced; empty for an insertion. */
  readonly span: Span;
  /** What takes its place. */
  readonly text: string;
}

/** A way to correct the mistake. */
export interface Help {
  /** The advice, as a phrase. */
  readonly text: string;
  /** The change that follows it, known to get past this diagnostic. */
  readonly edit?: Edit | undefined;
}

/** One mistake in a text. */
export interface Diagnostic {
  /** A stable code such as `E110`; the list is in `codes.ts`. */
  readonly code: Code;
  /** A text with an `error` cannot be used; with a `warning` it can. */
  readonly severity: "error" | "warning";
  /** What is wrong: no capital at the start, no full stop, code in backticks. */
  readonly message: string;
  /** Places with their reasons; exactly one is primary. */
  readonly labels: readonly Label[];
  /** Facts that explain. */
  readonly notes: readonly string[];
  /** Ways to correct it. */
  readonly helps: readonly Help[];
}

/** What {@linkcode diagnostic} takes besides the code, the message and the place. */
export interface DiagnosticOptions
  extends Partial<Pick<Diagnostic, "severity" | "notes" | "helps">> {
  /** Why the primary place is wrong. */
  readonly label?: string;
  /** Other places that play a part. */
  readonly secondary?: readonly Omit<Label, "primary">[];
}

/** Makes an error whose primary label is at `span`, or a warning. */
export function diagnostic(
  code: Code,
  message: string,
  span: Span,
  {
    label = "",
    secondary = [],
    severity = "error",
    notes = [],
    helps = [],
  }: DiagnosticOptions = {},
): Diagnostic {
  return {
    code,
    severity,
    message,
    labels: [
      { span, text: label, primary: true },
      ...secondary.map((other) => ({ ...other, primary: false })),
    ],
    notes,
    helps,
  };
}

/** Makes a warning. */
export function warning(
  code: Code,
  message: string,
  span: Span,
  options: Omit<DiagnosticOptions, "severity">,
): Diagnostic {
  return diagnostic(code, message, span, { ...options, severity: "warning" });
}

/** The place of the mistake itself, if it is in the text. */
export function primarySpan({ labels }: Diagnostic): Span | undefined {
  return labels.find(({ primary }) => primary)?.span;
}

/** A diagnostic whose places are all in the text, which ends at `end`; a primary place in a library moves to `use`. */
export function relocated(
  diagnostic: Diagnostic,
  end: number,
  use: Span | undefined,
): Diagnostic {
  const isOwn = (span: Span) => span.start <= end;
  const { labels, notes, helps } = diagnostic;
  if (labels.every(({ span }) => isOwn(span))) return diagnostic;
  const moved = labels.flatMap((label) => {
    if (isOwn(label.span)) return label.span === use ? [] : [label];
    return label.primary && use !== undefined ? [{ ...label, span: use }] : [];
  });
  return {
    ...diagnostic,
    labels: moved,
    notes: [
      ...notes,
      say("the mistake is within a library that is used here"),
    ],
    helps: helps.filter(({ edit }) => edit === undefined || isOwn(edit.span)),
  };
}

/** The text with one edit applied. */
export function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
}

/** A piece of a text in backticks, shortened to 40 characters. */
export function quoted(text: string): string {
  return text.length > 40 ? `\`${text.slice(0, 40)}…\`` : `\`${text}\``;
}
