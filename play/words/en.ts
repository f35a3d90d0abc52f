import { editor } from "./en/editor.ts";
import { learn } from "./en/learn.ts";
import { prove } from "./en/prove.ts";
import { see } from "./en/see.ts";
import { shell } from "./en/shell.ts";
import { takeAway } from "./en/take_away.ts";
import { train } from "./en/train.ts";

/** Every word that the page shows, in English: a section for the page around the tabs, the editor, and each tab. A word with facts in it is a function of them. */
export const en = { shell, editor, see, prove, train, learn, takeAway };
