/**
 * The part of the plane that points lie in, and a grid of places over it.
 *
 * @module
 */

import { elementCount } from "../../lib/base/shape.ts";
import type { Examples } from "../../lib/data/examples/examples.ts";
import { placeOfLargest } from "../../lib/metrics/reader.ts";
import { isDrawable, roomAround } from "../drawing/scale.ts";

type Range = readonly [low: number, high: number];

/** Which part of the plane is drawn. */
export interface Plane {
  /** From left to right. */
  readonly across: Range;
  /** From the bottom up. */
  readonly down: Range;
  /** Its height for a width of 1, between ½ and 1¼. */
  readonly ratio: number;
}

/** The part that points lie in, with some room around them. */
export function planeOf(points: ArrayLike<number>): Plane {
  const [across, down] = [0, 1].map((axis): Range => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < points.length; i += 2) {
      if (!isDrawable(points[i])) continue;
      low = Math.min(low, points[i]);
      high = Math.max(high, points[i]);
    }
    if (low > high) return [-1, 1];
    const room = low === 0 && high === 0 ? 1 : roomAround(low, high, 0.08);
    return [low - room, high + room];
  });
  const ratio = (down[1] - down[0]) / (across[1] - across[0]);
  return { across, down, ratio: Math.min(Math.max(ratio, 0.5), 1.25) };
}

/** The middles of the cells of a grid, row by row from the top, two numbers each. */
export function gridPlaces(
  { across, down }: Plane,
  rows: number,
  columns: number,
): Float64Array {
  const places = new Float64Array(2 * rows * columns);
  for (let i = 0; i < rows * columns; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const [u, v] = [(column + 0.5) / columns, (row + 0.5) / rows];
    places[2 * i] = across[0] + u * (across[1] - across[0]);
    places[2 * i + 1] = down[1] - v * (down[1] - down[0]);
  }
  return places;
}

/** The class of each example; none without targets. */
export function truthsOf({ memory, targetShape, length }: Examples): number[] {
  if (memory === undefined || targetShape === undefined) return [];
  const width = elementCount(targetShape);
  return Array.from(
    { length },
    (_, i) =>
      width === 1
        // A sign of -1 is class 0 as well.
        ? Math.max(0, Math.round(memory.target[i])) || 0
        : placeOfLargest(memory.target, i * width, width),
  );
}
