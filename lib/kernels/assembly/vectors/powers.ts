// Powers of vectors, with the signs and edges of Math.pow. Of doubles the logarithm to
// base 2 has two parts, as in Sun's fdlibm (e_pow.c), whose polynomials these are; floats
// are computed as doubles, whose logarithm has digits enough in one.
import { powerOfTwo, whole } from "./exponentials";
import { choose, madd, splat } from "./simd";

/** The upper half of a double: a product of two of them is exact. */
// @ts-ignore: decorator
@inline
function upper(v: v128): v128 {
  return v128.and(v, i64x2.splat(0xffffffff00000000));
}

/** `2^n·y` for the n in the lowest bits, in two factors, as 2^n alone may be too large or too small. */
// @ts-ignore: decorator
@inline
function scaled(y: v128, bits: v128): v128 {
  const half = i64x2.shr_u(bits, 1);
  const first = powerOfTwo<f64>(half);
  const second = powerOfTwo<f64>(i64x2.sub(bits, half));
  return f64x2.mul(f64x2.mul(y, first), second);
}

/** `x^b` for positive x, a finite double: within 1 ulp. */
// @ts-ignore: decorator
@inline
function powerOfDoubles(x: v128, b: v128): v128 {
  const one = f64x2.splat(1);
  // Subnormal numbers are brought up first.
  const isSmall = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const normal = choose(
    f64x2.mul(x, f64x2.splat(18014398509481984.0)),
    x,
    isSmall,
  );
  // x = 2ⁿ·m with m from √¾ to √3; k is where m is nearer to 3/2 than to 1.
  const bits = i64x2.sub(normal, i64x2.splat(0x3febb67ae8584caa));
  const e = i64x2.shr_s(bits, 52);
  const magic = i64x2.splat(0x4338000000000000);
  let n = f64x2.sub(i64x2.add(e, magic), whole<f64>());
  n = f64x2.sub(n, v128.and(isSmall, f64x2.splat(54)));
  const m = i64x2.sub(normal, i64x2.shl(e, 52));
  const k = f64x2.ge(m, f64x2.splat(1.224744871391589));
  const near = choose(f64x2.splat(1.5), one, k);
  // s = (m − near)/(m + near) in two parts
  const u = f64x2.sub(m, near);
  const sum = f64x2.add(m, near);
  const v = f64x2.div(one, sum);
  const s = f64x2.mul(u, v);
  const sHigh = upper(s);
  let high = upper(sum);
  let low = f64x2.sub(m, f64x2.sub(high, near));
  const sLow = f64x2.mul(
    v,
    f64x2.sub(f64x2.sub(u, f64x2.mul(sHigh, high)), f64x2.mul(sHigh, low)),
  );
  // log m in two parts, times 3/2
  let z = f64x2.mul(s, s);
  const zz = f64x2.mul(z, z);
  let r = madd<f64>(
    z,
    f64x2.splat(2.06975017800338417784e-1),
    f64x2.splat(2.30660745775561754067e-1),
  );
  r = madd<f64>(
    r,
    zz,
    madd<f64>(
      z,
      f64x2.splat(2.72728123808534006489e-1),
      f64x2.splat(3.33333329818377432918e-1),
    ),
  );
  r = madd<f64>(
    r,
    zz,
    madd<f64>(
      z,
      f64x2.splat(4.28571428578550184252e-1),
      f64x2.splat(5.99999999999994648725e-1),
    ),
  );
  r = f64x2.mul(zz, r);
  r = madd<f64>(sLow, f64x2.add(sHigh, s), r);
  z = f64x2.mul(sHigh, sHigh);
  const three = f64x2.splat(3);
  high = upper(f64x2.add(f64x2.add(three, z), r));
  low = f64x2.sub(r, f64x2.sub(f64x2.sub(high, three), z));
  const top = f64x2.mul(sHigh, high);
  const rest = madd<f64>(sLow, high, f64x2.mul(low, s));
  const pHigh = upper(f64x2.add(top, rest));
  const pLow = f64x2.sub(rest, f64x2.sub(pHigh, top));
  // To base 2, with what is taken for 3/2.
  const zHigh = f64x2.mul(pHigh, f64x2.splat(9.61796700954437255859e-1));
  let zLow = madd<f64>(
    pHigh,
    f64x2.splat(-7.02846165095275826516e-9),
    f64x2.mul(pLow, f64x2.splat(9.61796693925975554329e-1)),
  );
  zLow = f64x2.add(zLow, v128.and(k, f64x2.splat(1.35003920212974897128e-8)));
  const nearLog = v128.and(k, f64x2.splat(5.84962487220764160156e-1));
  const log = upper(
    f64x2.add(f64x2.add(f64x2.add(zHigh, zLow), nearLog), n),
  );
  const logRest = f64x2.sub(
    zLow,
    f64x2.sub(f64x2.sub(f64x2.sub(log, n), nearLog), zHigh),
  );
  // The product in two parts; larger exponents give 0 and ∞ as well.
  const most = f64x2.splat(3.6893488147419103e19);
  const c = f64x2.pmax(f64x2.neg(most), f64x2.pmin(most, b));
  const cHigh = upper(c);
  const end = f64x2.splat(1100);
  let productLow = madd<f64>(
    f64x2.sub(c, cHigh),
    log,
    f64x2.mul(c, logRest),
  );
  let product = f64x2.mul(cHigh, log);
  product = f64x2.pmax(f64x2.neg(end), f64x2.pmin(end, product));
  productLow = f64x2.pmax(f64x2.neg(one), f64x2.pmin(one, productLow));
  // 2 to the power of it.
  const power = f64x2.add(f64x2.add(product, productLow), whole<f64>());
  product = f64x2.sub(product, f64x2.sub(power, whole<f64>()));
  const t = upper(f64x2.add(product, productLow));
  const tRest = f64x2.sub(productLow, f64x2.sub(t, product));
  const wide = f64x2.mul(t, f64x2.splat(6.93147182464599609375e-1));
  const narrow = madd<f64>(
    tRest,
    f64x2.splat(6.93147180559945286227e-1),
    f64x2.mul(t, f64x2.splat(-1.90465429995776804525e-9)),
  );
  z = f64x2.add(wide, narrow);
  const w = f64x2.sub(narrow, f64x2.sub(z, wide));
  const ww = f64x2.mul(z, z);
  let q = f64x2.splat(4.13813679705723846039e-8);
  q = madd<f64>(q, ww, f64x2.splat(-1.65339022054652515390e-6));
  q = madd<f64>(q, ww, f64x2.splat(6.61375632143793436117e-5));
  q = madd<f64>(q, ww, f64x2.splat(-2.77777777770155933842e-3));
  q = madd<f64>(q, ww, f64x2.splat(1.66666666666666019037e-1));
  q = f64x2.sub(z, f64x2.mul(ww, q));
  const share = f64x2.div(f64x2.mul(z, q), f64x2.sub(q, f64x2.splat(2)));
  const tail = f64x2.sub(share, madd<f64>(z, w, w));
  return scaled(f64x2.sub(one, f64x2.sub(tail, z)), power);
}

