// Losses of single numbers over rows, which are examples.
import { exp } from "../vectors/exponentials";
import { log, log1p, logOnePlusExp } from "../vectors/logarithms";
import { lossBy, lossSlopeBy } from "../maps"; // Made by .ci/kernel_sources.ts.
import { LossName } from "../names"; // This too.
import { firstLanes, lanes, loadPart, madd, splat, storePart } from "../vectors/simd";

/** `f(x, t)`; all bits of a vector's place are NaN. */
// @ts-ignore: decorator
@inline
function lossOf<T>(name: LossName, x: v128, t: v128, a: v128, b: v128): v128 {
  const zero = i32x4.splat(0);
  const one = splat<T>(1);
  const apart = v128.sub<T>(x, t);
  if (name == LossName.Mse) return v128.mul<T>(apart, apart);
  if (name == LossName.Mae) return v128.abs<T>(apart);
  if (name == LossName.Huber) {
    const size = v128.abs<T>(apart);
    const half = splat<T>(0.5);
    const near = v128.mul<T>(half, v128.mul<T>(size, size));
    const far = v128.mul<T>(a, v128.sub<T>(size, v128.mul<T>(half, a)));
    const loss = v128.bitselect(near, far, v128.le<T>(size, a));
    return v128.mul<T>(b, loss);
  }
  if (name == LossName.Bce) {
    const least = splat<T>(-100);
    const yes = v128.pmax<T>(log<T>(x), least);
    const no = v128.pmax<T>(log1p<T>(v128.neg<T>(x)), least);
    const rest = v128.mul<T>(v128.sub<T>(one, t), no);
    return v128.neg<T>(madd<T>(t, yes, rest));
  }
  if (name == LossName.BceWithLogits) {
    const above = v128.gt<T>(x, zero);
    const share = v128.bitselect(v128.sub<T>(one, t), v128.neg<T>(t), above);
    const rest = logOnePlusExp<T>(v128.or(x, splat<T>(-0.0)));
    return madd<T>(share, x, rest);
  }
  if (name == LossName.Kl) {
    const loss = v128.mul<T>(t, v128.sub<T>(log<T>(t), x));
    return v128.andnot(loss, v128.eq<T>(t, zero));
  }
  if (name == LossName.Poisson) {
    const loss = v128.sub<T>(exp<T>(x), v128.mul<T>(t, x));
    return v128.or(loss, v128.lt<T>(t, zero));
  }
  if (name == LossName.PoissonOfRates) {
    const rate = log<T>(v128.add<T>(x, splat<T>(1e-8)));
    const loss = v128.sub<T>(x, v128.mul<T>(t, rate));
    return v128.or(loss, v128.lt<T>(t, zero));
  }
  const excess = v128.sub<T>(a, v128.mul<T>(t, x));
  const missing = v128.pmax<T>(excess, zero);
  const factor = v128.bitselect(missing, one, v128.gt<T>(b, one));
  const loss = v128.mul<T>(missing, factor);
  return v128.or(loss, v128.ne<T>(v128.abs<T>(t), one));
}

/** `∂f/∂x` */
// @ts-ignore: decorator
@inline
function lossSlopeOf<T>(
  name: LossName,
  x: v128,
  t: v128,
  a: v128,
  b: v128,
): v128 {
  const zero = i32x4.splat(0);
  const one = splat<T>(1);
  const apart = v128.sub<T>(x, t);
  if (name == LossName.Mse) return v128.add<T>(apart, apart);
  if (name == LossName.Mae) {
    const sign = v128.or(one, v128.and(apart, splat<T>(-0.0)));
    const isApart = v128.gt<T>(v128.abs<T>(apart), zero);
    return v128.bitselect(sign, apart, isApart);
  }
  if (name == LossName.Huber) {
    const most = v128.pmin<T>(apart, a);
    return v128.mul<T>(b, v128.pmax<T>(most, v128.neg<T>(a)));
  }
  if (name == LossName.Bce) {
    const under = v128.mul<T>(x, v128.sub<T>(one, x));
    // 10⁻¹² in single precision.
    const least = splat<T>(9.999999960041972e-13);
    return v128.div<T>(apart, v128.pmax<T>(under, least));
  }
  if (name == LossName.BceWithLogits) {
    const above = v128.gt<T>(x, zero);
    const e = exp<T>(v128.or(x, splat<T>(-0.0)));
    const small = v128.div<T>(e, v128.add<T>(one, e));
    const high = v128.sub<T>(v128.sub<T>(one, t), small);
    return v128.bitselect(high, v128.sub<T>(small, t), above);
  }
  if (name == LossName.Kl) return v128.neg<T>(t);
  if (name == LossName.Poisson) return v128.sub<T>(exp<T>(x), t);
  if (name == LossName.PoissonOfRates) {
    const least = splat<T>(1e-8);
    return v128.div<T>(v128.add<T>(apart, least), v128.add<T>(x, least));
  }
  const excess = v128.sub<T>(a, v128.mul<T>(t, x));
  const twice = v128.add<T>(excess, excess);
  const size = v128.bitselect(twice, one, v128.gt<T>(b, one));
  const slope = v128.and(size, v128.gt<T>(excess, zero));
  return v128.neg<T>(v128.mul<T>(t, slope));
}

