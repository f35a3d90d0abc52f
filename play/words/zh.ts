import { editor } from "./zh/editor.ts";
import { learn } from "./zh/learn.ts";
import { prove } from "./zh/prove.ts";
import { see } from "./zh/see.ts";
import { shell } from "./zh/shell.ts";
import { takeAway } from "./zh/take_away.ts";
import { train } from "./zh/train.ts";
import type { Words } from "./words.ts";

/** Every word that the page shows, in Chinese. */
export const zh: Words = {
  shell,
  editor,
  see,
  prove,
  train,
  learn,
  takeAway,
};
