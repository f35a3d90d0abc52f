// Tiles of a convolution, kept in registers.
import { offsetsOf, Plan } from "./convolve_plan";
import { lanes, loadPart, madd, storePart, sumLanes } from "./vectors/simd";

/** So many windows are computed together. */
export const tileWindows: i32 = 4;

// @ts-ignore: decorator
@inline
export function lane0<T>(v: v128): v128 {
  if (sizeof<T>() == 8) return i64x2.shuffle(v, v, 0, 0);
  return i32x4.shuffle(v, v, 0, 0, 0, 0);
}

// @ts-ignore: decorator
@inline
export function lane1<T>(v: v128): v128 {
  if (sizeof<T>() == 8) return i64x2.shuffle(v, v, 1, 1);
  return i32x4.shuffle(v, v, 1, 1, 1, 1);
}

// @ts-ignore: decorator
@inline
export function lane2(v: v128): v128 {
  return i32x4.shuffle(v, v, 2, 2, 2, 2);
}

// @ts-ignore: decorator
@inline
export function lane3(v: v128): v128 {
  return i32x4.shuffle(v, v, 3, 3, 3, 3);
}

/** Writes up to two vectors. */
export function storeWindow<T>(to: usize, low: v128, high: v128, width: i32): void {
  if (width >= lanes<T>()) v128.store(to, low);
  else return storePart<T>(to, low, width);
  if (width >= 2 * lanes<T>()) v128.store(to, high, 16);
  else if (width > lanes<T>()) storePart<T>(to + 16, high, width - lanes<T>());
}

/**
 * A tile of four windows by two vectors of outputs, each the sum of its bias and of
 * the products along all runs. `panel` has a row for the bias, then one for each
 * number that a window sees. Only the last turn of a run is left early;
 * besides, this keeps the compiler from joining a turn's steps into one long sum,
 * which would run out of registers.
 */
export function tileOfWindows<T>(
  sources: usize,
  targets: usize,
  fromSource: i32,
  fromTarget: i32,
  plan: Plan,
  panel: usize,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  const x0 = load<u32>(sources, 0) + fromSource;
  const x1 = load<u32>(sources, 4) + fromSource;
  const x2 = load<u32>(sources, 8) + fromSource;
  const x3 = load<u32>(sources, 12) + fromSource;
  let c00 = v128.load(panel), c10 = v128.load(panel), c20 = v128.load(panel), c30 = v128.load(panel);
  let c01 = v128.load(panel, 16), c11 = v128.load(panel, 16), c21 = v128.load(panel, 16), c31 = v128.load(panel, 16);
  panel += 32;
  const run = plan.run;
  const offsets = offsetsOf(plan);
  for (let s = 0; s < plan.segments; s++, panel += run * 32) {
    const offset = load<i32>(offsets + 4 * s) * size;
    let p0 = x0 + offset;
    let p1 = x1 + offset;
    let p2 = x2 + offset;
    let p3 = x3 + offset;
    let at = panel;
    for (let left = run; left > 0; left -= lanes<T>()) {
      const v0 = v128.load(p0);
      const v1 = v128.load(p1);
      const v2 = v128.load(p2);
      const v3 = v128.load(p3);
      let b0 = v128.load(at, 0), b1 = v128.load(at, 16);
      let v = lane0<T>(v0);
      c00 = madd<T>(v, b0, c00);
      c01 = madd<T>(v, b1, c01);
      v = lane0<T>(v1);
      c10 = madd<T>(v, b0, c10);
      c11 = madd<T>(v, b1, c11);
      v = lane0<T>(v2);
      c20 = madd<T>(v, b0, c20);
      c21 = madd<T>(v, b1, c21);
      v = lane0<T>(v3);
      c30 = madd<T>(v, b0, c30);
      c31 = madd<T>(v, b1, c31);
      if (left == 1) break;
      b0 = v128.load(at, 32);
      b1 = v128.load(at, 48);
      v = lane1<T>(v0);
      c00 = madd<T>(v, b0, c00);
      c01 = madd<T>(v, b1, c01);
      v = lane1<T>(v1);
      c10 = madd<T>(v, b0, c10);
      c11 = madd<T>(v, b1, c11);
      v = lane1<T>(v2);
      c20 = madd<T>(v, b0, c20);
      c21 = madd<T>(v, b1, c21);
      v = lane1<T>(v3);
      c30 = madd<T>(v, b0, c30);
      c31 = madd<T>(v, b1, c31);
      if (sizeof<T>() == 4) {
        if (left == 2) break;
        b0 = v128.load(at, 64);
        b1 = v128.load(at, 80);
        v = lane2(v0);
        c00 = madd<T>(v, b0, c00);
        c01 = madd<T>(v, b1, c01);
        v = lane2(v1);
        c10 = madd<T>(v, b0, c10);
        c11 = madd<T>(v, b1, c11);
        v = lane2(v2);
        c20 = madd<T>(v, b0, c20);
        c21 = madd<T>(v, b1, c21);
        v = lane2(v3);
        c30 = madd<T>(v, b0, c30);
        c31 = madd<T>(v, b1, c31);
        if (left == 3) break;
        b0 = v128.load(at, 96);
        b1 = v128.load(at, 112);
        v = lane3(v0);
        c00 = madd<T>(v, b0, c00);
        c01 = madd<T>(v, b1, c01);
        v = lane3(v1);
        c10 = madd<T>(v, b0, c10);
        c11 = madd<T>(v, b1, c11);
        v = lane3(v2);
        c20 = madd<T>(v, b0, c20);
        c21 = madd<T>(v, b1, c21);
        v = lane3(v3);
        c30 = madd<T>(v, b0, c30);
        c31 = madd<T>(v, b1, c31);
      }
      at += 32 * lanes<T>();
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
    }
  }
  storeWindow<T>(load<u32>(targets, 0) + fromTarget, c00, c01, width);
  storeWindow<T>(load<u32>(targets, 4) + fromTarget, c10, c11, width);
  storeWindow<T>(load<u32>(targets, 8) + fromTarget, c20, c21, width);
  storeWindow<T>(load<u32>(targets, 12) + fromTarget, c30, c31, width);
}

