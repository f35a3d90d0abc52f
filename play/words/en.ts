import { editor } from "./en/editor.ts";
import { see } from "./en/see.ts";
import { shell } from "./en/shell.ts";

/** What the page shows from the start, in English: the words of the page around the tabs, the editor and See. A word with facts in it is a function of them. */
export const en = { shell, editor, see };

/** The words that come with what shows them, in English. */
export const later = {
  prove: async () => (await import("./en/prove.ts")).prove,
  train: async () => (await import("./en/train.ts")).train,
  learn: async () => (await import("./en/learn.ts")).learn,
  takeAway: async () => (await import("./en/take_away.ts")).takeAway,
};
