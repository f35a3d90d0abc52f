/**
 * Axes of an example as people name them: 0 is the first, −1 the last; the batch has
 * no number.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { ShapeError } from "../base/nabla_error.ts";
import { elementCount, equalShapes, type Shape } from "../base/shape.ts";
import { allocate, type Values } from "../base/values.ts";
import { list } from "../base/words.ts";
import type { LayerBody, LayerCost, Pass, Site } from "./layer.ts";
import { type Detour, rearranged } from "./rearranged.ts";

/** One axis or several, by their numbers. */
export type Axes = number | readonly number[];

/** The place of an axis, from 0. @throws {ShapeError} if there is none. */
export function axisIn(layer: string, shape: Shape, axis = -1): number {
  const rank = shape.length;
  const place = axis < 0 ? axis + rank : axis;
  if (place >= 0 && place < rank) return place;
  if (rank === 0) {
    const rule = say("its input must have at least one axis");
    throw new ShapeError({ layer, rule, found: shape });
  }
  throw new ShapeError({
    layer,
    rule: axis < 0
      ? say("its input must have an axis {axis}, counted from the last, -1", {
        axis,
      })
      : say("its input must have an axis {axis}, counted from 0", { axis }),
    found: shape,
    argument: { name: "axis", instead: axis < 0 ? -rank : rank - 1 },
    wayOut: rank === 1
      ? say("the only axis is 0, counted from the last -1")
      : say("the axes are {axes}, counted from the last {others}", {
        axes: numbers(0, rank),
        others: numbers(-rank, rank),
      }),
  });
}

/** `0, 1 and 2` */
function numbers(from: number, count: number): string {
  return list(Array.from({ length: count }, (_, i) => `${from + i}`), "and");
}

/** The places of axes in order. @throws {ShapeError} if there is no such axis, or one is named twice. */
export function axesIn(
  layer: string,
  shape: Shape,
  axes: Axes = -1,
): readonly number[] {
  const places = [axes].flat().map((axis) => axisIn(layer, shape, axis));
  const twice = places.find((place, i) => places.indexOf(place) < i);
  if (twice === undefined) return places.sort((a, b) => a - b);
  throw new ShapeError({
    layer,
    rule: say("each axis may be named once"),
    found: say("axis {axis} is named twice in [{axes}]", {
      axis: twice,
      axes: [axes].flat().join(),
    }),
    argument: { name: "axis" },
  });
}

/** How many numbers of an example stand along some axes. */
function sizeAlong(shape: Shape, axes: readonly number[]): number {
  return elementCount(axes.map((axis) => shape[axis]));
}

