import type { Words } from "./words.ts";

/** A language of the page. */
export interface PageLanguage {
  /** Its own name for itself. */
  readonly name: string;
  /** Loads all of its words. Absent for English, of which the first are in the page from the start and the others come with what shows them. */
  load?(): Promise<Words>;
}

/** The languages of the page by their code. */
export const languages: ReadonlyMap<string, PageLanguage> = new Map([
  ["en", { name: "English" }],
  ["zh", { name: "中文", load: async () => (await import("./zh.ts")).zh }],
]);
