/**
 * What is wrong, under the words that are wrong.
 *
 * @module
 */

import { StateEffect, StateField } from "@codemirror/state";
import { type DecorationSet, EditorView } from "@codemirror/view";
import type { Diagnostic } from "../../../dsl/diagnostics/diagnostic.ts";
import { underlined } from "./marks.ts";

/** Tells the editor what is wrong with its text. */
export const setMistakes = StateEffect.define<readonly Diagnostic[]>();

interface Mistakes {
  readonly found: readonly Diagnostic[];
  readonly lines: DecorationSet;
}

/** What was told last; at a change of the text the lines move with their words until it is told anew. */
export const mistakes = StateField.define<Mistakes>({
  create: () => ({ found: [], lines: underlined([], { doc: { length: 0 } }) }),
  update(before, { effects, docChanged, changes, state }) {
    for (const effect of effects) {
      if (!effect.is(setMistakes)) continue;
      return { found: effect.value, lines: underlined(effect.value, state) };
    }
    return docChanged
      ? { found: [], lines: before.lines.map(changes) }
      : before;
  },
  provide: (field) => EditorView.decorations.from(field, ({ lines }) => lines),
});
