/**
 * Derivatives of gradients, for layers that compute them: the change of every
 * gradient along random directions, compared with differences of backward passes.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { largestOf } from "../noise/rounding.ts";
import { gradientCopies, type Subject } from "../subjects/subject.ts";
import { compare } from "./compare.ts";
import { emptyEntries, type Entries, writeEntry } from "./entries.ts";
import type { Prepared } from "./prepared.ts";
import type { Difference } from "./probe.ts";
import { plainQuestion } from "./question.ts";
import { signatureOf } from "../subjects/signature.ts";

const rounds = 3;

/**
 * Compares the layer's `second` with differences of gradients, along each of a few
 * directions; for each number the worst round counts.
 *
 * @returns the derivatives in the worst round of each number, and the results;
 * undefined if the layer has no `second`.
 */
export function compareSecond(
  prepared: Prepared,
): { analytics: Float64Array[]; all: Entries[] } | undefined {
  const { subject, noise, settings, random } = prepared;
  const { coordinates, pass, site } = subject;
  if (pass?.second === undefined || site === undefined) return;
  const closeness = { ...settings.closeness, absolute: 0 };
  const analytics = zerosOf(subject);
  const all = coordinates.map(({ values }) => emptyEntries(values.length));

  for (let round = 0; round < rounds; round++) {
    const own = random.fork(`second order ${round}`);
    const directions = coordinates.map(({ values }) =>
      Float64Array.from(values, () => 2 * own.uniform() - 1)
    );
    subject.forward(0);
    subject.backward();
    const changes = changesAlong(subject, pass, site, directions);
    const middle = gradientCopies(subject);
    const at = gradientsAlong(subject, directions);
    const largest = largestOf(changes);
    for (const [k, change] of changes.entries()) {
      for (let i = 0; i < change.length; i++) {
        const rounding = 2 ** -50 * Math.abs(middle[k][i]) +
          2 * noise.backward[k][i];
        const answer = compare(
          plainQuestion(change[i], 2 ** -52 * largest),
          (step) => differenceOf(at(step), middle, k, i, step, rounding),
          closeness,
        );
        const distance = Math.abs(change[i] - answer.numeric) /
          answer.tolerance;
        const before = Math.abs(analytics[k][i] - all[k].numeric[i]) /
          all[k].tolerance[i];
        if (round > 0 && !(distance > before)) continue;
        analytics[k][i] = change[i];
        writeEntry(all[k], i, answer);
      }
    }
  }
  subject.forward(0);
  subject.backward();
  return { analytics, all };
}

function zerosOf({ coordinates }: Subject): Float64Array[] {
  return coordinates.map(({ values }) => new Float64Array(values.length));
}

/** How every gradient changes along a direction, according to the layer. */
function changesAlong(
  subject: Subject,
  pass: Pass,
  site: Site,
  directions: readonly Float64Array[],
): Float64Array[] {
  const { coordinates } = subject;
  const changes = zerosOf(subject);
  const place = (of: Values) =>
    coordinates.findIndex(({ values }) => values === of);
  const byName = (arrays: readonly Float64Array[]) =>
    Object.fromEntries(
      Object.entries(site.parameters).map(([name, values]) =>
        [name, arrays[place(values)]] as const
      ),
    );
  const ofInputs = (
    arrays: readonly Float64Array[],
    other: (values: Values) => Float64Array,
  ) =>
    site.inputs.map((values) =>
      place(values) < 0 ? other(values) : arrays[place(values)]
    );
  pass.second?.({
    inputs: ofInputs(directions, (values) => new Float64Array(values.length)),
    parameters: byName(directions),
    dinputs: ofInputs(changes, () => new Float64Array(0)),
    gradients: byName(changes),
  });
  return changes;
}

/** The gradients at both ends of a step. */
interface Ends {
  readonly up: readonly Float64Array[];
  readonly down: readonly Float64Array[];
  /** Whether all layers chose as in the middle. */
  readonly isClean: boolean;
}

/** Computes the gradients at both ends of steps along a direction, once for each step. */
function gradientsAlong(
  subject: Subject,
  directions: readonly Float64Array[],
): (step: number) => Ends {
  const { coordinates } = subject;
  const base = signatureOf(subject);
  const saved = coordinates.map(({ values }) => values.slice());
  const known = new Map<number, Ends>();
  const go = (size: number) => {
    for (const [k, { values }] of coordinates.entries()) {
      for (let i = 0; i < values.length; i++) {
        values[i] = saved[k][i] + size * directions[k][i];
      }
    }
    subject.forward(0);
    subject.backward();
    const found = {
      isClean: signatureOf(subject) === base,
      gradients: gradientCopies(subject),
    };
    for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
    return found;
  };
  return (step) => {
    const found = known.get(step);
    if (found !== undefined) return found;
    const [up, down] = [go(step), go(-step)];
    const ends = {
      up: up.gradients,
      down: down.gradients,
      isClean: up.isClean && down.isClean,
    };
    known.set(step, ends);
    return ends;
  };
}

function differenceOf(
  { up, down, isClean }: Ends,
  middle: readonly Float64Array[],
  k: number,
  i: number,
  step: number,
  noise: number,
): Difference {
  const above = up[k][i] - middle[k][i];
  const below = middle[k][i] - down[k][i];
  return {
    central: (up[k][i] - down[k][i]) / (2 * step),
    right: above / step,
    left: below / step,
    noise,
    rounding: noise,
    amplitude: Math.max(Math.abs(above), Math.abs(below)),
    moved: 1,
    isClean,
    isFinite: Number.isFinite(above) && Number.isFinite(below),
  };
}
