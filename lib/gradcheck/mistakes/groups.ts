import type { Shape } from "../../base/shape.ts";

/** Groups of places: all, or those that differ along some axes only. */
export function groupsOf(
  shape: Shape,
  length: number,
): readonly {
  readonly words: string;
  readonly of: readonly (readonly number[])[];
}[] {
  const all = Array.from({ length }, (_, i) => i);
  const by = (key: (i: number) => number) => {
    const groups = new Map<number, number[]>();
    for (const i of all) {
      const group = groups.get(key(i));
      if (group === undefined) groups.set(key(i), [i]);
      else group.push(i);
    }
    return [...groups.values()];
  };
  const width = shape.at(-1) ?? 1;
  const found = [{ words: "", of: [all] }];
  if (shape.length > 1) {
    const size = length / shape[0];
    found.push({
      words: " along the last axis",
      of: by((i) => Math.floor(i / width)),
    });
    found.push({ words: " along the first axis", of: by((i) => i % size) });
    if (shape.length > 2) {
      found.push({
        words: " in each example",
        of: by((i) => Math.floor(i / size)),
      });
      found.push({
        words: " over all but the last axis",
        of: by((i) => i % width),
      });
    }
  }
  return found;
}
