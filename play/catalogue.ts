import { sentences } from "../words/zh/sentences.ts";

/** A module without Chinese, to see what is said beside it. */
export const noSentences = moduleOf({});

/**
 * A module of the sentences in Chinese for what scripts can say: those whose English
 * is in them. The command line says half as much again as the page.
 */
export function sentencesFor(scripts: readonly string[]): string {
  const code = lettersOf(scripts.join());
  return moduleOf(Object.fromEntries(
    Object.entries(sentences).filter(([english]) =>
      code.includes(lettersOf(english))
    ),
  ));
}

/** What a text and its literal in a script have in common, whatever is escaped there. */
function lettersOf(text: string): string {
  return text.replaceAll(
    /\\u\w{4}|\\u\{\w+\}|\\x\w\w|\\[bfnrtv]?|[^A-Za-z0-9\\]+/g,
    "",
  );
}

function moduleOf(catalogue: Readonly<Record<string, string>>): string {
  return `export const sentences = ${JSON.stringify(catalogue)};\n`;
}
