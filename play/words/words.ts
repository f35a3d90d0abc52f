/**
 * The words of the page by key, in its languages. A catalogue of another language
 * has the same keys, and the type checker says which it lacks.
 *
 * @module
 */

import { en } from "./en.ts";

/** A catalogue: that of English, with other words. */
export type Words = Translated<typeof en>;

type Translated<T> = T extends string ? string
  : T extends (...facts: infer Facts) => string ? (...facts: Facts) => string
  : { readonly [Key in keyof T]: Translated<T[Key]> };

/** A language of the page. */
export interface PageLanguage {
  /** Its own name for itself. */
  readonly name: string;
  /** Loads its words: only those who read English have these from the start. */
  load(): Promise<Words>;
}

/** The languages of the page by their code. */
export const languages: ReadonlyMap<string, PageLanguage> = new Map([
  ["en", { name: "English", load: () => Promise.resolve<Words>(en) }],
  ["zh", { name: "中文", load: async () => (await import("./zh.ts")).zh }],
]);
