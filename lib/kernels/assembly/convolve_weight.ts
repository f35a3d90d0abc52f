// The gradient of a convolution's weight: sums over all windows, kept in registers
// for some rows of windows at a time.
import { bandWindows, offsetsOf, Plan, sourceOf, tapsOf, targetOf } from "./convolve_plan";
import { lane0, lane1, lane2, lane3 } from "./convolve_tile";
import { tileOfTaps } from "./depthwise";
import { threadScratch } from "./product";
import { lanes, least, madd } from "./vectors/simd";

/** So many numbers that windows see are computed together, for the gradient of the weight. */
const tileNumbers: i32 = 4;

/** Tiles of all numbers that a window sees. */
// @ts-ignore: decorator
@inline
function tilesOf(plan: Plan): i32 {
  return plan.segments * ((plan.run + tileNumbers - 1) / tileNumbers);
}

/** Panels of two vectors of outputs, in each group. */
// @ts-ignore: decorator
@inline
function panelsOf<T>(plan: Plan): i32 {
  return (plan.outputs + 2 * lanes<T>() - 1) / (2 * lanes<T>());
}

/**
 * Sums for the gradient of the weight, in tiles of four numbers that a window sees
 * by two vectors of outputs. The planes of windows are divided into `parts`, by
 * the sizes alone; sums are counted by part, panel and tile. Each lies in 128 bytes.
 */
export function sumWeight<T>(
  from: i32,
  to: i32,
  plan: usize,
  sums: usize,
  x: usize,
  dy: usize,
  planes: i32,
  parts: i32,
): void {
  const g = changetype<Plan>(plan);
  const each = g.groups * panelsOf<T>(g) * tilesOf(g);
  for (let u = from; u < to;) {
    const part = u / each;
    const end = least(to, (part + 1) * each);
    const first = part * planes / parts;
    const last = (part + 1) * planes / parts;
    sumImages<T>(u, end, g, sums, x, dy, first, last, part * each);
    u = end;
  }
}

/** Tiles `from … to - 1`, those of the part before being `before`, over some planes of windows. */
function sumImages<T>(
  from: i32,
  to: i32,
  g: Plan,
  sums: usize,
  x: usize,
  dy: usize,
  firstPlane: i32,
  lastPlane: i32,
  before: i32,
): void {
  const size = <i32> sizeof<T>();
  const width = 2 * lanes<T>();
  const packed = threadScratch();
  const lines = packed + 32 * bandWindows;
  const tiles = tilesOf(g);
  const count = panelsOf<T>(g);
  const tilesOfRun = tiles / g.segments;
  const offsets = offsetsOf(g);
  // Outputs of one vector after the other are nearer to each other; those beyond the last are zeros.
  const isPacked = g.outputs % width != 0 || tiles > 12;
  for (let plane = firstPlane; plane < lastPlane; plane++) {
    for (let r = 0; r < g.rows; r += g.blockRows) {
      const n = least(g.blockRows, g.rows - r);
      const source = sourceOf<T>(g, x, plane, r, n, lines);
      const target = targetOf<T>(g, dy, plane, r);
      const isFirst = plane == firstPlane && r == 0;
      for (let u = from; u < to;) {
        const p = (u - before) / tiles;
        const start = before + p * tiles;
        const end = least(to, start + tiles);
        const group = p / count;
        const first = (p - group * count) * width;
        let outputs = target + (group * g.outputs + first) * size;
        let pitch = g.columnPitch * size;
        if (isPacked) {
          const own = g.outputs - first;
          packOutputs<T>(packed, outputs, pitch, n * g.columns, own);
          outputs = packed;
          pitch = 32;
        }
        for (; u < end; u++) {
          const t = u - start;
          const to = sums + 128 * u;
          if (g.isAlone) {
            const channels = source + first * size;
            const tap = t * tileNumbers;
            tileOfTaps<T>(to, channels, tap, outputs, pitch, g, n, isFirst);
            continue;
          }
          const s = t / tilesOfRun;
          const number = load<i32>(offsets + 4 * s) + group * g.count +
            (t - s * tilesOfRun) * tileNumbers;
          const at = source + number * size;
          tileOfWeight<T>(to, at, outputs, pitch, g, n, isFirst);
        }
      }
    }
  }
}

/** Writes the gradient of the weight: tiles `from … to - 1`, the sums of all parts. */
export function writeWeight<T>(
  from: i32,
  to: i32,
  plan: usize,
  dw: usize,
  sums: usize,
  parts: i32,
): void {
  const g = changetype<Plan>(plan);
  const size = <i32> sizeof<T>();
  const width = 2 * lanes<T>();
  const tiles = tilesOf(g);
  const count = panelsOf<T>(g);
  const bytes = 128 * g.groups * count * tiles;
  const tilesOfRun = tiles / g.segments;
  for (let u = from; u < to; u++) {
    const p = u / tiles;
    const t = u - p * tiles;
    const group = p / count;
    const first = (p - group * count) * width;
    const own = least(width, g.outputs - first);
    const s = t / tilesOfRun;
    const start = (t - s * tilesOfRun) * tileNumbers;
    const numbers = least(tileNumbers, g.run - start);
    for (let i = 0; i < numbers; i++) {
      const number = s * g.run + start + i;
      const tap = number / g.count;
      const place = group * g.groupStride + first * g.outputStride +
        load<i32>(tapsOf(g) + 4 * tap) +
        (number - tap * g.count) * g.countStride;
      for (let d = 0; d < own; d++) {
        let at = sums + 128 * u + (i * width + d) * size;
        let sum = load<T>(at);
        for (let part = 1; part < parts; part++) {
          at += bytes;
          sum += load<T>(at);
        }
        store<T>(dw + (place + d * g.outputStride) * size, sum);
      }
    }
  }
}

