/**
 * The likely mistake behind wrong numbers, in words. Every candidate is tried on all
 * numbers of a gradient, and named only if it explains each of them.
 *
 * @module
 */

import { indexOf } from "../../base/shape.ts";
import type { GradientCheck } from "../comparison/comparison.ts";
import type { Entries } from "../comparison/entries.ts";
import type { Prepared } from "../comparison/prepared.ts";
import { outcomes } from "../comparison/question.ts";
import type { Case, FindMistake } from "./case.ts";
import { derivativeMistakes } from "./derivative.ts";
import { factorMistakes } from "./factor.ts";
import { placeMistakes, sliceName } from "./place.ts";
import { ignoresUpstream, sampleMistakes } from "./sample.ts";
import { structureMistakes } from "./structure.ts";
import { termMistakes } from "./term.ts";

const finders: readonly FindMistake[] = [
  ...factorMistakes,
  ignoresUpstream,
  ...placeMistakes,
  ...derivativeMistakes,
  ...termMistakes,
  ...structureMistakes,
  ...sampleMistakes,
];

const between = outcomes.indexOf("between");

/** Larger gradients are not searched for mistakes. */
const mostEntries = 20_000;

/** For each gradient of a subject, the mistake or the pattern of its wrong numbers. */
export function nameMistake(
  prepared: Prepared,
  all: readonly Entries[],
): readonly (Pick<GradientCheck, "mistake" | "pattern"> | undefined)[] {
  // A ratio says nothing of a backward pass that is not linear: whether it looks at
  // the gradient from above comes first.
  const isLinear = prepared.behaviors.every(({ name, verdict }) =>
    name !== "linear" || verdict === "pass"
  );
  const order = isLinear ? finders : [ignoresUpstream, ...finders];
  return all.map((entries, k) => {
    const differs = outcomes.indexOf("differs");
    const wrong = [...entries.outcome.keys()].filter((i) =>
      entries.outcome[i] === differs
    );
    if (wrong.length === 0 || entries.outcome.length > mostEntries) return;
    const analytic = prepared.analytics[k];
    const bad = analytic.findIndex((a) => !Number.isFinite(a));
    if (bad >= 0) {
      const index = indexOf(bad, prepared.subject.coordinates[k].shape);
      return { pattern: `${analytic[bad]} at [${index}]` };
    }
    const own = caseOf(prepared, entries, k, wrong);
    if (wrong.every((i) => Number.isNaN(own.numeric[i]))) {
      return { pattern: patternOf(own) };
    }
    for (const find of order) {
      const mistake = find(own);
      if (mistake !== undefined) return { mistake };
    }
    return { pattern: patternOf(own) };
  });
}

function caseOf(
  { subject, analytics, largest, probe }: Prepared,
  entries: Entries,
  k: number,
  wrong: readonly number[],
): Case {
  const { outcome, moved } = entries;
  const analytic = analytics[k];
  const coordinates = subject.coordinates[k];
  // A number that was compared beside its place tells nothing about its own size.
  const numeric = entries.numeric.map((n, i) =>
    moved.has(i) || outcome[i] === between || !Number.isFinite(n) ? NaN : n
  );
  const known = [...numeric.keys()].filter((i) => !Number.isNaN(numeric[i]));
  const isNear = (a: number, b: number) =>
    Number.isNaN(a) || Number.isNaN(b) ||
    Math.abs(a - b) <=
      1e-6 * Math.max(Math.abs(a), Math.abs(b)) + 1e-9 * largest;
  const upstream = subject.upstream.slice();
  return {
    subject,
    coordinates,
    analytic,
    numeric,
    wrong,
    upstream,
    isNear,
    explains: (candidate) =>
      known.length > 0 && known.every((i) => isNear(candidate(i), numeric[i])),
    numericFor(make) {
      for (let j = 0; j < upstream.length; j++) subject.upstream[j] = make(j);
      probe.begin();
      const found = Float64Array.from(
        coordinates.values,
        (t, i) =>
          probe.entry(coordinates, i, 2 ** -14 * Math.max(Math.abs(t), 1))
            .central,
      );
      subject.upstream.set(upstream);
      probe.begin();
      return found;
    },
  };
}

/** What wrong numbers have in common, if nothing explains them. */
function patternOf(
  { analytic, numeric, wrong, coordinates }: Case,
): string {
  const { shape } = coordinates;
  const indices = wrong.map((i) => indexOf(i, shape));
  const axis = shape.findIndex((size, axis) =>
    size > 1 && wrong.length > 1 &&
    indices.every((index) => index[axis] === indices[0][axis])
  );
  const where = axis >= 0
    ? `, all in ${sliceName(coordinates, axis, indices[0][axis])}`
    : wrong.length > 4
    ? ""
    : `, at ${indices.map((index) => `[${index}]`).join(", ")}`;
  const parts = [`${wrong.length} of ${analytic.length} wrong${where}`];
  const ratios = wrong.map((i) => analytic[i] / numeric[i])
    .filter(Number.isFinite).sort((a, b) => a - b);
  const quartile = (share: number) =>
    ratios[Math.round(share * (ratios.length - 1))].toPrecision(3);
  if (ratios.length > 0) {
    parts.push(
      `analytic over numeric from ${quartile(0)} to ${
        quartile(1)
      }, half of them ${quartile(0.25)} to ${quartile(0.75)}`,
    );
  }
  const cosine = cosineOf(analytic, numeric);
  if (Number.isFinite(cosine)) parts.push(`cosine ${cosine.toPrecision(3)}`);
  return parts.join("; ");
}

/** The cosine of the angle between both, over the numbers that both have. */
function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  let squares = 0;
  let others = 0;
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i] * b[i])) continue;
    product += a[i] * b[i];
    squares += a[i] * a[i];
    others += b[i] * b[i];
  }
  return product / Math.sqrt(squares * others);
}
