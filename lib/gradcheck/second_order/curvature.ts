/**
 * Second derivatives of subjects that do not compute them: numbers `w·H·u` of the
 * Hessian `H` of `Σ v·y`, for random directions `u` of all coordinates and `w` of one
 * array. The change of the gradient along `u` gives one, and it is held to two others:
 *
 * - symmetry, `u·H·w`, the change of the gradient along `w`;
 * - differences of forward passes, `(φ₊₊ − φ₊₋ − φ₋₊ + φ₋₋)/4h²`, with `φ₊₋` at
 *   `t + h·u − h·w`.
 *
 * The second needs no symmetry, and sees a gradient that is right at the point only, as
 * one that was computed once and kept. The first sees small faults, as less is lost
 * in differences of gradients.
 *
 * @module
 */

import { allocate } from "../../base/values.ts";
import type { Random } from "../../base/random.ts";
import { gradientCopies } from "../subjects/subject.ts";
import { courseOf, dot, drawDirections, mover } from "./along.ts";
import type { GradientCheck } from "../comparison/comparison.ts";
import { emptyEntries, writeEntry } from "../comparison/entries.ts";
import type { Prepared } from "../comparison/prepared.ts";
import type { Difference } from "../differences/probe.ts";
import {
  isCompared,
  type Measure,
  plainQuestion,
} from "../differences/question.ts";
import type { Vectors } from "../noise/roughness.ts";
import { signatureOf } from "../subjects/signature.ts";
import { compareTwice, estimateTwice } from "./twice.ts";

/** Numbers that are compared for each array. */
const rounds = 3;

/** Pairs of directions that are drawn for a number: along some it is lost in rounding, as it is small by chance. */
const mostDraws = 3;

const kinds = ["order 2, symmetry", "order 2, forward"] as const;

/** For each array some numbers `w·H·u`, once for each of the kinds. */
export function compareCurvature(prepared: Prepared) {
  const { subject, settings, random } = prepared;
  const count = settings.mode === "exhaustive" ? rounds : 1;
  const coordinates = subject.coordinates.map(({ path }) => ({
    path,
    shape: [count],
    values: allocate("float64", count),
  }));
  const analytics = coordinates.map(() => allocate("float64", count));
  const found = kinds.map((kind): {
    kind: NonNullable<GradientCheck["kind"]>;
    coordinates: typeof coordinates;
    analytics: Vectors;
    all: ReturnType<typeof emptyEntries>[];
  } => ({
    kind,
    coordinates,
    analytics,
    all: coordinates.map(() => emptyEntries(count)),
  }));
  for (let round = 0; round < count; round++) {
    const isOpen = coordinates.map(() => true);
    for (let draw = 0; draw < mostDraws && isOpen.includes(true); draw++) {
      const own = random.fork(`curvature ${round}.${draw}`);
      const numbers = roundOf(prepared, own, isOpen);
      for (const [k, number] of numbers.entries()) {
        if (number === undefined) continue;
        const { analytic, answers } = number;
        analytics[k][round] = analytic;
        for (const [n, answer] of answers.entries()) {
          writeEntry(found[n].all[k], round, answer);
        }
        const outcomes = answers.map(({ outcome }) => outcome);
        isOpen[k] = !outcomes.includes("differs") &&
          !outcomes.every(isCompared);
      }
    }
  }
  return found;
}

/** For each array that is asked for one number, and how it compares in each way. */
function roundOf(
  prepared: Prepared,
  random: Random,
  isWanted: readonly boolean[],
) {
  const { subject, settings } = prepared;
  const closeness = { ...settings.closeness, absolute: 0 };
  const along = drawDirections(subject, random);
  const across = drawDirections(subject, random);
  const changes = changeOf(prepared, along, across);
  return subject.coordinates.map((_, k) => {
    if (!isWanted[k]) return undefined;
    const own = estimateTwice((step) => changes.at(step, k));
    const question = plainQuestion(
      own.numeric,
      own.estimate + 2 ** -52 * Math.abs(own.numeric),
      { negligible: 1e-6 * changes.largest },
    );
    const only = across.map((each, other) =>
      other === k ? each : allocate("float64", each.length)
    );
    const back = changeOf(prepared, only, along);
    const ways: readonly Measure[] = [
      (step) => back.sumAt(step),
      (step) => mixed(prepared, along, k, across[k], step),
    ];
    const answers = ways.map((measure) =>
      own.outcome === "agrees"
        ? compareTwice(question, measure, closeness)
        : own
    );
    return { analytic: own.numeric, answers };
  });
}

/** How the gradient, weighed by one direction, changes along another. */
function changeOf(
  { subject, noise }: Prepared,
  along: Vectors,
  weights: Vectors,
) {
  const sumsOf = (gradients: Vectors) => {
    const sums = gradients.map((gradient, k) => dot(gradient, weights[k]));
    return [...sums, sums.reduce((all, sum) => all + sum, 0)].map((sum) =>
      Float64Array.of(sum)
    );
  };
  const read = () => {
    subject.forward(0);
    subject.backward();
    return sumsOf(gradientCopies(subject));
  };
  const middle = read();
  const roundings = sumsOf(
    noise.backward.map((own, k) =>
      own.map((each, i) => 2 * each * Math.sign(weights[k][i]))
    ),
  ).map(([sum], k) => sum + 2 ** -50 * Math.abs(middle[k][0]));
  const course = courseOf(subject, along, read, middle);
  const last = weights.length;
  return {
    largest: Math.max(...middle.map(([sum]) => Math.abs(sum))),
    /** The difference for one array. */
    at: (step: number, k: number) => course.at(step, k, 0, roundings[k]),
    /** The difference for all together. */
    sumAt: (step: number) => course.at(step, last, 0, roundings[last]),
  };
}

/** What is found where the outputs are not finite. */
const outside: Difference = {
  central: NaN,
  right: NaN,
  left: NaN,
  least: NaN,
  most: NaN,
  noise: 0,
  rounding: 0,
  amplitude: 0,
  isClean: true,
  isFinite: false,
};

/** The second difference of forward passes along both directions. */
function mixed(
  { subject, probe }: Prepared,
  along: Vectors,
  k: number,
  signs: Float64Array,
  step: number,
): Difference {
  const coordinates = subject.coordinates[k];
  const across = [{ coordinates, start: 0, end: signs.length, signs }];
  const { go, back } = mover(subject);
  subject.forward(0);
  const base = signatureOf(subject);
  const [up, down] = [step, -step].map((size) => {
    go(along, size);
    probe.begin();
    const isClean = signatureOf(subject) === base;
    // Outside of the domain there is nothing to move from.
    const found = probe.isFinite ? probe.along(across, step) : outside;
    back();
    return { ...found, isClean: isClean && found.isClean };
  });
  const slope = (up.central - down.central) / (2 * step);
  return {
    central: slope,
    right: slope,
    left: slope,
    least: slope,
    most: slope,
    noise: (up.noise + down.noise) / (2 * step),
    rounding: (up.rounding + down.rounding) / (2 * step),
    amplitude: Math.abs(slope * step),
    isClean: up.isClean && down.isClean,
    isFinite: up.isFinite && down.isFinite,
  };
}