/** Two vectors of each of `n` windows, zeros beyond the last output. */
function packOutputs<T>(to: usize, from: usize, pitch: i32, n: i32, width: i32): void {
  if (width >= 2 * lanes<T>()) {
    for (let i = 0; i < n; i++, to += 32, from += pitch) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
    return;
  }
  const size = <i32> sizeof<T>();
  for (let i = 0; i < n; i++, to += 32, from += pitch) {
    for (let d = 0; d < 2 * lanes<T>(); d++) {
      store<T>(to + d * size, d < width ? load<T>(from + d * size) : <T> 0);
    }
  }
}

/** Adds, or writes, the products of four numbers that each of some windows sees and two vectors of its outputs. */
function tileOfWeight<T>(
  sums: usize,
  x: usize,
  dy: usize,
  pitch: i32,
  plan: Plan,
  rows: i32,
  isFirst: bool,
): void {
  const size = <i32> sizeof<T>();
  let c00: v128, c01: v128;
  let c10: v128, c11: v128;
  let c20: v128, c21: v128;
  let c30: v128, c31: v128;
  c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = i32x4.splat(0);
  const step = plan.columnStep * plan.channels * size;
  const turn = plan.rowStep * plan.pitch * size;
  const columns = plan.columns * pitch;
  let b0: v128, b1: v128, low: v128, v: v128;
  let high = c00;
  for (let r = 0; r < rows; r++, x += turn) {
    let at = x;
    const end = dy + columns;
    // Two at once, as each turn of the loop costs. The break, which never happens, is as those of tileOfWindows.
    for (const last = end - pitch; dy < last; dy += 2 * pitch, at += 2 * step) {
      b0 = v128.load(dy);
      b1 = v128.load(dy, 16);
      low = v128.load(at);
      if (sizeof<T>() == 8) high = v128.load(at, 16);
      v = lane0<T>(low);
      c00 = madd<T>(v, b0, c00);
      c01 = madd<T>(v, b1, c01);
      v = lane1<T>(low);
      c10 = madd<T>(v, b0, c10);
      c11 = madd<T>(v, b1, c11);
      v = sizeof<T>() == 8 ? lane0<T>(high) : lane2(low);
      c20 = madd<T>(v, b0, c20);
      c21 = madd<T>(v, b1, c21);
      v = sizeof<T>() == 8 ? lane1<T>(high) : lane3(low);
      c30 = madd<T>(v, b0, c30);
      c31 = madd<T>(v, b1, c31);
      if (rows == 0) break;
      b0 = v128.load(dy + pitch);
      b1 = v128.load(dy + pitch, 16);
      low = v128.load(at + step);
      if (sizeof<T>() == 8) high = v128.load(at + step, 16);
      v = lane0<T>(low);
      c00 = madd<T>(v, b0, c00);
      c01 = madd<T>(v, b1, c01);
      v = lane1<T>(low);
      c10 = madd<T>(v, b0, c10);
      c11 = madd<T>(v, b1, c11);
      v = sizeof<T>() == 8 ? lane0<T>(high) : lane2(low);
      c20 = madd<T>(v, b0, c20);
      c21 = madd<T>(v, b1, c21);
      v = sizeof<T>() == 8 ? lane1<T>(high) : lane3(low);
      c30 = madd<T>(v, b0, c30);
      c31 = madd<T>(v, b1, c31);
    }
    if (dy < end) {
      b0 = v128.load(dy);
      b1 = v128.load(dy, 16);
      low = v128.load(at);
      if (sizeof<T>() == 8) high = v128.load(at, 16);
      v = lane0<T>(low);
      c00 = madd<T>(v, b0, c00);
      c01 = madd<T>(v, b1, c01);
      v = lane1<T>(low);
      c10 = madd<T>(v, b0, c10);
      c11 = madd<T>(v, b1, c11);
      v = sizeof<T>() == 8 ? lane0<T>(high) : lane2(low);
      c20 = madd<T>(v, b0, c20);
      c21 = madd<T>(v, b1, c21);
      v = sizeof<T>() == 8 ? lane1<T>(high) : lane3(low);
      c30 = madd<T>(v, b0, c30);
      c31 = madd<T>(v, b1, c31);
      dy += pitch;
    }
  }
  if (!isFirst) {
    c00 = v128.add<T>(c00, v128.load(sums));
    c01 = v128.add<T>(c01, v128.load(sums, 16));
    c10 = v128.add<T>(c10, v128.load(sums, 32));
    c11 = v128.add<T>(c11, v128.load(sums, 48));
    c20 = v128.add<T>(c20, v128.load(sums, 64));
    c21 = v128.add<T>(c21, v128.load(sums, 80));
    c30 = v128.add<T>(c30, v128.load(sums, 96));
    c31 = v128.add<T>(c31, v128.load(sums, 112));
  }
  v128.store(sums, c00);
  v128.store(sums, c01, 16);
  v128.store(sums, c10, 32);
  v128.store(sums, c11, 48);
  v128.store(sums, c20, 64);
  v128.store(sums, c21, 80);
  v128.store(sums, c30, 96);
  v128.store(sums, c31, 112);
}
