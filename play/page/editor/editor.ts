/**
 * The editor: CodeMirror in a shadow root, which takes its styles without a `style`
 * element. It and the session's text follow each other.
 *
 * @module
 */

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { type Diagnostic as Mark, linter, lintGutter } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { effect } from "@preact/signals";
import type { Diagnostic } from "../../../dsl/diagnostics/diagnostic.ts";
import { words } from "../preferences.ts";
import type { PageState } from "../state.ts";
import { editorTheme } from "./theme.ts";

/** Shows the session's text in an element, to be edited. @returns what takes it away. */
export function mountEditor(host: HTMLElement, state: PageState): () => void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view: EditorView = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: state.session.peek().text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        editorTheme,
        lintGutter(),
        linter(
          ({ state: { doc } }) =>
            state.diagnostics.peek().map((each) => markOf(each, doc)),
          {
            delay: 0,
          },
        ),
        EditorView.contentAttributes.of({
          "aria-label": words.peek().editor.label,
        }),
        EditorView.updateListener.of(({ docChanged, state: { doc } }) => {
          if (docChanged) state.change({ text: doc.toString() });
        }),
      ],
    }),
  });
  const stop = effect(() => {
    const text = state.part("text").value;
    const { doc } = view.state;
    if (doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
  });
  return () => {
    stop();
    view.destroy();
  };
}

function markOf(found: Diagnostic, doc: Text): Mark {
  const { message, severity, labels, helps } = found;
  const { span } = labels.find(({ primary }) => primary) ?? labels[0];
  return {
    from: Math.min(span.start, doc.length),
    to: Math.min(span.end, doc.length),
    severity,
    message,
    actions: helps.flatMap(({ text, edit }) =>
      edit === undefined ? [] : {
        name: text,
        apply: (view) =>
          view.dispatch({
            changes: {
              from: edit.span.start,
              to: edit.span.end,
              insert: edit.text,
            },
          }),
      }
    ),
  };
}
