/**
 * What a reader prefers, apart from any session: colours and language.
 *
 * @module
 */

import { effect, signal } from "@preact/signals";
import { en, later } from "../words/en.ts";
import { speak } from "../../words/languages.ts";
import { languages } from "../words/languages.ts";
import type { LaterSection, Words } from "../words/words.ts";
import { keep, kept } from "./storage.ts";

/** The choices of colours. */
export const themes = ["auto", "light", "dark"] as const;

/** A choice of colours. */
export type Theme = typeof themes[number];

/** The colours that are chosen. */
export const theme = signal<Theme>(
  themes.find((each) => each === kept("theme")) ?? "auto",
);

/** The code of the page's language: what was chosen, else that of whoever wrote the file, else the first of the browser's languages that the page has. */
export const language = languageAtFirst();

/** The words of the page in that language, once it is loaded; a section of {@linkcode later} once that is. */
export const words = signal<Words>(en as Words);

/** Has the page, and the library in it, speak its language. Nothing is shown before. */
export async function loadLanguage(): Promise<void> {
  document.documentElement.lang = language;
  const [own] = await Promise.all([
    languages.get(language)?.load?.(),
    speak(language),
  ]);
  if (own !== undefined) words.value = own;
}

/** Loads the words of a section, unless they are there. What shows them is shown after that. */
export async function loadSection(name: LaterSection): Promise<void> {
  if (name in words.peek()) return;
  const section = await later[name]();
  words.value = { ...words.peek(), [name]: section };
}

/** Chooses another language. The page begins anew in it: sentences that were said stay as they are. */
export function chooseLanguage(code: string): void {
  keep("language", code);
  location.reload();
}

/** Has the page follow the choice of colours, and keeps it. */
export function followTheme(): void {
  const { documentElement: root } = document;
  effect(() => {
    if (theme.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    keep("theme", theme.value);
  });
}

function languageAtFirst(): string {
  const { language: written } = document.documentElement.dataset;
  const wanted = [
    kept("language") ?? "",
    written ?? "",
    ...navigator.languages,
  ];
  const codes = wanted.flatMap((code) => [code, code.split("-")[0]]);
  return codes.find((code) => languages.has(code)) ?? "en";
}
