/**
 * What a reader prefers, apart from any session: colours and language.
 *
 * @module
 */

import { computed, effect, signal } from "@preact/signals";
import { en } from "../words/en.ts";
import { languages, type Words } from "../words/words.ts";
import { keep, kept } from "./storage.ts";

/** The choices of colours. */
export const themes = ["auto", "light", "dark"] as const;

/** A choice of colours. */
export type Theme = typeof themes[number];

/** The colours that are chosen. */
export const theme = signal<Theme>(
  themes.find((each) => each === kept("theme")) ?? "auto",
);

/** The code of the language that is chosen. */
export const language = signal(languageAtFirst());

/** The words of the page in that language. */
export const words = computed<Words>(() =>
  languages.get(language.value)?.words ?? en
);

/** Has the page follow these choices, and keeps them. */
export function followPreferences(): void {
  const { documentElement: root } = document;
  effect(() => {
    if (theme.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    keep("theme", theme.value);
  });
  effect(() => {
    root.lang = language.value;
    keep("language", language.value);
  });
}

/** What was chosen, else the first of the browser's languages that the page has. */
function languageAtFirst(): string {
  const wanted = [kept("language") ?? "", ...navigator.languages];
  const codes = wanted.flatMap((code) => [code, code.split("-")[0]]);
  return codes.find((code) => languages.has(code)) ?? "en";
}
