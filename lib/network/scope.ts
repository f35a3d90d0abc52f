import type { Item } from "../layer/item.ts";

/** Where names are looked up: a block sees the names around it, but they do not see its own. */
export interface Scope {
  /** What stands before the names of steps: `block1.`. */
  readonly prefix: string;
  readonly labels: Map<string, Labelled>;
  /** How many steps of each kind have been named. */
  readonly counts: Map<string, number>;
  /** The scope around it. */
  readonly outer?: Scope | undefined;
  /** The prefix of the steps whose parameters the steps of this block have. */
  readonly shares?: string | undefined;
}

/** What a label names. */
export interface Labelled {
  /** What comes out. */
  readonly value: number;
  readonly item: Item;
  /** The name of the step or block. */
  readonly name: string;
  readonly scope: Scope;
}

export function createScope(
  prefix: string,
  around: Pick<Scope, "outer" | "shares"> = {},
): Scope {
  return { prefix, labels: new Map(), counts: new Map(), ...around };
}

/** What a label names, seen from a scope. */
export function findLabel(
  label: string,
  scope: Scope | undefined,
): Labelled | undefined {
  return scope && (scope.labels.get(label) ?? findLabel(label, scope.outer));
}

/** The next free name for a step of a kind: `relu1`. */
export function nextName(
  base: string,
  scope: Scope,
  isTaken: (name: string) => boolean,
): string {
  let count = scope.counts.get(base) ?? 0;
  // `relu61` would be the sixty-first relu as well as the first relu6.
  const stem = scope.prefix + base + (/\d$/.test(base) ? "_" : "");
  let name: string;
  do name = `${stem}${++count}`; while (isTaken(name));
  scope.counts.set(base, count);
  return name;
}

/** The scope of a block's copy with this name. */
export function blockScope(name: string, outer: Scope): Scope {
  const shares = outer.shares === undefined
    ? undefined
    : `${outer.shares}${name.slice(outer.prefix.length)}.`;
  return createScope(`${name}.`, { outer, shares });
}
