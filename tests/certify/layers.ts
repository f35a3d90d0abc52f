/**
 * What layers compute and their derivatives, in many digits.
 *
 * @module
 */

import type { Ball, Balls } from "./ball.ts";
import { curves } from "./elementwise.ts";

/** The derivative of an output by a number of an input or a parameter. */
export interface Slope {
  /** Which output. */
  readonly output: number;
  /** Of which input, by its position, or parameter, by its name. */
  readonly of: number | string;
  readonly entry: number;
  readonly slope: Ball;
  /** The sum of the absolute values that a formula in doubles adds up to it. */
  readonly terms?: Ball | undefined;
}

/** A layer at a place: the batch axis is the first of each array. */
export interface Place {
  readonly balls: Balls;
  readonly inputs: readonly (readonly Ball[])[];
  readonly parameters: Readonly<Record<string, readonly Ball[]>>;
  readonly batch: number;
  readonly args: readonly number[];
}

interface Truth {
  readonly y: readonly Ball[];
  readonly slopes: readonly Slope[];
}

/** What a layer gives at a place. @throws {Error} if no such layer is written here. */
export function layerTruth(name: string, place: Place): Truth {
  const curve = curves[name];
  if (curve !== undefined) {
    const points = place.inputs[0].map((x) =>
      curve(place.balls, x, place.args)
    );
    return {
      y: points.map(({ y }) => y),
      slopes: points.map(({ slope, terms }, i) => ({
        output: i,
        of: 0,
        entry: i,
        slope,
        terms,
      })),
    };
  }
  const other = others[name];
  if (other === undefined) throw new Error(`nothing is known of ${name}`);
  return other(place);
}

/** A merge of two branches, number by number. */
function merge(
  of: (balls: Balls, a: Ball, b: Ball) => readonly [Ball, Ball, Ball],
): (place: Place) => Truth {
  return ({ balls, inputs: [as, bs] }) => {
    const all = as.map((a, i) => of(balls, a, bs[i]));
    return {
      y: all.map(([y]) => y),
      slopes: all.flatMap(([, da, db], i) => [
        { output: i, of: 0, entry: i, slope: da },
        { output: i, of: 1, entry: i, slope: db },
      ]),
    };
  };
}

/** The larger, or for a `sign` of −1 the smaller; in a tie the derivative may go to either. */
function selection(wanted: number): (place: Place) => Truth {
  return merge((balls, a, b) => {
    const { zero, one } = balls;
    const sign = balls.sign(balls.sub(a, b));
    if (sign === wanted) return [a, one, zero];
    if (sign === -wanted) return [b, zero, one];
    const either = balls.hull(zero, one);
    return [sign === 0 ? a : balls.hull(a, b), either, either];
  });
}

const sum = (balls: Balls, all: readonly Ball[]) =>
  all.reduce((a, b) => balls.add(a, b), balls.zero);

/** The softmax of a row, with what each lacks to 1. */
function shares(balls: Balls, row: readonly Ball[]) {
  const top = row.reduce((a, b) => a.mid.gte(b.mid) ? a : b);
  const exps = row.map((x) => balls.exp(balls.sub(x, top)));
  const total = sum(balls, exps);
  const of = (parts: readonly Ball[]) => balls.div(sum(balls, parts), total);
  return {
    share: exps.map((e) => of([e])),
    rest: exps.map((_, i) => of(exps.filter((_, j) => j !== i))),
    logTotal: balls.add(top, balls.log(total)),
  };
}

/** The rows of an array of so many. */
export function rowsOf<T>(values: readonly T[], rows: number): T[][] {
  const width = values.length / rows;
  return Array.from(
    { length: rows },
    (_, r) => values.slice(r * width, (r + 1) * width),
  );
}

