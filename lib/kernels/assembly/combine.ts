// What is computed of two or three numbers each, over matrices whose rows or numbers
// may repeat.
import { combineBy } from "./maps"; // Made by .ci/kernel_sources.ts.
import { CombinationName } from "./names"; // This too.
import { scratch } from "./product";
import { lanes, least, loadPart, storePart } from "./vectors/simd";
import { sigmoid } from "./vectors/exponentials";

// @ts-ignore: decorator
@inline
function combined<T>(name: CombinationName, a: v128, b: v128, c: v128): v128 {
  const zero = i32x4.splat(0);
  if (name == CombinationName.Add) return v128.add<T>(a, b);
  if (name == CombinationName.Sub) return v128.sub<T>(a, b);
  if (name == CombinationName.Mul) return v128.mul<T>(a, b);
  if (name == CombinationName.Div) return v128.div<T>(a, b);
  if (name == CombinationName.DivSlope) {
    const slope = v128.div<T>(v128.div<T>(a, b), b);
    return v128.mul<T>(c, v128.neg<T>(slope));
  }
  if (name == CombinationName.Gate) return v128.mul<T>(a, sigmoid<T>(b));
  if (name == CombinationName.GateSlope) {
    // From σ(−|b|), as 1 − σ(b) has no digits left where σ(b) is almost 1.
    const share = sigmoid<T>(v128.or(b, v128.splat<T>(<T> -0.0)));
    const slope = v128.mul<T>(
      share,
      v128.sub<T>(v128.splat<T>(<T> 1), share),
    );
    return v128.mul<T>(v128.mul<T>(c, a), slope);
  }
  if (name == CombinationName.Rectify) {
    return v128.bitselect(c, v128.mul<T>(b, c), v128.gt<T>(a, zero));
  }
  if (name == CombinationName.Below) {
    return v128.andnot(v128.mul<T>(c, a), v128.gt<T>(a, zero));
  }
  const isMax = name == CombinationName.Max ||
    name == CombinationName.MaxFirst || name == CombinationName.MaxSecond;
  const isSecond = v128.or(
    isMax ? v128.gt<T>(b, a) : v128.lt<T>(b, a),
    v128.ne<T>(b, b),
  );
  if (name == CombinationName.Max || name == CombinationName.Min) {
    return v128.bitselect(b, a, isSecond);
  }
  return name == CombinationName.MaxFirst || name == CombinationName.MinFirst
    ? v128.andnot(c, isSecond)
    : v128.and(c, isSecond);
}

/** `y = f(a, b, c)` over whole vectors, each from where the steps lead. */
// @ts-ignore: decorator
@inline
export function combineAll<T>(
  name: CombinationName,
  y: usize,
  a: usize,
  b: usize,
  c: usize,
  bytes: i32,
  aStep: i32,
  bStep: i32,
  cStep: i32,
): void {
  // What is not read is not loaded.
  const usesB = name != CombinationName.Below;
  const usesC = name > CombinationName.Min && name != CombinationName.Gate ||
    name == CombinationName.DivSlope;
  for (let i = 0; i < bytes; i += 16) {
    const va = v128.load(a);
    const vb = usesB ? v128.load(b) : va;
    const vc = usesC ? v128.load(c) : va;
    v128.store(y + i, combined<T>(name, va, vb, vc));
    a += aStep;
    if (usesB) b += bStep;
    if (usesC) c += cStep;
  }
}

/** The address of what a row is read from; a number that repeats is spread to `room`. */
// @ts-ignore: decorator
@inline
function startOf<T>(x: usize, column: i32, step: i32, room: usize): usize {
  if (step != 0) return x + column * sizeof<T>();
  v128.store(room, v128.splat<T>(load<T>(x)));
  return room;
}

/** What does not fill a vector, in `room`, where a number that repeats already is. */
// @ts-ignore: decorator
@inline
function restOf<T>(x: usize, rest: i32, room: usize): void {
  if (x != room) v128.store(room, loadPart<T>(x, rest));
}

/** `y = f(a, b, c)` for numbers `from … to - 1` of a matrix; `kind` is the name, and 256, 512 and 1024 for a number of a, b and c that is the same in all of a row. */
export function combine<T>(
  from: i32,
  to: i32,
  kind: i32,
  y: usize,
  a: usize,
  b: usize,
  c: usize,
  columns: i32,
  yPitch: i32,
  aPitch: i32,
  bPitch: i32,
  cPitch: i32,
): void {
  const name = kind & 255;
  const aStep = kind & 256 ? 0 : 16;
  const bStep = kind & 512 ? 0 : 16;
  const cStep = kind & 1024 ? 0 : 16;
  const size = <i32> sizeof<T>();
  const room = scratch;
  let row = from / columns;
  let column = from - row * columns;
  for (let i = from; i < to; row++) {
    const n = least(to - i, columns - column);
    const bytes = (n & -lanes<T>()) * size;
    const own = y + (row * yPitch + column) * size;
    let x1 = startOf<T>(a + row * aPitch * size, column, aStep, room);
    let x2 = startOf<T>(b + row * bPitch * size, column, bStep, room + 16);
    let x3 = startOf<T>(c + row * cPitch * size, column, cStep, room + 32);
    if (bytes > 0) combineBy<T>(name, own, x1, x2, x3, bytes, aStep, bStep, cStep);
    const rest = n & (lanes<T>() - 1);
    if (rest > 0) {
      if (aStep) x1 += bytes;
      if (bStep) x2 += bytes;
      if (cStep) x3 += bytes;
      restOf<T>(x1, rest, room);
      restOf<T>(x2, rest, room + 16);
      restOf<T>(x3, rest, room + 32);
      combineBy<T>(name, room + 48, room, room + 16, room + 32, 16, 0, 0, 0);
      storePart<T>(own + bytes, v128.load(room, 48), rest);
    }
    i += n;
    column = 0;
  }
}
