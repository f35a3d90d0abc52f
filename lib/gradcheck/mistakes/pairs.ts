/**
 * Mistakes in which outputs a number's gradient is summed over: its own alone, not the later ones,
 * one tap of a window less, the last use alone.
 *
 * @module
 */

import { indexOf } from "../../base/shape.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { formulasOf } from "./formulas.ts";
import { outputVariablesOf } from "./variables.ts";
import { leastSquares } from "./fit.ts";
import type { Jacobian } from "./jacobian.ts";
import { placeAlong } from "./places.ts";
import { isSimple, isTimes } from "./ratio.ts";
import { whereOf } from "./where.ts";

/** In the order in which they are tried. */
export const pairMistakes: readonly FindMistake[] = [
  isDiagonal,
  isTransposed,
  countsOneUse,
  sumsAnother,
  takesFromElsewhere,
  missesLags,
];

/** A number of the gradient with a weight for each pair of an output and a number. */
function weighted(
  { upstream }: Case,
  jacobian: Jacobian,
  weight: (j: number, i: number) => number,
): (i: number) => number {
  return (i) => {
    const column = jacobian.column(i);
    let sum = 0;
    for (let j = 0; j < upstream.length; j++) {
      if (column[j] !== 0) sum += upstream[j] * column[j] * weight(j, i);
    }
    return sum;
  };
}

function isDiagonal(own: Case): Mistake {
  const { upstream, analytic, off } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || upstream.length !== analytic.length) return;
  if (off.length < 2) return;
  if (own.isAnalytic(weighted(own, jacobian, (j, i) => j === i ? 1 : 0))) {
    return "each output is treated as if it depended on its own input alone: the terms of the others are missing";
  }
  if (own.isAnalytic(weighted(own, jacobian, (j, i) => j === i ? 0 : 1))) {
    return "each output's dependence on its own input is missing: only the terms of the others are there";
  }
}

/** The product with the Jacobian instead of its transpose. */
function isTransposed(own: Case): Mistake {
  const { upstream, analytic, off } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || upstream.length !== analytic.length) return;
  if (off.length < 2) return;
  const product = (j: number) =>
    upstream.reduce((sum, d, i) => sum + d * jacobian.column(i)[j], 0);
  if (!own.isAnalytic(product)) return;
  return "the product runs the wrong way round, as in forward: a matrix is not transposed, or a sum runs from the wrong end";
}

/** An array whose numbers are used several times. */
function countsOneUse(own: Case): Mistake {
  const { off, upstream } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || off.length < 1 || own.known.length < 4) return;
  const uses = (i: number) =>
    [...upstream.keys()].filter((j) => jacobian.column(i)[j] !== 0);
  const all = Array.from(own.analytic, (_, i) => uses(i));
  if (all.every(({ length }) => length < 2)) return;
  const which = [
    ["last", (i: number) => all[i][all[i].length - 1]],
    ["first", (i: number) => all[i][0]],
  ] as const;
  for (const [words, at] of which) {
    if (
      own.isAnalytic(weighted(own, jacobian, (j, i) => at(i) === j ? 1 : 0))
    ) {
      return `only the ${words} use of each number counts${
        words === "last" ? ": is the gradient assigned instead of added?" : ""
      }`;
    }
  }
  if (own.isAnalytic(weighted(own, jacobian, (_, i) => 1 / all[i].length))) {
    return "each number has the mean over its uses instead of the sum";
  }
}

/** Outputs that change with a number in one way, and its gradient is summed as if it were another. */
function sumsAnother(own: Case): Mistake {
  const { off, upstream } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || off.length < 2) return;
  const isUsed = (j: number, i: number) => jacobian.column(i)[j] !== 0;
  const uses = own.known.map((i) =>
    upstream.filter((_, j) => isUsed(j, i)).length
  );
  if (uses.every((count) => count < 2 || count === upstream.length)) return;
  for (const variable of outputVariablesOf(own)) {
    for (const { words, at } of formulasOf(variable)) {
      const sums = (i: number) =>
        upstream.reduce((s, d, j) => isUsed(j, i) ? s + d * at(j) : s, 0);
      if (!own.isAnalytic(sums)) continue;
      return `it is the sum of dy·${words}: by ${words} the outputs do not change with it`;
    }
  }
}

/** Where each number belongs to one output, the gradient from above of another. */
function takesFromElsewhere(own: Case): Mistake {
  const { off, upstream, analytic, coordinates: { shape }, outputShape } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || off.length < 4) return;
  const taken: { i: number; right: number; wrong: number }[] = [];
  for (const i of own.known) {
    const column = jacobian.column(i);
    const used = [...column.keys()].filter((j) => column[j] !== 0);
    if (used.length > 1) return;
    if (used.length === 0 || analytic[i] === 0) continue;
    const [right] = used;
    const wrong = upstream.findIndex((d) =>
      own.isNear(d * column[right], analytic[i])
    );
    if (wrong < 0) return;
    if (wrong !== right) taken.push({ i, right, wrong });
  }
  if (taken.length < 4) return;
  const moves = taken.map(({ right, wrong }) => {
    const [a, b] = [indexOf(wrong, outputShape), indexOf(right, outputShape)];
    return a.map((each, axis) => each - b[axis]);
  });
  const axis = moves[0].findIndex((by) => by !== 0);
  if (moves.every((move) => `${move}` === `${moves[0]}`)) {
    const by = moves[0][axis];
    return `it takes the gradient from above ${Math.abs(by)} place${
      Math.abs(by) > 1 ? "s" : ""
    } too ${by > 0 ? "late" : "early"}${
      outputShape.length > 1 ? ` along axis ${axis}` : ""
    }: an index is off`;
  }
  const [{ i, right, wrong }] = taken;
  return `it takes the gradient from above of other places: at [${
    indexOf(i, shape)
  }] that of [${indexOf(wrong, outputShape)}], where that of [${
    indexOf(right, outputShape)
  }] belongs`;
}