/** `x^b` for positive x, a double that was a float, with the digits of a float and some. */
// @ts-ignore: decorator
@inline
function powerOfFloats(x: v128, b: v128): v128 {
  const one = f64x2.splat(1);
  // x = 2ⁿ·m with m from √½ to √2, as in logarithms.ts; these are no subnormal doubles.
  const e = i64x2.shr_u(i64x2.add(x, i64x2.splat(0x00095f619980c433)), 52);
  const n = f64x2.sub(
    v128.or(e, i64x2.splat(0x4338000000000000)),
    f64x2.splat(6755399441055744.0 + 1023.0),
  );
  const m = i64x2.add(i64x2.sub(x, i64x2.shl(e, 52)), one);
  const f = f64x2.sub(m, one);
  const s = f64x2.div(f, f64x2.add(m, one));
  const z = f64x2.mul(s, s);
  // 2/ln 2 times the series of artanh, to 5·10⁻¹¹; in pairs, as each term of a chain
  // waits for the one before.
  const c = 2.885390081777927;
  const zz = f64x2.mul(z, z);
  let p = madd<f64>(z, f64x2.splat(c / 11.0), f64x2.splat(c / 9.0));
  p = madd<f64>(
    p,
    zz,
    madd<f64>(z, f64x2.splat(c / 7.0), f64x2.splat(c / 5.0)),
  );
  p = madd<f64>(p, zz, madd<f64>(z, f64x2.splat(c / 3.0), f64x2.splat(c)));
  const log = madd<f64>(p, s, n);
  // Beyond these all results are ∞ and 0.
  let t = f64x2.mul(b, log);
  t = f64x2.pmax(f64x2.splat(-200), f64x2.pmin(f64x2.splat(200), t));
  const bits = f64x2.add(t, whole<f64>());
  const r = f64x2.sub(t, f64x2.sub(bits, whole<f64>()));
  // (ln 2)ᵏ/k!, to 5·10⁻⁹, in pairs too.
  const rr = f64x2.mul(r, r);
  let q = madd<f64>(
    r,
    f64x2.splat(1.5252733804059841e-5),
    f64x2.splat(1.5403530393381609e-4),
  );
  q = madd<f64>(
    q,
    rr,
    madd<f64>(
      r,
      f64x2.splat(1.3333558146428443e-3),
      f64x2.splat(9.6181291076284772e-3),
    ),
  );
  q = madd<f64>(
    q,
    rr,
    madd<f64>(
      r,
      f64x2.splat(5.5504108664821580e-2),
      f64x2.splat(2.4022650695910071e-1),
    ),
  );
  q = madd<f64>(q, rr, madd<f64>(r, f64x2.splat(6.9314718055994531e-1), one));
  return f64x2.mul(q, powerOfTwo<f64>(bits));
}

