/**
 * Chinese: what nabla says, for {@linkcode setLanguage}.
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
};
