/**
 * Mistakes along an axis: nothing comes back from later places, or one tap of a window is missing.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { allocate } from "../../base/values.ts";
import { clauses, plural } from "../../base/words.ts";
import type { Case, Mistake } from "./case.ts";
import { leastSquares } from "./fit.ts";
import type { Jacobian } from "./jacobian.ts";
import { alongAxis, placeAlong } from "./places.ts";
import { isSimple, isTimes } from "./ratio.ts";
import { inPlace, whereOf } from "./where.ts";

/** What comes back from outputs some places away along an axis is missing, or counts otherwise than once. */
export function missesLags(own: Case): Mistake {
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
        if (words !== undefined) return inPlace(where, words);
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
      const own = columns.get(of) ?? allocate("float64", rows.length);
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
  const along = (words: string) => alongAxis(shape, axis, words);
  const isLost = [...weights.values()].every((weight) => weight === 0);
  const [first] = lags;
  if (isLost && lags.length > 1 && first > 0) {
    return first === 1
      ? say(
        "nothing comes back from {places}: the flow through the state is missing",
        { places: along(say("later places")) },
      )
      : say(
        "nothing comes back from {places}: the flow through the state is cut short",
        {
          places: along(say("places {count} or more later", { count: first })),
        },
      );
  }
  const last = lags[lags.length - 1];
  if (isLost && lags.length > 1 && last < 0) {
    const places = last === -1
      ? say("earlier places")
      : say("places {count} or more earlier", { count: -last });
    return say("nothing comes back from {places}", { places: along(places) });
  }
  if (isLost) {
    return say(
      "what comes from outputs at {places} is missing: one offset of the window",
      { places: along(lags.map(lagName).reduce(and)) },
    );
  }
  const powers = [...weights].map(([lag, weight]) => weight ** (1 / lag));
  // Of a gate, any two numbers fit: what is no simple one wants a third witness.
  if (
    powers.length > (isSimple(powers[0]) ? 1 : 2) &&
    powers.every((p) => Math.abs(p / powers[0] - 1) < 1e-6)
  ) {
    return inPlace(
      along(say("for each place that it comes back")),
      isTimes(powers[0]),
    );
  }
  if (weights.size > 3 || ![...weights.values()].every(isSimple)) return;
  return clauses([...weights].map(([lag, weight]) => {
    const places = along(lagName(lag));
    return weight === 0
      ? say("what comes from outputs at {places} is missing", { places })
      : say("what comes from outputs at {places} counts {count} times", {
        places,
        count: Number(weight.toPrecision(6)),
      });
  }));
}

function and(one: string, other: string): string {
  return say("{one} and {other}", { one, other });
}

/** `2 places later` */
function lagName(lag: number): string {
  if (lag === 0) return say("the same place");
  const places = plural(Math.abs(lag), "place");
  return lag > 0
    ? say("{places} later", { places })
    : say("{places} earlier", { places });
}
