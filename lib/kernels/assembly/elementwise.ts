// Kernels that treat each number alone. Their loops are inlined for each function, where
// its name is known (maps.ts, which is made).
import { apply } from "./functions";
import { applyBy, slopeBy } from "./maps"; // Made by .ci/kernel_sources.ts.
import { Name } from "./names"; // This too.
import { scratch } from "./product";
import { slopeOf } from "./slopes";
import { isLarge } from "./vectors/circle";
import { lanes, loadPart, madd, splat, storePart } from "./vectors/simd";

/** How many bytes the loops take: what is left of an array is computed in scratch. */
const block = 64;

/** Whether a function leaves a mark, where its last constant says, if it meets what is too large for it. */
// @ts-ignore: decorator
@inline
function isAngle(name: Name): bool {
  return name == Name.Sine || name == Name.Tan;
}

/** `y = f(x)` over whole blocks. */
// @ts-ignore: decorator
@inline
export function applyAll<T>(
  name: Name,
  y: usize,
  x: usize,
  bytes: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
): void {
  const va = splat<T>(a);
  const inverse = splat<T>(1 / a);
  const vb = splat<T>(b);
  const vc = splat<T>(c);
  const vd = splat<T>(d);
  // Where a turn costs more than the function, four vectors share it.
  const isShort = name == Name.Relu || name == Name.LeakyRelu ||
    name >= Name.Softsign;
  let large = i32x4.splat(0);
  for (let i = 0; i < bytes; i += isShort ? 64 : 16) {
    const x1 = v128.load(x + i);
    if (isAngle(name)) large = v128.or(large, isLarge<T>(x1));
    if (isShort) {
      // All are read first, as each store makes the engine look at the limit anew.
      const x2 = v128.load(x + i, 16);
      const x3 = v128.load(x + i, 32);
      const x4 = v128.load(x + i, 48);
      const y2 = apply<T>(name, x2, va, inverse, vb, vc, vd);
      const y3 = apply<T>(name, x3, va, inverse, vb, vc, vd);
      const y4 = apply<T>(name, x4, va, inverse, vb, vc, vd);
      v128.store(y + i, y2, 16);
      v128.store(y + i, y3, 32);
      v128.store(y + i, y4, 48);
    }
    v128.store(y + i, apply<T>(name, x1, va, inverse, vb, vc, vd));
  }
  if (isAngle(name) && v128.any_true(large)) store<f32>(<usize> d, 1);
}

/** `dx = dy·f′` over whole blocks. */
// @ts-ignore: decorator
@inline
export function slopeAll<T>(
  name: Name,
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  bytes: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
): void {
  const va = splat<T>(a);
  const inverse = splat<T>(1 / a);
  const vb = splat<T>(b);
  const vc = splat<T>(c);
  const vd = splat<T>(d);
  const ve = splat<T>(e);
  // What is not read is not loaded.
  const isShrink = name == Name.TanhShrink && sizeof<T>() == 4;
  const usesY = name == Name.Sigmoid || name == Name.Tanh ||
    name == Name.Exp || name == Name.Squareplus || name == Name.Softplus || name == Name.Sqrt ||
    name == Name.Recip || name == Name.Tan || name == Name.Root || isShrink;
  const usesX = !usesY && name != Name.Line && name < Name.Floor || name == Name.Squareplus ||
    name == Name.Softplus ||
    isShrink;
  // As in applyAll.
  const isShort = usesY || name == Name.Log || name == Name.Log1p ||
    name == Name.Atan || name == Name.Relu || name == Name.LeakyRelu ||
    name >= Name.Softsign;
  let large = i32x4.splat(0);
  for (let i = 0; i < bytes; i += isShort ? 32 : 16) {
    const x1 = usesX ? v128.load(x + i) : va;
    if (name == Name.Sine) large = v128.or(large, isLarge<T>(x1));
    const y1 = usesY ? v128.load(y + i) : va;
    const dy1 = v128.load(dy + i);
    if (isShort) {
      const x2 = usesX ? v128.load(x + i, 16) : va;
      const y2 = usesY ? v128.load(y + i, 16) : va;
      const dy2 = v128.load(dy + i, 16);
      const s2 = slopeOf<T>(name, x2, y2, va, inverse, vb, vc, vd, ve);
      v128.store(dx + i, v128.mul<T>(dy2, s2), 16);
    }
    const s1 = slopeOf<T>(name, x1, y1, va, inverse, vb, vc, vd, ve);
    v128.store(dx + i, v128.mul<T>(dy1, s1));
  }
  if (name == Name.Sine && v128.any_true(large)) store<f32>(<usize> e, 1);
}

/** `y = f(x)` for numbers `from … to - 1`. */
export function map<T>(
  from: i32,
  to: i32,
  name: i32,
  y: usize,
  x: usize,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
): void {
  const all = (to - from) * <i32> sizeof<T>();
  const bytes = all & -block;
  y += from * sizeof<T>();
  x += from * sizeof<T>();
  applyBy<T>(name, y, x, bytes, a, b, c, d);
  const rest = all - bytes;
  if (rest == 0) return;
  memory.copy(scratch, x + bytes, rest);
  applyBy<T>(name, scratch, scratch, block, a, b, c, d);
  memory.copy(y + bytes, scratch, rest);
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
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
): void {
  const all = (to - from) * <i32> sizeof<T>();
  const bytes = all & -block;
  const start = from * sizeof<T>();
  dx += start;
  x += start;
  y += start;
  dy += start;
  slopeBy<T>(name, dx, x, y, dy, bytes, a, b, c, d, e);
  const rest = all - bytes;
  if (rest == 0) return;
  const at = scratch;
  memory.copy(at, x + bytes, rest);
  memory.copy(at + block, y + bytes, rest);
  memory.copy(at + 2 * block, dy + bytes, rest);
  slopeBy<T>(name, at, at, at + block, at + 2 * block, block, a, b, c, d, e);
  memory.copy(dx + bytes, at, rest);
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
