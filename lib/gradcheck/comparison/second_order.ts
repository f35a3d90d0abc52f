/**
 * Derivatives of gradients, for layers that compute them: the change of every
 * gradient along random directions, held to differences of backward passes.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import { compare, noAnswer, outcomes } from "./compare.ts";
import { emptyEntries, type Entries, type Prepared } from "./entries.ts";
import { largestOf } from "./noise.ts";
import { type Difference, signatureOf } from "./probe.ts";

const rounds = 3;

/**
 * Compares, along each of a few directions, what the layer's `second` says with
 * differences of gradients; of each number the worst round counts.
 *
 * @returns the derivatives of the last round in which a number was worst, and
 * what came of them; undefined where the layer does not say that it supports it.
 */
export function compareSecond(
  prepared: Prepared,
): { analytics: Float64Array[]; all: Entries[] } | undefined {
  const { subject, noise, settings, random } = prepared;
  const { coordinates, pass, site } = subject;
  const second = pass?.second;
  if (second === undefined || site === undefined) return;
  const analytics = coordinates.map(({ values }) =>
    new Float64Array(values.length)
  );
  const all = coordinates.map(({ values }) => emptyEntries(values.length));
  const saved = coordinates.map(({ values }) => values.slice());
  const answer = noAnswer();

  for (let round = 0; round < rounds; round++) {
    const own = random.fork(`second order ${round}`);
    const directions = coordinates.map(({ values }) =>
      Float64Array.from(values, () => 2 * own.uniform() - 1)
    );
    subject.forward(0);
    subject.backward();
    const changes = coordinates.map(({ gradient }) =>
      new Float64Array(gradient.length)
    );
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
    second.call(pass, {
      inputs: ofInputs(directions, (values) => new Float64Array(values.length)),
      parameters: byName(directions),
      dinputs: ofInputs(changes, () => new Float64Array(0)),
      gradients: byName(changes),
    });

    const base = signatureOf(subject);
    const middle = copiesOf(prepared);
    const taken = new Map<number, Taken>();
    const at = (step: number): Taken => {
      const known = taken.get(step);
      if (known !== undefined) return known;
      const go = (size: number) => {
        for (const [k, { values }] of coordinates.entries()) {
          for (let i = 0; i < values.length; i++) {
            values[i] = saved[k][i] + size * directions[k][i];
          }
        }
        subject.forward(0);
        subject.backward();
        return {
          clean: signatureOf(subject) === base,
          all: copiesOf(prepared),
        };
      };
      const up = go(step);
      const down = go(-step);
      const found = {
        up: up.all,
        down: down.all,
        clean: up.clean && down.clean,
      };
      taken.set(step, found);
      return found;
    };
    const largest = largestOf(changes);
    for (const [k, change] of changes.entries()) {
      for (let i = 0; i < change.length; i++) {
        const measure = (step: number): Difference => {
          const { up, down, clean } = at(step);
          const above = up[k][i] - middle[k][i];
          const below = middle[k][i] - down[k][i];
          return {
            central: (up[k][i] - down[k][i]) / (2 * step),
            right: above / step,
            left: below / step,
            noise: 2 ** -50 * Math.abs(middle[k][i]) +
              2 * noise.backward[k][i],
            isClean: clean,
            isFinite: Number.isFinite(above) && Number.isFinite(below),
          };
        };
        const question = {
          value: 0,
          analytic: change[i],
          backwardNoise: 2 ** -52 * largest,
          largest,
        };
        const closeness = { ...settings.closeness, absolute: 0 };
        compare(question, measure, closeness, answer);
        const distance = Math.abs(change[i] - answer.numeric) /
          answer.tolerance;
        const before = Math.abs(analytics[k][i] - all[k].numeric[i]) /
          all[k].tolerance[i];
        if (round > 0 && !(distance > before)) continue;
        analytics[k][i] = change[i];
        all[k].outcome[i] = outcomes.indexOf(answer.outcome);
        all[k].numeric[i] = answer.numeric;
        all[k].tolerance[i] = answer.tolerance;
      }
    }
    for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
  }
  subject.forward(0);
  subject.backward();
  return { analytics, all };
}

/** The gradients at both ends of a step. */
interface Taken {
  readonly up: readonly Float64Array[];
  readonly down: readonly Float64Array[];
  readonly clean: boolean;
}

function copiesOf({ subject }: Prepared): Float64Array[] {
  return subject.coordinates.map(({ gradient }) => Float64Array.from(gradient));
}
