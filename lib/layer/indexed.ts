/**
 * Numbers at places that other numbers name: what gathering and scattering share.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
import { NablaError, ShapeError } from "../base/nabla_error.ts";
import {
  elementCount,
  formatShape,
  indexOf,
  type Shape,
} from "../base/shape.ts";
import { allocate, type Values } from "../base/values.ts";
import { axisIn } from "./axes.ts";
import type { InputSpec, Pass, Site } from "./layer.ts";
import { secondOrder } from "./second_order.ts";

/** Runs of numbers in an array, by the indices of the last `find`. */
export interface Runs {
  /** Where each begins, the batch included. */
  readonly starts: Int32Array;
  /** How many numbers stand in each. */
  readonly length: number;
  /** Reads the indices. @throws {NablaError} if one of them is none. */
  find(): void;
}

/** What an index names: an entry of an array of that shape, along one axis. */
export interface Indexed {
  /** The layer, for errors. */
  readonly layer: string;
  readonly batch: number;
  /** The shape of the array in which places are named. */
  readonly shape: Shape;
  readonly indices: Values;
  readonly indexShape: Shape;
}

/** The second branch as indices into the first. */
export function indexedBy(site: Site, layer: string): Indexed {
  const { batch, inputs: [, indices], inputShapes: [shape, indexShape] } = site;
  return { layer, batch, shape, indices, indexShape };
}

/** The entries of an axis, whole. */
export function entryRuns(
  { layer, batch, shape, indices, indexShape }: Indexed,
  axis: number,
): Runs {
  const size = shape[axis];
  const outer = elementCount(shape.slice(0, axis));
  const length = elementCount(shape.slice(axis + 1));
  const count = elementCount(indexShape);
  const starts = allocate("int32", batch * outer * count);
  const read = indexReader(layer, indices, indexShape);
  return {
    starts,
    length,
    find() {
      for (let b = 0, i = 0; b < batch; b++) {
        for (let o = b * outer; o < (b + 1) * outer; o++) {
          for (let k = b * count; k < (b + 1) * count; k++, i++) {
            starts[i] = (o * size + read(k, size)) * length;
          }
        }
      }
    },
  };
}

/** Single numbers: where an index stands, but along one axis where it says. */
export function elementRuns(
  { layer, batch, shape, indices, indexShape }: Indexed,
  axis: number,
): Runs {
  const [size, stride] = [shape[axis], elementCount(shape.slice(axis + 1))];
  const whole = elementCount(shape);
  const count = elementCount(indexShape);
  const others = allocate("int32", count);
  for (let k = 0; k < count; k++) {
    others[k] = indexOf(k, indexShape).reduce(
      (place, at, each) => place * shape[each] + (each === axis ? 0 : at),
      0,
    );
  }
  const starts = allocate("int32", batch * count);
  const read = indexReader(layer, indices, indexShape);
  return {
    starts,
    length: 1,
    find() {
      for (let b = 0, i = 0; b < batch; b++) {
        for (let k = 0; k < count; k++, i++) {
          starts[i] = b * whole + others[k] + read(i, size) * stride;
        }
      }
    },
  };
}

/** What the last axis of the indices names: an index along each of the first axes. */
export function tupleRuns(
  { layer, batch, shape, indices, indexShape }: Indexed,
): Runs {
  const named = indexShape[indexShape.length - 1];
  const length = elementCount(shape.slice(named));
  const whole = elementCount(shape) / length;
  const count = elementCount(indexShape) / named;
  const starts = allocate("int32", batch * count);
  const read = indexReader(layer, indices, indexShape);
  return {
    starts,
    length,
    find() {
      for (let b = 0, i = 0, k = 0; b < batch; b++) {
        for (const end = i + count; i < end; i++) {
          let place = 0;
          for (let axis = 0; axis < named; axis++, k++) {
            place = place * shape[axis] + read(k, shape[axis]);
          }
          starts[i] = (b * whole + place) * length;
        }
      }
    },
  };
}

