// The steps of optimizers and what surrounds them. Each is written for one vector
// and inlined twice, for whole vectors and for the rest, and once for each choice:
// what is constant there costs nothing, and a loop over a function would.
import { lanes, loadPart, madd, nmadd, storePart } from "./vectors/simd";

/** A vector, or the `count` numbers that are left of one. */
// @ts-ignore: decorator
@inline
function read<T>(at: usize, count: i32): v128 {
  return count == lanes<T>() ? v128.load(at) : loadPart<T>(at, count);
}

// @ts-ignore: decorator
@inline
function write<T>(at: usize, v: v128, count: i32): void {
  if (count == lanes<T>()) v128.store(at, v);
  else storePart<T>(at, v, count);
}

/** A number for every lane, rounded to the precision of the arrays. */
// @ts-ignore: decorator
@inline
function all<T>(c: f64): v128 {
  return v128.splat<T>(<T> c);
}

/** The bytes of the whole vectors among some numbers. */
// @ts-ignore: decorator
@inline
function wholeBytes<T>(count: i32): i32 {
  return (count & -lanes<T>()) * <i32> sizeof<T>();
}

// @ts-ignore: decorator
@inline
function restOf<T>(count: i32): i32 {
  return count & (lanes<T>() - 1);
}

/** Two numbers as doubles. */
// @ts-ignore: decorator
@inline
function pair<T>(at: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(at);
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** `Σ x·y` in doubles; the order follows from the length alone. */
export function dot<T>(x: usize, y: usize, length: i32): f64 {
  const size = <i32> sizeof<T>();
  const step = 8 * size;
  const end = (length & -8) * size;
  let a = i32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let i = 0; i < end; i += step) {
    const j = i + 2 * size;
    const k = i + 4 * size;
    const l = i + 6 * size;
    a = madd<f64>(pair<T>(x + i), pair<T>(y + i), a);
    b = madd<f64>(pair<T>(x + j), pair<T>(y + j), b);
    c = madd<f64>(pair<T>(x + k), pair<T>(y + k), c);
    d = madd<f64>(pair<T>(x + l), pair<T>(y + l), d);
  }
  const both = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (let i = end; i < length * size; i += size) {
    sum += <f64> load<T>(x + i) * <f64> load<T>(y + i);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function scaleAt<T>(y: usize, c: v128, count: i32): void {
  write<T>(y, v128.mul<T>(c, read<T>(y, count)), count);
}

/** `y = c·y` for numbers `from … to - 1`. */
export function scale<T>(from: i32, to: i32, y: usize, c: f64): void {
  y += from * sizeof<T>();
  const factor = all<T>(c);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) scaleAt<T>(y + i, factor, lanes<T>());
  const rest = restOf<T>(to - from);
  if (rest > 0) scaleAt<T>(y + bytes, factor, rest);
}

// @ts-ignore: decorator
@inline
function clampAt<T>(y: usize, low: v128, high: v128, count: i32): void {
  const v = v128.max<T>(low, v128.min<T>(high, read<T>(y, count)));
  write<T>(y, v, count);
}

/** `y` cut off on both sides, for numbers `from … to - 1`. */
export function clamp<T>(from: i32, to: i32, y: usize, bound: f64): void {
  y += from * sizeof<T>();
  const low = all<T>(-bound);
  const high = all<T>(bound);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) clampAt<T>(y + i, low, high, lanes<T>());
  const rest = restOf<T>(to - from);
  if (rest > 0) clampAt<T>(y + bytes, low, high, rest);
}

// @ts-ignore: decorator
@inline
function approachAt<T>(y: usize, x: usize, c: v128, count: i32): void {
  const old = read<T>(y, count);
  const apart = v128.sub<T>(read<T>(x, count), old);
  write<T>(y, madd<T>(c, apart, old), count);
}

/** `y = y + c·(x − y)` for numbers `from … to - 1`. */
export function approach<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
): void {
  const start = from * sizeof<T>();
  y += start;
  x += start;
  const share = all<T>(c);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) {
    approachAt<T>(y + i, x + i, share, lanes<T>());
  }
  const rest = restOf<T>(to - from);
  if (rest > 0) approachAt<T>(y + bytes, x + bytes, share, rest);
}

