import type { Random } from "../base/random.ts";

/** How many numbers are drawn at once. */
const room = 512;

/**
 * Draws `count` uniform numbers for a layer, as `uniform` would give them one by one,
 * and hands them over in pieces: `length` of them, the first of which is number `from`.
 */
export function drawing(
  random: Random,
): (
  count: number,
  take: (drawn: Float64Array, from: number, length: number) => void,
) => void {
  const all = new Float64Array(room);
  return (count, take) => {
    for (let from = 0; from < count; from += room) {
      const length = Math.min(room, count - from);
      // What is not taken is not drawn.
      random.fill(length === room ? all : all.subarray(0, length));
      take(all, from, length);
    }
  };
}
