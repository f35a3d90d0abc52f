/**
 * Axes with other numbers of positions, each new one a sum of old ones with fixed
 * shares: resizing and adaptive means. One axis is done after the other.
 *
 * @module
 */

import { allocate, type Values } from "../../base/values.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type {
  AxisShares,
  Resampling,
  ResamplingShape,
} from "../../kernels/contract/resampling.ts";
import type { LayerCost, Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";

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

/** An axis of one position that stays. */
const same: AxisShares = axisShares(1, 1, (_, add) => add(0, 1));

/** The pass for an input whose axes before the channels have such shares. */
export function resample(site: Site, axes: readonly AxisShares[]): Pass {
  const { batch, x, dx, y, dy, inputShapes: [shape] } = site;
  const { kernels, scratch } = site;
  const precision = x.BYTES_PER_ELEMENT === 4 ? "float32" : "float64";
  const channels = shape[axes.length];
  // Two axes at once; of three, the first one by itself.
  const [rows, columns] = [same, ...axes].slice(-2);
  const [height, width] = [1, ...shape.slice(0, -1)].slice(-2);
  const [toHeight, toWidth] = [countOf(rows), countOf(columns)];
  const isDeep = axes.length === 3;
  const planes = isDeep ? countOf(axes[0]) : 1;
  const flat: ResamplingShape = {
    outer: batch * planes,
    from: [height, width],
    rows,
    columns,
    inner: channels,
  };
  const deep: ResamplingShape = {
    outer: batch,
    from: [1, shape[0]],
    rows: same,
    columns: axes[0],
    inner: height * width * channels,
  };
  const forward = kernels.resampling(flat, precision);
  const backward = kernels.resampling({
    ...flat,
    from: [toHeight, toWidth],
    rows: turned(rows, height),
    columns: turned(columns, width),
  }, precision);
  const passes = isDeep
    ? deepPasses({
      between: scratch(batch * planes * deep.inner),
      before: kernels.resampling(deep, precision),
      after: kernels.resampling({
        ...deep,
        from: [1, planes],
        columns: turned(axes[0], shape[0]),
      }, precision),
      forward,
      backward,
    })
    : { forward, backward };
  return {
    forward: () => passes.forward(y, x),
    backward() {
      if (dx.length > 0) passes.backward(dx, dy);
    },
    ...linearOrder(site, (own) => resample(own, axes)),
  };
}

function deepPasses({ between, before, after, forward, backward }: {
  readonly between: Values;
  readonly before: Resampling;
  readonly after: Resampling;
  readonly forward: Resampling;
  readonly backward: Resampling;
}): { readonly forward: Resampling; readonly backward: Resampling } {
  return {
    forward(y, x) {
      before(between, x);
      forward(y, between);
    },
    backward(dx, dy) {
      backward(between, dy);
      after(dx, between);
    },
  };
}

function countOf({ starts }: AxisShares): number {
  return starts.length - 1;
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