// @ts-ignore: decorator
@inline
function momentumAt<T>(
  value: usize,
  gradient: usize,
  buffer: usize,
  rate: v128,
  keep: v128,
  share: v128,
  decay: v128,
  looksAhead: bool,
  count: i32,
): void {
  const old = read<T>(value, count);
  const g = madd<T>(decay, old, read<T>(gradient, count));
  const kept = v128.mul<T>(keep, read<T>(buffer, count));
  const sum = madd<T>(share, g, kept);
  write<T>(buffer, sum, count);
  const move = looksAhead ? madd<T>(keep, sum, g) : sum;
  write<T>(value, nmadd<T>(rate, move, old), count);
}

// @ts-ignore: decorator
@inline
function momentumOf<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  buffer: usize,
  rate: f64,
  keep: f64,
  share: f64,
  decay: f64,
  looksAhead: bool,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  buffer += start;
  const r = all<T>(rate);
  const k = all<T>(keep);
  const s = all<T>(share);
  const d = all<T>(decay);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) {
    momentumAt<T>(
      value + i,
      gradient + i,
      buffer + i,
      r,
      k,
      s,
      d,
      looksAhead,
      lanes<T>(),
    );
  }
  const rest = restOf<T>(to - from);
  if (rest > 0) {
    momentumAt<T>(
      value + bytes,
      gradient + bytes,
      buffer + bytes,
      r,
      k,
      s,
      d,
      looksAhead,
      rest,
    );
  }
}

/** A step with momentum for numbers `from … to - 1`. */
export function momentum<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  buffer: usize,
  rate: f64,
  momentum: f64,
  share: f64,
  decay: f64,
  looksAhead: bool,
): void {
  if (looksAhead) {
    momentumOf<T>(
      from,
      to,
      value,
      gradient,
      buffer,
      rate,
      momentum,
      share,
      decay,
      true,
    );
  } else {
    momentumOf<T>(
      from,
      to,
      value,
      gradient,
      buffer,
      rate,
      momentum,
      share,
      decay,
      false,
    );
  }
}

// @ts-ignore: decorator
@inline
function adamAt<T>(
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: v128,
  keep1: v128,
  share1: v128,
  keep2: v128,
  share2: v128,
  epsilon: v128,
  decay: v128,
  hasMost: bool,
  isDecoupled: bool,
  count: i32,
): void {
  let old = read<T>(value, count);
  let g = read<T>(gradient, count);
  if (isDecoupled) old = v128.mul<T>(decay, old);
  else g = madd<T>(decay, old, g);
  const m = madd<T>(share1, g, v128.mul<T>(keep1, read<T>(mean, count)));
  const part = v128.mul<T>(share2, g);
  let s = madd<T>(part, g, v128.mul<T>(keep2, read<T>(square, count)));
  write<T>(mean, m, count);
  write<T>(square, s, count);
  if (hasMost) {
    s = v128.max<T>(read<T>(most, count), s);
    write<T>(most, s, count);
  }
  const size = v128.add<T>(v128.sqrt<T>(s), epsilon);
  const move = v128.div<T>(v128.mul<T>(rate, m), size);
  write<T>(value, v128.sub<T>(old, move), count);
}

// @ts-ignore: decorator
@inline
function adamOf<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  decay: f64,
  hasMost: bool,
  isDecoupled: bool,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  mean += start;
  square += start;
  most += start;
  const r = all<T>(rate);
  const keep1 = all<T>(beta1);
  const share1 = all<T>(1 - beta1);
  const keep2 = all<T>(beta2);
  const share2 = all<T>(1 - beta2);
  const e = all<T>(epsilon);
  const d = all<T>(decay);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) {
    adamAt<T>(
      value + i,
      gradient + i,
      mean + i,
      square + i,
      most + i,
      r,
      keep1,
      share1,
      keep2,
      share2,
      e,
      d,
      hasMost,
      isDecoupled,
      lanes<T>(),
    );
  }
  const rest = restOf<T>(to - from);
  if (rest > 0) {
    adamAt<T>(
      value + bytes,
      gradient + bytes,
      mean + bytes,
      square + bytes,
      most + bytes,
      r,
      keep1,
      share1,
      keep2,
      share2,
      e,
      d,
      hasMost,
      isDecoupled,
      rest,
    );
  }
}

