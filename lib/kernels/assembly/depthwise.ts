// Tiles of convolutions whose channels see only themselves: vectors lie along the
// channels, of what windows see as of what is made of it.
import { offsetsOf, Plan } from "./convolve_plan";
import { storeWindow } from "./convolve_tile";
import { least, madd } from "./vectors/simd";

/** A tile of four windows by two vectors of channels; `panel` is as that of tileOfWindows. */
export function tileOfChannels<T>(
  sources: usize,
  targets: usize,
  fromChannel: i32,
  plan: Plan,
  panel: usize,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  const x0 = load<u32>(sources, 0) + fromChannel;
  const x1 = load<u32>(sources, 4) + fromChannel;
  const x2 = load<u32>(sources, 8) + fromChannel;
  const x3 = load<u32>(sources, 12) + fromChannel;
  let c00 = v128.load(panel), c10 = v128.load(panel), c20 = v128.load(panel), c30 = v128.load(panel);
  let c01 = v128.load(panel, 16), c11 = v128.load(panel, 16), c21 = v128.load(panel, 16), c31 = v128.load(panel, 16);
  const offsets = offsetsOf(plan);
  for (let t = 0; t < plan.taps; t++) {
    const offset = load<i32>(offsets + 4 * t) * size;
    panel += 32;
    const b0 = v128.load(panel), b1 = v128.load(panel, 16);
    c00 = madd<T>(v128.load(x0 + offset), b0, c00);
    c01 = madd<T>(v128.load(x0 + offset, 16), b1, c01);
    c10 = madd<T>(v128.load(x1 + offset), b0, c10);
    c11 = madd<T>(v128.load(x1 + offset, 16), b1, c11);
    c20 = madd<T>(v128.load(x2 + offset), b0, c20);
    c21 = madd<T>(v128.load(x2 + offset, 16), b1, c21);
    c30 = madd<T>(v128.load(x3 + offset), b0, c30);
    c31 = madd<T>(v128.load(x3 + offset, 16), b1, c31);
  }
  storeWindow<T>(load<u32>(targets, 0) + fromChannel, c00, c01, width);
  storeWindow<T>(load<u32>(targets, 4) + fromChannel, c10, c11, width);
  storeWindow<T>(load<u32>(targets, 8) + fromChannel, c20, c21, width);
  storeWindow<T>(load<u32>(targets, 12) + fromChannel, c30, c31, width);
}

/** Adds, or writes, the products of what four taps from `first` on see and the outputs of some windows, for two vectors of channels. */
export function tileOfTaps<T>(
  sums: usize,
  x: usize,
  first: i32,
  dy: usize,
  pitch: i32,
  plan: Plan,
  rows: i32,
  isFirst: bool,
): void {
  const size = <i32> sizeof<T>();
  const offsets = offsetsOf(plan);
  const last = plan.taps - 1;
  let p0 = x + load<i32>(offsets + 4 * least(first, last)) * size;
  let p1 = x + load<i32>(offsets + 4 * least(first + 1, last)) * size;
  let p2 = x + load<i32>(offsets + 4 * least(first + 2, last)) * size;
  let p3 = x + load<i32>(offsets + 4 * least(first + 3, last)) * size;
  let c00: v128, c01: v128;
  let c10: v128, c11: v128;
  let c20: v128, c21: v128;
  let c30: v128, c31: v128;
  if (isFirst) {
    c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = i32x4.splat(0);
  } else {
    c00 = v128.load(sums, 0);
    c01 = v128.load(sums, 16);
    c10 = v128.load(sums, 32);
    c11 = v128.load(sums, 48);
    c20 = v128.load(sums, 64);
    c21 = v128.load(sums, 80);
    c30 = v128.load(sums, 96);
    c31 = v128.load(sums, 112);
  }
  const step = plan.columnStep * plan.channels * size;
  const turn = plan.rowStep * plan.pitch * size - plan.columns * step;
  const columns = plan.columns * pitch;
  for (let r = 0; r < rows; r++) {
    for (const end = dy + columns; dy < end; dy += pitch) {
      const b0 = v128.load(dy), b1 = v128.load(dy, 16);
      c00 = madd<T>(v128.load(p0), b0, c00);
      c01 = madd<T>(v128.load(p0, 16), b1, c01);
      c10 = madd<T>(v128.load(p1), b0, c10);
      c11 = madd<T>(v128.load(p1, 16), b1, c11);
      c20 = madd<T>(v128.load(p2), b0, c20);
      c21 = madd<T>(v128.load(p2, 16), b1, c21);
      c30 = madd<T>(v128.load(p3), b0, c30);
      c31 = madd<T>(v128.load(p3, 16), b1, c31);
      p0 += step;
      p1 += step;
      p2 += step;
      p3 += step;
    }
    p0 += turn;
    p1 += turn;
    p2 += turn;
    p3 += turn;
  }
  v128.store(sums, c00, 0);
  v128.store(sums, c01, 16);
  v128.store(sums, c10, 32);
  v128.store(sums, c11, 48);
  v128.store(sums, c20, 64);
  v128.store(sums, c21, 80);
  v128.store(sums, c30, 96);
  v128.store(sums, c31, 112);
}
