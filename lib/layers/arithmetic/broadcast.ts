/**
 * Arrays of different shapes, number by number: NumPy's rule, over the axes of an
 * example and never over the batch.
 *
 * @module
 */

import { ShapeError } from "../../base/nabla_error.ts";
import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
} from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { LayerBody, Pass, Site } from "../../layer/layer.ts";

/**
 * The shape that all of them stretch to: axes are counted from the right, one of
 * size 1 or that is missing takes the size of the others. Undefined if two sizes of
 * an axis differ and neither is 1.
 */
export function stretchedShape(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const stretched: number[] = [];
  for (let axis = -rank; axis < 0; axis++) {
    const sizes = shapes.map((shape) => shape.at(axis) ?? 1);
    const size = Math.max(...sizes);
    if (!sizes.every((each) => each === 1 || each === size)) return undefined;
    stretched.push(size);
  }
  return stretched;
}

/** {@linkcode stretchedShape}. @throws {ShapeError} if there is none. */
export function broadcastShape(layer: string, shapes: readonly Shape[]): Shape {
  const shape = stretchedShape(shapes);
  if (shape !== undefined) return shape;
  throw new ShapeError({
    layer,
    rule: "the sizes of an axis, counted from the right, must be equal or 1",
    found: `its branches end with ${shapes.map(formatShape).join(" and ")}`,
    branches: "stretched",
  });
}

/** A layer over branches that stretch to one shape; `bind` is given arrays of that shape. */
export function broadcasting(
  layer: string,
  bind: (site: Site) => Pass,
): Pick<LayerBody, "outputShape" | "bind"> {
  return {
    outputShape: (...shapes) => broadcastShape(layer, shapes),
    bind: (site) => bindStretched(site, bind),
  };
}

/** The pass over inputs that are copied to the output's shape, where they have another. */
function bindStretched(site: Site, bind: (site: Site) => Pass): Pass {
  const { batch, inputShapes, outputShape, y, scratch } = site;
  const ways = inputShapes.map((shape) =>
    equalShapes(shape, outputShape)
      ? undefined
      : stretch(shape, outputShape, batch)
  );
  if (ways.every((way) => way === undefined)) return bind(site);

  /** What puts arrays of the output's length in the place of those that stretch; what is empty stays so. */
  const widener = () => {
    let wide: readonly (Values | undefined)[] | undefined;
    return (arrays: readonly Values[]) => {
      wide ??= ways.map((way) => way && scratch(y.length));
      return arrays.map((own, k) => own.length === 0 ? own : wide?.[k] ?? own);
    };
  };
  const fill = (to: readonly Values[], from: readonly Values[]) =>
    ways.forEach((way, k) => {
      if (from[k].length > 0) way?.forward(to[k], from[k]);
    });
  const addUp = (to: readonly Values[], from: readonly Values[]) =>
    ways.forEach((way, k) => {
      if (to[k].length > 0) way?.backward(to[k], from[k]);
    });

  const inputs = widener()(site.inputs);
  const dinputs = widener()(site.dinputs);
  const pass = bind({
    ...site,
    inputs,
    dinputs,
    x: inputs[0],
    dx: dinputs[0],
    inputShapes: inputShapes.map(() => outputShape),
  });
  const directions = widener();
  const changes = widener();
  const along = (given: readonly Values[]) => {
    const wide = directions(given);
    fill(wide, given);
    return wide;
  };
  return {
    ...pass,
    forward() {
      fill(inputs, site.inputs);
      pass.forward();
    },
    backward() {
      pass.backward();
      addUp(site.dinputs, dinputs);
    },
    tangent: pass.tangent &&
      ((given) => pass.tangent?.({ ...given, inputs: along(given.inputs) })),
    second: pass.second && ((given) => {
      const wide = changes(given.dinputs);
      pass.second?.({ ...given, inputs: along(given.inputs), dinputs: wide });
      addUp(given.dinputs, wide);
    }),
  };
}

/** Copies each example to a larger shape, and adds up the way back. */
interface Stretch {
  /** `y`, of the larger shape, from `x`. */
  forward(y: Values, x: Values): void;
  /** `dx`, the sums of `dy` over what a number went to. */
  backward(dx: Values, dy: Values): void;
}

/**
 * The way from one shape to another. The numbers of the larger lie in runs of
 * `run` from places `starts` of the smaller: one number again and again where the
 * last axis stretches, else numbers in order.
 */
function stretch(from: Shape, to: Shape, batch: number): Stretch {
  const size = elementCount(from);
  const own = [...Array(to.length - from.length).fill(1), ...from];
  const isStretched = to.map((size, axis) => own[axis] !== size);
  const isRepeat = isStretched.at(-1) ?? false;
  // The last axes that all stretch, or all do not, are one run.
  let outer = to.length;
  while (
    outer > 0 && (isStretched[outer - 1] === isRepeat || to[outer - 1] === 1)
  ) outer--;
  const run = elementCount(to.slice(outer));
  const starts = allocate("int32", elementCount(to.slice(0, outer)));
  const index = to.slice(0, outer).map(() => 0);
  for (let i = 0; i < starts.length; i++) {
    let place = 0;
    for (let axis = 0; axis < outer; axis++) {
      place = place * own[axis] + (isStretched[axis] ? 0 : index[axis]);
    }
    starts[i] = place * elementCount(own.slice(outer));
    for (let axis = outer - 1; axis >= 0; axis--) {
      if (++index[axis] < to[axis]) break;
      index[axis] = 0;
    }
  }
  const step = isRepeat ? 0 : 1;
  // In double precision, as they are sums over many numbers.
  const sums = allocate("float64", size);
  return {
    forward(y, x) {
      for (let b = 0, i = 0; b < batch; b++) {
        for (let r = 0; r < starts.length; r++) {
          let j = b * size + starts[r];
          for (const end = i + run; i < end; i++, j += step) y[i] = x[j];
        }
      }
    },
    backward(dx, dy) {
      for (let b = 0, i = 0; b < batch; b++) {
        sums.fill(0);
        for (let r = 0; r < starts.length; r++) {
          let j = starts[r];
          if (isRepeat) {
            let sum = 0;
            for (const end = i + run; i < end; i++) sum += dy[i];
            sums[j] += sum;
          } else {
            for (const end = i + run; i < end; i++) sums[j++] += dy[i];
          }
        }
        dx.set(sums, b * size);
      }
    },
  };
}
