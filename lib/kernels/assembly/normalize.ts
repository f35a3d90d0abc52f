// Normalizations, in double precision whatever the arrays hold: two numbers at a
// time. A statistic is one of a group in a block; see normalize.ts beside this
// folder for what shares what.

import { least } from "./simd";

/** How an array is divided, as numbers in memory; see Grouping. */
@unmanaged
class Grouping {
  blocks: i32;
  rows: i32;
  groups: i32;
  width: i32;
}

// @ts-ignore: decorator
@inline
function load2<T>(at: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(at);
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

// @ts-ignore: decorator
@inline
function store2<T>(at: usize, v: v128): void {
  if (sizeof<T>() == 8) v128.store(at, v);
  else v128.store64_lane(at, f32x4.demote_f64x2_zero(v), 0);
}

// @ts-ignore: decorator
@inline
function load1<T>(at: usize): v128 {
  return f64x2.splat(<f64> load<T>(at));
}

// @ts-ignore: decorator
@inline
function store1<T>(at: usize, v: v128): void {
  store<T>(at, <T> f64x2.extract_lane(v, 0));
}

// @ts-ignore: decorator
@inline
function sumOf(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Adds `x`, or its square around the mean where `mean` is not 0, to the statistics of a row of groups of one number. */
// @ts-ignore: decorator
@inline
function addMoments<T>(to: usize, x: usize, mean: usize, n: i32): void {
  const size = <i32> sizeof<T>();
  for (let k = 0; k < n; k += 2) {
    const isPair = k + 1 < n;
    let v = isPair ? load2<T>(x + k * size) : load1<T>(x + k * size);
    if (mean != 0) {
      const middle = mean + k * 8;
      v = f64x2.sub(v, isPair ? v128.load(middle) : load1<f64>(middle));
      v = f64x2.mul(v, v);
    }
    const at = to + k * 8;
    if (isPair) v128.store(at, f64x2.add(v128.load(at), v));
    else store1<f64>(at, f64x2.add(load1<f64>(at), v));
  }
}

/** Means of statistics `from … to - 1`, or variances where `mean` is not 0. */
export function moments<T>(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  mean: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const rows = g.rows, groups = g.groups, width = g.width;
  const count = <f64> rows * <f64> width;
  for (let s = from; s < to;) {
    const block = s / groups;
    const group = s - block * groups;
    const first = x + (block * rows * groups + group) * width * size;
    const pitch = groups * width * size;
    if (width == 1) {
      // As many as this block has: row after row, so that x is read in order.
      const n = least(groups - group, to - s);
      memory.fill(y + s * 8, 0, n * 8);
      for (let row = 0; row < rows; row++) {
        const middle = mean == 0 ? 0 : mean + s * 8;
        addMoments<T>(y + s * 8, first + row * pitch, middle, n);
      }
      for (let k = 0; k < n; k++, s++) {
        store<f64>(y + s * 8, load<f64>(y + s * 8) / count);
      }
      continue;
    }
    const middle = mean == 0 ? f64x2.splat(0) : load1<f64>(mean + s * 8);
    let sum = f64x2.splat(0);
    let rest: f64 = 0;
    for (let row = 0; row < rows; row++) {
      const at = first + row * pitch;
      let k = 0;
      for (; k + 1 < width; k += 2) {
        let v = f64x2.sub(load2<T>(at + k * size), middle);
        if (mean != 0) v = f64x2.mul(v, v);
        sum = f64x2.add(sum, v);
      }
      if (k < width) {
        const v = <f64> load<T>(at + k * size) - f64x2.extract_lane(middle, 0);
        rest += mean != 0 ? v * v : v;
      }
    }
    store<f64>(y + s * 8, (sumOf(sum) + rest) / count);
    s++;
  }
}

/** `y = (x − mean)·scale·weight + bias` for rows `from … to - 1`, counted through all blocks. */
export function standardize<T>(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  bias: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const groups = g.groups, width = g.width;
  const channels = groups * width;
  for (let row = from; row < to; row++) {
    const s = row / g.rows * groups;
    const start = row * channels * size;
    if (width == 1) {
      for (let c = 0; c < channels; c += 2) {
        const isPair = c + 1 < channels;
        const at = c * size, m = (s + c) * 8;
        if (isPair) {
          const d = f64x2.sub(load2<T>(x + start + at), v128.load(mean + m));
          const h = f64x2.mul(d, v128.load(scale + m));
          const v = f64x2.mul(h, load2<T>(weight + at));
          store2<T>(y + start + at, f64x2.add(v, load2<T>(bias + at)));
        } else {
          const d = <f64> load<T>(x + start + at) - load<f64>(mean + m);
          const h = d * load<f64>(scale + m) * <f64> load<T>(weight + at);
          store<T>(y + start + at, <T> (h + <f64> load<T>(bias + at)));
        }
      }
      continue;
    }
    for (let group = 0; group < groups; group++) {
      const middle = load1<f64>(mean + (s + group) * 8);
      const factor = load1<f64>(scale + (s + group) * 8);
      for (let k = 0; k < width; k += 2) {
        const at = (group * width + k) * size;
        const isPair = k + 1 < width;
        const v = isPair ? load2<T>(x + start + at) : load1<T>(x + start + at);
        const w = isPair ? load2<T>(weight + at) : load1<T>(weight + at);
        const b = isPair ? load2<T>(bias + at) : load1<T>(bias + at);
        const h = f64x2.mul(f64x2.sub(v, middle), factor);
        const all = f64x2.add(f64x2.mul(h, w), b);
        if (isPair) store2<T>(y + start + at, all);
        else store1<T>(y + start + at, all);
      }
    }
  }
}

/** `Σ dy·h` and `Σ dy` of channels `from … to - 1`, with `h = (x − mean)·scale`. */
export function channelSums<T>(
  from: i32,
  to: i32,
  grouping: usize,
  products: usize,
  sums: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const groups = g.groups, width = g.width;
  const channels = groups * width;
  memory.fill(products + from * 8, 0, (to - from) * 8);
  memory.fill(sums + from * 8, 0, (to - from) * 8);
  const rows = g.blocks * g.rows;
  for (let row = 0; row < rows; row++) {
    const s = row / g.rows * groups;
    const start = row * channels * size;
    for (let c = from; c < to;) {
      const group = width == 1 ? c : c / width;
      const end = width == 1 ? to : least(to, (group + 1) * width);
      let middle = load1<f64>(mean + (s + group) * 8);
      let factor = load1<f64>(scale + (s + group) * 8);
      while (c < end) {
        const isPair = c + 1 < end;
        const at = start + c * size, m = (s + c) * 8, to = c * 8;
        if (width == 1) {
          middle = isPair ? v128.load(mean + m) : load1<f64>(mean + m);
          factor = isPair ? v128.load(scale + m) : load1<f64>(scale + m);
        }
        const d = isPair ? load2<T>(dy + at) : load1<T>(dy + at);
        const v = isPair ? load2<T>(x + at) : load1<T>(x + at);
        const h = f64x2.mul(f64x2.sub(v, middle), factor);
        const product = f64x2.mul(d, h);
        if (isPair) {
          v128.store(products + to, f64x2.add(v128.load(products + to), product));
          v128.store(sums + to, f64x2.add(v128.load(sums + to), d));
          c += 2;
        } else {
          store1<f64>(products + to, f64x2.add(load1<f64>(products + to), product));
          store1<f64>(sums + to, f64x2.add(load1<f64>(sums + to), d));
          c++;
        }
      }
    }
  }
}

/** `Σ dy·weight` and `Σ dy·weight·h` of statistics `from … to - 1`. */
export function groupSums<T>(
  from: i32,
  to: i32,
  grouping: usize,
  sums: usize,
  products: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const rows = g.rows, groups = g.groups, width = g.width;
  for (let s = from; s < to; s++) {
    const block = s / groups;
    const group = s - block * groups;
    const middle = load1<f64>(mean + s * 8);
    const factor = load1<f64>(scale + s * 8);
    let sum = f64x2.splat(0);
    let product = f64x2.splat(0);
    let restSum: f64 = 0;
    let restProduct: f64 = 0;
    for (let row = 0; row < rows; row++) {
      const start = ((block * rows + row) * groups + group) * width * size;
      let k = 0;
      for (; k + 1 < width; k += 2) {
        const at = start + k * size;
        const w = load2<T>(weight + (group * width + k) * size);
        const d = f64x2.mul(load2<T>(dy + at), w);
        const h = f64x2.mul(f64x2.sub(load2<T>(x + at), middle), factor);
        sum = f64x2.add(sum, d);
        product = f64x2.add(product, f64x2.mul(d, h));
      }
      if (k < width) {
        const at = start + k * size;
        const w = <f64> load<T>(weight + (group * width + k) * size);
        const d = <f64> load<T>(dy + at) * w;
        const v = <f64> load<T>(x + at) - f64x2.extract_lane(middle, 0);
        restSum += d;
        restProduct += d * v * f64x2.extract_lane(factor, 0);
      }
    }
    store<f64>(sums + s * 8, sumOf(sum) + restSum);
    store<f64>(products + s * 8, sumOf(product) + restProduct);
  }
}

/** `dx = scale·(dy·weight − (sums + h·products) / n)` for rows `from … to - 1`. */
export function standardizeBackward<T>(
  from: i32,
  to: i32,
  grouping: usize,
  dx: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  sums: usize,
  products: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const groups = g.groups, width = g.width;
  const count = f64x2.splat(<f64> g.rows * <f64> width);
  for (let row = from; row < to; row++) {
    const s = row / g.rows * groups;
    const start = row * groups * width * size;
    for (let group = 0; group < groups;) {
      // Of groups of one number two at a time, of others each alone.
      const m = (s + group) * 8;
      const isSingle = width == 1;
      const isTwo = isSingle && group + 1 < groups;
      const middle = isTwo ? v128.load(mean + m) : load1<f64>(mean + m);
      const factor = isTwo ? v128.load(scale + m) : load1<f64>(scale + m);
      const sum = isTwo ? v128.load(sums + m) : load1<f64>(sums + m);
      const product = isTwo ? v128.load(products + m) : load1<f64>(products + m);
      const average = f64x2.div(sum, count);
      const slope = f64x2.mul(f64x2.div(product, count), factor);
      const n = isTwo ? 2 : width;
      for (let k = 0; k < n; k += 2) {
        const isPair = k + 1 < n;
        const c = (group * width + k) * size;
        const at = start + c;
        const v = isPair ? load2<T>(x + at) : load1<T>(x + at);
        const d = isPair ? load2<T>(dy + at) : load1<T>(dy + at);
        const w = isPair ? load2<T>(weight + c) : load1<T>(weight + c);
        const slant = f64x2.mul(f64x2.sub(v, middle), slope);
        const inner = f64x2.sub(f64x2.sub(f64x2.mul(d, w), average), slant);
        const all = f64x2.mul(factor, inner);
        if (isPair) store2<T>(dx + at, all);
        else store1<T>(dx + at, all);
      }
      group += isTwo ? 2 : 1;
    }
  }
}