/** A step of Adam for numbers `from … to - 1`; `decay` is added to the gradient. */
export function adam<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  decay: f64,
): void {
  if (most != 0) {
    adamOf<T>(
      from,
      to,
      value,
      gradient,
      mean,
      square,
      most,
      rate,
      beta1,
      beta2,
      epsilon,
      decay,
      true,
      false,
    );
  } else {
    adamOf<T>(
      from,
      to,
      value,
      gradient,
      mean,
      square,
      0,
      rate,
      beta1,
      beta2,
      epsilon,
      decay,
      false,
      false,
    );
  }
}

/** The same, where the value is multiplied by `shrink`. */
export function adamw<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  shrink: f64,
): void {
  if (most != 0) {
    adamOf<T>(
      from,
      to,
      value,
      gradient,
      mean,
      square,
      most,
      rate,
      beta1,
      beta2,
      epsilon,
      shrink,
      true,
      true,
    );
  } else {
    adamOf<T>(
      from,
      to,
      value,
      gradient,
      mean,
      square,
      0,
      rate,
      beta1,
      beta2,
      epsilon,
      shrink,
      false,
      true,
    );
  }
}

// @ts-ignore: decorator
@inline
function rmspropAt<T>(
  value: usize,
  gradient: usize,
  square: usize,
  mean: usize,
  buffer: usize,
  rate: v128,
  keep: v128,
  share: v128,
  epsilon: v128,
  momentum: v128,
  decay: v128,
  hasMean: bool,
  hasBuffer: bool,
  count: i32,
): void {
  const old = read<T>(value, count);
  const g = madd<T>(decay, old, read<T>(gradient, count));
  const part = v128.mul<T>(share, g);
  let s = madd<T>(part, g, v128.mul<T>(keep, read<T>(square, count)));
  write<T>(square, s, count);
  if (hasMean) {
    const m = madd<T>(share, g, v128.mul<T>(keep, read<T>(mean, count)));
    write<T>(mean, m, count);
    s = v128.max<T>(nmadd<T>(m, m, s), i32x4.splat(0));
  }
  let move = v128.div<T>(g, v128.add<T>(v128.sqrt<T>(s), epsilon));
  if (hasBuffer) {
    move = madd<T>(momentum, read<T>(buffer, count), move);
    write<T>(buffer, move, count);
  }
  write<T>(value, nmadd<T>(rate, move, old), count);
}

// @ts-ignore: decorator
@inline
function rmspropOf<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  square: usize,
  mean: usize,
  buffer: usize,
  rate: f64,
  alpha: f64,
  epsilon: f64,
  momentum: f64,
  decay: f64,
  hasMean: bool,
  hasBuffer: bool,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  square += start;
  mean += start;
  buffer += start;
  const r = all<T>(rate);
  const keep = all<T>(alpha);
  const share = all<T>(1 - alpha);
  const e = all<T>(epsilon);
  const k = all<T>(momentum);
  const d = all<T>(decay);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) {
    rmspropAt<T>(
      value + i,
      gradient + i,
      square + i,
      mean + i,
      buffer + i,
      r,
      keep,
      share,
      e,
      k,
      d,
      hasMean,
      hasBuffer,
      lanes<T>(),
    );
  }
  const rest = restOf<T>(to - from);
  if (rest > 0) {
    rmspropAt<T>(
      value + bytes,
      gradient + bytes,
      square + bytes,
      mean + bytes,
      buffer + bytes,
      r,
      keep,
      share,
      e,
      k,
      d,
      hasMean,
      hasBuffer,
      rest,
    );
  }
}

