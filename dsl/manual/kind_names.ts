/** What kinds of definitions there are, in the order of the book. */
export const kindNames = [
  "layer",
  "optimizer",
  "schedule",
  "generator",
  "metric",
  "initializer",
] as const;

export type KindName = typeof kindNames[number];

/** `optimizers`: `explain` lists them by this name. */
export function pluralOf<Name extends KindName>(name: Name): `${Name}s` {
  return `${name}s`;
}