/** `x^(b − less)` of the lower two of four floats. */
// @ts-ignore: decorator
@inline
function halfOfFloats(x: v128, b: v128, less: f64): v128 {
  const exponent = f64x2.sub(f64x2.promote_low_f32x4(b), f64x2.splat(less));
  return f32x4.demote_f64x2_zero(
    powerOfFloats(f64x2.promote_low_f32x4(x), exponent),
  );
}

/** `a^(b − less)`, where floats may have no place for the difference. */
// @ts-ignore: decorator
@inline
export function power<T>(a: v128, b: v128, less: f64): v128 {
  if (sizeof<T>() == 8 && less != 0) {
    b = f64x2.sub(b, f64x2.splat(less));
    less = 0;
  }
  const zero = i32x4.splat(0);
  const size = v128.abs<T>(a);
  const taken = splat<T>(less);
  let y: v128;
  if (sizeof<T>() == 8) {
    y = powerOfDoubles(size, b);
  } else {
    const upperSize = i32x4.shuffle(size, size, 2, 3, 2, 3);
    const upperB = i32x4.shuffle(b, b, 2, 3, 2, 3);
    const low = halfOfFloats(size, b, less);
    const high = halfOfFloats(upperSize, upperB, less);
    y = i32x4.shuffle(low, high, 0, 1, 4, 5);
  }
  const infinity = splat<T>(Infinity);
  const isInfinite = v128.eq<T>(size, infinity);
  const isEnd = v128.or(isInfinite, v128.eq<T>(size, zero));
  const grows = v128.xor(v128.lt<T>(b, taken), isInfinite);
  y = choose(v128.and(infinity, grows), y, isEnd);
  // NaN of either, and of 1 to an infinite power.
  const nan = v128.mul<T>(b, v128.sub<T>(size, splat<T>(1)));
  y = choose(nan, y, v128.ne<T>(nan, nan));
  const half = v128.mul<T>(b, splat<T>(0.5));
  const isWhole = v128.eq<T>(v128.floor<T>(b), b);
  const isEven = v128.eq<T>(v128.floor<T>(half), half);
  const isOdd = less == 0
    ? v128.andnot(isWhole, isEven)
    : v128.and(isEven, v128.lt<T>(v128.abs<T>(b), infinity));
  y = v128.xor(y, v128.and(v128.and(a, splat<T>(-0.0)), isOdd));
  const isBelow = v128.andnot(v128.lt<T>(a, zero), isInfinite);
  y = choose(splat<T>(NaN), y, v128.andnot(isBelow, isWhole));
  return choose(splat<T>(1), y, v128.eq<T>(b, taken));
}
