import type { Data, Name, Pipeline } from "../../syntax/ast.ts";

export type Environment = ReadonlyMap<string, Meaning>;

/** What a parameter of a `let` means in one use of the `let`. */
export interface Meaning {
  readonly value: Data | Pipeline;
  /** What the names in `value` mean. */
  readonly environment: Environment;
}

interface Word {
  readonly kind: "word";
  readonly name: Name;
}

/** The TypeScript value of what was written. A bare word means what it does in the `let`, or else a string. */
export function valueOf(
  value: Data | Pipeline | Word,
  environment: Environment,
): unknown {
  if (value.kind === "number") return value.value;
  if (value.kind === "array") {
    return value.items.map((item) => valueOf(item, environment));
  }
  const word = value.kind === "word" ? value.name.text : bareWord(value);
  if (word === undefined) return value;
  const meaning = environment.get(word);
  return meaning === undefined
    ? word
    : valueOf(meaning.value, meaning.environment);
}

/** What was originally written for a word of a `let`. */
export function writtenFor(
  value: Data | Pipeline,
  environment: Environment,
): Data | Pipeline {
  const word = value.kind === "pipeline" ? bareWord(value) : undefined;
  const meaning = word === undefined ? undefined : environment.get(word);
  return meaning === undefined
    ? value
    : writtenFor(meaning.value, meaning.environment);
}

/** The name, if a pipeline is nothing but a name. */
export function bareWord({ steps }: Pipeline): string | undefined {
  const [{ label, repeat, atom }] = steps;
  const isWord = steps.length === 1 && label === undefined &&
    repeat === undefined && atom.kind === "call" &&
    atom.brackets === undefined;
  return isWord ? atom.name.text : undefined;
}
