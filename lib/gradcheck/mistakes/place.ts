/**
 * The right numbers, somewhere else.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { clauses } from "../../base/words.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { ordersOf } from "./orders.ts";
import { placeAlong, placesName, sliceName, strideOf } from "./places.ts";
import { hasPlaces, ownAxesOf } from "./where.ts";

/** In the order in which they are tried. */
export const placeMistakes: readonly FindMistake[] = [
  isInAnotherOrder,
  hasSlicesSwapped,
  isPartlyMoved,
];

function isInAnotherOrder(own: Case): Mistake {
  const { analytic, numeric, coordinates: { shape, role }, known, off } = own;
  if (off.length < 2) return;
  const isAt = (from: (i: number) => number | undefined) =>
    known.every((i) => {
      const other = from(i);
      const there = other === undefined ? 0 : numeric[other];
      return own.isNear(analytic[i], there);
    });
  const hasOther = analytic.some((a) => a !== 0);
  const orders = ordersOf(shape, role === "input" ? 1 : 0);
  for (const { kind, words: order, from } of orders) {
    if (!hasOther || !isAt(from)) continue;
    return kind === "reversed"
      ? say("it is {order}: the kernel is flipped", { order })
      : kind === "moved"
      ? say("it is {order}: an index is off", { order })
      : say("it is {order}", { order });
  }
}

/** What stands at each place of an axis belongs to another place. */
function hasSlicesSwapped(own: Case): Mistake {
  const { analytic, numeric, coordinates: { shape }, isNear } = own;
  if (numeric.some(Number.isNaN)) return;
  for (const [axis, size] of shape.entries()) {
    if (size < 2 || analytic.length / size < 2 || size > 64) continue;
    const step = strideOf(shape, axis);
    const members = [...analytic.keys()].filter((i) =>
      placeAlong(shape, axis, i) === 0
    );
    const belongsTo = Array.from({ length: size }, (_, place) => {
      const is = (other: number) =>
        members.every((i) =>
          isNear(analytic[i + place * step], numeric[i + other * step])
        ) && members.some((i) => numeric[i + other * step] !== 0);
      if (is(place)) return place;
      return Array.from({ length: size }, (_, other) => other).find(is);
    });
    const merged = mergedOf(own, axis, members);
    if (merged !== undefined) return merged;
    if (belongsTo.some((other) => other === undefined)) continue;
    const moved = [...belongsTo.entries()].filter(([place, other]) =>
      place !== other
    );
    if (moved.length === 0) continue;
    const [[a, b]] = moved;
    if (moved.length === 2 && moved[1][0] === b && moved[1][1] === a) {
      return say("{slices} are swapped", {
        slices: placesName(ownAxesOf(own), axis, [a, b ?? a]),
      });
    }
    return clauses(
      moved.slice(0, 4).map(([place, other]) =>
        say("{slice} has what belongs to {other}", {
          slice: sliceName(ownAxesOf(own), axis, place),
          other: sliceName(ownAxesOf(own), axis, other ?? place),
        })
      ),
    );
  }
}

/** What belongs to one place of an axis is added to another, and missing where it belongs. */
function mergedOf(
  own: Case,
  axis: number,
  members: readonly number[],
): Mistake {
  const { analytic, numeric, coordinates: { shape }, isNear } = own;
  const size = shape[axis];
  const step = strideOf(shape, axis);
  const at = (values: Float64Array, i: number, place: number) =>
    values[i + place * step];
  for (let to = 0; to < size; to++) {
    for (let from = 0; from < size; from++) {
      if (from === to) continue;
      const isAdded = members.every((i) =>
        at(analytic, i, from) === 0 && isNear(
          at(analytic, i, to),
          at(numeric, i, to) + at(numeric, i, from),
        )
      ) && members.some((i) =>
        at(numeric, i, from) !== 0
      );
      const isAlone = own.off.every((i) =>
        [to, from].includes(placeAlong(shape, axis, i))
      );
      if (!isAdded || !isAlone) continue;
      return say("what belongs to {from} is added to {to}", {
        from: sliceName(ownAxesOf(own), axis, from),
        to: sliceName(ownAxesOf(own), axis, to),
      });
    }
  }
}

/** Moved along an axis, with other numbers where it was moved from. */
function isPartlyMoved(own: Case): Mistake {
  const { analytic, numeric, coordinates: { shape, role }, isNear, off } = own;
  if (numeric.some(Number.isNaN) || off.length < 4 || !hasPlaces(own)) return;
  for (const [axis, size] of shape.entries()) {
    if (size < 3 || (axis === 0 && role === "input")) continue;
    const step = strideOf(shape, axis);
    for (const by of [1, -1]) {
      const inner = [...analytic.keys()].filter((i) => {
        const place = placeAlong(shape, axis, i) + by;
        return place >= 0 && place < size;
      });
      const fits = inner.every((i) =>
        isNear(analytic[i], numeric[i + by * step])
      );
      const isSeen = inner.filter((i) => numeric[i + by * step] !== 0).length;
      if (!fits || isSeen < 3) continue;
      const from = sliceName(ownAxesOf(own), axis, by > 0 ? 1 : 0);
      const to = sliceName(ownAxesOf(own), axis, by > 0 ? 0 : 1);
      return say(
        "it is moved by one place along axis {axis}: {to} has what belongs to {from}, and so on: an index is off by one",
        { axis, to, from },
      );
    }
  }
}

/** The right numbers, somewhere else. */
export function isMisplaced({ analytic, numeric, isNear, off }: Case): Mistake {
  if (off.length < 4 || numeric.some(Number.isNaN)) return;
  const a = [...analytic].sort((p, q) => p - q);
  const n = [...numeric].sort((p, q) => p - q);
  if (a.every((value, i) => isNear(value, n[i]))) {
    return say("these are the right numbers in the wrong places");
  }
}