/** A layer of rows that do not depend on each other. */
function byRow(
  of: (balls: Balls, row: readonly Ball[]) => {
    readonly y: readonly Ball[];
    slope(
      i: number,
      j: number,
    ): { readonly slope: Ball; readonly terms?: Ball };
  },
): (place: Place) => Truth {
  return ({ balls, inputs: [x], batch }) => {
    const rows = rowsOf(x, batch).map((row) => of(balls, row));
    const width = x.length / batch;
    return {
      y: rows.flatMap(({ y }) => y),
      slopes: rows.flatMap(({ slope }, r) =>
        Array.from({ length: width * width }, (_, n) => {
          const [i, j] = [Math.floor(n / width), n % width];
          const [output, entry] = [r * width + i, r * width + j];
          return { output, of: 0, entry, ...slope(i, j) };
        })
      ),
    };
  };
}

/** `w·(x − m)/σ + b` over groups of entries of x; entry i of x has the weight and bias `channel(i)`. */
function normalization(
  { balls, inputs: [x], parameters: { weight, bias } }: Place,
  groups: readonly (readonly number[])[],
  channel: (i: number) => number,
): Truth {
  const { add, sub, mul, div, of } = balls;
  const y: Ball[] = [];
  const slopes: Slope[] = [];
  for (const group of groups) {
    const n = of(group.length);
    const mean = div(sum(balls, group.map((i) => x[i])), n);
    const apart = group.map((i) => sub(x[i], mean));
    const variance = div(sum(balls, apart.map((d) => mul(d, d))), n);
    // Whose square no double holds, which makes another function of it.
    const isBeyond = variance.mid.gt(1e300);
    const sigma = isBeyond ? of(NaN) : balls.sqrt(add(variance, of(1e-5)));
    const h = apart.map((d) => div(d, sigma));
    const share = div(balls.one, n);
    for (const [a, i] of group.entries()) {
      const w = weight[channel(i)];
      y[i] = add(mul(w, h[a]), bias[channel(i)]);
      for (const [b, j] of group.entries()) {
        const product = mul(share, mul(h[a], h[b]));
        const own = sub(i === j ? balls.one : balls.zero, share);
        const factor = div(w, sigma);
        const terms = mul(factor, add(balls.of(2), product));
        const slope = mul(factor, sub(own, product));
        slopes.push({ output: i, of: 0, entry: j, slope, terms });
      }
      const entry = channel(i);
      slopes.push({ output: i, of: "weight", entry, slope: h[a] });
      slopes.push({ output: i, of: "bias", entry, slope: balls.one });
    }
  }
  return { y, slopes };
}

/** The mean over the numbers of each example of a function of prediction and target. */
function pointwise(
  of: (
    balls: Balls,
    x: Ball,
    t: Ball,
  ) => { readonly y: Ball; readonly slope: Ball },
): (place: Place) => Truth {
  return ({ balls, inputs: [x, target], batch }) => {
    const width = x.length / batch;
    const share = balls.div(balls.one, balls.of(width));
    const all = x.map((each, i) => of(balls, each, target[i]));
    return {
      y: rowsOf(all, batch).map((row) =>
        balls.mul(share, sum(balls, row.map(({ y }) => y)))
      ),
      slopes: all.map(({ slope }, i) => ({
        output: Math.floor(i / width),
        of: 0,
        entry: i,
        slope: balls.mul(share, slope),
      })),
    };
  };
}

