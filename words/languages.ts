/**
 * The languages that there are, each loaded where somebody reads it: a start takes as
 * long as its modules.
 *
 * @module
 */

import { type Language, setLanguage } from "./say.ts";

const languages: ReadonlyMap<string, () => Promise<Language | undefined>> =
  new Map<string, () => Promise<Language | undefined>>([
    ["en", () => Promise.resolve(undefined)],
    ["zh", async () => (await import("./zh.ts")).zh],
  ]);

/** Their codes. */
export const languageCodes: readonly string[] = [...languages.keys()];

/** Puts a language in force; one that is not among them leaves English. */
export async function speak(code: string): Promise<void> {
  setLanguage(await languages.get(code)?.());
}
