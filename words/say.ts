/**
 * Sentences in the reader's language. English stands in the code, where it is said;
 * a catalogue has another language's sentence for each, and the type checker refuses
 * to say what the catalogue lacks.
 *
 * The language is that of the process, as the locale is: of a command line, a page
 * or a worker. No number and no name depends on it, only words for people.
 *
 * @module
 */

import type { nouns } from "./zh/nouns.ts";
import type { TaughtCode } from "./zh/lessons/lessons.ts";
import type { Sentence } from "./zh/sentences.ts";

/** A sentence, or a part of one, that can be said; `{name}` is the place of a fact. */
export type { Sentence };

/** A sentence without facts: it can stand in a table until it is said. */
export type Phrase = Exclude<Sentence, `${string}{${string}}${string}`>;

/** What can be counted. */
export type Noun = keyof typeof nouns;

/** How a language says what is said in English in the code. */
export interface Language {
  /** Its code: `zh`. */
  readonly code: string;
  /** Its sentence for each in English, with the same facts. */
  readonly sentences: Readonly<Record<string, string>>;
  /** Its word for each noun, as it stands behind a number. */
  readonly nouns: Readonly<Record<string, string>>;
  /** Its lesson on each code of a diagnostic; an empty line between paragraphs. */
  readonly lessons: Readonly<Record<string, string>>;
  /** What stands between the words of a list, and before its last one. */
  readonly list: {
    readonly comma: string;
    readonly and: string;
    readonly or: string;
  };
  /** A fact with the spaces that it needs between what stands before and behind its place. */
  spaced(before: string, fact: string, after: string): string;
}

/** The facts of a sentence by name, if it has any. */
type FactsOf<Text extends string> = [FactNames<Text>] extends [never] ? []
  : [facts: Readonly<Record<FactNames<Text>, string | number>>];

/** The names of a sentence's facts. */
export type FactNames<Text extends string> = Text extends
  `${string}{${infer Name}}${infer Rest}` ? Name | FactNames<Rest> : never;

/** A language in force: its sentences in a map, since what is looked up may come from a text. */
interface Spoken extends Language {
  readonly bySentence: ReadonlyMap<string, string>;
}

let spoken: Spoken | undefined;

/**
 * Sets the language of all messages, reports and help that are made from now on.
 *
 * @param language a language such as `zh`; undefined: English.
 */
export function setLanguage(language: Language | undefined): void {
  spoken = language === undefined ? undefined : {
    ...language,
    bySentence: new Map(Object.entries(language.sentences)),
  };
}

/** The language in force; undefined: English. */
export function currentLanguage(): Language | undefined {
  return spoken;
}

/** The code of the language in force, which another thread can be told. */
export function codeInForce(): string {
  return spoken?.code ?? "en";
}

/** What `make` returns in English, for words that are not for a reader. */
export function inEnglish<T>(make: () => T): T {
  const before = spoken;
  spoken = undefined;
  try {
    return make();
  } finally {
    spoken = before;
  }
}

/** A sentence in the language in force, with its facts: `say("found {count}", { count: 3 })`. */
export function say<Text extends Sentence>(
  sentence: Text,
  ...[facts]: FactsOf<Text>
): string {
  const own = spoken?.bySentence.get(sentence) ?? sentence;
  if (facts === undefined) return own;
  const values: ReadonlyMap<string, string | number> = new Map(
    Object.entries(facts),
  );
  return own.replace(
    /\{(\w+)\}/g,
    (place, name: string, at: number) =>
      spaced(
        own.slice(0, at),
        `${values.get(name) ?? place}`,
        own.slice(at + place.length),
      ),
  );
}

/** The lesson on a code in the language in force; `english` is the English one. */
export function taught(code: TaughtCode, english: string): string {
  return spoken?.lessons[code] ?? english;
}

/** A fact with the spaces that the language in force puts around it. */
export function spaced(before: string, fact: string, after: string): string {
  return spoken?.spaced(before, fact, after) ?? fact;
}

/** Words of a definition in the language in force; those of a user's own layer stay as they are. */
export function translated(words: string): string {
  return spoken?.bySentence.get(words) ?? words;
}
