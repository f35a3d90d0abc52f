import type { Token } from "./token.ts";

/** A name that nothing has: `y`, or else `y_2` and so on. */
export function freeName(
  name: string,
  taken: { has(name: string): boolean },
): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  return free;
}

/** The words of a text, which may have many mistakes that ask for a name. */
const wordsOf = new WeakMap<readonly Token[], ReadonlySet<string>>();

/** A name that no word of a text has: `b`, or else `b_2` and so on. */
export function newNameFor(
  name: string,
  { tokens }: { readonly tokens: readonly Token[] },
): string {
  const words = wordsOf.get(tokens) ??
    new Set(tokens.map(({ text }) => text));
  wordsOf.set(tokens, words);
  return freeName(name, words);
}

/** A name for a formula that has none. */
export function formulaName(
  text: { readonly tokens: readonly Token[] },
): string {
  return newNameFor("y", text);
}
