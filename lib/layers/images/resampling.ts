/**
 * Axes with other numbers of positions, each new one a sum of old ones with fixed
 * shares: resizing and adaptive means. One axis is done after the other.
 *
 * @module
 */

import { allocate, type Values } from "../../base/values.ts";
import { elementCount } from "../../base/shape.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";

/** An old position and how much of a new one it is. */
export type Share = readonly [from: number, share: number];

/** For each new position of an axis, what it is made of. */
export type AxisShares = readonly (readonly Share[])[];

/** One axis in the middle of an array: `outer × from × inner` becomes `outer × to × inner`. */
interface Step {
  readonly outer: number;
  readonly from: number;
  readonly to: number;
  readonly inner: number;
  /** The shares of a new position begin at `starts[to]` in `places` and `shares`. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly shares: Float64Array;
}

/** The pass for an input whose axes before the channels have such shares. */
export function resample(site: Site, axes: readonly AxisShares[]): Pass {
  const { batch, x, dx, y, dy, inputShapes: [shape], scratch } = site;
  const sizes = [...shape];
  const steps = axes.map((axis, i): Step => {
    const outer = batch * elementCount(sizes.slice(0, i));
    const inner = elementCount(sizes.slice(i + 1));
    const from = sizes[i];
    sizes[i] = axis.length;
    const flat = axis.flat();
    const starts = allocate("int32", axis.length + 1);
    axis.forEach((own, to) => starts[to + 1] = starts[to] + own.length);
    return {
      outer,
      from,
      to: axis.length,
      inner,
      starts,
      places: Int32Array.from(flat, ([place]) => place),
      shares: Float64Array.from(flat, ([, share]) => share),
    };
  });
  const between = steps.slice(0, -1).map(({ outer, to, inner }) =>
    scratch(outer * to * inner)
  );
  const last = steps.length - 1;
  return {
    forward() {
      steps.forEach((step, i) =>
        spread(i === last ? y : between[i], i === 0 ? x : between[i - 1], step)
      );
    },
    backward() {
      if (dx.length === 0) return;
      for (let i = last; i >= 0; i--) {
        const to = i === 0 ? dx : between[i - 1];
        collect(to, i === last ? dy : between[i], steps[i]);
      }
    },
    ...linearOrder(site, (own) => resample(own, axes)),
  };
}

/** `y[·, to, ·] = Σ share·x[·, place, ·]` */
function spread(y: Values, x: Values, step: Step): void {
  const { outer, from, to, inner, starts, places, shares } = step;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < to; i++) {
      const start = (o * to + i) * inner;
      for (let s = starts[i]; s < starts[i + 1]; s++) {
        const source = (o * from + places[s]) * inner;
        const share = shares[s];
        if (s === starts[i]) {
          for (let k = 0; k < inner; k++) y[start + k] = share * x[source + k];
        } else {
          for (let k = 0; k < inner; k++) y[start + k] += share * x[source + k];
        }
      }
    }
  }
}

/** `x[·, place, ·] = Σ share·y[·, to, ·]` */
function collect(x: Values, y: Values, step: Step): void {
  const { outer, from, to, inner, starts, places, shares } = step;
  x.fill(0);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < to; i++) {
      const start = (o * to + i) * inner;
      for (let s = starts[i]; s < starts[i + 1]; s++) {
        const target = (o * from + places[s]) * inner;
        const share = shares[s];
        for (let k = 0; k < inner; k++) x[target + k] += share * y[start + k];
      }
    }
  }
}
