// What normalizations compute of each number where their statistics go along rows.

import { Grouping, isNear, isTame, splatOf } from "./grouping";
import { lanes, loadPart, madd, storePart } from "../vectors/simd";

/** `y = (x − mean)·scale·weight + bias` for groups `from … to - 1`. */
export function standardizeRows<T>(
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
  const width = g.width;
  const bytes = (width & -lanes<T>()) * size;
  const rest = width & (lanes<T>() - 1);
  for (let s = from; s < to; s++) {
    const start = s * width * size;
    const own = s % g.groups * width * size;
    const m = load<f64>(mean + s * 8);
    const f = load<f64>(scale + s * 8);
    const middle = splatOf<T>(m), factor = splatOf<T>(f);
    if (!isTame<T>(f) || !isNear<T>(m)) {
      for (let i = 0; i < width * size; i += size) {
        const h = (<f64> load<T>(x + start + i) - m) * f;
        const all = h * <f64> load<T>(weight + own + i);
        store<T>(y + start + i, <T> (all + <f64> load<T>(bias + own + i)));
      }
      continue;
    }
    // What the mean has beyond a float.
    const base = splatOf<T>((<f64> <T> m - m) * f);
    let i = 0;
    for (; i + 16 < bytes; i += 32) {
      const d = v128.sub<T>(v128.load(x + start + i), middle);
      const h = madd<T>(d, factor, base);
      const w = v128.load(weight + own + i);
      v128.store(y + start + i, madd<T>(h, w, v128.load(bias + own + i)));
      const d2 = v128.sub<T>(v128.load(x + start + i, 16), middle);
      const h2 = madd<T>(d2, factor, base);
      const w2 = v128.load(weight + own + i, 16);
      const b2 = v128.load(bias + own + i, 16);
      v128.store(y + start + i, madd<T>(h2, w2, b2), 16);
    }
    if (i < bytes) {
      const d = v128.sub<T>(v128.load(x + start + i), middle);
      const h = madd<T>(d, factor, base);
      const w = v128.load(weight + own + i);
      v128.store(y + start + i, madd<T>(h, w, v128.load(bias + own + i)));
    }
    if (rest > 0) {
      const at = start + bytes;
      const d = v128.sub<T>(loadPart<T>(x + at, rest), middle);
      const h = madd<T>(d, factor, base);
      const w = loadPart<T>(weight + own + bytes, rest);
      const b = loadPart<T>(bias + own + bytes, rest);
      storePart<T>(y + at, madd<T>(h, w, b), rest);
    }
  }
}

/** `dx = scale·(dy·weight − (sums + h·products) / n)` for groups `from … to - 1`, with the same `h`. */
export function rowsBackward<T>(
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
  const width = g.width;
  const bytes = (width & -lanes<T>()) * size;
  const rest = width & (lanes<T>() - 1);
  for (let s = from; s < to; s++) {
    const start = s * width * size;
    const own = s % g.groups * width * size;
    // dx = scale·(dy·weight − average) + (x − mean)·slope
    const m = load<f64>(mean + s * 8);
    const f = load<f64>(scale + s * 8);
    const a = load<f64>(sums + s * 8) / <f64> width;
    const t = -f * f * load<f64>(products + s * 8) / <f64> width;
    const middle = splatOf<T>(m), factor = splatOf<T>(f);
    const average = splatOf<T>(-a), slope = splatOf<T>(t);
    const isSafe = isTame<T>(f) && isTame<T>(t) && isNear<T>(m) && isNear<T>(a);
    if (!isSafe) {
      for (let i = 0; i < width * size; i += size) {
        const d = <f64> load<T>(dy + start + i) * <f64> load<T>(weight + own + i);
        const h = (<f64> load<T>(x + start + i) - m) * t;
        store<T>(dx + start + i, <T> (f * (d - a) + h));
      }
      continue;
    }
    // What mean and average have beyond a float.
    const base = splatOf<T>((<f64> <T> m - m) * t + (<f64> <T> a - a) * f);
    let i = 0;
    for (; i + 16 < bytes; i += 32) {
      const w = v128.load(weight + own + i);
      const u = madd<T>(v128.load(dy + start + i), w, average);
      const d = v128.sub<T>(v128.load(x + start + i), middle);
      const v = madd<T>(d, slope, base);
      v128.store(dx + start + i, madd<T>(u, factor, v));
      const w2 = v128.load(weight + own + i, 16);
      const u2 = madd<T>(v128.load(dy + start + i, 16), w2, average);
      const d2 = v128.sub<T>(v128.load(x + start + i, 16), middle);
      const v2 = madd<T>(d2, slope, base);
      v128.store(dx + start + i, madd<T>(u2, factor, v2), 16);
    }
    if (i < bytes) {
      const w = v128.load(weight + own + i);
      const u = madd<T>(v128.load(dy + start + i), w, average);
      const d = v128.sub<T>(v128.load(x + start + i), middle);
      const v = madd<T>(d, slope, base);
      v128.store(dx + start + i, madd<T>(u, factor, v));
    }
    if (rest > 0) {
      const at = start + bytes;
      const w = loadPart<T>(weight + own + bytes, rest);
      const u = madd<T>(loadPart<T>(dy + at, rest), w, average);
      const d = v128.sub<T>(loadPart<T>(x + at, rest), middle);
      const all = madd<T>(u, factor, madd<T>(d, slope, base));
      storePart<T>(dx + at, all, rest);
    }
  }
}