/** Reads an index of an input of a layer, negative where it is counted from the last; the reader throws a `NablaError` at one that is none. */
export function indexReader(
  layer: string,
  indices: Values,
  shape: Shape,
  input = 1,
  what: Phrase = "the index",
): (at: number, size: number) => number {
  return (at, size) => {
    const index = indices[at];
    if (Number.isInteger(index) && index >= -size && index < size) {
      return index < 0 ? index + size : index;
    }
    const place = indexOf(at % elementCount(shape), shape);
    throw new NablaError("value", {
      action: say("compute {layer}", { layer }),
      name: place.length === 0
        ? say(what)
        : say("{what} at [{place}]", { what: say(what), place: place.join() }),
      rule: say(
        "a whole number from 0 to {most}, or from {least} to -1 from the last",
        { most: size - 1, least: -size },
      ),
      found: index,
      place: { input, entry: at },
    });
  };
}

/** The indices as an input: they have no gradient. `sizeOf` is how many entries one of them may name. */
export function indexInput(
  sizeOf: (shape: Shape, place: number, indexShape: Shape) => number,
): InputSpec {
  return {
    name: "indices",
    differentiable: false,
    draw(values, { random, inputShapes: [shape, indexShape] }) {
      for (let i = 0; i < values.length; i++) {
        const size = sizeOf(shape, i, indexShape);
        values[i] = random.integer(2 * size) - size;
      }
    },
  };
}

/** Rows of indices, one for each of the first axes. */
export const tupleInput: InputSpec = indexInput((shape, place, indexShape) =>
  shape[place % indexShape[indexShape.length - 1]]
);

/** Copies runs of `from` one after the other. */
export function takeRuns(
  to: Values,
  from: Values,
  { starts, length }: Runs,
): void {
  for (let i = 0, at = 0; i < starts.length; i++) {
    let j = starts[i];
    for (const end = j + length; j < end;) to[at++] = from[j++];
  }
}

/** `y` is what stands at the places in `x`; backward adds up. */
export function takePass(site: Site, runs: Runs): Pass {
  const { inputs: [x], dinputs: [dx, none], y, dy } = site;
  const { starts, length } = runs;
  return {
    forward() {
      runs.find();
      takeRuns(y, x, runs);
    },
    backward() {
      // If a network asks for one: a number of an entry is not a quantity.
      none.fill(0);
      dx.fill(0);
      if (dx.length === 0) return;
      for (let i = 0, at = 0; i < starts.length; i++) {
        let j = starts[i];
        for (const end = j + length; j < end;) dx[j++] += dy[at++];
      }
    },
    ...secondOrder(site, ({ inputs: [u], output }) => ({
      tangent: () => takeRuns(output, u, runs),
    })),
  };
}

/** The axis along which each number has an index of its own. @throws {ShapeError} if the indices do not go with the array. */
export function elementAxis(
  layer: string,
  shape: Shape,
  indices: Shape,
  axis: number,
): number {
  const place = axisIn(layer, shape, axis);
  const isFit = indices.length === shape.length &&
    indices.every((size, at) => at === place || size <= shape[at]);
  if (isFit) return place;
  throw new ShapeError({
    layer,
    rule: say(
      "its indices must have as many axes as {shape}, and no longer ones but for axis {axis}",
      { shape: formatShape(shape), axis: place },
    ),
    found: indices,
    wayOut: say("`gather` and `gather_nd` take whole entries"),
  });
}

/** The shape of what tuples name. @throws {ShapeError} if they do not go with the array. */
export function tupleShape(
  layer: string,
  shape: Shape,
  indices: Shape,
): Shape {
  const named = indices.at(-1) ?? 0;
  if (named >= 1 && named <= shape.length) {
    return [...indices.slice(0, -1), ...shape.slice(named)];
  }
  throw new ShapeError({
    layer,
    rule: shape.length === 0
      ? say("what it takes from must have at least one axis")
      : say(
        "the last axis of its indices must be 1 to {count} numbers, one for each of the first axes of {shape}",
        { count: shape.length, shape: formatShape(shape) },
      ),
    found: shape.length === 0 ? shape : indices,
  });
}