/** Distances along an axis between a number and the outputs that depend on it. */
function missesLags(own: Case): Mistake {
  const { coordinates: { shape, role }, outputShape, off, analytic } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || off.length < 3) return;
  const from = role === "input" ? 1 : 0;
  for (let a = from; a < shape.length; a++) {
    for (let b = from; b < outputShape.length; b++) {
      if (shape[a] < 2 || outputShape[b] < 2) continue;
      const stride = Math.max(1, Math.round(shape[a] / outputShape[b]));
      const spread = Math.max(1, Math.round(outputShape[b] / shape[a]));
      const lag = (j: number, i: number) =>
        stride * placeAlong(outputShape, b, j) -
        spread * placeAlong(shape, a, i);
      for (const where of new Set(["", whereOf(own) ?? ""])) {
        const rows = where === "" ? own.known : off;
        const found = weightsOf(own, jacobian, lag, rows);
        if (found === undefined || found.size > analytic.length / 3) continue;
        const words = lagWords(found, own, a);
        if (words !== undefined) return `${where} ${words}`.trim();
      }
    }
  }
}

/** What each class of pairs has to count for the gradient to come out: few classes count otherwise than once. */
function weightsOf(
  own: Case,
  jacobian: Jacobian,
  classOf: (j: number, i: number) => number,
  among: readonly number[],
): ReadonlyMap<number, number> | undefined {
  const { upstream, analytic, numeric } = own;
  const rows = among.filter((i) => jacobian.isKnown(i));
  const columns = new Map<number, Float64Array>();
  for (const [n, i] of rows.entries()) {
    const column = jacobian.column(i);
    for (let j = 0; j < upstream.length; j++) {
      // Differences of numbers that do not depend on each other leave rounding.
      if (Math.abs(column[j]) < 1e-12) continue;
      const of = classOf(j, i);
      const own = columns.get(of) ?? new Float64Array(rows.length);
      own[n] += upstream[j] * column[j];
      columns.set(of, own);
    }
  }
  if (columns.size < 2 || columns.size > 24 || columns.size >= rows.length) {
    return;
  }
  const all = [...columns];
  const fit = leastSquares(
    all.map(([, column]) => column),
    rows.map((i) => analytic[i] - numeric[i]),
  );
  if (fit === undefined) return;
  const fits = rows.every((i, n) =>
    own.isNear(
      analytic[i],
      numeric[i] + all.reduce((s, [, c], k) => s + fit[k] * c[n], 0),
    )
  );
  if (!fits) return;
  const weights = all.map(([of], k): [number, number] => [of, 1 + fit[k]]);
  const others = weights.filter(([, weight]) => Math.abs(weight - 1) > 1e-6)
    .map(([of, w]): [number, number] => [of, Math.abs(w) < 1e-6 ? 0 : w]);
  const simple = others.filter(([, w]) => isSimple(w)).length;
  const surplus = rows.length - columns.size + simple;
  return others.length > 0 && surplus >= 4
    ? new Map(others.sort(([p], [q]) => p - q))
    : undefined;
}

function lagWords(
  weights: ReadonlyMap<number, number>,
  { coordinates: { shape } }: Case,
  axis: number,
): Mistake {
  const lags = [...weights.keys()];
  const of = shape.length > 1 ? ` along axis ${axis}` : "";
  const isLost = [...weights.values()].every((weight) => weight === 0);
  const name = (lag: number) =>
    lag === 0
      ? "the same place"
      : `${Math.abs(lag)} place${Math.abs(lag) > 1 ? "s" : ""} ${
        lag > 0 ? "later" : "earlier"
      }`;
  if (isLost && lags.length > 1 && lags[0] > 0) {
    return lags[0] === 1
      ? `nothing comes back from later places${of}: the flow through the state is missing`
      : `nothing comes back from places ${
        lags[0]
      } or more later${of}: the flow through the state is cut short`;
  }
  if (isLost && lags.length > 1 && lags[lags.length - 1] < 0) {
    return `nothing comes back from earlier places${of}`;
  }
  if (isLost) {
    return `what comes from outputs at ${
      lags.map(name).join(" and ")
    }${of} is missing: one offset of the window`;
  }
  const powers = [...weights].map(([lag, weight]) => weight ** (1 / lag));
  if (
    powers.length > 1 && powers.every((p) => Math.abs(p / powers[0] - 1) < 1e-6)
  ) {
    return `for each place that it comes back${of} ${isTimes(powers[0])}`;
  }
  if (weights.size > 3) return;
  return [...weights].map(([lag, weight]) =>
    `what comes from outputs at ${name(lag)}${of} ${
      weight === 0
        ? "is missing"
        : `counts ${Number(weight.toPrecision(6))} times`
    }`
  ).join("; ");
}
