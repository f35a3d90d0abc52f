/**
 * Mistakes with the kernel of a convolution, in any layer whose outputs depend on its inputs
 * in the same way at every place of some axes.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Shape } from "../../base/shape.ts";
import { list } from "../../base/words.ts";
import type { Case, Mistake } from "./case.ts";
import type { Jacobian } from "./jacobian.ts";
import { placeAlong } from "./places.ts";

/** An axis along which only the distance between an output and an input counts. */
interface Sliding {
  readonly input: number;
  readonly output: number;
  readonly stride: number;
}

const negligible = 1e-9;

/** The kernel is flipped, moved by one, its channels are swapped, or the stride is forgotten. */
export function usesKernelWrongly(own: Case): Mistake {
  const jacobian = own.jacobian();
  const { coordinates: { shape, role }, outputShape, off, subject } = own;
  if (jacobian === undefined || off.length < 4) return;
  if (role === "parameter" && subject.scope !== "function") return;
  const first = role === "input" ? 1 : 0;
  const single = slidingAxes(shape, outputShape, first);
  const sets = [
    ...single.flatMap((a, n) => single.slice(n + 1).map((b) => [a, b])),
    ...single.map((each) => [each]),
  ];
  for (const axes of sets) {
    const kernel = kernelOf(own, jacobian, axes);
    if (kernel === undefined) continue;
    const mistake = nameUse(own, kernel, axes, own.known);
    if (mistake !== undefined) return mistake;
    const inner = innerOf(own, kernel, axes);
    const ofInner = inner && nameUse(own, kernel, axes, inner);
    if (ofInner !== undefined) {
      return say(
        "away from the border {mistake}; the border is wrong in another way",
        { mistake: ofInner },
      );
    }
  }
}

function slidingAxes(shape: Shape, output: Shape, first: number): Sliding[] {
  const found: Sliding[] = [];
  // The same axis of both sides.
  for (let axis = first; axis < Math.min(shape.length, output.length); axis++) {
    if (shape[axis] < 3 || output[axis] < 2) continue;
    const strides = new Set([1, 2, 3, Math.round(shape[axis] / output[axis])]);
    for (const stride of strides) {
      if (stride < 1 || stride * (output[axis] - 1) > shape[axis]) continue;
      found.push({ input: axis, output: axis, stride });
    }
  }
  return found;
}

interface Kernel {
  /** What an output changes by for each distance to the input, and places along other axes. */
  readonly values: ReadonlyMap<string, number>;
  /** The least and the largest distance along each axis. */
  readonly ends: readonly (readonly [number, number])[];
  keyOf(j: number, i: number, distances: readonly number[]): string;
  distancesOf(j: number, i: number): readonly number[];
}

function kernelOf(
  { coordinates: { shape }, outputShape, analytic }: Case,
  jacobian: Jacobian,
  axes: readonly Sliding[],
): Kernel | undefined {
  const others = (shape: Shape, used: readonly number[]) =>
    [...shape.keys()].filter((axis) => !used.includes(axis));
  const ofInput = others(shape, axes.map(({ input }) => input));
  const ofOutput = others(outputShape, axes.map(({ output }) => output));
  const keyOf = (j: number, i: number, distances: readonly number[]) =>
    [
      ...ofInput.map((axis) => placeAlong(shape, axis, i)),
      ...ofOutput.map((axis) => placeAlong(outputShape, axis, j)),
      ...distances,
    ].join();
  const distancesOf = (j: number, i: number) =>
    axes.map(({ input, output, stride }) =>
      placeAlong(shape, input, i) - stride * placeAlong(outputShape, output, j)
    );
  const values = new Map<string, number>();
  const ends = axes.map((): [number, number] => [Infinity, -Infinity]);
  for (const i of analytic.keys()) {
    const column = jacobian.column(i);
    for (let j = 0; j < column.length; j++) {
      const distances = distancesOf(j, i);
      const key = keyOf(j, i, distances);
      const before = values.get(key);
      if (before === undefined) values.set(key, column[j]);
      else if (
        Math.abs(before - column[j]) > negligible * (1 + Math.abs(before))
      ) {
        return;
      }
      if (Math.abs(column[j]) <= negligible) continue;
      for (const [k, distance] of distances.entries()) {
        ends[k] = [
          Math.min(ends[k][0], distance),
          Math.max(ends[k][1], distance),
        ];
      }
    }
  }
  return ends.every(([least, most]) => least <= most)
    ? { values, ends, keyOf, distancesOf }
    : undefined;
}

/** Numbers that are farther from the ends of each axis than the kernel reaches, if they are many. */
function innerOf(
  { known, off, coordinates: { shape } }: Case,
  { ends }: Kernel,
  axes: readonly Sliding[],
): readonly number[] | undefined {
  const inner = known.filter((i) =>
    axes.every(({ input }, k) => {
      const reach = Math.max(...ends[k].map(Math.abs));
      const place = placeAlong(shape, input, i);
      return place >= reach && place < shape[input] - reach;
    })
  );
  const isWrong = off.filter((i) => inner.includes(i)).length;
  return isWrong >= 6 && inner.length < known.length ? inner : undefined;
}

function nameUse(
  own: Case,
  { values, ends, keyOf, distancesOf }: Kernel,
  axes: readonly Sliding[],
  rows: readonly number[],
): Mistake {
  const { upstream, analytic } = own;
  const isAs = (
    change: (
      distances: readonly number[],
      j: number,
      i: number,
    ) => readonly number[],
  ) =>
    rows.every((i) =>
      own.isNear(
        analytic[i],
        upstream.reduce((sum, d, j) => {
          const distances = change(distancesOf(j, i), j, i);
          return sum + d * (values.get(keyOf(j, i, distances)) ?? 0);
        }, 0),
      )
    );
  const axis = list(axes.map(({ input }) => `${input}`), "and");
  const flip = (t: number, k: number) => ends[k][0] + ends[k][1] - t;
  if (isAs((distances) => distances.map(flip))) {
    return say("the kernel is flipped along axis {axis}", { axis });
  }
  if (isAs((distances) => distances.map((t) => -t))) {
    return say(
      "it looks the other way along axis {axis}: at later places for earlier ones, or the reverse",
      { axis },
    );
  }
  for (const [k, { input, stride, output }] of axes.entries()) {
    const changed = (f: (t: number, j: number, i: number) => number) =>
      isAs((distances, j, i) =>
        distances.map((t, l) => l === k ? f(t, j, i) : t)
      );
    if (axes.length > 1 && changed((t) => flip(t, k))) {
      return say("the kernel is flipped along axis {axis}", { axis: input });
    }
    for (const by of [1, -1]) {
      if (changed((t) => t + by)) {
        return say(
          "the kernel is moved by one along axis {axis}: an index is off by one",
          { axis: input },
        );
      }
    }
    const { coordinates: { shape }, outputShape } = own;
    if (
      stride > 1 &&
      changed((_, j, i) =>
        placeAlong(shape, input, i) - placeAlong(outputShape, output, j)
      )
    ) {
      return say("the stride of {stride} along axis {axis} is forgotten", {
        stride,
        axis: input,
      });
    }
  }
  if (axes.length === 2 && isAs(([a, b]) => [b, a])) {
    return say("the kernel is transposed: its rows and columns are swapped");
  }
}
