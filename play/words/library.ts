import { setLanguage } from "../../words/say.ts";

/**
 * Has the library speak a language of the page, here or in a worker: its sentences
 * are loaded where they are not English.
 */
export async function speak(code: string): Promise<void> {
  setLanguage(
    code === "zh" ? (await import("../../words/zh.ts")).zh : undefined,
  );
}
