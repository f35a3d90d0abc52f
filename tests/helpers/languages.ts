import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Language, setLanguage } from "../../words/say.ts";
import { zh } from "../../words/zh.ts";

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

/** What a promise of `make` gives in a language; English is in force afterwards. */
export async function spokenLater<T>(
  language: Language,
  make: () => Promise<T>,
): Promise<T> {
  setLanguage(language);
  try {
    return await make();
  } finally {
    setLanguage(undefined);
  }
}

/** What is the same in every language: it is taken out before English is looked for. */
const code: readonly RegExp[] = [
  // Colours.
  // deno-lint-ignore no-control-regex
  /\x1b\[[\d;]*[A-Za-z]/g,
  // Lines of a source in an excerpt, and those of a plot; what is said of them stays.
  /^ *(?:-->|::: ).*$|^ *[-+\d.e]+ [|│].*$/gm,
  // In backticks, titles and quotes, which may be broken where a line ends.
  /`[^`\n]*(?:\n[^`\n]*)?`/g,
  /《[^》]*》|“[^”]*”|「[^」]*」/g,
  /(?<![\w"])"[^"\n]*(?:\n[^"\n]*)?"(?!\w)/g,
  /(?<![\w'])'[^'\n]*'(?!\w)/g,
  // Verdicts of TAP.
  /^not ok\b/gm,
  // Comments and statements of texts.
  /(?<!\S)#.*$/gm,
  /\b(?:given|expect|let|input)\s+[\w.'∂]+(?=\s*[=:(])/g,
  // Addresses, and calls of programs by the names of what they do.
  /\bhttps?:\/\/\S+/g,
  /\b(?:nabla|deno|task|pip|python3?)(?:\s+(?:run|task|test|install|nabla|[a-z]+(?:-[a-z]+)*(?=\s|$)))?(?=\s|$|[^\w.:])/gm,
  // Options.
  /(?<![\w-])--?[a-z][a-z-]*(?:=\S+)?/g,
];

const word = String
  .raw`(?<![\w.$/\\'’=<>*^-])(?:[A-Z]?[a-z]{2,}|[A-Z][a-z])(?:[-'’][a-z]+)*(?![\w(/\\=*^]|[.:][\w(])`;
/** Two words or more with a blank between them. */
const sentence = new RegExp(String.raw`${word}(?: (?:a )?${word})+`, "g");
/** Words that are nobody's name: where one stands alone, a sentence was glued. */
const glue =
  /(?<![\w.$/\\'’=-])(?:the|of|is|are|must|with|and|or|found|an|there)(?![\w.(/\\=-])/g;

/**
 * What is English on a Chinese screen: two words in a row, or one that is nobody's
 * name, outside of code, quotes, excerpts, formulas, command lines and tables of names.
 *
 * @param names what comes from data and looks like English.
 */
export function mixed(text: string, names: readonly string[] = []): string[] {
  const bare = code.reduce(
    (left, pattern) => left.replaceAll(pattern, " · "),
    // A line may end within one.
    names.reduce(
      (left, name) =>
        left.replaceAll(
          new RegExp(name.split(" ").map(RegExp.escape).join("\\s+"), "g"),
          "·",
        ),
      text,
    ),
  );
  return bare.split("\n").flatMap((line) => {
    const found = [...line.matchAll(sentence)].map(([words]) => words)
      // Of capitals alone names are made, Xavier Glorot, and of two letters, dq dk dv.
      .filter((words) =>
        /(?:^| )[a-z]{2}/.test(words) && /[a-z]{3}/.test(words)
      );
    const rest = found.reduce((left, words) => left.replace(words, "·"), line);
    return [...found, ...[...rest.matchAll(glue)].map(([each]) => each)];
  });
}

/** Holds that each of some texts is said in Chinese, and nothing of it in English. */
export function assertChinese(
  texts: readonly string[],
  names: readonly string[] = [],
): void {
  for (const text of texts) {
    assert(/[\u4e00-\u9fff]/.test(text), `no Chinese: ${text}`);
    assertEquals(mixed(text, names), [], text);
  }
  assert(texts.length > 0, "nothing is said");
}

/** Holds that what is refused is refused in Chinese. */
export function assertChineseRefusal(
  refuse: () => unknown,
  names: readonly string[] = [],
): void {
  const { message } = assertThrows(() => spoken(zh, refuse), Error);
  assertChinese([message], names);
}
