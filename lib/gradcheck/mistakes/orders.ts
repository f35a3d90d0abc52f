/**
 * Ways to mix up the places of an array: reversed, moved along an axis, halves or axes swapped.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Shape } from "../../base/shape.ts";
import { plural } from "../../base/words.ts";
import { alongAxis, placeAlong, strideOf } from "./places.ts";

/** Where the number at each place comes from; undefined if from nowhere. */
export interface Order {
  /** Turned round, as by a kernel that is flipped, or moved, as by an index that is off. */
  readonly kind?: "reversed" | "moved";
  readonly words: string;
  from(i: number): number | undefined;
}

/** The orders in which the numbers of a shape may have been taken by mistake; `first` is the first axis that may be. */
export function ordersOf(shape: Shape, first: number): readonly Order[] {
  const found: Order[] = [];
  for (let axis = first; axis < shape.length; axis++) {
    const size = shape[axis];
    if (size < 2) continue;
    found.push(...ordersAlong(shape, axis));
  }
  const length = shape.reduce((n, size) => n * size, 1);
  const long = shape.filter((size, axis) => axis >= first && size > 1);
  if (long.length > 1) {
    const block = length / shape.slice(0, first).reduce((n, s) => n * s, 1);
    found.push({
      kind: "reversed",
      words: say("reversed along all axes"),
      from: (i) => i - i % block + block - 1 - i % block,
    });
    found.push(...axisOrders(shape, first), ...otherRows(shape, first));
  }
  return found;
}

function ordersAlong(shape: Shape, axis: number): Order[] {
  const size = shape[axis];
  const step = strideOf(shape, axis);
  const moved = (
    words: string,
    to: (place: number) => number | undefined,
    kind?: Order["kind"],
  ): Order => ({
    kind,
    words,
    from(i) {
      const place = placeAlong(shape, axis, i);
      const other = to(place);
      return other === undefined || other < 0 || other >= size
        ? undefined
        : i + (other - place) * step;
    },
  });
  const along = (words: string) => alongAxis(shape, axis, words);
  const turned = (place: number) => size - 1 - place;
  const found = [
    size === 2
      ? moved(along(say("with 0 and 1 swapped")), turned)
      : moved(along(say("reversed")), turned, "reversed"),
  ];
  if (size > 2 && size % 2 === 0) {
    found.push(moved(
      along(say("with its halves swapped")),
      (place) => (place + size / 2) % size,
    ));
  }
  for (let by = 1; by < Math.min(size, 4); by++) {
    const places = plural(by, "place");
    const words = along(say("moved by {places}", { places }));
    const ways = [
      ...size > 2
        ? [
          (place: number) => (place + by) % size,
          (place: number) => (place - by + size) % size,
        ]
        : [],
      (place: number) => place + by,
      (place: number) => place - by,
    ];
    found.push(...ways.map((way) => moved(words, way, "moved")));
  }
  // Groups of neighbours change places with their neighbours, or all with stride.
  for (let count = 2; count < size; count++) {
    if (size % count !== 0) continue;
    const width = size / count;
    found.push(moved(
      count === width
        ? say("{transposed}, as {count}×{count}", {
          transposed: along(say("transposed")),
          count,
        })
        : say(
          "{reordered}: {count} groups of {width} taken as {width} groups of {count}",
          { reordered: along(say("in another order")), count, width },
        ),
      (place) => (place % count) * width + Math.floor(place / count),
    ));
    if (width > 1) {
      found.push(moved(
        along(say("reversed within groups of {width}", { width })),
        (place) => place - place % width + width - 1 - place % width,
      ));
    }
    if (count > 2 && width > 1) {
      found.push(moved(
        along(say("in the reverse order of its groups of {width}", { width })),
        (place) =>
          (count - 1 - Math.floor(place / width)) * width + place % width,
      ));
    }
  }
  return found;
}

/** As if the rows had another length in memory. */
function otherRows(shape: Shape, first: number): Order[] {
  const width = shape[shape.length - 1];
  const rows = shape[shape.length - 2];
  if (shape.length - first < 2 || rows === width) return [];
  const block = rows * width;
  return [{
    words: say("with rows of {rows} numbers instead of {width}", {
      rows,
      width,
    }),
    from(i) {
      const place = Math.floor(i % block / width) * rows + i % width;
      return place < block ? i - i % block + place : undefined;
    },
  }];
}

/** As if the axes stood in another order in memory. */
function axisOrders(shape: Shape, first: number): Order[] {
  const axes = shape.map((_, axis) => axis).slice(first);
  if (axes.length > 4) return [];
  return permutations(axes).filter((order) =>
    order.some((axis, k) => axis !== axes[k])
  ).flatMap((order) => {
    const all = [...shape.keys()].slice(0, first).concat(order);
    const other = all.map((axis) => shape[axis]);
    // The number at index t of the array, where an array of the other order has it.
    const from = (i: number) => {
      let at = 0;
      for (const axis of all) {
        at = at * shape[axis] + placeAlong(shape, axis, i);
      }
      return at;
    };
    const back = (i: number) => {
      let at = 0;
      for (const [k, axis] of all.entries()) {
        at += placeAlong(other, k, i) * strideOf(shape, axis);
      }
      return at;
    };
    const isMatrix = axes.length === 2;
    const [rows, columns] = isMatrix ? axes.map((axis) => shape[axis]) : [0, 0];
    const words = !isMatrix
      ? say("with its axes in the order {order}", { order: all.join(", ") })
      : rows === columns
      ? say("transposed: rows and columns are swapped")
      : say(
        "transposed: written as {columns}×{rows} instead of {rows}×{columns}",
        { rows, columns },
      );
    return [{ words, from }, { words, from: back }];
  });
}

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((each) => each !== item)).map((rest) => [
      item,
      ...rest,
    ])
  );
}
