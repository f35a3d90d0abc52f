// Numbers that are drawn, by four streams at a time; see contract/chance.ts.
import { scratch } from "./product";
import { cosNear, isOdd, signOf, sinNear } from "./vectors/circle";
import { whole } from "./vectors/exponentials";
import { log } from "./vectors/logarithms";
import { choose, madd, splat } from "./vectors/simd";

/** Its numbers in contract/chance.ts. */
const choice = 0;
const normal = 2;

/** How many numbers the same four streams draw. */
const block = 1024;

/** The finalizer of splitmix32. */
// @ts-ignore: decorator
@inline
function mix(word: v128): v128 {
  word = i32x4.mul(
    v128.xor(word, i32x4.shr_u(word, 16)),
    i32x4.splat(0x21f0aaad),
  );
  word = i32x4.mul(
    v128.xor(word, i32x4.shr_u(word, 15)),
    i32x4.splat(0x735a2d97),
  );
  return v128.xor(word, i32x4.shr_u(word, 15));
}

// @ts-ignore: decorator
@inline
function rotate(word: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(word, bits), i32x4.shr_u(word, 32 - bits));
}

/** What xoshiro128** gives for the second word of its state: `rotate(5·word, 7)·9`. */
// @ts-ignore: decorator
@inline
function scrambled(word: v128): v128 {
  const turned = rotate(i32x4.add(i32x4.shl(word, 2), word), 7);
  return i32x4.add(i32x4.shl(turned, 3), turned);
}

/** Whole numbers as numbers of either precision: of doubles the first two, or the last. */
// @ts-ignore: decorator
@inline
function numbersOf<T>(words: v128, isLast: bool): v128 {
  if (sizeof<T>() == 4) return f32x4.convert_i32x4_s(words);
  const own = isLast ? i32x4.shuffle(words, words, 2, 3, 2, 3) : words;
  return f64x2.convert_low_i32x4_s(own);
}

/** Where words are below a limit, over as many lanes as numbers have. */
// @ts-ignore: decorator
@inline
function isBelow<T>(words: v128, limit: v128, isLast: bool): v128 {
  const below = i32x4.lt_u(words, limit);
  if (sizeof<T>() == 4) return below;
  return isLast
    ? i64x2.extend_high_i32x4_s(below)
    : i64x2.extend_low_i32x4_s(below);
}

/** Two vectors of normal numbers, `distance` bytes apart. */
// @ts-ignore: decorator
@inline
function normals<T>(
  y: usize,
  distance: i32,
  first: v128,
  second: v128,
  a: v128,
  b: v128,
  isLast: bool,
): void {
  const one = i32x4.splat(1);
  const unit = splat<T>(1.0 / 16777216.0);
  const upTo = i32x4.add(i32x4.shr_u(first, 8), one);
  const u = v128.mul<T>(numbersOf<T>(upTo, isLast), unit);
  const v = numbersOf<T>(i32x4.shr_s(second, 8), isLast);
  const radius = v128.mul<T>(b, v128.sqrt<T>(v128.mul<T>(log<T>(u), splat<T>(-2))));
  // In quarter turns, of which the nearest whole number is in the lowest bits.
  const quarters = v128.mul<T>(v, splat<T>(1.0 / 4194304.0));
  const bits = v128.add<T>(quarters, whole<T>());
  const rest = v128.sub<T>(quarters, v128.sub<T>(bits, whole<T>()));
  const r = v128.mul<T>(rest, splat<T>(1.5707963267948966));
  const sine = sinNear<T>(r);
  const cosine = cosNear<T>(r);
  const odd = isOdd<T>(bits);
  const turned = v128.add<T>(bits, splat<T>(1));
  const along = v128.xor(choose(sine, cosine, odd), signOf<T>(turned));
  const across = v128.xor(choose(cosine, sine, odd), signOf<T>(bits));
  v128.store(y, madd<T>(radius, along, a));
  v128.store(y + distance, madd<T>(radius, across, a));
}

/** One vector of numbers of another kind. */
// @ts-ignore: decorator
@inline
function others<T>(
  kind: i32,
  y: usize,
  words: v128,
  a: v128,
  b: v128,
  limit: v128,
  isLast: bool,
): void {
  if (kind == choice) {
    v128.store(y, choose(a, b, isBelow<T>(words, limit, isLast)));
    return;
  }
  const v = numbersOf<T>(i32x4.shr_u(words, 8), isLast);
  v128.store(y, madd<T>(v128.mul<T>(v, splat<T>(1.0 / 16777216.0)), v128.sub<T>(b, a), a));
}

/** Numbers `from … to - 1`; `from` is where a block begins. */
export function draw<T>(
  from: i32,
  to: i32,
  kind: i32,
  y: usize,
  first: i32,
  second: i32,
  third: i32,
  fourth: i32,
  a: f64,
  b: f64,
  limit: i32,
): void {
  const va = splat<T>(a);
  const vb = splat<T>(b);
  const most = i32x4.splat(limit);
  let s0 = i32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  // Eight numbers at a time; what is left over is drawn to scratch.
  const bytes = 8 * <i32> sizeof<T>();
  const distance = 4 * <i32> sizeof<T>();
  for (let i = from; i < to; i += 8) {
    if ((i & (block - 1)) == 0) {
      const stream = i32x4.add(i32x4.splat(i / block * 4), i32x4(1, 2, 3, 4));
      const start = i32x4.mul(stream, i32x4.splat(0x9e3779b9));
      s0 = mix(i32x4.add(start, i32x4.splat(first)));
      s1 = mix(i32x4.add(start, i32x4.splat(second)));
      s2 = mix(i32x4.add(start, i32x4.splat(third)));
      s3 = mix(i32x4.add(start, i32x4.splat(fourth)));
    }
    const w = scrambled(s1);
    let shifted = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, shifted);
    s3 = rotate(s3, 11);
    const v = scrambled(s1);
    shifted = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, shifted);
    s3 = rotate(s3, 11);
    const isRest = i + 8 > to;
    const at = isRest ? scratch : y + i * sizeof<T>();
    if (kind == normal) {
      normals<T>(at, distance, w, v, va, vb, false);
      if (sizeof<T>() == 8) normals<T>(at + 16, distance, w, v, va, vb, true);
    } else {
      others<T>(kind, at, w, va, vb, most, false);
      others<T>(kind, at + distance, v, va, vb, most, false);
      if (sizeof<T>() == 8) {
        others<T>(kind, at + 16, w, va, vb, most, true);
        others<T>(kind, at + distance + 16, v, va, vb, most, true);
      }
    }
    if (isRest) {
      memory.copy(y + i * sizeof<T>(), scratch, bytes - (i + 8 - to) * sizeof<T>());
    }
  }
}
