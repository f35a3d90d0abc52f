/**
 * Where something is read from, as a word of the command line says.
 *
 * @module
 */

/** Where something is read from. */
export type Source =
  | { readonly kind: "standard input" }
  /** A file, or what else the word can mean where there is no such file: a text, a generator. */
  | { readonly kind: "named"; readonly name: string };

/** The source that a word stands for. */
export function sourceOf(word: string): Source {
  return word === "-"
    ? { kind: "standard input" }
    : { kind: "named", name: word };
}

/** What messages call a source. */
export function nameOf(source: Source): string {
  return source.kind === "named" ? source.name : source.kind;
}

/** What may be paths among sources. */
export function pathsIn(sources: readonly Source[]): string[] {
  return sources.flatMap((each) => each.kind === "named" ? [each.name] : []);
}
