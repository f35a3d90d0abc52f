import type { Edit, Span } from "../diagnostics/diagnostic.ts";

/** Whether more than an arrow stands between two steps, as a bracket or a statement. */
export function isApart(text: string, step: Span, next: Span): boolean {
  return !/^\s*->\s*$/.test(text.slice(step.end, next.start));
}

/** What leaves a step out before the next; where more than an arrow stands between them, `id` takes its place. */
export function leaveOut(text: string, step: Span, next: Span): Edit {
  return isApart(text, step, next)
    ? { span: step, text: "id" }
    : { span: { start: step.start, end: next.start }, text: "" };
}