/** A tile of four windows and one output: vectors lie along the runs. */
export function tileOfDots<T>(
  sources: usize,
  targets: usize,
  fromSource: i32,
  fromTarget: i32,
  plan: Plan,
  panel: usize,
): void {
  const size = <i32> sizeof<T>();
  const x0 = load<u32>(sources) + fromSource;
  const x1 = load<u32>(sources, 4) + fromSource;
  const x2 = load<u32>(sources, 8) + fromSource;
  const x3 = load<u32>(sources, 12) + fromSource;
  let c0 = v128.load(panel);
  let c1 = c0, c2 = c0, c3 = c0;
  panel += 16;
  const bytes = plan.run * size;
  const offsets = offsetsOf(plan);
  for (let s = 0; s < plan.segments; s++) {
    const offset = load<i32>(offsets + 4 * s) * size;
    let p0 = x0 + offset;
    let p1 = x1 + offset;
    let p2 = x2 + offset;
    let p3 = x3 + offset;
    const end = panel + bytes;
    for (const last = panel + (bytes & -16); panel < last; panel += 16) {
      const b = v128.load(panel);
      c0 = madd<T>(v128.load(p0), b, c0);
      c1 = madd<T>(v128.load(p1), b, c1);
      c2 = madd<T>(v128.load(p2), b, c2);
      c3 = madd<T>(v128.load(p3), b, c3);
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
    }
    for (; panel < end; panel += size) {
      const b = loadPart<T>(panel, 1);
      c0 = madd<T>(loadPart<T>(p0, 1), b, c0);
      c1 = madd<T>(loadPart<T>(p1, 1), b, c1);
      c2 = madd<T>(loadPart<T>(p2, 1), b, c2);
      c3 = madd<T>(loadPart<T>(p3, 1), b, c3);
      p0 += size;
      p1 += size;
      p2 += size;
      p3 += size;
    }
  }
  store<T>(load<u32>(targets) + fromTarget, sumLanes<T>(c0));
  store<T>(load<u32>(targets, 4) + fromTarget, sumLanes<T>(c1));
  store<T>(load<u32>(targets, 8) + fromTarget, sumLanes<T>(c2));
  store<T>(load<u32>(targets, 12) + fromTarget, sumLanes<T>(c3));
}
