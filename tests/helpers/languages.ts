import { type Language, setLanguage } from "../../words/say.ts";

/** What `make` returns in a language; English is in force afterwards. */
export function spoken<T>(
  language: Language | undefined,
  make: () => T,
): T {
  setLanguage(language);
  try {
    return make();
  } finally {
    setLanguage(undefined);
  }
}
