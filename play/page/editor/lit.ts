/**
 * The pieces of the text that the step of the walk is about.
 *
 * @module
 */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { Span } from "../../../dsl/diagnostics/diagnostic.ts";

/** Tells the editor which pieces are lit. */
export const setLit = StateEffect.define<readonly Span[]>();

const mark = Decoration.mark({ class: "lit" });

/** What was told last; it moves with its words. */
export const lit = StateField.define({
  create: () => Decoration.none,
  update(before, { effects, changes, state: { doc } }) {
    const told = effects.find((each) => each.is(setLit));
    if (told === undefined) return before.map(changes);
    const spans: readonly Span[] = told.value;
    return Decoration.set(
      spans.filter(({ start, end }) => start < end && end <= doc.length)
        .map(({ start, end }) => mark.range(start, end)),
      true,
    );
  },
  provide: (field) => EditorView.decorations.from(field),
});