/** The sum of a row in doubles; the order follows from its length alone. */
// @ts-ignore: decorator
@inline
export function lossAll<T>(
  name: LossName,
  x: usize,
  t: usize,
  a: f64,
  b: f64,
  columns: i32,
): f64 {
  const va = v128.splat<T>(<T> a);
  const vb = v128.splat<T>(<T> b);
  const step = lanes<T>();
  // Each waits for the one before the last, not for the last.
  let sum = i32x4.splat(0);
  let last = sum;
  // One body of the loop for whole vectors and the rest, as some are long.
  for (let i = 0; i < columns; i += step, x += 16, t += 16) {
    const count = columns - i;
    const isWhole = count >= step;
    const own = isWhole ? v128.load(x) : loadPart<T>(x, count);
    const target = isWhole ? v128.load(t) : loadPart<T>(t, count);
    let loss = lossOf<T>(name, own, target, va, vb);
    if (!isWhole) loss = firstLanes<T>(loss, count);
    const next = f64x2.add(sum, inPairs<T>(loss));
    sum = last;
    last = next;
  }
  const both = f64x2.add(sum, last);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** Two doubles; four floats as the sums of two. */
// @ts-ignore: decorator
@inline
function inPairs<T>(v: v128): v128 {
  if (sizeof<T>() == 8) return v;
  const high = f64x2.promote_low_f32x4(i64x2.shuffle(v, v, 1, 1));
  return f64x2.add(f64x2.promote_low_f32x4(v), high);
}

/** `dx = scale·∂f/∂x` in a row. */
// @ts-ignore: decorator
@inline
export function lossSlopeAll<T>(
  name: LossName,
  dx: usize,
  x: usize,
  t: usize,
  scale: f64,
  a: f64,
  b: f64,
  columns: i32,
): void {
  const va = v128.splat<T>(<T> a);
  const vb = v128.splat<T>(<T> b);
  const factor = v128.splat<T>(<T> scale);
  const step = lanes<T>();
  for (let i = 0; i < columns; i += step, x += 16, t += 16, dx += 16) {
    const count = columns - i;
    const isWhole = count >= step;
    const own = isWhole ? v128.load(x) : loadPart<T>(x, count);
    const target = isWhole ? v128.load(t) : loadPart<T>(t, count);
    const slope = lossSlopeOf<T>(name, own, target, va, vb);
    const part = v128.mul<T>(factor, slope);
    if (isWhole) v128.store(dx, part);
    else storePart<T>(dx, part, count);
  }
}

/** `y[r] = factor·Σ f(x[r, ·], t[r, ·])` for rows `from … to - 1`. */
export function lossSums<T>(
  from: i32,
  to: i32,
  name: i32,
  y: usize,
  x: usize,
  t: usize,
  a: f64,
  b: f64,
  factor: f64,
  columns: i32,
): void {
  const pitch = columns * sizeof<T>();
  for (let row = from; row < to; row++) {
    const at = row * pitch;
    const sum = lossBy<T>(name, x + at, t + at, a, b, columns);
    store<T>(y + row * sizeof<T>(), <T> (factor * sum));
  }
}

/** `dx[r, ·] = factor·dy[r]·∂f/∂x` for rows `from … to - 1`. */
export function lossSlopes<T>(
  from: i32,
  to: i32,
  name: i32,
  dx: usize,
  x: usize,
  t: usize,
  dy: usize,
  a: f64,
  b: f64,
  factor: f64,
  columns: i32,
): void {
  const pitch = columns * sizeof<T>();
  for (let row = from; row < to; row++) {
    const at = row * pitch;
    const scale = factor * <f64> load<T>(dy + row * sizeof<T>());
    lossSlopeBy<T>(name, dx + at, x + at, t + at, scale, a, b, columns);
  }
}
