/**
 * Names for parts of an array: which row, half or window.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Shape } from "../../base/shape.ts";
import { list } from "../../base/words.ts";

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

/** Words that hold along one axis: of several, the axis is named. */
export function alongAxis(shape: Shape, axis: number, words: string): string {
  return shape.length > 1
    ? say("{words} along axis {axis}", { words, axis })
    : words;
}

/** What the places of an axis are called. */
export type KindOfPlace = "example" | "number" | "column" | "row" | "place";

/** What the places of one axis are called. */
export function kindOfPlace(
  { shape, hasBatch }: NamedAxes,
  axis: number,
): KindOfPlace {
  if (axis === 0 && hasBatch) return "example";
  if (shape.length === 1) return "number";
  const isFlat = shape.length === (hasBatch ? 3 : 2);
  if (axis === shape.length - 1) return "column";
  return isFlat && !hasBatch ? "row" : "place";
}

/** One place of an axis, several, and all from one to another. */
const names = {
  example: {
    one: "example {place}",
    some: "examples {places}",
    range: "examples {first} to {last}",
  },
  number: {
    one: "number {place}",
    some: "numbers {places}",
    range: "numbers {first} to {last}",
  },
  column: {
    one: "column {place}",
    some: "columns {places}",
    range: "columns {first} to {last}",
  },
  row: {
    one: "row {place}",
    some: "rows {places}",
    range: "rows {first} to {last}",
  },
  place: {
    one: "place {place} of axis {axis}",
    some: "places {places} of axis {axis}",
    range: "places {first} to {last} of axis {axis}",
  },
} as const satisfies Record<KindOfPlace, Record<string, string>>;

/** A name for the numbers at one place of an axis: `row 2`. */
export function sliceName(
  axes: NamedAxes,
  axis: number,
  place: number,
): string {
  return say(names[kindOfPlace(axes, axis)].one, { place, axis });
}

/** A name for some places of an axis: `columns 0 to 2`. */
export function placesName(
  axes: NamedAxes,
  axis: number,
  places: readonly number[],
): string {
  const name = names[kindOfPlace(axes, axis)];
  const [first] = places;
  if (places.length === 1) return sliceName(axes, axis, first);
  const last = places[places.length - 1];
  const size = axes.shape[axis];
  const gap = places[1] - first;
  const isEven = places.every((place, n) => place === first + n * gap);
  if (isEven && gap === 1) {
    const range = say(name.range, { first, last, axis });
    if (2 * places.length !== size) return range;
    return first === 0
      ? say("the first half, {range}", { range })
      : last === size - 1
      ? say("the second half, {range}", { range })
      : range;
  }
  if (isEven && places.length > 2) {
    const start = sliceName(axes, axis, first);
    return gap === 2
      ? say("every second place from {start}", { start })
      : gap === 3
      ? say("every third place from {start}", { start })
      : say("every {gap}th place from {start}", { gap, start });
  }
  const all = say(name.some, { places: list(places.map(String), "and"), axis });
  return places.length === 2 && first === 0 && last === size - 1
    ? say("both ends, {places}", { places: all })
    : all;
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
