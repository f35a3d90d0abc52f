import { say } from "../../../words/say.ts";
import type { Span } from "../../diagnostics/diagnostic.ts";
import { canGive } from "../../compiler/bindings.ts";
import { pathsOf, type Place } from "../../compiler/paths.ts";
import type { Caret } from "../document/caret.ts";
import type { Document } from "../document/document.ts";
import { incomingAt } from "./incoming.ts";
import { type Offer, offer } from "./offers.ts";
import { sizesOf } from "../document/shapes.ts";

/** The path that a caret is in, with all its dots. */
export function pathSpan({ before, span }: Caret): Span {
  const words = before?.passage.words ?? [];
  let at = before?.place ?? -1;
  let { start, end } = span;
  for (; at >= 0 && words[at].role !== "keyword"; at--) {
    const { span } = words[at].token;
    if (span.end !== start) break;
    start = span.start;
  }
  for (at = (before?.place ?? -1) + 1; at < words.length; at++) {
    const { span, kind } = words[at].token;
    if (span.start > end || (kind !== "." && kind !== "name")) break;
    end = Math.max(end, span.end);
  }
  return { start, end };
}

/** The paths of the network that a line may give or expect, and that no other does. */
export function pathOffers(
  document: Document,
  caret: Caret,
  of: "given" | "expect",
): readonly Offer[] {
  const { sketch } = incomingAt(document, caret);
  const { network, file } = sketch;
  const isLast = caret.after.kind === "newline" || caret.after.kind === "end";
  if (network === undefined) return [];
  const paths = pathsOf(network);
  const taken = new Set(
    file.statements.flatMap((each) =>
      each.kind === of ? arrayOf(paths.get(each.path.text)) : []
    ),
  );
  return [...paths].flatMap(([path, place], i) => {
    if (
      taken.has(arrayOf(place)) || (of === "given" && !canGive(place, network))
    ) {
      return [];
    }
    const detail = place.kind === "loss" ? "1" : sizesOf(place.shape);
    return [
      offer(path, "path", i, {
        detail,
        summary: say(place.isGradient ? "a gradient" : whatIs[place.kind]),
        ...isLast ? { text: `${path} = `, isOpen: true } : {},
      }),
    ];
  });
}

const whatIs = {
  value: "a value",
  parameter: "a parameter",
  loss: "the loss",
} as const;

/** What a path names, whatever it is called: `y.grad` and `fc1.grad` may be one array. */
function arrayOf(place: Place | undefined): string {
  if (place === undefined) return "";
  const { kind, value, parameter, isGradient } = place;
  return `${kind} ${value} ${parameter} ${isGradient}`;
}
