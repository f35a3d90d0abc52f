/**
 * Derivatives of gradients, of every subject. Where a layer computes them, each
 * number is held to differences of backward passes; elsewhere the change of the
 * gradient along a direction is held to differences of forward passes, and to the
 * symmetry of second derivatives.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import { allocate, precisionOf } from "../../base/values.ts";
import { addLoad, noLoad } from "../noise/load.ts";
import { drawWeights, largestOf } from "../noise/rounding.ts";
import {
  type Coordinates,
  gradientCopies,
  type Subject,
} from "../subjects/subject.ts";
import { courseOf, dot, drawDirections, mover, roundingOf } from "./along.ts";
import type { GradientCheck } from "../comparison/comparison.ts";
import { compareCurvature } from "./curvature.ts";
import {
  emptyEntries,
  type Entries,
  errorOf,
  writeEntry,
} from "../comparison/entries.ts";
import type { Prepared } from "../comparison/prepared.ts";
import {
  type Answer,
  isCompared,
  outcomes,
  plainQuestion,
} from "../differences/question.ts";
import type { Vectors } from "../noise/roughness.ts";
import { signatureOf } from "../subjects/signature.ts";
import { compareTwice } from "./twice.ts";

/** Directions that are tried, for each number the worst counts. */
const rounds = 3;

/** Numbers that were compared, of one kind. */
export interface Further {
  readonly kind: NonNullable<GradientCheck["kind"]>;
  /** What they are: path and shape. */
  readonly coordinates: readonly Pick<
    Coordinates,
    "path" | "shape" | "values"
  >[];
  readonly analytics: Vectors;
  readonly all: readonly Entries[];
}

/**
 * All comparisons of second order.
 *
 * @returns none if the subject has nothing to compare.
 */
export function compareSecond(prepared: Prepared): Further[] {
  const { subject, random } = prepared;
  const { coordinates } = subject;
  // Differences of single precision leave two digits of second derivatives.
  if (precisionOf(subject.upstream) === "float32") return [];
  if (coordinates.length === 0) return [];
  const { go, back } = mover(subject);
  const aside = drawDirections(subject, random.fork("beside"));
  const isMoved = isOnKink(subject, aside);
  if (isMoved) go(aside, 2 ** -6);
  const found = [
    ...subject.second === undefined
      ? compareCurvature(prepared)
      : [compareNumbers(prepared, subject.second)],
    ...subject.tangent === undefined
      ? []
      : [compareTangent(prepared, subject.tangent)],
  ];
  for (const { all, analytics } of isMoved ? found : []) {
    for (const [k, { outcome, moved }] of all.entries()) {
      for (const i of outcome.keys()) moved.set(i, analytics[k][i]);
    }
  }
  back();
  subject.forward(0);
  subject.backward();
  return found;
}

/** Whether the least move changes a choice: there, second derivatives are compared beside the point. */
function isOnKink(subject: Subject, direction: Vectors): boolean {
  const { go, back } = mover(subject);
  const signatureAt = (size: number) => {
    go(direction, size);
    subject.forward(0);
    const signature = signatureOf(subject);
    back();
    return signature;
  };
  const base = signatureAt(0);
  return [2 ** -40, -(2 ** -40)].some((size) => signatureAt(size) !== base);
}

/** What a subject says of its second derivatives, and differences of its gradients. */
function compareNumbers(
  prepared: Prepared,
  second: NonNullable<Subject["second"]>,
): Further {
  const { subject, noise } = prepared;
  const run = () => {
    subject.forward(0);
    subject.backward();
  };
  return {
    kind: "order 2",
    ...compareAlong(prepared, subject.coordinates, {
      label: "second order",
      read() {
        run();
        return gradientCopies(subject);
      },
      expect(directions) {
        run();
        return second(directions);
      },
      noiseOf: (k, i, middle) =>
        2 ** -50 * Math.abs(middle[k][i]) + 2 * noise.backward[k][i],
    }),
  };
}

