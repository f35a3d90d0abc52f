import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, optionalAxis, size } from "../../definition/kinds.ts";
import { alongAxes, axisIn, costAlong } from "../../layer/axes.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerBody, Pass, Site } from "../../layer/layer.ts";
import { reaches, reachOfInputs } from "../../layer/reach.ts";
import { levelOrder, secondOrder } from "../../layer/second_order.ts";

/** What `sort`, `argsort` and `topk` take by name. */
export interface SortOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
  /** Which come first: the smallest, `ascending`, or the largest, `descending`. Default: `ascending`, of `topk` `descending`. */
  readonly order?: "ascending" | "descending";
}

type Order = Required<SortOptions>["order"];

function sortArguments(order: Order) {
  return {
    axis: optionalAxis("the axis that is sorted, by default the last"),
    order: choice(
      "which come first, the smallest or the largest",
      ["ascending", "descending"],
      order,
    ),
  } satisfies SpecsFor<SortOptions>;
}

const examples = [
  { arguments: [], inputs: [[4]] },
  { arguments: [{ order: "descending" }], inputs: [[2, 3]] },
  { arguments: [{ axis: 0 }], inputs: [[3, 2]] },
  { arguments: [{ axis: -2 }], inputs: [[2, 3, 2]] },
];

/**
 * The numbers along an axis in order, by default the last axis and from the smallest.
 * The gradient goes to where each number came from; equal numbers keep their order, and
 * NaN counts as the largest.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> sort`.bind();
 * net.x.set([7, 5, 6]);
 * net.dy.set([1, 2, 3]);
 * net.forward();
 * net.backward();
 * assertEquals([...net.y], [5, 6, 7]);
 * assertEquals([...net.dx], [3, 1, 2]);
 * ```
 */
export const sort: LayerType<readonly [options?: SortOptions]> = defineLayer({
  name: "sort",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, back where each came from" },
  summary: "the numbers along an axis in order, by default the last axis",
  arguments: sortArguments("ascending"),
  examples,
  create: (given) => sorted("sort", given, valuePass),
});

/**
 * Where the numbers of an axis come from that `sort` puts in order, as places from 0. No
 * gradient passes. The places of `topk(3)` are `argsort(order=descending) ->
 * slice(0,3)`.
 *
 * ```ts
 * import { argsort, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), argsort()).bind();
 * net.x.set([7, 5, 6]);
 * net.forward();
 * assertEquals([...net.y], [1, 2, 0]);
 * ```
 */
export const argsort: LayerType<readonly [options?: SortOptions]> = defineLayer(
  {
    name: "argsort",
    traits: { levels: true, reach: reaches(0, Infinity) },
    gradients: { x: "0" },
    summary:
      "the places of the numbers along an axis in order, by default the last axis; no gradient passes",
    arguments: sortArguments("ascending"),
    examples,
    create: (given) => sorted("argsort", given, placePass),
  },
);

/**
 * The `k` largest numbers along an axis, by default the last, the largest first; with
 * `order=ascending` the smallest, the smallest first. The gradient goes to where each
 * came from.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(4) -> topk(2)`.bind();
 * net.x.set([3, 9, 1, 5]);
 * net.dy.set([1, 2]);
 * net.forward();
 * net.backward();
 * assertEquals([...net.y], [9, 5]);
 * assertEquals([...net.dx], [0, 1, 0, 2]);
 * ```
 */
export const topk: LayerType<readonly [k: number, options?: SortOptions]> =
  defineLayer({
    name: "topk",
    traits: { reach: reachOfInputs },
    gradients: { x: "dy where they came from, else 0" },
    summary: "the k largest numbers along an axis, by default the last axis",
    arguments: {
      k: size("how many of them"),
      ...sortArguments("descending"),
    },
    sets: "k",
    examples: [
      { arguments: [2], inputs: [[4]] },
      { arguments: [1, { axis: 0 }], inputs: [[3, 2]] },
      { arguments: [2, { axis: -2, order: "ascending" }], inputs: [[2, 3, 2]] },
      { arguments: [3], inputs: [[2, 3]] },
    ],
    create: ({ k, ...given }) => sorted("topk", given, valuePass, k),
  });

