/**
 * Numbers of many digits that know how far they may be off: a middle and a radius.
 * Every operation encloses its exact result, so what comes out is certified, not
 * only computed with more digits.
 *
 * @module
 */

import { Decimal } from "decimal.js";

/** All numbers within `rad` of `mid`. */
export interface Ball {
  readonly mid: Decimal;
  /** At least 0; not finite if nothing is known. */
  readonly rad: Decimal;
}

/** Arithmetic that carries so many digits. */
export interface Balls {
  readonly zero: Ball;
  readonly one: Ball;
  /** A double, exactly. */
  of(x: number): Ball;
  neg(a: Ball): Ball;
  add(a: Ball, b: Ball): Ball;
  sub(a: Ball, b: Ball): Ball;
  mul(a: Ball, b: Ball): Ball;
  div(a: Ball, b: Ball): Ball;
  exp(a: Ball): Ball;
  /** `eˣ − 1`, without cancellation. */
  expm1(a: Ball): Ball;
  log(a: Ball): Ball;
  /** `log(1 + x)`, without cancellation. */
  log1p(a: Ball): Ball;
  sqrt(a: Ball): Ball;
  sin(a: Ball): Ball;
  cos(a: Ball): Ball;
  /** The share of the standard normal distribution below x. */
  normal(a: Ball): Ball;
  /** `e^(−x²/2)/√(2π)` */
  density(a: Ball): Ball;
  /** Everything between the two. */
  hull(a: Ball, b: Ball): Ball;
  /** 1, −1, 0 if it is exactly 0, undefined if it cannot be told. */
  sign(a: Ball): number | undefined;
}

/** Radii, rounded up; with as many digits as a double, for the ends of kinks. */
const Radius = Decimal.clone({ precision: 18, rounding: Decimal.ROUND_UP });
const none = new Radius(0);
const unknown = new Radius(Infinity);

/** Enough for every digit of every double. */
const Exact = Decimal.clone({ precision: 800, defaults: true });
const powers = new Map<number, Decimal>();
const bits = new DataView(new ArrayBuffer(8));

/** All digits of a double; decimal.js itself takes those that JavaScript prints. */
function exactly(x: number): Decimal {
  if (Number.isSafeInteger(x)) return new Exact(x);
  bits.setFloat64(0, x);
  const exponent = Math.max(1, bits.getUint16(0) >> 4 & 0x7ff) - 1075;
  const power = powers.get(exponent) ?? Exact.pow(2, exponent);
  powers.set(exponent, power);
  // A double is an integer of 53 bits times this.
  const scaled = exponent < -1000
    ? x * 2 ** 1000 * 2 ** -(exponent + 1000)
    : x * 2 ** -exponent;
  return Exact.mul(scaled, power);
}

/** Where `e^x` is out of every range that a double has, with a wide margin. */
const farExponent = 1e6;