/** A shape without some of its axes. */
export function withoutAxes(shape: Shape, axes: readonly number[]): Shape {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/**
 * Binds a pass over rows, a matrix for each example, whose rows go along some axes:
 * where these are not the last, the numbers are moved. A pass that `reduces` gives
 * one number for each row, any other one a row, which may have another length.
 */
export function alongAxes(
  site: Site,
  axes: readonly number[],
  bind: (site: Site) => Pass,
  reduces = false,
): Pass {
  const { inputShapes: [shape], outputShape } = site;
  const rows = elementCount(withoutAxes(shape, axes));
  const order = orderWith(shape, axes);
  const way = reorder(site, shape, order);
  return rearranged(site, {
    inputs: [way],
    output: reduces
      ? undefined
      : equalShapes(shape, outputShape)
      ? way
      : reorder(site, outputShape, order),
    inputShapes: [[rows, sizeAlong(shape, axes)]],
    outputShape: reduces ? [rows] : [rows, sizeAlong(outputShape, axes)],
  }, bind);
}

/** Numbers along some axes as columns of matrices. */
export interface Matrices {
  readonly count: number;
  /** How many numbers stand along the axes. */
  readonly rows: number;
  readonly columns: number;
}

/** An array of a shape as matrices, for each example, whose columns go along some axes; undefined where numbers would have to move. */
export function matricesAlong(
  shape: Shape,
  axes: readonly number[],
): Matrices | undefined {
  const order = orderWith(shape, axes);
  const rows = sizeAlong(shape, axes);
  const all = elementCount(shape);
  if (!isReordered(shape, order)) {
    return { count: all / rows, rows, columns: 1 };
  }
  const matrix = matrixOf(shape, order);
  return matrix && { count: all / (rows * matrix.columns), ...matrix };
}

/** What {@linkcode alongAxes} takes: where numbers are moved, input and output with their gradients once more. */
export function costAlong(
  shape: Shape,
  axes: readonly number[],
): LayerCost {
  const isMoved = isReordered(shape, orderWith(shape, axes));
  return { work: 0, numbers: isMoved ? 4 * elementCount(shape) : 0 };
}

/** A layer that goes along some axes, by default the last, and keeps the shape; `bind` sees rows. */
export function keepsShapeAlong(
  layer: string,
  axes: Axes | undefined,
  bind: (site: Site) => Pass,
): Pick<LayerBody, "outputShape" | "cost" | "bind"> {
  return {
    outputShape(shape) {
      axesIn(layer, shape, axes);
      return shape;
    },
    cost: (shape) => costAlong(shape, axesIn(layer, shape, axes)),
    bind: (site) =>
      alongAxes(site, axesIn(layer, site.inputShapes[0], axes), bind),
  };
}

/** All axes in order, those named last. */
function orderWith(shape: Shape, axes: readonly number[]): readonly number[] {
  return [...shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
}

/** Whether another order of axes moves numbers. */
function isReordered(shape: Shape, order: readonly number[]): boolean {
  const wide = order.filter((axis) => shape[axis] > 1);
  return wide.some((axis, i) => i > 0 && axis < wide[i - 1]);
}

/** The way to another order of axes; undefined where the numbers stay as they are. */
function reorder(
  { batch, kernels }: Site,
  shape: Shape,
  order: readonly number[],
): Detour | undefined {
  if (!isReordered(shape, order)) return undefined;
  const size = elementCount(shape);
  const matrix = matrixOf(shape, order);
  if (matrix !== undefined) {
    const { rows, columns } = matrix;
    const count = batch * size / (rows * columns);
    return {
      length: batch * size,
      there: (to, from) =>
        kernels.transposeEach(to, from, count, rows, columns),
      back: (to, from) => kernels.transposeEach(to, from, count, columns, rows),
    };
  }
  const places = placesIn(shape, order);
  return {
    length: batch * size,
    there(to: Values, from: Values) {
      for (let b = 0, i = 0; b < batch; b++) {
        const start = b * size;
        for (let k = 0; k < size; k++) to[i++] = from[start + places[k]];
      }
    },
    back(to: Values, from: Values) {
      for (let b = 0, i = 0; b < batch; b++) {
        const start = b * size;
        for (let k = 0; k < size; k++) to[start + places[k]] = from[i++];
      }
    },
  };
}

/** Axes that change places with those behind them, all others in front, as a matrix that is transposed; undefined if it is none. */
function matrixOf(shape: Shape, order: readonly number[]) {
  const wide = order.filter((axis) => shape[axis] > 1);
  const last = wide.findIndex((axis, i) => i > 0 && axis < wide[i - 1]);
  const ahead = wide.slice(last);
  const behind = wide.slice(0, last).filter((axis) => axis > ahead[0]);
  // Every axis comes once: in order it is only if both runs are.
  const inOrder = wide.filter((axis) => axis < ahead[0]).concat(ahead, behind);
  if (inOrder.some((axis, i) => i > 0 && axis < inOrder[i - 1])) return;
  const sizeOf = (axes: readonly number[]) =>
    elementCount(axes.map((axis) => shape[axis]));
  return { rows: sizeOf(ahead), columns: sizeOf(behind) };
}

/** Where the numbers of an array stand, taken in another order of its axes. */
function placesIn(shape: Shape, order: readonly number[]): Int32Array {
  const places = allocate("int32", elementCount(shape));
  const strides = order.map((axis) => elementCount(shape.slice(axis + 1)));
  const index = order.map(() => 0);
  for (let i = 0, place = 0; i < places.length; i++) {
    places[i] = place;
    for (let at = order.length - 1; at >= 0; at--) {
      place += strides[at];
      if (++index[at] < shape[order[at]]) break;
      place -= strides[at] * shape[order[at]];
      index[at] = 0;
    }
  }
  return places;
}
