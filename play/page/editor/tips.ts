/**
 * What is told beside the text: of the word under the pointer, and of the call that
 * is being written.
 *
 * @module
 */

import { type EditorState, StateField } from "@codemirror/state";
import {
  type EditorView,
  hoverTooltip,
  showTooltip,
  type Tooltip,
} from "@codemirror/view";
import type { Diagnostic } from "../../../dsl/diagnostics/diagnostic.ts";
import type { HoverBlock } from "../../../dsl/language_service/hovers/blocks.ts";
import type { Hover } from "../../../dsl/language_service/hovers/hovers.ts";
import type { CallSignature } from "../../../dsl/language_service/signatures.ts";
import { words } from "../preferences.ts";
import { known } from "./known.ts";
import { placeOf } from "./marks.ts";
import { mistakes } from "./mistakes.ts";

/** Tells what is wrong with the word under the pointer, with what mends it, and what the word is. */
export const hovers = hoverTooltip(({ state }, at): Tooltip | null => {
  const wrong = state.field(mistakes).found.filter((each) => {
    const { from, to } = placeOf(each, state.doc.length);
    return from <= at && at <= to;
  });
  const hover = known(state).hoverAt(at);
  if (wrong.length === 0 && hover === undefined) return null;
  const from = hover?.span.start ?? placeOf(wrong[0], state.doc.length).from;
  return {
    pos: from,
    above: true,
    create: (view) => ({ dom: tipOf(wrong, hover, view) }),
  };
}, { hideOnChange: true });

function tipOf(
  wrong: readonly Diagnostic[],
  hover: Hover | undefined,
  view: EditorView,
): HTMLElement {
  return made("div", "tip", [
    ...wrong.map((each) => mistakeOf(each, view)),
    ...hover === undefined ? [] : [
      made("strong", "code", [hover.title]),
      ...hover.blocks.map(blockOf),
    ],
  ]);
}

function mistakeOf(
  { message, severity, helps }: Diagnostic,
  view: EditorView,
): HTMLElement {
  const edits = helps.flatMap(({ text, edit }) => {
    if (edit === undefined) return [];
    const button = made("button", "", proseOf(text));
    button.addEventListener("click", () => {
      const { start: from, end: to } = edit.span;
      view.dispatch({ changes: { from, to, insert: edit.text } });
      view.focus();
    });
    return button;
  });
  return made("div", `wrong ${severity}-words`, [
    made("p", "", proseOf(message)),
    ...edits,
  ]);
}

function blockOf(block: HoverBlock): HTMLElement {
  switch (block.kind) {
    case "paragraph":
      return made("p", "", proseOf(block.text));
    case "code":
      return made("pre", "", [block.text]);
    case "table":
      return made("div", "", [
        made("p", "heading", [block.heading]),
        made(
          "table",
          "",
          block.rows.map((row) =>
            made("tr", "", row.map((cell) => made("td", "", proseOf(cell))))
          ),
        ),
      ]);
  }
}

/** Shows how the call at the caret is written, while the editor has the focus. */
export const signatures = StateField.define<Tooltip | null>({
  create: () => null,
  update(before, { docChanged, selection, state }) {
    return docChanged || selection !== undefined ? signatureTip(state) : before;
  },
  provide: (field) => showTooltip.from(field),
});

function signatureTip(state: EditorState): Tooltip | null {
  const { head, empty } = state.selection.main;
  const signature = empty ? known(state).signatureAt(head) : undefined;
  if (signature === undefined) return null;
  return {
    pos: signature.span.start,
    above: true,
    create: () => ({ dom: signatureDom(signature) }),
  };
}

function signatureDom(
  { label, summary, arguments: all, active }: CallSignature,
): HTMLElement {
  const argument = active === undefined ? undefined : all[active];
  const { start, end } = argument?.span ?? { start: 0, end: 0 };
  const about = argument === undefined
    ? summary
    : [argument.summary, argument.wanted].filter((each) => each !== "")
      .join(words.peek().shell.semicolon);
  return made("div", "tip signature", [
    made("p", "code", [
      label.slice(0, start),
      made("b", "", [label.slice(start, end)]),
      label.slice(end),
    ]),
    ...about === "" ? [] : [made("p", "", proseOf(about))],
  ]);
}

function made(
  name: string,
  className: string,
  children: readonly (string | HTMLElement)[],
): HTMLElement {
  const element = document.createElement(name);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

/** Words in which code stands in backticks. */
function proseOf(text: string): (string | HTMLElement)[] {
  return text.split(/`([^`]*)`/).map((part, i) =>
    i % 2 === 0 ? part : made("code", "", [part])
  );
}
