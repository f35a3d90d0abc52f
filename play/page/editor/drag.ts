/**
 * Numbers as sliders: dragged with the pointer, or changed by keys. A drag is one
 * step of undo.
 *
 * @module
 */

import { isolateHistory } from "@codemirror/commands";
import { Transaction } from "@codemirror/state";
import { type Command, EditorView, type KeyBinding } from "@codemirror/view";
import { batch } from "@preact/signals";
import type { WrittenService } from "../../../dsl/language_service/written_service.ts";
import type { TextNumber } from "../../../dsl/language_service/numbers.ts";
import { known } from "./known.ts";

/** So many pixels are one step. */
const pixelsOfStep = 4;

/** With Shift, so many steps are one. */
const stepsOfShift = 10;

/** A number that is being dragged. */
interface Drag {
  readonly number: TextNumber;
  readonly service: WrittenService;
  /** Where the pointer went down. */
  readonly x: number;
  readonly written: string;
  /** The place of the text there. */
  readonly at: number;
  /** What is written now; undefined until the pointer has moved a step. */
  now?: string;
}

/** Lets the pointer drag numbers. @param say what a screen reader hears. */
export function draggedNumbers(
  say: (number: TextNumber, value: string) => void,
) {
  let drag: Drag | undefined;

  function write(view: EditorView, text: string, isDone: boolean) {
    if (drag === undefined) return;
    const from = drag.number.span.start;
    const to = from + (drag.now ?? drag.written).length;
    view.dispatch({
      changes: { from, to, insert: text },
      annotations: isDone
        ? [Transaction.userEvent.of("drag"), isolateHistory.of("full")]
        : Transaction.addToHistory.of(false),
    });
    drag.now = text;
  }

  function end(view: EditorView) {
    const ended = drag;
    if (ended !== undefined && ended.now === undefined) {
      // The pointer did not move: it was a click.
      view.dispatch({ selection: { anchor: ended.at } });
      view.focus();
    }
    if (ended?.now !== undefined && ended.now !== ended.written) {
      const { now } = ended;
      // Undo knows the way from the first text to the last.
      batch(() => {
        write(view, ended.written, false);
        write(view, now, true);
      });
      say(ended.number, now);
    }
    drag = undefined;
  }

  return EditorView.domEventHandlers({
    pointerdown(event, view) {
      const isOne = event.button === 0 && event.isPrimary &&
        !view.state.readOnly && isOnNumber(event);
      const at = isOne ? view.posAtCoords(event) : null;
      if (at === null) return false;
      const service = known(view.state);
      const number = numberAt(service, at);
      if (number === undefined) return false;
      const { start, end } = number.span;
      const written = view.state.sliceDoc(start, end);
      drag = { number, service, x: event.clientX, written, at };
      // Moves come here wherever the pointer is.
      view.contentDOM.setPointerCapture(event.pointerId);
      return false;
    },
    pointermove(event, view) {
      if (drag === undefined) return false;
      const { number, service, x, written } = drag;
      const steps = Math.round((event.clientX - x) / pixelsOfStep);
      if (steps === 0 && drag.now === undefined) return false;
      const text = steps === 0
        ? written
        : moved(service, number, event.shiftKey ? steps * stepsOfShift : steps);
      if (text !== (drag.now ?? written)) write(view, text, false);
      drag.now ??= written;
      return true;
    },
    // Nothing is selected by a drag; a second click selects the word.
    mousedown: ({ detail }) => drag !== undefined && detail < 2,
    pointerup: (_, view) => end(view),
    pointercancel: (_, view) => end(view),
  });
}

/** Keys that change the number at the caret. */
export function numberKeys(
  say: (number: TextNumber, value: string) => void,
): readonly KeyBinding[] {
  const by = (steps: number): Command => (view) => {
    if (view.state.readOnly) return false;
    const service = known(view.state);
    const { head } = view.state.selection.main;
    const number = numberAt(service, head);
    if (number === undefined) return false;
    const { start, end } = number.span;
    const insert = moved(service, number, steps);
    view.dispatch({
      changes: { from: start, to: end, insert },
      selection: { anchor: start + Math.min(head - start, insert.length) },
      userEvent: "input.number",
    });
    say(number, insert);
    return true;
  };
  return [
    { key: "Alt-ArrowUp", run: by(1), shift: by(stepsOfShift) },
    { key: "Alt-ArrowDown", run: by(-1), shift: by(-stepsOfShift) },
  ];
}

/** The number at a place of the text. */
function numberAt(
  service: WrittenService,
  at: number,
): TextNumber | undefined {
  return service.numbers().find(({ span }) =>
    span.start <= at && at <= span.end
  );
}

/** What a number becomes by some steps. */
function moved(
  service: WrittenService,
  { span, value, step, least = -Infinity, most = Infinity }: TextNumber,
  steps: number,
): string {
  const to = Math.min(most, Math.max(least, value + steps * step));
  return service.numberEdit(span, to).text;
}

function isOnNumber({ target }: Event): boolean {
  return target instanceof Element && target.closest(".drag") !== null;
}
