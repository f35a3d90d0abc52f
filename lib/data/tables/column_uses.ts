/** A column that is used. */
interface Use {
  /** Which of several inputs, or of several losses, it is for. */
  readonly part?: string;
}

/**
 * The first column that is used twice. Several inputs, or several losses, may share
 * columns. One that is an input and a target would be its own answer, unless all columns
 * of an input are to be given back, as by an autoencoder.
 */
export function usedTwice<Column extends Use>(
  inputs: readonly Column[],
  targets: readonly Column[],
  keyOf: (column: Column) => string | number,
): Column | undefined {
  const partsOf = (all: readonly Column[]) =>
    Map.groupBy(all, ({ part }) => part);
  const asInputs = [...partsOf(inputs).values()]
    .map((part) => new Set(part.map(keyOf)));
  const taken = new Set(inputs.map(keyOf));
  const isGivenBack = (part: readonly Column[]) =>
    part.length > 1 &&
    asInputs.some((input) =>
      input.size === part.length && part.every((each) => input.has(keyOf(each)))
    );
  for (const all of [targets, inputs]) {
    for (const part of partsOf(all).values()) {
      const seen = new Set<string | number>();
      const isOwn = all === targets && !isGivenBack(part);
      const twice = part.find((column) => {
        const key = keyOf(column);
        if (seen.has(key) || (isOwn && taken.has(key))) return true;
        seen.add(key);
        return false;
      });
      if (twice !== undefined) return twice;
    }
  }
}
