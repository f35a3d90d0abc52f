/**
 * The editor: CodeMirror in a shadow root, which takes its styles without a `style`
 * element. It and the session's text follow each other.
 *
 * @module
 */

import { history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { effect } from "@preact/signals";
import type { TextNumber } from "../../../dsl/language_service/numbers.ts";
import { changeBetween } from "../../model/text_change.ts";
import { words } from "../preferences.ts";
import { serviceOf } from "../service.ts";
import type { PageState } from "../state.ts";
import { completion } from "./completion.ts";
import { draggedNumbers, numberKeys } from "./drag.ts";
import { editorKeys } from "./keys.ts";
import { knowledge } from "./known.ts";
import { lit, setLit } from "./lit.ts";
import { marks } from "./marks.ts";
import { mistakes, setMistakes } from "./mistakes.ts";
import { editorTheme } from "./theme.ts";
import { hovers, signatures } from "./tips.ts";

/** Shows the session's text in an element, to be edited. @returns what takes it away. */
export function mountEditor(host: HTMLElement, state: PageState): () => void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const mode = new Compartment();
  const sayNumber = ({ of }: TextNumber, value: string) =>
    state.say(words.peek().editor.number(of, value));
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: state.session.peek().text,
      extensions: [
        knowledge.of((text) => serviceOf(text, state.session.peek().seed)),
        lineNumbers(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        keymap.of([
          ...numberKeys(sayNumber),
          { key: "Shift-Alt-f", run: () => formatText(state) },
          ...historyKeymap,
        ]),
        editorKeys,
        editorTheme,
        marks,
        mistakes,
        lit,
        draggedNumbers(sayNumber),
        completion,
        hovers,
        signatures,
        mode.of([]),
        EditorView.updateListener.of(({ docChanged, state: { doc } }) => {
          if (docChanged) state.change({ text: doc.toString() });
        }),
      ],
    }),
  });
  const stops = [
    effect(() => {
      const text = state.part("text").value;
      const now = view.state.doc.toString();
      if (now !== text) view.dispatch({ changes: changeBetween(now, text) });
    }),
    effect(() => {
      view.dispatch({ effects: setMistakes.of(state.diagnostics.value) });
    }),
    effect(() => {
      view.dispatch({ effects: setLit.of(state.lit.value) });
    }),
    effect(() => {
      const isView = state.part("mode").value === "view";
      view.dispatch({
        effects: mode.reconfigure([
          EditorState.readOnly.of(isView),
          EditorView.contentAttributes.of({
            "aria-label": words.value.editor.label,
            "aria-describedby": "keys",
            spellcheck: "false",
          }),
        ]),
      });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    view.destroy();
  };
}

/** Writes the text in its canonical form, where it can be read. */
export function formatText(state: PageState): boolean {
  const edits = state.service.peek().formatEdits();
  let text = state.session.peek().text;
  for (const { span, text: written } of edits.toReversed()) {
    text = text.slice(0, span.start) + written + text.slice(span.end);
  }
  state.change({ text });
  state.show(words.peek().editor.formatted);
  return true;
}