const others: Readonly<Record<string, (place: Place) => Truth>> = {
  add: merge((balls, a, b) => [balls.add(a, b), balls.one, balls.one]),
  sub: merge((
    balls,
    a,
    b,
  ) => [balls.sub(a, b), balls.one, balls.neg(balls.one)]),
  mul: merge((balls, a, b) => [balls.mul(a, b), b, a]),
  div: merge((balls, a, b) => {
    const over = balls.div(balls.one, b);
    const y = balls.mul(a, over);
    return [y, over, balls.neg(balls.mul(y, over))];
  }),
  max: selection(1),
  min: selection(-1),
  softmax: byRow((balls, row) => {
    const { share, rest } = shares(balls, row);
    return {
      y: share,
      slope(i, j) {
        const slope = balls.mul(
          share[i],
          i === j ? rest[i] : balls.neg(share[j]),
        );
        return { slope, terms: balls.mul(balls.of(2), share[i]) };
      },
    };
  }),
  log_softmax: byRow((balls, row) => {
    const { share, rest, logTotal } = shares(balls, row);
    return {
      y: row.map((x) => balls.sub(x, logTotal)),
      slope: (i, j) => ({
        slope: i === j ? rest[i] : balls.neg(share[j]),
        terms: i === j ? balls.one : share[j],
      }),
    };
  }),
  layernorm: (place) =>
    normalization(
      place,
      rowsOf(place.inputs[0].map((_, i) => i), place.batch),
      (i) => i % (place.inputs[0].length / place.batch),
    ),
  batchnorm(place) {
    const [x] = place.inputs;
    const width = x.length / place.batch;
    const groups = Array.from(
      { length: width },
      (_, c) => Array.from({ length: place.batch }, (_, b) => b * width + c),
    );
    return normalization(place, groups, (i) => i % width);
  },
  fc({ balls, inputs: [x], parameters: { weight, bias }, batch }) {
    const outputs = bias.length;
    const width = x.length / batch;
    const slopes: Slope[] = [];
    const y = rowsOf(x, batch).flatMap((row, r) =>
      bias.map((b, o) => {
        const output = r * outputs + o;
        slopes.push({ output, of: "bias", entry: o, slope: balls.one });
        return row.reduce((total, each, j) => {
          const w = weight[o * width + j];
          const at = { output, entry: o * width + j };
          slopes.push({ ...at, of: "weight", slope: each });
          slopes.push({ output, of: 0, entry: r * width + j, slope: w });
          return balls.add(total, balls.mul(w, each));
        }, b);
      })
    );
    return { y, slopes };
  },
  mse: pointwise((balls, x, t) => {
    const d = balls.sub(x, t);
    return { y: balls.mul(d, d), slope: balls.mul(balls.of(2), d) };
  }),
  huber: pointwise((balls, x, t) => {
    const d = balls.sub(x, t);
    const { one, of, neg } = balls;
    const far = balls.sign(balls.sub(balls.mul(d, d), one));
    if (far === 1) {
      const slope = d.mid.isNegative() ? neg(one) : one;
      return { y: balls.sub(balls.mul(d, slope), of(0.5)), slope };
    }
    return { y: balls.mul(of(0.5), balls.mul(d, d)), slope: d };
  }),
  // Its derivative's denominator is at least 1e-12 by choice; below, all between the two is right.
  bce: pointwise((balls, x, t) => {
    const { one, of } = balls;
    const rest = balls.sub(one, x);
    const y = balls.neg(balls.add(
      balls.mul(t, balls.log(x)),
      balls.mul(balls.sub(one, t), balls.log(rest)),
    ));
    const under = balls.mul(x, rest);
    const slope = balls.div(balls.sub(x, t), under);
    const least = of(Math.fround(1e-12));
    if (balls.sign(balls.sub(under, least)) === 1) return { y, slope };
    return { y, slope: balls.hull(slope, balls.div(balls.sub(x, t), least)) };
  }),
  cross_entropy({ balls, inputs: [x, target], batch }) {
    const width = x.length / batch;
    const rows = rowsOf(x, batch).map((row) => ({
      ...shares(balls, row),
      row,
    }));
    return {
      y: rows.map(({ row, logTotal }, b) =>
        balls.sub(logTotal, row[target[b].mid.toNumber()])
      ),
      slopes: rows.flatMap(({ share, rest }, b) => {
        const right = target[b].mid.toNumber();
        return share.map((s, j) => ({
          output: b,
          of: 0,
          entry: b * width + j,
          slope: j === right ? balls.neg(rest[j]) : s,
          terms: j === right ? balls.one : s,
        }));
      }),
    };
  },
};
