import { en } from "./en.ts";
import type { Words } from "./words.ts";

/** A language of the page. */
export interface PageLanguage {
  /** Its own name for itself. */
  readonly name: string;
  /** Loads its words: only those of English are in the page from the start. */
  load(): Promise<Words>;
}

/** The languages of the page by their code. */
export const languages: ReadonlyMap<string, PageLanguage> = new Map([
  ["en", { name: "English", load: () => Promise.resolve<Words>(en) }],
  ["zh", { name: "中文", load: async () => (await import("./zh.ts")).zh }],
]);
