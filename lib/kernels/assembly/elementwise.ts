// Kernels that treat each number alone.
import {
  density,
  exp,
  log,
  normalGate,
  sigmoid,
  tanh,
  tanhGate,
  tanhGateSlope,
} from "./functions";
import { Name } from "./names"; // Made by .ci/kernel_sources.ts.
import { lanes, loadPart, madd, storePart } from "./simd";

// @ts-ignore: decorator
@inline
function apply<T>(name: Name, x: v128, c: v128): v128 {
  const zero = i32x4.splat(0);
  if (name == Name.Sigmoid) return sigmoid<T>(x);
  if (name == Name.Tanh) return tanh<T>(x);
  if (name == Name.Exp) return exp<T>(x);
  if (name == Name.Log) return log<T>(x);
  if (name == Name.Silu) return v128.mul<T>(x, sigmoid<T>(x));
  if (name == Name.GeluTanh) return v128.mul<T>(x, tanhGate<T>(x));
  if (name == Name.Gelu) return v128.mul<T>(x, normalGate<T>(x));
  // max(−0, 0) is 0, as JavaScript has it, and NaN stays.
  if (name == Name.Relu) return v128.pmax<T>(v128.add<T>(x, zero), zero);
  return v128.bitselect(x, v128.mul<T>(c, x), v128.gt<T>(x, zero));
}

/** The derivative, from x or y, whichever says it more easily. */
// @ts-ignore: decorator
@inline
function slopeOf<T>(name: Name, x: v128, y: v128, c: v128): v128 {
  const one = v128.splat<T>(<T> 1);
  const zero = i32x4.splat(0);
  if (name == Name.Sigmoid) return v128.mul<T>(y, v128.sub<T>(one, y));
  if (name == Name.Tanh) return v128.sub<T>(one, v128.mul<T>(y, y));
  if (name == Name.Exp) return y;
  if (name == Name.Log) return v128.div<T>(one, x);
  if (name == Name.Silu) {
    const s = sigmoid<T>(x);
    const rise = v128.mul<T>(s, v128.sub<T>(one, s));
    return madd<T>(x, rise, s);
  }
  if (name == Name.GeluTanh) {
    return madd<T>(x, tanhGateSlope<T>(x), tanhGate<T>(x));
  }
  if (name == Name.Gelu) return madd<T>(x, density<T>(x), normalGate<T>(x));
  // NaN passes the gradient.
  if (name == Name.Relu) return v128.andnot(one, v128.le<T>(x, zero));
  return v128.bitselect(one, c, v128.gt<T>(x, zero));
}

// @ts-ignore: decorator
@inline
function mapOne<T>(name: Name, y: usize, x: usize, c: T, n: i32): void {
  const constant = v128.splat<T>(c);
  const end = x + (n & -lanes<T>()) * sizeof<T>();
  for (; x < end; x += 16, y += 16) {
    v128.store(y, apply<T>(name, v128.load(x), constant));
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    storePart<T>(y, apply<T>(name, loadPart<T>(x, rest), constant), rest);
  }
}

// @ts-ignore: decorator
@inline
function mapOneBackward<T>(
  name: Name,
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: T,
  n: i32,
): void {
  const constant = v128.splat<T>(c);
  const size = <i32> sizeof<T>();
  const bytes = (n & -lanes<T>()) * size;
  for (let i = 0; i < bytes; i += 16) {
    const slope = slopeOf<T>(name, v128.load(x + i), v128.load(y + i), constant);
    v128.store(dx + i, v128.mul<T>(v128.load(dy + i), slope));
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const slope = slopeOf<T>(
      name,
      loadPart<T>(x + bytes, rest),
      loadPart<T>(y + bytes, rest),
      constant,
    );
    const all = v128.mul<T>(loadPart<T>(dy + bytes, rest), slope);
    storePart<T>(dx + bytes, all, rest);
  }
}

/** `y = f(x)` for numbers `from … to - 1`. A loop for each function, so that the choice is made once. */
export function map<T>(
  from: i32,
  to: i32,
  name: i32,
  y: usize,
  x: usize,
  c: T,
): void {
  const n = to - from;
  y += from * sizeof<T>();
  x += from * sizeof<T>();
  if (name == Name.Relu) mapOne<T>(Name.Relu, y, x, c, n);
  else if (name == Name.LeakyRelu) mapOne<T>(Name.LeakyRelu, y, x, c, n);
  else if (name == Name.Sigmoid) mapOne<T>(Name.Sigmoid, y, x, c, n);
  else if (name == Name.Tanh) mapOne<T>(Name.Tanh, y, x, c, n);
  else if (name == Name.Exp) mapOne<T>(Name.Exp, y, x, c, n);
  else if (name == Name.Log) mapOne<T>(Name.Log, y, x, c, n);
  else if (name == Name.Silu) mapOne<T>(Name.Silu, y, x, c, n);
  else if (name == Name.GeluTanh) mapOne<T>(Name.GeluTanh, y, x, c, n);
  else if (sizeof<T>() == 4) mapOne<T>(Name.Gelu, y, x, c, n);
}

/** `dx = dy·f′` for numbers `from … to - 1`. */
export function mapBackward<T>(
  from: i32,
  to: i32,
  name: i32,
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: T,
): void {
  const n = to - from;
  const start = from * sizeof<T>();
  dx += start;
  x += start;
  y += start;
  dy += start;
  if (name == Name.Relu) mapOneBackward<T>(Name.Relu, dx, x, y, dy, c, n);
  else if (name == Name.LeakyRelu) {
    mapOneBackward<T>(Name.LeakyRelu, dx, x, y, dy, c, n);
  } else if (name == Name.Sigmoid) {
    mapOneBackward<T>(Name.Sigmoid, dx, x, y, dy, c, n);
  } else if (name == Name.Tanh) {
    mapOneBackward<T>(Name.Tanh, dx, x, y, dy, c, n);
  } else if (name == Name.Exp) mapOneBackward<T>(Name.Exp, dx, x, y, dy, c, n);
  else if (name == Name.Log) mapOneBackward<T>(Name.Log, dx, x, y, dy, c, n);
  else if (name == Name.Silu) {
    mapOneBackward<T>(Name.Silu, dx, x, y, dy, c, n);
  } else if (name == Name.GeluTanh) {
    mapOneBackward<T>(Name.GeluTanh, dx, x, y, dy, c, n);
  } else if (sizeof<T>() == 4) {
    mapOneBackward<T>(Name.Gelu, dx, x, y, dy, c, n);
  }
}

/** `y = y + c·x` for numbers `from … to - 1`. */
export function addScaled<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: T,
): void {
  const size = <i32> sizeof<T>();
  const n = to - from;
  y += from * size;
  x += from * size;
  const factor = v128.splat<T>(c);
  const bytes = (n & -lanes<T>()) * size;
  for (let i = 0; i < bytes; i += 16) {
    v128.store(y + i, madd<T>(factor, v128.load(x + i), v128.load(y + i)));
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const sum = madd<T>(
      factor,
      loadPart<T>(x + bytes, rest),
      loadPart<T>(y + bytes, rest),
    );
    storePart<T>(y + bytes, sum, rest);
  }
}
