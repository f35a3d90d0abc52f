// Convolutions that lay out nothing: a window is an address in the image, and what
// it sees are runs of numbers at fixed distances from there. Only where windows
// reach over the edge are lines of the image copied first, with zeros around them.
// The same loop computes the gradient of the input, which is a convolution of that
// of the output with the weight turned round.
import { bandWindows, offsetsOf, Plan, sourceOf, tapsOf, targetOf } from "./convolve_plan";
import { tileOfDots, tileOfWindows, tileWindows } from "./convolve_tile";
import { tileOfChannels } from "./depthwise";
import { threadScratch } from "./product";
import { lanes, least } from "./vectors/simd";
import { copy } from "./windows";

/** Addresses of windows come first in the scratch, then those of their outputs. */
const tableBytes: i32 = (bandWindows + tileWindows) * 4;

/** Panels that stay in the second cache while all windows pass by. */
const cachedPanels: i32 = 1 << 19;

/** Whether a panel is of one output: fewer than a vector of them would leave lanes empty. */
// @ts-ignore: decorator
@inline
function isNarrow<T>(plan: Plan): bool {
  return plan.outputs < lanes<T>();
}

/** The outputs of a panel. */
// @ts-ignore: decorator
@inline
function widthOf<T>(plan: Plan): i32 {
  return isNarrow<T>(plan) ? 1 : 2 * lanes<T>();
}

/** Panels of each group. */
// @ts-ignore: decorator
@inline
function panelsOf<T>(plan: Plan): i32 {
  const width = widthOf<T>(plan);
  return (plan.outputs + width - 1) / width;
}

/** The bytes of a panel's bias, and of each number that a window sees. */
// @ts-ignore: decorator
@inline
function stepOf<T>(plan: Plan): i32 {
  return isNarrow<T>(plan) ? <i32> sizeof<T>() : 32;
}

// @ts-ignore: decorator
@inline
function bytesOf<T>(plan: Plan): i32 {
  const bias = isNarrow<T>(plan) ? 16 : 32;
  return bias + plan.taps * plan.count * stepOf<T>(plan);
}

/**
 * Panels `from … to - 1` of the weight: two vectors of outputs each, or one output,
 * the bias first, then the numbers that a window sees in their order; zeros beyond
 * the last output.
 */
export function packFilters<T>(
  from: i32,
  to: i32,
  plan: usize,
  panels: usize,
  weight: usize,
  bias: usize,
): void {
  const g = changetype<Plan>(plan);
  const size = <i32> sizeof<T>();
  const width = widthOf<T>(g);
  const step = stepOf<T>(g);
  const count = panelsOf<T>(g);
  const bytes = bytesOf<T>(g);
  const taps = tapsOf(g);
  const stride = g.outputStride * size;
  for (let p = from; p < to; p++) {
    const group = p / count;
    const first = (p - group * count) * width;
    const own = least(width, g.outputs - first);
    let at = panels + p * bytes;
    v128.store(at, i32x4.splat(0));
    if (width > 1) v128.store(at, i32x4.splat(0), 16);
    if (bias != 0) {
      copy<T>(at, bias + (group * g.outputs + first) * size, own);
    }
    at += width > 1 ? 32 : 16;
    const start = weight +
      (group * g.groupStride + first * g.outputStride) * size;
    for (let t = 0; t < g.taps; t++) {
      let source = start + load<i32>(taps + 4 * t) * size;
      for (
        let c = 0;
        c < g.count;
        c++, at += step, source += g.countStride * size
      ) {
        if (own == 2 * lanes<T>() && stride == size) {
          v128.store(at, v128.load(source));
          v128.store(at, v128.load(source, 16), 16);
          continue;
        }
        for (let d = 0; d < width; d++) {
          const value = d < own ? load<T>(source + d * stride) : <T> 0;
          store<T>(at + d * size, value);
        }
      }
    }
  }
}

/** Writes the addresses of the windows of `n` rows, and of their outputs; the last ones again, to fill a tile. */
function layAddresses<T>(at: usize, plan: Plan, source: usize, target: usize, n: i32): void {
  const size = <i32> sizeof<T>();
  const step = plan.columnStep * plan.channels * size;
  const turn = plan.rowStep * plan.pitch * size;
  const columnPitch = plan.columnPitch * size, rowPitch = plan.rowPitch * size;
  let from = source, to = target;
  for (let r = 0; r < n; r++, source += turn, target += rowPitch) {
    from = source;
    to = target;
    for (let c = 0; c < plan.columns; c++, at += 4, from += step, to += columnPitch) {
      store<u32>(at, from);
      store<u32>(at + tableBytes, to);
    }
  }
  for (let i = 1; i < tileWindows; i++, at += 4) {
    store<u32>(at, from - step);
    store<u32>(at + tableBytes, to - columnPitch);
  }
}

/** The outputs of rows `from … to - 1` of windows, counted through all planes of all images. */
export function convolve<T>(
  from: i32,
  to: i32,
  plan: usize,
  y: usize,
  x: usize,
  panels: usize,
): void {
  const g = changetype<Plan>(plan);
  const size = <i32> sizeof<T>();
  const sources = threadScratch();
  const targets = sources + tableBytes;
  const room = targets + tableBytes;
  const count = panelsOf<T>(g);
  const width = widthOf<T>(g);
  const bytes = bytesOf<T>(g);
  const isByWindows = count * bytes <= cachedPanels;
  for (let row = from; row < to;) {
    const plane = row / g.rows;
    const r = row - plane * g.rows;
    const n = least(least(to - row, g.rows - r), g.bandRows);
    const source = sourceOf<T>(g, x, plane, r, n, room);
    const target = targetOf<T>(g, y, plane, r);
    layAddresses<T>(sources, g, source, target, n);
    const windows = n * g.columns;
    for (let group = 0; group < g.groups; group++) {
      const outer = isByWindows ? windows : count;
      const outerStep = isByWindows ? tileWindows : 1;
      const inner = isByWindows ? count : windows;
      const innerStep = isByWindows ? 1 : tileWindows;
      for (let o = 0; o < outer; o += outerStep) {
        for (let i = 0; i < inner; i += innerStep) {
          const w = isByWindows ? o : i;
          const p = isByWindows ? i : o;
          const first = p * width;
          const from = sources + 4 * w;
          const to = targets + 4 * w;
          const panel = panels + (group * count + p) * bytes;
          const fromSource = group * g.count * size;
          const fromTarget = (group * g.outputs + first) * size;
          const own = g.outputs - first;
          if (g.isAlone) {
            tileOfChannels<T>(from, to, fromTarget, g, panel, own);
          } else if (width == 1) {
            tileOfDots<T>(from, to, fromSource, fromTarget, g, panel);
          } else {
            tileOfWindows<T>(from, to, fromSource, fromTarget, g, panel, own);
          }
        }
      }
    }
    row += n;
  }
}
