/**
 * The likely mistake behind wrong numbers, in words. Every candidate is tried on all
 * numbers of a gradient, and named only if it explains each of them.
 *
 * @module
 */

import { elementCount, indexOf, type Shape } from "../../base/shape.ts";
import type { GradientCheck } from "../comparison/comparison.ts";
import type { Entries } from "../comparison/entries.ts";
import type { Prepared } from "../comparison/prepared.ts";
import { outcomes } from "../comparison/question.ts";
import type { Subject } from "../subjects/subject.ts";
import type { Case, FindMistake, NamedArray } from "./case.ts";
import { derivativeMistakes } from "./derivative.ts";
import { factorMistakes } from "./factor.ts";
import { jacobianOf } from "./jacobian.ts";
import { usesKernelWrongly } from "./kernel.ts";
import { usesOtherInput } from "./moved_input.ts";
import { pairMistakes } from "./pairs.ts";
import {
  differsBySide,
  hasOwnFactors,
  isOneNumber,
  partitionMistakes,
} from "./partition.ts";
import { isMisplaced, placeMistakes } from "./place.ts";
import { hasWrongStatistics, structureMistakes } from "./structure.ts";
import { missesTarget, termMistakes } from "./term.ts";
import { ignoresUpstream, upstreamMistakes } from "./upstream.ts";
import { whereOf } from "./where.ts";

/** Those that need no more than both sides. */
const quickFinders: readonly FindMistake[] = [
  ...factorMistakes,
  missesTarget,
  ...partitionMistakes,
];

const finders: readonly FindMistake[] = [
  ignoresUpstream,
  ...placeMistakes,
  ...derivativeMistakes,
  ...upstreamMistakes,
  usesKernelWrongly,
  ...structureMistakes,
  ...pairMistakes,
  differsBySide,
  ...termMistakes,
  hasWrongStatistics,
  hasOwnFactors,
  usesOtherInput,
  isOneNumber,
  isMisplaced,
];

/** Those for a whole network, whose single outputs say little of its numbers. */
const networkFinders: readonly FindMistake[] = [
  ...placeMistakes,
  isOneNumber,
  isMisplaced,
];

const between = outcomes.indexOf("between");

/** Larger gradients are not searched for mistakes. */
const mostEntries = 20_000;

/** For each gradient of a subject, the mistake or the pattern of its wrong numbers. */
export function nameMistake(
  prepared: Prepared,
  all: readonly Entries[],
): readonly (Pick<GradientCheck, "mistake" | "pattern"> | undefined)[] {
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
    const mistake = firstOf(quickFinders, own) ??
      firstOf(
        own.subject.scope === "network" ? networkFinders : finders,
        refined(own),
      );
    if (mistake !== undefined) return { mistake };
    return { pattern: patternOf(own) };
  });
}

function firstOf(all: readonly FindMistake[], own: Case): string | undefined {
  for (const find of all) {
    const mistake = find(own);
    if (mistake !== undefined) return mistake;
  }
}

function caseOf(
  { subject, analytics, largest }: Prepared,
  entries: Entries,
  k: number,
  wrong: readonly number[],
): Case {
  const { outcome, moved } = entries;
  const coordinates = subject.coordinates[k];
  // A number that was compared beside its place tells nothing about its own size.
  const numeric = entries.numeric.map((n, i) =>
    moved.has(i) || outcome[i] === between || !Number.isFinite(n) ? NaN : n
  );
  const isNear = (a: number, b: number) =>
    Number.isFinite(a) && Number.isFinite(b) &&
    Math.abs(a - b) <=
      1e-6 * Math.max(Math.abs(a), Math.abs(b)) + 1e-9 * largest;
  subject.forward(0);
  let found: { jacobian: ReturnType<Case["jacobian"]> } | undefined;
  return sidesOf(
    {
      subject,
      coordinates,
      wrong,
      isNear,
      upstream: Float64Array.from(subject.upstream),
      y: Float64Array.from(subject.outputs),
      outputShape: outputShapeOf(subject),
      name: nameOf(coordinates.path),
      others: othersOf(subject, k),
      jacobian() {
        found ??= {
          jacobian: subject.scope === "network"
            ? undefined
            : jacobianOf(subject, coordinates, numeric),
        };
        return found.jacobian;
      },
    },
    analytics[k],
    numeric,
  );
}

/** The case with both sides, and what follows from them. */
function sidesOf(
  rest: Omit<
    Case,
    "analytic" | "numeric" | "known" | "off" | "explains" | "isAnalytic"
  >,
  analytic: Float64Array,
  numeric: Float64Array,
): Case {
  const { isNear } = rest;
  const known = [...numeric.keys()].filter((i) => !Number.isNaN(numeric[i]));
  return {
    ...rest,
    analytic,
    numeric,
    known,
    off: known.filter((i) => !isNear(analytic[i], numeric[i])),
    explains: (candidate) =>
      known.length > 0 && known.every((i) => isNear(candidate(i), numeric[i])),
    isAnalytic: (candidate) =>
      known.length > 0 && known.every((i) => isNear(candidate(i), analytic[i])),
  };
}

/** The same with the numeric side that the Jacobian gives, which is closer. */
function refined(own: Case): Case {
  const jacobian = own.jacobian();
  if (jacobian === undefined) return own;
  const numeric = jacobian.product((j) => own.upstream[j]);
  return sidesOf(
    own,
    own.analytic,
    own.numeric.map((_, i) => jacobian.isKnown(i) ? numeric[i] : NaN),
  );
}

function outputShapeOf({ site, scope, batch, outputs }: Subject): Shape {
  if (site !== undefined) return [batch, ...site.outputShape];
  return scope === "function"
    ? [outputs.length]
    : [batch, outputs.length / batch];
}

/** The name of an array within its layer. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** All arrays of a subject but one, those without a gradient too. */
function othersOf({ coordinates, site, scope }: Subject, k: number) {
  const found: NamedArray[] = coordinates.filter((_, n) => n !== k)
    .map(({ path, role, shape, values }) => ({
      name: nameOf(path),
      role: scope === "function" ? "input" : role,
      shape,
      values,
    }));
  for (const [i, values] of (site?.inputs ?? []).entries()) {
    if (coordinates.some((each) => each.values === values)) continue;
    const shape = [site?.batch ?? 1, ...site?.inputShapes[i] ?? []];
    const name = i === 1 ? "target" : `input ${i}`;
    if (elementCount(shape) !== values.length) continue;
    found.push({ name, role: "input", isData: true, shape, values });
  }
  return found;
}

/** What wrong numbers have in common, if nothing explains them. */
function patternOf(own: Case): string {
  const { analytic, numeric, wrong, coordinates: { shape } } = own;
  const found = wrong.length > 1 ? whereOf(own) : undefined;
  const where = found !== undefined && found !== ""
    ? `, ${found}`
    : wrong.length > 4
    ? ""
    : `, at ${wrong.map((i) => `[${indexOf(i, shape)}]`).join(", ")}`;
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