/** What a subject says of the change of its outputs, and differences of them. */
function compareTangent(
  prepared: Prepared,
  tangent: NonNullable<Subject["tangent"]>,
): Further {
  const { subject, noise } = prepared;
  const { outputs, upstream, batch } = subject;
  const shape = [batch, outputs.length / batch];
  return {
    kind: "tangent",
    ...compareAlong(prepared, [{ path: "y", shape, values: outputs }], {
      label: "tangent",
      read() {
        subject.forward(0);
        return [Float64Array.from(outputs)];
      },
      expect(directions) {
        subject.forward(0);
        return [tangent(directions)];
      },
      // As the weighted sum of this output alone.
      noiseOf(k, i, middle) {
        const v = Math.abs(upstream[i]);
        const load = noLoad();
        addLoad(load, v, middle[k][i], noise.shares[i]);
        return noise.of(load) / v;
      },
    }),
  };
}

/** Numbers of a subject, and what it says of their change along a direction. */
interface Followed {
  readonly label: string;
  read(): Vectors;
  expect(directions: Vectors): Vectors;
  /** How far rounding may move a number at both ends of a step. */
  noiseOf(k: number, i: number, middle: Vectors): number;
}

function compareAlong(
  prepared: Prepared,
  whole: Further["coordinates"],
  followed: Followed,
): Omit<Further, "kind"> {
  const { subject, settings, random } = prepared;
  // Of many numbers, a weighted sum of each array.
  const isBlocked = settings.mode !== "exhaustive";
  const coordinates = isBlocked
    ? whole.map((each) => ({
      ...each,
      shape: [1],
      values: allocate("float64", 1),
    }))
    : whole;
  const { read, expect, noiseOf, label } = isBlocked
    ? summed(followed, whole, random)
    : followed;
  const closeness = { ...settings.closeness, absolute: 0 };
  const analytics = coordinates.map(({ values }) =>
    allocate("float64", values.length)
  );
  const all = coordinates.map(({ values }) => emptyEntries(values.length));
  for (let round = 0; round < (isBlocked ? 1 : rounds); round++) {
    const own = random.fork(`${label} ${round}`);
    const directions = drawDirections(subject, own);
    const changes = expect(directions);
    const doubts = roundingOf(subject, () => expect(directions), changes, own);
    const middle = read();
    const course = courseOf(subject, directions, read, middle);
    const largest = Math.max(largestOf(changes), largestOf(middle));
    for (const [k, change] of changes.entries()) {
      for (let i = 0; i < change.length; i++) {
        const rounding = noiseOf(k, i, middle);
        const noise = doubts[k][i] + 2 ** -52 * Math.abs(change[i]);
        const negligible = 1e-6 * largest;
        const answer = compareTwice(
          plainQuestion(change[i], noise, { negligible }),
          (step) => course.at(step, k, i, rounding),
          closeness,
        );
        const error = errorIn(all[k], analytics[k], i);
        if (!isWorse(answer, change[i], error)) continue;
        analytics[k][i] = change[i];
        writeEntry(all[k], i, answer);
      }
    }
  }
  return { coordinates, analytics, all };
}

/** The error of a number in the rounds before; -1 if it could not be compared. */
function errorIn(
  { outcome, numeric, tolerance }: Entries,
  analytic: Float64Array,
  i: number,
): number {
  return isCompared(outcomes[outcome[i]])
    ? errorOf(analytic[i], numeric[i], tolerance[i])
    : -1;
}

function isWorse(
  { outcome, numeric, tolerance }: Answer,
  analytic: number,
  error: number,
): boolean {
  return isCompared(outcome)
    ? errorOf(analytic, numeric, tolerance) > error
    : error < 0;
}

/** Weighted sums of what is followed, one of each array. */
function summed(
  { label, read, expect, noiseOf }: Followed,
  whole: Further["coordinates"],
  random: Random,
): Followed {
  const own = random.fork(`${label}, summed`);
  const weights = whole.map(({ values }) => drawWeights(values.length, own));
  const sumsOf = (vectors: Vectors) =>
    vectors.map((vector, k) => Float64Array.of(dot(vector, weights[k])));
  let last: Vectors = [];
  return {
    label,
    read() {
      last = read();
      return sumsOf(last);
    },
    expect: (directions) => sumsOf(expect(directions)),
    noiseOf(k) {
      let squares = 0;
      for (let i = 0; i < weights[k].length; i++) {
        squares += (weights[k][i] * noiseOf(k, i, last)) ** 2;
      }
      return Math.sqrt(squares);
    },
  };
}
