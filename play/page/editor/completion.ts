/**
 * Words that may be written at the caret, offered in a list.
 *
 * @module
 */

import {
  type EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
} from "@codemirror/state";
import {
  type Command,
  EditorView,
  keymap,
  showTooltip,
  type Tooltip,
} from "@codemirror/view";
import type { Completion } from "../../../dsl/language_service/completion/offers.ts";
import { words } from "../preferences.ts";
import { known } from "./known.ts";

/** A list that is open. */
interface Offered {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
  readonly chosen: number;
}

/** At most so many are listed. */
const mostListed = 60;

const setOffered = StateEffect.define<Offered | undefined>();

const offered = StateField.define<Offered | undefined>({
  create: () => undefined,
  update(before, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setOffered)) return effect.value;
    }
    const { docChanged, selection, state } = transaction;
    if (docChanged) {
      const goesOn = transaction.isUserEvent("input.type") ||
        (before !== undefined && transaction.isUserEvent("delete"));
      return goesOn ? offersAt(state, false) : undefined;
    }
    return selection === undefined ? before : undefined;
  },
  provide: (field) => [
    showTooltip.compute([field], (state) => tooltipOf(state.field(field))),
    EditorView.contentAttributes.compute([field], (state) => {
      const open = state.field(field);
      const attributes: Record<string, string> = {
        "aria-autocomplete": "list",
        "aria-haspopup": "listbox",
      };
      return open === undefined ? attributes : {
        ...attributes,
        "aria-controls": listId,
        "aria-activedescendant": idOf(open.chosen),
      };
    }),
  ],
});

const listId = "offers";
const idOf = (place: number) => `offer-${place}`;

/** @param isAsked whether the reader asks for them, not only types. */
function offersAt(state: EditorState, isAsked: boolean): Offered | undefined {
  const { head, empty } = state.selection.main;
  const found = empty ? known(state).completionsAt(head) : undefined;
  if (found === undefined || found.items.length === 0) return undefined;
  const { start, end } = found.span;
  // Unasked, words are offered where one is begun, until it is written.
  const word = state.sliceDoc(start, end);
  const isWritten = found.items[0].text === word;
  if (!isAsked && (start === head || isWritten)) return undefined;
  const items = found.items.slice(0, mostListed);
  return { from: start, to: end, items, chosen: 0 };
}

function take(view: EditorView, { from, to, items }: Offered, chosen: number) {
  const { text, caret, isOpen } = items[chosen];
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + caret },
    userEvent: "input.complete",
  });
  if (isOpen) open(view);
  view.focus();
}

const open: Command = (view) => {
  if (view.state.readOnly) return false;
  view.dispatch({ effects: setOffered.of(offersAt(view.state, true)) });
  return true;
};

/** A key of the open list. */
function listKey(act: (view: EditorView, list: Offered) => void): Command {
  return (view) => {
    const list = view.state.field(offered);
    if (list === undefined) return false;
    act(view, list);
    return true;
  };
}

const choose = (by: number) =>
  listKey((view, list) => {
    const { items: { length }, chosen } = list;
    const next = { ...list, chosen: (chosen + by + length) % length };
    view.dispatch({ effects: setOffered.of(next) });
  });

const takeChosen = listKey((view, list) => take(view, list, list.chosen));

function tooltipOf(list: Offered | undefined): Tooltip | null {
  if (list === undefined) return null;
  return {
    pos: list.from,
    create(view) {
      const dom = listOf(list, (chosen) => take(view, list, chosen));
      const mount = () =>
        dom.querySelector("[aria-selected=true]")
          ?.scrollIntoView({ block: "nearest" });
      return { dom, mount };
    },
  };
}

function listOf(
  { items, chosen }: Offered,
  onTake: (chosen: number) => void,
): HTMLElement {
  const list = document.createElement("ul");
  list.id = listId;
  list.role = "listbox";
  list.ariaLabel = words.peek().editor.offers;
  list.append(...items.map(({ label, detail }, i) => {
    const item = document.createElement("li");
    item.id = idOf(i);
    item.role = "option";
    item.ariaSelected = String(i === chosen);
    const about = document.createElement("span");
    about.textContent = detail === label ? "" : detail;
    item.append(label, about);
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      onTake(i);
    });
    return item;
  }));
  const dom = document.createElement("div");
  dom.className = "offers";
  const summary = document.createElement("p");
  summary.textContent = items[chosen].summary;
  dom.append(list, summary);
  return dom;
}

/** Offers words as one types, and where Ctrl and the space bar ask for them. */
export const completion: Extension = [
  offered,
  Prec.highest(keymap.of([
    { key: "Ctrl-Space", run: open },
    { key: "ArrowDown", run: choose(1) },
    { key: "ArrowUp", run: choose(-1) },
    { key: "Enter", run: takeChosen },
    { key: "Tab", run: takeChosen },
    {
      key: "Escape",
      run: listKey((view) =>
        view.dispatch({ effects: setOffered.of(undefined) })
      ),
    },
  ])),
  EditorView.domEventHandlers({
    blur(_, view) {
      // A list that nobody looks at goes, once the change of the focus is over.
      setTimeout(() => {
        if (view.hasFocus || view.state.field(offered) === undefined) return;
        view.dispatch({ effects: setOffered.of(undefined) });
      });
    },
  }),
];