/** A step of RMSprop for numbers `from … to - 1`. */
export function rmsprop<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  square: usize,
  mean: usize,
  buffer: usize,
  rate: f64,
  alpha: f64,
  epsilon: f64,
  momentum: f64,
  decay: f64,
): void {
  if (mean != 0) {
    if (buffer != 0) {
      rmspropOf<T>(
        from,
        to,
        value,
        gradient,
        square,
        mean,
        buffer,
        rate,
        alpha,
        epsilon,
        momentum,
        decay,
        true,
        true,
      );
    } else {
      rmspropOf<T>(
        from,
        to,
        value,
        gradient,
        square,
        mean,
        0,
        rate,
        alpha,
        epsilon,
        0,
        decay,
        true,
        false,
      );
    }
  } else if (buffer != 0) {
    rmspropOf<T>(
      from,
      to,
      value,
      gradient,
      square,
      0,
      buffer,
      rate,
      alpha,
      epsilon,
      momentum,
      decay,
      false,
      true,
    );
  } else {
    rmspropOf<T>(
      from,
      to,
      value,
      gradient,
      square,
      0,
      0,
      rate,
      alpha,
      epsilon,
      0,
      decay,
      false,
      false,
    );
  }
}

// @ts-ignore: decorator
@inline
function adagradAt<T>(
  value: usize,
  gradient: usize,
  sum: usize,
  rate: v128,
  epsilon: v128,
  decay: v128,
  count: i32,
): void {
  const old = read<T>(value, count);
  const g = madd<T>(decay, old, read<T>(gradient, count));
  const s = madd<T>(g, g, read<T>(sum, count));
  write<T>(sum, s, count);
  const size = v128.add<T>(v128.sqrt<T>(s), epsilon);
  const move = v128.div<T>(v128.mul<T>(rate, g), size);
  write<T>(value, v128.sub<T>(old, move), count);
}

/** A step of Adagrad for numbers `from … to - 1`. */
export function adagrad<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  sum: usize,
  rate: f64,
  epsilon: f64,
  decay: f64,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  sum += start;
  const r = all<T>(rate);
  const e = all<T>(epsilon);
  const d = all<T>(decay);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) {
    adagradAt<T>(value + i, gradient + i, sum + i, r, e, d, lanes<T>());
  }
  const rest = restOf<T>(to - from);
  if (rest > 0) {
    adagradAt<T>(value + bytes, gradient + bytes, sum + bytes, r, e, d, rest);
  }
}

/** −1, 0 or 1; NaN for NaN. */
// @ts-ignore: decorator
@inline
function signOf<T>(x: v128): v128 {
  const zero = i32x4.splat(0);
  const one = all<T>(1);
  const up = v128.and(one, v128.gt<T>(x, zero));
  const down = v128.and(one, v128.lt<T>(x, zero));
  return v128.bitselect(x, v128.sub<T>(up, down), v128.ne<T>(x, x));
}

// @ts-ignore: decorator
@inline
function lionAt<T>(
  value: usize,
  gradient: usize,
  mean: usize,
  rate: v128,
  keep1: v128,
  share1: v128,
  keep2: v128,
  share2: v128,
  shrink: v128,
  count: i32,
): void {
  const g = read<T>(gradient, count);
  const m = read<T>(mean, count);
  const sign = signOf<T>(madd<T>(share1, g, v128.mul<T>(keep1, m)));
  const old = v128.mul<T>(shrink, read<T>(value, count));
  write<T>(value, nmadd<T>(rate, sign, old), count);
  write<T>(mean, madd<T>(share2, g, v128.mul<T>(keep2, m)), count);
}

/** A step of Lion for numbers `from … to - 1`. */
export function lion<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  shrink: f64,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  mean += start;
  const r = all<T>(rate);
  const keep1 = all<T>(beta1);
  const share1 = all<T>(1 - beta1);
  const keep2 = all<T>(beta2);
  const share2 = all<T>(1 - beta2);
  const s = all<T>(shrink);
  const bytes = wholeBytes<T>(to - from);
  for (let i = 0; i < bytes; i += 16) {
    lionAt<T>(
      value + i,
      gradient + i,
      mean + i,
      r,
      keep1,
      share1,
      keep2,
      share2,
      s,
      lanes<T>(),
    );
  }
  const rest = restOf<T>(to - from);
  if (rest > 0) {
    lionAt<T>(
      value + bytes,
      gradient + bytes,
      mean + bytes,
      r,
      keep1,
      share1,
      keep2,
      share2,
      s,
      rest,
    );
  }
}
