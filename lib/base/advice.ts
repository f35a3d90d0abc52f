import { type FactNames, type Sentence, translated } from "../../words/say.ts";

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

/** Advice in the reader's language; its facts may be options: `advise("Leave {name} out with {option}.", { name: "w", option: { option: "without", value: ["w"] } })`. */
export function advise<Text extends Sentence>(
  sentence: Text,
  facts: Readonly<Record<FactNames<Text>, string | number | OptionUse>>,
): Advice {
  const values = new Map<string, string | number | OptionUse>(
    Object.entries(facts),
  );
  const parts: (string | OptionUse)[] = [""];
  for (const [i, each] of translated(sentence).split(/\{(\w+)\}/).entries()) {
    const part = i % 2 === 0 ? each : values.get(each) ?? `{${each}}`;
    if (typeof part === "object") parts.push(part, "");
    else parts[parts.length - 1] += `${part}`;
  }
  return parts.filter((part) => part !== "");
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
