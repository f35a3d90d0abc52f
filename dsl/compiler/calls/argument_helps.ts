import type { ShapeFacts } from "../../../lib/base/facts.ts";
import { say } from "../../../words/say.ts";
import type { Help, Span } from "../../diagnostics/diagnostic.ts";
import type { ResolvedCall } from "./calls.ts";
import { without } from "./unknown_argument.ts";

/** A call as it is written, with the places of its branches or values. */
interface WrittenCall {
  readonly call?: ResolvedCall | undefined;
  readonly branches?: readonly Span[] | undefined;
}

/** Where the argument is that a layer's refusal names, if it is written. */
export function argumentPlace(
  { call }: WrittenCall,
  { argument }: ShapeFacts,
): Span | undefined {
  return argument && call?.argumentSpans.get(argument.name);
}

/** Ways to mend an argument that does not go with the shape. */
export function argumentHelps(
  { call, branches = [] }: WrittenCall,
  { argument, wayOut }: ShapeFacts,
  span: Span,
): Help[] {
  const given = call?.call.arguments.find(({ value }) => value.span === span);
  const { instead } = argument ?? {};
  if (call === undefined || given === undefined) return [];
  if (instead === undefined) {
    const start = [...branches, ...call.call.arguments.map(({ span }) => span)]
      .map(({ end }) => end).filter((end) => end <= given.span.start)
      .sort((a, b) => b - a).at(0);
    return [
      start === undefined ? without(given, call.call) : {
        text: say("leave it out"),
        edit: { span: { start, end: given.span.end }, text: "" },
      },
    ];
  }
  const text = wayOut ?? say("write {text}", { text: instead });
  const { kind } = call.definition.arguments[argument?.name ?? ""] ?? {};
  // One extent stands for a list of them, too.
  const isNumber = given.value.kind === "number" ||
    kind === "extents" && given.value.kind === "array";
  return [isNumber ? { text, edit: { span, text: `${instead}` } } : { text }];
}
