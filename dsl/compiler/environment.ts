import type { Data, Name, Pipeline } from "../syntax/ast.ts";

/** What the parameters of a `let` stand for. */
export type Environment = ReadonlyMap<string, Meaning>;

/** What a parameter of a `let` stands for, where it is used. */
export interface Meaning {
  readonly value: Data | Pipeline;
  /** What the names in it mean. */
  readonly environment: Environment;
}

/** A word that stands alone, as after `*`. */
export interface Word {
  readonly kind: "word";
  readonly name: Name;
}

/** A TypeScript value for what stands in the text; a bare word is what it stands for in a `let`, or else a string. */
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

/** What was written where a word of a `let` stands for it. */
export function sourceOf(
  value: Data | Pipeline,
  environment: Environment,
): Data | Pipeline {
  const word = value.kind === "pipeline" ? bareWord(value) : undefined;
  const meaning = word === undefined ? undefined : environment.get(word);
  return meaning === undefined
    ? value
    : sourceOf(meaning.value, meaning.environment);
}

/** The name, where a pipeline is nothing but a name. */
export function bareWord({ steps }: Pipeline): string | undefined {
  const [{ label, repeat, atom }] = steps;
  const isWord = steps.length === 1 && label === undefined &&
    repeat === undefined && atom.kind === "call" &&
    atom.brackets === undefined;
  return isWord ? atom.name.text : undefined;
}
