/**
 * What is drawn into the text: colours, lines under mistakes, shapes behind steps,
 * and which numbers can be dragged.
 *
 * @module
 */

import { type EditorState, RangeSet, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  WidgetType,
} from "@codemirror/view";
import type { Diagnostic } from "../../../dsl/diagnostics/diagnostic.ts";
import { known } from "./known.ts";

/** The colours and the rest, drawn anew at each change of the text. */
export const marks = StateField.define<DecorationSet>({
  create: (state) => drawn(state),
  update: (before, { docChanged, state }) => docChanged ? drawn(state) : before,
  provide: (field) => EditorView.decorations.from(field),
});

const kinds = new Map<string, Decoration>();

/** Decorations are compared by identity: one for a class. */
function classed(name: string): Decoration {
  const found = kinds.get(name) ?? Decoration.mark({ class: name });
  kinds.set(name, found);
  return found;
}

function drawn(state: EditorState): DecorationSet {
  const service = known(state);
  const tokens = service.tokens().map(({ span, kind, isDefinition = false }) =>
    classed(`t-${kind}${isDefinition ? " t-definition" : ""}`)
      .range(span.start, span.end)
  );
  const numbers = service.numbers().map(({ span }) =>
    classed("drag").range(span.start, span.end)
  );
  const shapes = service.shapes().map(({ offset, text }) =>
    Decoration.widget({ widget: new ShapeWidget(text), side: 1 })
      .range(offset)
  );
  return RangeSet.join(
    [tokens, numbers, shapes].map((ranges) =>
      Decoration.set(ranges.filter(({ from, to }) => from <= to), true)
    ),
  );
}

class ShapeWidget extends WidgetType {
  constructor(readonly text: string) {
    super();
  }
  override eq(other: ShapeWidget) {
    return other.text === this.text;
  }
  override toDOM() {
    const element = document.createElement("span");
    element.className = "shape";
    element.setAttribute("aria-hidden", "true");
    element.textContent = this.text;
    return element;
  }
}

/** Lines under what is wrong. */
export function underlined(
  found: readonly Diagnostic[],
  { doc }: { readonly doc: { readonly length: number } },
): DecorationSet {
  const ranges = found.map((each) => {
    const { from, to } = placeOf(each, doc.length);
    return from < to
      ? classed(each.severity).range(from, to)
      : Decoration.widget({ widget: new GapWidget(each.severity), side: 1 })
        .range(from);
  });
  return Decoration.set(ranges, true);
}

/** A place between two letters where something is missing. */
class GapWidget extends WidgetType {
  constructor(readonly severity: string) {
    super();
  }
  override eq(other: GapWidget) {
    return other.severity === this.severity;
  }
  override toDOM() {
    const element = document.createElement("span");
    element.className = `${this.severity} gap`;
    return element;
  }
}

/** Where a mistake is in a text of some length. */
export function placeOf(
  { labels }: Diagnostic,
  length: number,
): { from: number; to: number } {
  const { span } = labels.find(({ primary }) => primary) ?? labels[0];
  return { from: Math.min(span.start, length), to: Math.min(span.end, length) };
}
