/**
 * What elementwise layers compute and their derivatives, in many digits. The
 * formulas are those that the layers' pages print, not the layers' code.
 *
 * @module
 */

import type { Ball, Balls } from "./ball.ts";

/** A value with its derivative. */
export interface Point {
  readonly y: Ball;
  readonly slope: Ball;
  /** What a layer's own formula in doubles may lose of the slope beyond a few roundings of it, in roundings: `y(1 − y)` loses a rounding of 1 where y is near 1. */
  readonly terms?: Ball;
}

/** A function of one number at a place; its arguments are numbers of the text. */
type Curve = (balls: Balls, x: Ball, args: readonly number[]) => Point;

/** `a` above 0, `b` below; at 0 the derivative may be anything between both slopes. */
function sides(balls: Balls, x: Ball, above: () => Point, below: () => Point) {
  const sign = balls.sign(x);
  if (sign === 1) return above();
  if (sign === -1) return below();
  const [a, b] = [above(), below()];
  return {
    y: sign === 0 ? a.y : balls.hull(a.y, b.y),
    slope: balls.hull(a.slope, b.slope),
  };
}

const constant = (slope: number): Curve => (balls, x) => ({
  y: balls.mul(balls.of(slope), x),
  slope: balls.of(slope),
});
const rising = constant(1);
const flat = constant(0);

/** `σ(x)`, `σ(−x)`; neither cancels. */
function logistic(balls: Balls, x: Ball): readonly [up: Ball, down: Ball] {
  const isNegative = x.mid.isNegative();
  const e = balls.exp(isNegative ? x : balls.neg(x));
  const large = balls.div(balls.one, balls.add(balls.one, e));
  const small = balls.mul(e, large);
  return isNegative ? [small, large] : [large, small];
}

function exponentialUnit(alpha: number, factor: number): Curve {
  return (balls, x) => {
    const [a, f] = [balls.of(alpha), balls.of(factor)];
    const size = balls.mul(a, f);
    return sides(balls, x, () => ({ y: balls.mul(f, x), slope: f }), () => ({
      y: balls.mul(size, balls.expm1(x)),
      slope: balls.mul(size, balls.exp(x)),
    }));
  };
}

const absolute = (balls: Balls, x: Ball): Ball =>
  sides(balls, x, () => rising(balls, x, []), () => constant(-1)(balls, x, []))
    .y;

/** `x·g(x)` for a gate g that rises from 0 to 1. */
function gated(balls: Balls, x: Ball, g: Ball, dg: Ball): Point {
  const [inner, outer] = [balls.mul(x, dg), balls.mul(x, g)];
  const slope = balls.add(g, inner);
  return { y: outer, slope, terms: balls.add(g, absolute(balls, inner)) };
}

export const curves: Readonly<Record<string, Curve>> = {
  id: rising,
  neg: constant(-1),
  shift: (balls, x, [c]) => ({
    y: balls.add(x, balls.of(c)),
    slope: balls.one,
  }),
  scale: (balls, x, [c]) => constant(c)(balls, x, []),
  exp(balls, x) {
    const y = balls.exp(x);
    return { y, slope: y };
  },
  log: (balls, x) => ({ y: balls.log(x), slope: balls.div(balls.one, x) }),
  recip(balls, x) {
    const y = balls.div(balls.one, x);
    return { y, slope: balls.neg(balls.mul(y, y)) };
  },
  square: (balls, x) => ({
    y: balls.mul(x, x),
    slope: balls.mul(balls.of(2), x),
  }),
  sqrt(balls, x) {
    const y = balls.sqrt(x);
    return { y, slope: balls.div(balls.of(0.5), y) };
  },
  sin: (balls, x) => ({ y: balls.sin(x), slope: balls.cos(x) }),
  cos: (balls, x) => ({ y: balls.cos(x), slope: balls.neg(balls.sin(x)) }),
  abs: (balls, x) =>
    sides(
      balls,
      x,
      () => rising(balls, x, []),
      () => constant(-1)(balls, x, []),
    ),
  relu: (balls, x) =>
    sides(balls, x, () => rising(balls, x, []), () => flat(balls, x, [])),
  leaky_relu: (balls, x, [slope = 0.01]) =>
    sides(
      balls,
      x,
      () => rising(balls, x, []),
      () => constant(slope)(balls, x, []),
    ),
  sigmoid(balls, x) {
    const [up, down] = logistic(balls, x);
    // From the result, as `y(1 − y)`.
    return { y: up, slope: balls.mul(up, down), terms: up };
  },
  tanh(balls, x) {
    const two = balls.of(2);
    const size = absolute(balls, x);
    const e = balls.exp(balls.neg(balls.mul(two, size)));
    const under = balls.add(balls.one, e);
    const y = balls.div(
      balls.neg(balls.expm1(balls.neg(balls.mul(two, size)))),
      under,
    );
    const slope = balls.div(
      balls.mul(balls.of(4), e),
      balls.mul(under, under),
    );
    // From the result, as `1 − y²`.
    return {
      y: x.mid.isNegative() ? balls.neg(y) : y,
      slope,
      terms: balls.one,
    };
  },
  softplus(balls, x) {
    const size = absolute(balls, x);
    const rest = balls.log1p(balls.exp(balls.neg(size)));
    const [slope] = logistic(balls, x);
    return { y: x.mid.isNegative() ? rest : balls.add(x, rest), slope };
  },
  softsign(balls, x) {
    const under = balls.div(
      balls.one,
      balls.add(balls.one, absolute(balls, x)),
    );
    return { y: balls.mul(x, under), slope: balls.mul(under, under) };
  },
  elu: (balls, x, [alpha = 1]) => exponentialUnit(alpha, 1)(balls, x, []),
  selu: exponentialUnit(1.6732632423543772, 1.0507009873554805),
  silu(balls, x) {
    const [up, down] = logistic(balls, x);
    return gated(balls, x, up, balls.mul(up, down));
  },
  gelu: (balls, x) => gated(balls, x, balls.normal(x), balls.density(x)),
};
