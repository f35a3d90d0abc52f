import { languageCodes, speak } from "../../../words/languages.ts";
import { currentLanguage, setLanguage } from "../../../words/say.ts";
import { requireChoice } from "./arguments.ts";
import { choiceOption, type Option, option } from "./command.ts";

/** What every command takes. */
export const everywhere: readonly Option[] = [
  choiceOption(
    "lang LANGUAGE",
    "language of what is printed: en or zh (the system's)",
    languageCodes,
  ),
  option("help", "show this help"),
];

/**
 * Carries out work in the language that a command line asks for; else in that of the
 * system. What programs read is English in any case.
 *
 * @param system the language of the system, as `zh-CN`; undefined: the one in force.
 * @param work is given the refusal of a language that there is not.
 */
export async function inLanguageOf<T>(
  words: readonly string[],
  system: string | undefined,
  work: (requireLanguage: () => void) => Promise<T>,
): Promise<T> {
  const before = currentLanguage();
  const end = words.indexOf("--");
  const own = end < 0 ? words : words.slice(0, end);
  const asked = askedIn(own);
  const code = own.includes("--json")
    ? "en"
    : [asked, system].map(subtagOf).find((each) =>
      languageCodes.includes(each)
    );
  try {
    if (code !== undefined || system !== undefined) {
      await speak(code ?? "en");
    }
    return await work(() => {
      if (asked !== undefined) {
        requireChoice("lang", languageCodes, subtagOf(asked), asked);
      }
    });
  } finally {
    setLanguage(before);
  }
}

/** The language that is asked for before the command is known, which takes the rest. */
function askedIn(words: readonly string[]): string | undefined {
  const at = words.findIndex((each) => /^--lang(=|$)/.test(each));
  return at < 0
    ? undefined
    : words[at] === "--lang"
    ? words[at + 1]
    : words[at].slice("--lang=".length);
}

/** `zh` of `zh-Hans-CN` and `zh_TW.UTF-8`. */
function subtagOf(tag = ""): string {
  return tag.toLowerCase().split(/[-_.]/)[0];
}
