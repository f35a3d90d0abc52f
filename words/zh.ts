/**
 * Chinese: what nabla says, for {@linkcode setLanguage}.
 *
 * ```ts
 * import { compile } from "@nabla/nabla/text";
 * import { setLanguage, zh } from "@nabla/nabla/zh";
 * import { assertEquals } from "@std/assert";
 *
 * setLanguage(zh);
 * const [{ message }] = compile("fc(2,1) -> sigmiod").diagnostics;
 * setLanguage(undefined);
 * assertEquals(message, "没有名为 `sigmiod` 的层");
 * ```
 *
 * @module
 */

import type { Language } from "./say.ts";
import { lessons } from "./zh/lessons/lessons.ts";
import { nouns } from "./zh/nouns.ts";
import { sentences } from "./zh/sentences.ts";

export { type Language, setLanguage } from "./say.ts";

/** Simplified Chinese. */
export const zh: Language = {
  code: "zh",
  sentences,
  nouns,
  lessons,
  list: { comma: "、", and: "和", or: "或" },
  spaced: (before, fact, after) =>
    (needsSpace(before, fact) ? " " : "") + fact +
    (needsSpace(fact, after) ? " " : ""),
};

/** Whether Chinese and Latin meet without a space between them. */
function needsSpace(before: string, after: string): boolean {
  return /[\u4e00-\u9fff]$/.test(before)
    ? /^[A-Za-z0-9`/~_"'±+([{<.√∂-]/.test(after)
    : /[A-Za-z0-9`"')\]>%]$/.test(before) && /^[\u4e00-\u9fff]/.test(after);
}
