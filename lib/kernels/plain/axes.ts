import type { Values } from "../../base/values.ts";

/**
 * `to[n, b, a, ·] = from[n, a, b, ·]`: `from` is `count × first × second ×
 * width`, and `to` has the two axes in the middle the other way round.
 */
export function swapAxes(
  to: Values,
  from: Values,
  count: number,
  first: number,
  second: number,
  width: number,
): void {
  const size = first * second * width;
  for (let start = 0, i = 0; start < count * size; start += size) {
    for (let b = 0; b < second; b++) {
      for (let a = 0; a < first; a++) {
        let j = start + (a * second + b) * width;
        for (const end = j + width; j < end;) to[i++] = from[j++];
      }
    }
  }
}
