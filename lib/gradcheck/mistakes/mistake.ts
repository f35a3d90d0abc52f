/**
 * The likely mistake behind wrong numbers, in words. Every candidate is tried on all
 * numbers of a gradient, and named only if it explains each of them.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { indexOf } from "../../base/shape.ts";
import { keepNumbers } from "../../base/values.ts";
import { clauses } from "../../base/words.ts";
import type { Behavior } from "../../layer/layer.ts";
import type { GradientCheck } from "../comparison/comparison.ts";
import { type Entries, entriesWith } from "../comparison/entries.ts";
import type { Prepared } from "../comparison/prepared.ts";
import { allArrays, type Subject } from "../subjects/subject.ts";
import { sumsOverWrongAxis } from "./axis_terms.ts";
import { type Case, caseOf, type FindMistake, refined } from "./case.ts";
import { derivativeMistakes } from "./derivative.ts";
import { factorMistakes } from "./factor.ts";
import { usesKernelWrongly } from "./kernel.ts";
import { missesLags } from "./lags.ts";
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
import { stretchMistakes } from "./stretched.ts";
import { missesTarget } from "./target.ts";
import { termMistakes } from "./term.ts";
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
  ...stretchMistakes,
  ...upstreamMistakes,
  usesKernelWrongly,
  ...structureMistakes,
  ...pairMistakes,
  missesLags,
  differsBySide,
  ...termMistakes,
  sumsOverWrongAxis,
  hasWrongStatistics,
  usesOtherInput,
  hasOwnFactors,
  isOneNumber,
  isMisplaced,
];

/** Those for a whole network, whose single outputs say little of its numbers. */
const networkFinders: readonly FindMistake[] = [
  ...placeMistakes,
  isOneNumber,
  isMisplaced,
];

/** Larger gradients are not searched for mistakes. */
const mostEntries = 20_000;

/** For each gradient of a subject, the mistake or the pattern of its wrong numbers. */
export function nameMistake(
  prepared: Prepared,
  all: readonly Entries[],
): readonly (Pick<GradientCheck, "mistake" | "pattern"> | undefined)[] {
  const misbehaves = (question: Behavior) =>
    prepared.behaviors.some(({ name, verdict }) =>
      name === question && verdict === "fail"
    );
  // A ratio says nothing of a backward pass that is not linear: whether it looks at
  // the gradient from above comes first.
  const isLinear = !misbehaves("linear");
  const first = isLinear ? quickFinders : [ignoresUpstream, ...quickFinders];
  return all.map((entries, k) => {
    const wrong = entriesWith(entries, ["differs"]);
    if (wrong.length === 0 || entries.outcome.length > mostEntries) return;
    const analytic = prepared.analytics[k];
    const bad = analytic.findIndex((a) => !Number.isFinite(a));
    if (bad >= 0) {
      const index = indexOf(bad, prepared.subject.coordinates[k].shape);
      return {
        pattern: say("{number} at [{index}]", {
          number: analytic[bad],
          index: index.join(),
        }),
      };
    }
    if (entries.together !== undefined) return { pattern: entries.together };
    const own = caseOf(prepared, entries, k, wrong);
    // What changes from run to run fits anything by chance.
    const isFixed = !misbehaves("deterministic");
    if (!isFixed || wrong.every((i) => Number.isNaN(own.numeric[i]))) {
      return { pattern: patternOf(own) };
    }
    const mistake = undisturbed(
      prepared.subject,
      () =>
        firstOf(first, own) ??
          firstOf(
            own.subject.scope === "network" ? networkFinders : finders,
            refined(own),
          ),
    );
    return mistake === undefined ? { pattern: patternOf(own) } : { mistake };
  });
}

/**
 * A mistake that is looked for at other numbers, too, which are put back. A function
 * that throws there has no name for its mistake.
 */
function undisturbed(
  subject: Subject,
  find: () => string | undefined,
): string | undefined {
  const putBack = keepNumbers(allArrays(subject));
  try {
    return find();
  } catch {
    return undefined;
  } finally {
    putBack();
    subject.forward(0);
  }
}

function firstOf(all: readonly FindMistake[], own: Case): string | undefined {
  for (const find of all) {
    const mistake = find(own);
    if (mistake !== undefined) return mistake;
  }
}

/** What wrong numbers have in common, if nothing explains them. */
function patternOf(own: Case): string {
  const { analytic, numeric, wrong, coordinates: { shape } } = own;
  const where = wrong.length > 1 ? whereOf(own) : undefined;
  const facts = { wrong: wrong.length, total: analytic.length };
  const parts = [
    where !== undefined && where !== ""
      ? say("{wrong} of {total} wrong, {where}", { ...facts, where })
      : wrong.length > 4
      ? say("{wrong} of {total} wrong", facts)
      : say("{wrong} of {total} wrong, at {indices}", {
        ...facts,
        indices: wrong.map((i) => `[${indexOf(i, shape)}]`).join(", "),
      }),
  ];
  const ratios = wrong.map((i) => analytic[i] / numeric[i])
    .filter(Number.isFinite).sort((a, b) => a - b);
  const quartile = (share: number) =>
    ratios[Math.round(share * (ratios.length - 1))].toPrecision(3);
  if (ratios.length > 0) {
    parts.push(
      say(
        "analytic over numeric from {least} to {most}, half of them {low} to {high}",
        {
          least: quartile(0),
          most: quartile(1),
          low: quartile(0.25),
          high: quartile(0.75),
        },
      ),
    );
  }
  const cosine = cosineOf(analytic, numeric);
  if (Number.isFinite(cosine)) {
    parts.push(say("cosine {cosine}", { cosine: cosine.toPrecision(3) }));
  }
  return clauses(parts);
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
