/**
 * Names for parts of an array: which row, half or window.
 *
 * @module
 */

import type { Shape } from "../../base/shape.ts";

/** What the axes of an array mean. */
export interface NamedAxes {
  readonly shape: Shape;
  /** An input's first axis is the batch. */
  readonly hasBatch: boolean;
}

/** How far apart neighbours along an axis lie. */
export function strideOf(shape: Shape, axis: number): number {
  return shape.slice(axis + 1).reduce((n, size) => n * size, 1);
}

export function placeAlong(shape: Shape, axis: number, i: number): number {
  return Math.floor(i / strideOf(shape, axis)) % shape[axis];
}

/** What the places of one axis are called: `row`, `rows`. */
function kindOf(
  { shape, hasBatch }: NamedAxes,
  axis: number,
): [string, string, string] {
  if (axis === 0 && hasBatch) return ["example", "examples", ""];
  if (shape.length === 1) return ["number", "numbers", ""];
  const isFlat = shape.length === (hasBatch ? 3 : 2);
  if (axis === shape.length - 1) return ["column", "columns", ""];
  if (isFlat && !hasBatch) return ["row", "rows", ""];
  return ["place", "places", ` of axis ${axis}`];
}

/** A name for the numbers at one place of an axis: `row 2`. */
export function sliceName(
  axes: NamedAxes,
  axis: number,
  place: number,
): string {
  const [one, , of] = kindOf(axes, axis);
  return `${one} ${place}${of}`;
}

/** A name for some places of an axis: `columns 0 to 2`. */
export function placesName(
  axes: NamedAxes,
  axis: number,
  places: readonly number[],
): string {
  const [, many, of] = kindOf(axes, axis);
  const [first] = places;
  if (places.length === 1) return sliceName(axes, axis, first);
  const last = places[places.length - 1];
  const size = axes.shape[axis];
  const gap = places[1] - first;
  const isEven = places.every((place, n) => place === first + n * gap);
  const half = 2 * places.length === size && gap === 1
    ? first === 0
      ? "the first half, "
      : last === size - 1
      ? "the second half, "
      : ""
    : "";
  if (isEven && gap === 1 && places.length > 1) {
    return `${half}${many} ${first} to ${last}${of}`;
  }
  if (isEven && places.length > 2) {
    const nth = gap === 2 ? "second" : gap === 3 ? "third" : `${gap}th`;
    return `every ${nth} place from ${sliceName(axes, axis, first)}`;
  }
  const ends = places.length === 2 && first === 0 && last === size - 1
    ? "both ends, "
    : "";
  return `${ends}${many} ${places.slice(0, -1).join(", ")} and ${last}${of}`;
}

/**
 * Whether some numbers are all those at some places of an axis, and which places; the axis with the fewest wins.
 *
 * @param isEven whether only places that stand in a row, or all as far apart, count: any others may be there by chance.
 */
export function placesOf(
  { shape }: NamedAxes,
  numbers: ReadonlySet<number>,
  among: readonly number[],
  isEven: boolean,
): { readonly axis: number; readonly places: readonly number[] } | undefined {
  let best: { axis: number; places: number[] } | undefined;
  for (const [axis, size] of shape.entries()) {
    if (size < 2) continue;
    const inside = new Set<number>();
    const outside = new Set<number>();
    for (const i of among) {
      (numbers.has(i) ? inside : outside).add(placeAlong(shape, axis, i));
    }
    if (inside.size === 0 || inside.size === size) continue;
    if ([...inside].some((place) => outside.has(place))) continue;
    const places = [...inside].sort((a, b) => a - b);
    const gap = places.length > 1 ? places[1] - places[0] : 1;
    const isInARow = places.every((place, n) =>
      place === places[0] + n * gap
    ) &&
      (gap === 1 || places.length > 2);
    if (!isInARow && (isEven || among.length < 3 * size)) continue;
    if (best === undefined || places.length < best.places.length) {
      best = { axis, places };
    }
  }
  return best;
}
