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
