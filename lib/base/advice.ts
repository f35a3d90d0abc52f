import {
  type FactNames,
  type Sentence,
  spaced,
  translated,
} from "../../words/say.ts";

/** An option of the library with the value that helps, as data: a command line writes it its own way. */
export interface OptionUse {
  /** Its name as a TypeScript user writes it: `without`. */
  readonly option: string;
  /** The value that helps; undefined: the option alone. */
  readonly value?:
    | string
    | number
    | boolean
    | readonly string[]
    | Readonly<Record<string, string | readonly string[]>>;
}

/** A sentence, or its parts where it names options: `["Leave it out with ", { option: "without", value: ["w"] }, "."]`. */
export type Advice = string | readonly (string | OptionUse)[];

/**
 * Advice in the language in force, in whose places options and other advice may stand:
 * `advise("Leave it out with {option}.", { option: { option: "without" } })`.
 */
export function advise<Text extends Sentence>(
  sentence: Text,
  facts: Readonly<Record<FactNames<Text>, OptionUse | Advice | number>>,
): Advice {
  const values: ReadonlyMap<string, OptionUse | Advice | number> = new Map(
    Object.entries(facts),
  );
  const all: (string | OptionUse)[] = [];
  const pieces = translated(sentence).split(/\{(\w+)\}/);
  for (const [i, words] of pieces.entries()) {
    const fact = i % 2 === 0 ? words : values.get(words) ?? "";
    const parts = typeof fact === "object"
      ? [fact].flat()
      : [i % 2 === 0 ? words : spaced(pieces[i - 1], `${fact}`, pieces[i + 1])];
    for (const part of parts) {
      const last = all.at(-1);
      if (typeof part === "string" && typeof last === "string") {
        all[all.length - 1] = last + part;
      } else if (part !== "") all.push(part);
    }
  }
  return all;
}

/** Advice as one sentence; `write` says how options are written. Default: as in TypeScript. */
export function formatAdvice(
  help: Advice,
  write: (use: OptionUse) => string = writeOption,
): string {
  if (typeof help === "string") return help;
  return help.map((part) => typeof part === "string" ? part : write(part))
    .join("");
}

/** `without: ["w, cm"]` */
function writeOption({ option, value }: OptionUse): string {
  return value === undefined ? option : `${option}: ${JSON.stringify(value)}`;
}
