/**
 * The keys of every editor. The list that CodeMirror brings also moves by the syntax
 * of its own parsers, which the page has no use for and would have to load.
 *
 * @module
 */

import {
  copyLineDown,
  copyLineUp,
  cursorCharLeft,
  cursorCharRight,
  cursorDocEnd,
  cursorDocStart,
  cursorGroupLeft,
  cursorGroupRight,
  cursorLineBoundaryBackward,
  cursorLineBoundaryForward,
  cursorLineDown,
  cursorLineUp,
  cursorPageDown,
  cursorPageUp,
  deleteCharBackward,
  deleteCharForward,
  deleteGroupBackward,
  deleteGroupForward,
  deleteLine,
  insertNewlineKeepIndent,
  moveLineDown,
  moveLineUp,
  selectAll,
  selectCharLeft,
  selectCharRight,
  selectDocEnd,
  selectDocStart,
  selectGroupLeft,
  selectGroupRight,
  selectLineBoundaryBackward,
  selectLineBoundaryForward,
  selectLineDown,
  selectLineUp,
  selectPageDown,
  selectPageUp,
  toggleLineComment,
} from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { type Command, type KeyBinding, keymap } from "@codemirror/view";

/** A key that moves the caret and, with Shift, selects. */
function moving(
  key: string,
  run: Command,
  shift: Command,
  mac?: string,
): KeyBinding {
  return { key, run, shift, preventDefault: true, ...mac && { mac } };
}

const keys: readonly KeyBinding[] = [
  moving("ArrowLeft", cursorCharLeft, selectCharLeft),
  moving("ArrowRight", cursorCharRight, selectCharRight),
  moving("Mod-ArrowLeft", cursorGroupLeft, selectGroupLeft, "Alt-ArrowLeft"),
  moving(
    "Mod-ArrowRight",
    cursorGroupRight,
    selectGroupRight,
    "Alt-ArrowRight",
  ),
  moving("ArrowUp", cursorLineUp, selectLineUp),
  moving("ArrowDown", cursorLineDown, selectLineDown),
  moving("PageUp", cursorPageUp, selectPageUp),
  moving("PageDown", cursorPageDown, selectPageDown),
  moving("Home", cursorLineBoundaryBackward, selectLineBoundaryBackward),
  moving("End", cursorLineBoundaryForward, selectLineBoundaryForward),
  moving("Mod-Home", cursorDocStart, selectDocStart),
  moving("Mod-End", cursorDocEnd, selectDocEnd),
  { key: "Mod-a", run: selectAll },
  {
    key: "Enter",
    run: insertNewlineKeepIndent,
    shift: insertNewlineKeepIndent,
  },
  { key: "Backspace", run: deleteCharBackward, shift: deleteCharBackward },
  { key: "Delete", run: deleteCharForward },
  { key: "Mod-Backspace", mac: "Alt-Backspace", run: deleteGroupBackward },
  { key: "Mod-Delete", mac: "Alt-Delete", run: deleteGroupForward },
  { key: "Shift-Mod-k", run: deleteLine },
  { key: "Alt-ArrowUp", run: moveLineUp, shift: copyLineUp },
  { key: "Alt-ArrowDown", run: moveLineDown, shift: copyLineDown },
  { key: "Mod-/", run: toggleLineComment },
];

/** The keys, and the sign of a comment that one of them takes. */
export const editorKeys: Extension = [
  keymap.of(keys),
  EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]),
];
