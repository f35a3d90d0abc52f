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

/** A text may have many formulas without a name. */
const formulaNames = new WeakMap<readonly Token[], string>();

/** A name for a formula that has none. */
export function formulaName(
  { tokens }: { readonly tokens: readonly Token[] },
): string {
  const name = formulaNames.get(tokens) ??
    freeName("y", new Set(tokens.map(({ text }) => text)));
  formulaNames.set(tokens, name);
  return name;
}