/** What is made of numbers in order; `k` of each row, by default all. */
function sorted(
  layer: string,
  { axis, order }: { readonly axis: number | undefined; readonly order: Order },
  bind: (site: Site, ranking: Ranking) => Pass,
  k?: number,
): LayerBody {
  return {
    outputShape(shape) {
      const place = axisIn(layer, shape, axis);
      return shape.with(place, countOf(layer, shape, place, k));
    },
    cost: (shape) => costAlong(shape, [axisIn(layer, shape, axis)]),
    bind: (site) =>
      alongAxes(
        site,
        [axisIn(layer, site.inputShapes[0], axis)],
        (own) => bind(own, rankingOf(own, order === "descending")),
      ),
  };
}

/** @throws {ShapeError} if the axis has fewer entries than asked for. */
function countOf(
  layer: string,
  shape: Shape,
  axis: number,
  k = shape[axis],
): number {
  if (k <= shape[axis]) return k;
  throw new ShapeError({
    layer,
    rule: say("axis {axis} must have at least {count} entries", {
      axis,
      count: k,
    }),
    found: say("axis {axis} of {shape} has {count}", {
      axis,
      shape: formatShape(shape),
      count: shape[axis],
    }),
    argument: { name: "k", instead: shape[axis] },
    wayOut: say("take at most {count}", { count: shape[axis] }),
  });
}

/** The order of each row. */
interface Ranking {
  /** For each number of the output the column that it comes from. */
  readonly columns: Int32Array;
  /** The place in `x` of the number that output `i` comes from. */
  placeOf(i: number): number;
  read(): void;
  readonly choices: Pass["choices"];
}

function rankingOf(
  { x, y, inputShapes: [[, width]], outputShape: [, count] }: Site,
  isFalling: boolean,
): Ranking {
  const columns = allocate("int32", y.length);
  const row = allocate("int32", width);
  let start = 0;
  const compare = (i: number, j: number) => {
    const [a, b] = [x[start + i], x[start + j]];
    const rise = a === b || Number.isNaN(a) && Number.isNaN(b)
      ? 0
      : a < b || Number.isNaN(b)
      ? -1
      : 1;
    // Equal numbers keep their order.
    return (isFalling ? -rise : rise) || i - j;
  };
  const placeOf = (i: number) => Math.floor(i / count) * width + columns[i];
  return {
    columns,
    placeOf,
    read() {
      start = 0;
      for (let to = 0; to < columns.length; to += count, start += width) {
        for (let j = 0; j < width; j++) row[j] = j;
        row.sort(compare);
        for (let j = 0; j < count; j++) columns[to + j] = row[j];
      }
    },
    choices(note, { start, count: asked, stride }) {
      for (let i = start, n = 0; n < asked; i += stride, n++) {
        const value = x[placeOf(i)];
        const first = Math.floor(i / count) * width;
        let ties = -1;
        for (let j = first; j < first + width; j++) {
          if (x[j] === value) ties++;
        }
        note(columns[i] + width * ties);
      }
    },
  };
}

/** The numbers in order. */
function valuePass(site: Site, { read, placeOf, choices }: Ranking): Pass {
  const { x, dx, y, dy } = site;
  return {
    forward() {
      read();
      for (let i = 0; i < y.length; i++) y[i] = x[placeOf(i)];
    },
    backward() {
      if (dx.length === 0) return;
      dx.fill(0);
      for (let i = 0; i < dy.length; i++) dx[placeOf(i)] = dy[i];
    },
    choices,
    ...secondOrder(site, ({ inputs: [u], output }) => ({
      tangent() {
        for (let i = 0; i < output.length; i++) output[i] = u[placeOf(i)];
      },
    })),
  };
}

/** Their places. */
function placePass(site: Site, { read, columns, choices }: Ranking): Pass {
  const { dx, y } = site;
  return {
    forward() {
      read();
      y.set(columns);
    },
    backward: () => void dx.fill(0),
    choices,
    ...levelOrder,
  };
}
