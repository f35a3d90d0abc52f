/**
 * Axes with other numbers of positions, each new one a sum of old ones with fixed
 * shares: resizing and adaptive means. One axis is done after the other.
 *
 * @module
 */

import { allocate, type Values } from "../../base/values.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { LayerCost, Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";

/** For each new position of an axis, what it is made of: from `starts[i]` to before `starts[i + 1]` in `places` and `shares`. */
export interface AxisShares {
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly shares: Float64Array;
}

/** The shares of `count` new positions, of at most `most` old ones each; `write` adds those of one, a place more than once one after the other. */
export function axisShares(
  count: number,
  most: number,
  write: (i: number, add: (place: number, share: number) => void) => void,
): AxisShares {
  const starts = allocate("int32", count + 1);
  const places = allocate("int32", count * most);
  const shares = allocate("float64", count * most);
  let end = 0;
  for (let i = 0; i < count; i++) {
    write(i, (place, share) => {
      if (end > starts[i] && places[end - 1] === place) end--;
      else shares[end] = 0;
      places[end] = place;
      shares[end++] += share;
    });
    starts[i + 1] = end;
  }
  return { starts, places, shares };
}

/** One axis in the middle of an array: `outer × from × inner` becomes `outer × to × inner`. */
interface Step extends AxisShares {
  readonly outer: number;
  readonly from: number;
  readonly to: number;
  readonly inner: number;
}

/** The pass for an input whose axes before the channels have such shares. */
export function resample(site: Site, axes: readonly AxisShares[]): Pass {
  const { batch, x, dx, y, dy, inputShapes: [shape], scratch } = site;
  const sizes = [...shape];
  const steps = axes.map((axis, i): Step => {
    const outer = batch * elementCount(sizes.slice(0, i));
    const inner = elementCount(sizes.slice(i + 1));
    const from = sizes[i];
    const to = axis.starts.length - 1;
    sizes[i] = to;
    return { ...axis, outer, from, to, inner };
  });
  const back = steps.map((step): Step => ({
    ...step,
    ...turned(step, step.from),
    from: step.to,
    to: step.from,
  }));
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
        spread(to, i === last ? dy : between[i], back[i]);
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
      if (starts[i] === starts[i + 1]) y.fill(0, start, start + inner);
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

/** For each of `count` old positions, of which new ones it is a part, and how much. */
function turned(
  { starts, places, shares }: AxisShares,
  count: number,
): AxisShares {
  const back = {
    starts: allocate("int32", count + 1),
    places: allocate("int32", places.length),
    shares: allocate("float64", shares.length),
  };
  const end = starts[starts.length - 1];
  for (let s = 0; s < end; s++) back.starts[places[s] + 1]++;
  for (let i = 0; i < count; i++) back.starts[i + 1] += back.starts[i];
  const next = back.starts.slice();
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let s = starts[i]; s < starts[i + 1]; s++) {
      const at = next[places[s]]++;
      back.places[at] = i;
      back.shares[at] = shares[s];
    }
  }
  return back;
}

/** What the sums take, of `most` numbers each, and the arrays between the axes. */
export function resampleCost(
  input: Shape,
  output: Shape,
  most: number,
): LayerCost {
  let [work, numbers] = [0, 0];
  for (let axis = 0; axis < output.length - 1; axis++) {
    const size = elementCount([
      ...output.slice(0, axis + 1),
      ...input.slice(axis + 1),
    ]);
    work += most * size;
    if (axis < output.length - 2) numbers += size;
  }
  return { work, numbers };
}