/** Ball arithmetic with middles of so many digits, up to some 900. */
export function createBalls(digits: number): Balls {
  const Middle = Decimal.clone({ precision: digits, defaults: true });
  // Results of decimal.js are right to the last digit but for a few functions; two digits are given away.
  const ulp = new Radius(10).pow(3 - digits);
  const zero: Ball = { mid: new Middle(0), rad: none };
  const one: Ball = { mid: new Middle(1), rad: none };

  function ball(mid: Decimal, rad: Decimal): Ball {
    const rounding = Radius.mul(mid.abs(), ulp);
    const all = Radius.add(rad, rounding);
    return all.isNaN() || !mid.isFinite()
      ? { mid: zero.mid, rad: unknown }
      : { mid, rad: all };
  }
  const isExact = ({ mid, rad }: Ball, value: number) =>
    rad.isZero() && mid.eq(value);
  /** The least absolute value in a ball; below 0 if it holds 0. */
  const least = ({ mid, rad }: Ball) => Middle.sub(mid.abs(), rad);

  function mul(a: Ball, b: Ball): Ball {
    // Nothing is known of 0·∞.
    if (
      (isExact(a, 0) && b.rad.isFinite()) || (isExact(b, 0) && a.rad.isFinite())
    ) return zero;
    if (isExact(a, 1)) return b;
    if (isExact(b, 1)) return a;
    const cross = Radius.add(
      Radius.mul(a.mid.abs(), b.rad),
      Radius.mul(Radius.add(b.mid.abs(), b.rad), a.rad),
    );
    return ball(Middle.mul(a.mid, b.mid), cross);
  }

  function add(a: Ball, b: Ball): Ball {
    if (isExact(a, 0)) return b;
    if (isExact(b, 0)) return a;
    return ball(Middle.add(a.mid, b.mid), Radius.add(a.rad, b.rad));
  }

  const neg = ({ mid, rad }: Ball): Ball => ({ mid: mid.neg(), rad });

  function inverse(a: Ball): Ball {
    const away = least(a);
    if (away.lte(0)) return { mid: zero.mid, rad: unknown };
    const spread = Radius.div(a.rad, Middle.mul(a.mid.abs(), away));
    return ball(Middle.div(1, a.mid), spread);
  }

  function div(a: Ball, b: Ball): Ball {
    return isExact(b, 1) ? a : mul(a, inverse(b));
  }

  /** How far `e^x` spreads, relative to its middle. */
  const spreadOf = (rad: Decimal) => rad.gt(1) ? unknown : Radius.mul(2, rad);

  /** What `e^x` is below `-farExponent`. */
  const nothing: Ball = {
    mid: zero.mid,
    rad: new Radius(`1e-${farExponent / 10}`),
  };

  function exp(full: Ball): Ball {
    const a = rounded(full);
    if (isExact(a, 0)) return one;
    if (a.mid.gt(farExponent)) return { mid: zero.mid, rad: unknown };
    if (a.mid.lt(-farExponent)) {
      return a.rad.gt(1) ? { mid: zero.mid, rad: unknown } : nothing;
    }
    const mid = Middle.exp(a.mid);
    return ball(mid, Radius.mul(mid, spreadOf(a.rad)));
  }

  /** With as many digits more as the number is small. */
  function finer(mid: Decimal): typeof Decimal {
    const more = mid.isZero() ? 0 : Math.max(0, -mid.e);
    return Decimal.clone({ precision: digits + more, defaults: true });
  }

  function expm1(full: Ball): Ball {
    const a = rounded(full);
    if (isExact(a, 0)) return zero;
    if (a.mid.abs().gt(1)) return add(exp(a), neg(one));
    if (a.mid.e < -digits) {
      return ball(a.mid, Radius.add(a.rad, Radius.mul(a.mid, a.mid)));
    }
    const Finer = finer(a.mid);
    const mid = new Middle(Finer.sub(Finer.exp(a.mid), 1)).toSignificantDigits(
      digits,
    );
    return ball(mid, Radius.mul(4, a.rad));
  }

  function log(full: Ball): Ball {
    const a = rounded(full);
    const away = least(a);
    if (isExact(a, 1)) return zero;
    if (a.mid.lte(0) || away.lte(0)) return { mid: zero.mid, rad: unknown };
    return ball(Middle.ln(a.mid), Radius.div(a.rad, away));
  }

  function log1p(full: Ball): Ball {
    const a = rounded(full);
    if (isExact(a, 0)) return zero;
    if (a.mid.abs().gt(0.1)) return log(add(a, one));
    if (a.mid.e < -digits) {
      return ball(a.mid, Radius.add(a.rad, Radius.mul(a.mid, a.mid)));
    }
    const Finer = finer(a.mid);
    const mid = new Middle(Finer.ln(Finer.add(1, a.mid))).toSignificantDigits(
      digits,
    );
    return ball(mid, Radius.mul(2, a.rad));
  }

  function sqrt(full: Ball): Ball {
    const a = rounded(full);
    if (isExact(a, 0)) return zero;
    const away = least(a);
    if (a.mid.lte(0) || away.lte(0)) return { mid: zero.mid, rad: unknown };
    return ball(Middle.sqrt(a.mid), Radius.div(a.rad, Middle.sqrt(away)));
  }

  const half = of(0.5);
  function of(x: number): Ball {
    if (!Number.isFinite(x)) return { mid: zero.mid, rad: unknown };
    return x === 0 ? zero : { mid: new Middle(exactly(x)), rad: none };
  }

  /** The sine or cosine of a number that is known to less than a radian, if decimal.js knows π to enough digits for it. */
  function wave(name: "sin" | "cos", a: Ball): Ball {
    const { mid, rad } = a.mid.sd() > 400 ? rounded(a) : a;
    if (rad.gt(1) || Math.max(mid.e, mid.sd()) + digits > 1000) {
      return { mid: zero.mid, rad: unknown };
    }
    // Near a zero crossing decimal.js is right to so many digits absolutely.
    return ball(Middle[name](mid), Radius.add(rad, ulp));
  }

  /** decimal.js takes long over the last digits of a double. */
  function rounded(a: Ball): Ball {
    return a.mid.sd() > digits + 20
      ? ball(a.mid.toSignificantDigits(digits), a.rad)
      : a;
  }

  const norm = inverse(sqrt(ball(Middle.mul(2, Middle.acos(-1)), none)));
  function density(a: Ball): Ball {
    return mul(exp(neg(mul(half, mul(a, a)))), norm);
  }

  /**
   * By `Φ(x) = ½ + φ(x)·Σ x^(2n+1)/(2n+1)!!` up to 16 (Abramowitz and Stegun,
   * 26.2.11); beyond, by the tail's asymptotic series, of which each two partial sums enclose it (26.2.12).
   */
  function normal(full: Ball): Ball {
    const a = rounded(full);
    const size = a.mid.abs();
    if (size.gt(16)) {
      const x: Ball = { mid: size, rad: a.rad };
      const inverseSquare = inverse(mul(x, x));
      let term = one;
      let sum = one;
      let before = one;
      for (let n = 1; n < 400; n++) {
        const next = neg(mul(term, mul(of(2 * n - 1), inverseSquare)));
        if (next.mid.abs().gte(term.mid.abs())) break;
        if (next.mid.abs().lt(ulp)) break;
        before = sum;
        sum = add(sum, next);
        term = next;
      }
      const tail = mul(div(density(x), x), hull(before, sum));
      return a.mid.isNegative() ? tail : add(one, neg(tail));
    }
    const square = mul(a, a);
    let term = a;
    let sum = a;
    for (let n = 1; n < 5000; n++) {
      term = div(mul(term, square), of(2 * n + 1));
      sum = add(sum, term);
      if (term.mid.abs().lte(Radius.mul(sum.mid.abs(), ulp)) && n > 256) break;
    }
    const rest = { mid: sum.mid, rad: Radius.add(sum.rad, term.mid.abs()) };
    return add(half, mul(density(a), rest));
  }

  function hull(a: Ball, b: Ball): Ball {
    const mid = Middle.mul(half.mid, Middle.add(a.mid, b.mid));
    const apart = Radius.mul(0.5, Middle.sub(a.mid, b.mid).abs());
    return ball(mid, Radius.add(apart, Radius.add(a.rad, b.rad)));
  }

  return {
    zero,
    one,
    of,
    neg,
    add,
    sub: (a, b) => add(a, neg(b)),
    mul,
    div,
    exp,
    expm1,
    log,
    log1p,
    sqrt,
    sin: (a) => isExact(a, 0) ? zero : wave("sin", a),
    cos: (a) => isExact(a, 0) ? one : wave("cos", a),
    normal,
    density,
    hull,
    sign(a) {
      if (least(a).gt(0)) return a.mid.isNegative() ? -1 : 1;
      return isExact(a, 0) ? 0 : undefined;
    },
  };
}
