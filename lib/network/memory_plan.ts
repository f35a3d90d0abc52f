/** An array that is needed for some time. */
export interface Lifetime {
  readonly length: number;
  /** The first moment at which it is written. */
  readonly from: number;
  /** The last moment at which it is read. */
  readonly to: number;
}

export interface MemoryPlan {
  readonly starts: readonly number[];
  /** How many numbers they take together. */
  readonly length: number;
}

/**
 * Lays arrays over each other whose lifetimes do not overlap: the largest first,
 * each at the lowest place that is free while it lives (Pisarchyk and Lee,
 * "Efficient memory management for deep neural net inference", 2020, greedy by
 * size). Each begins at a multiple of `alignment` numbers.
 */
export function planMemory(
  lifetimes: readonly Lifetime[],
  alignment = 16,
): MemoryPlan {
  const starts = lifetimes.map(() => 0);
  const order = lifetimes.map((_, i) => i)
    .sort((a, b) => lifetimes[b].length - lifetimes[a].length || a - b);
  // The arrays that have a place, in the order of the places.
  const placed: number[] = [];
  let length = 0;
  for (const i of order) {
    const { length: own, from, to } = lifetimes[i];
    let start = 0;
    for (const other of placed) {
      const { length, from: otherFrom, to: otherTo } = lifetimes[other];
      if (otherTo < from || otherFrom > to) continue;
      if (starts[other] >= start + own) break;
      const end = starts[other] + length;
      start = Math.max(start, alignment * Math.ceil(end / alignment));
    }
    starts[i] = start;
    length = Math.max(length, start + own);
    const next = placed.findIndex((other) => starts[other] > start);
    placed.splice(next < 0 ? placed.length : next, 0, i);
  }
  return { starts, length };
}
