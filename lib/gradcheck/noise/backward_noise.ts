import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { drawsOf, largestOf } from "./rounding.ts";

/** How many times all numbers are moved. */
const probes = 4;

/** The largest change of each gradient when numbers and upstream gradient are moved by up to `rounding` of themselves. */
export function backwardNoise(
  subject: Subject,
  analytics: readonly Values[],
  random: Random,
  rounding: number,
  count = probes,
): Float64Array[] {
  const { coordinates, upstream } = subject;
  const saved = coordinates.map(({ values }) => values.slice());
  const savedUpstream = upstream.slice();
  const noise = analytics.map(({ length }) => new Float64Array(length));
  const largest = largestOf(analytics);
  const draws = drawsOf(random);
  const disturb = (values: Values, from: Values) => {
    const first = random.integer(draws.length);
    for (let i = 0; i < values.length; i++) {
      const draw = draws[(first + i) & (draws.length - 1)];
      values[i] = from[i] * (1 + rounding * draw);
    }
  };
  for (let probe = 0; probe < count; probe++) {
    for (const [k, { values }] of coordinates.entries()) {
      disturb(values, saved[k]);
    }
    disturb(upstream, savedUpstream);
    const changes = changesOf(subject, analytics);
    if (largestOf(changes) > 1e-6 * largest) {
      // A jump: some choice changed. Then only the upstream gradient is moved.
      for (const [k, { values }] of coordinates.entries()) {
        values.set(saved[k]);
      }
      changesOf(subject, analytics, changes);
    }
    for (const [k, change] of changes.entries()) {
      for (let i = 0; i < change.length; i++) {
        if (change[i] > noise[k][i]) noise[k][i] = change[i];
      }
    }
  }
  for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
  upstream.set(savedUpstream);
  return noise;
}

function changesOf(
  subject: Subject,
  analytics: readonly Values[],
  into: Float64Array[] = analytics.map(({ length }) =>
    new Float64Array(length)
  ),
): Float64Array[] {
  subject.forward(0);
  subject.backward();
  for (const [k, { gradient }] of subject.coordinates.entries()) {
    for (let i = 0; i < gradient.length; i++) {
      into[k][i] = Math.abs(gradient[i] - analytics[k][i]);
    }
  }
  return into;
}
