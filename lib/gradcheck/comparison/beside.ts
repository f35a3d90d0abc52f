/**
 * Numbers that cannot be told where they are, compared beside that place.
 *
 * @module
 */

import { keepNumbers } from "../../base/values.ts";
import { measureNoise } from "../noise/noise.ts";
import { typicalOf } from "../noise/rounding.ts";
import { gradientCopies } from "../subjects/subject.ts";
import {
  comparer,
  emptyEntries,
  type Entries,
  entriesWith,
  outcomeOf,
  writeEntry,
} from "./entries.ts";
import type { Prepared } from "./prepared.ts";
import { createProbe } from "../differences/probe.ts";
import type { EntryOutcome } from "../differences/question.ts";

/** The most numbers of an array to move off their kinks: each needs new forward passes. */
const mostMoved = 64;

/**
 * At a kink, every slope between those on both sides is right, and where functions
 * are saturated, their differences are rounding. So a number on a kink is moved to
 * both sides of it, and compared there; numbers in noise are compared again where
 * all inputs are closer to 0. A real fault also shows there. A function is judged
 * only where it is given, as its gradient may be that of the very point.
 */
export function moveAway(
  prepared: Prepared,
  k: number,
  entries: Entries,
): void {
  const { subject, random, scales, probe } = prepared;
  if (subject.scope === "function") return;
  const { coordinates } = subject;
  const { values, path } = coordinates[k];
  const own = random.fork(`beside ${path}`);
  const bent = openOf(prepared, k, entries, ["kink", "between"]);
  for (const entry of bent.slice(0, mostMoved)) {
    const size = Math.max(Math.abs(values[entry]), Math.min(scales[k], 1));
    const jitter = own.uniform() * 2 ** -6 * size;
    for (const distance of [jitter, -jitter]) {
      const move = () => void (values[entry] += distance);
      compareThere(prepared, k, entries, [entry], move);
      if (outcomeOf(entries, entry) === "differs") break;
    }
  }
  for (const factor of [1 / 4, 1 / 16]) {
    const noisy = openOf(prepared, k, entries, [
      "unresolved",
      "contradicted",
    ]);
    if (noisy.length === 0) break;
    compareThere(prepared, k, entries, noisy, () => {
      for (const { role, values } of coordinates) {
        if (role !== "input") continue;
        for (let i = 0; i < values.length; i++) values[i] *= factor;
      }
    });
  }
  subject.forward(0);
  probe.begin();
}

/** The numbers with certain outcomes; a gradient that is not finite is that of this place alone. */
function openOf(
  { analytics }: Prepared,
  k: number,
  entries: Entries,
  outcomes: readonly EntryOutcome[],
): readonly number[] {
  return entriesWith(entries, outcomes).filter((entry) =>
    Number.isFinite(analytics[k][entry])
  );
}

/**
 * Compares some numbers where `move` leads, with the noise and the gradients of
 * that place.
 */
function compareThere(
  prepared: Prepared,
  k: number,
  entries: Entries,
  open: readonly number[],
  move: () => void,
): void {
  const { subject, random } = prepared;
  const { coordinates } = subject;
  const putBack = keepNumbers(coordinates.map(({ values }) => values));
  move();
  subject.forward(0);
  subject.backward();
  const analytics = gradientCopies(subject);
  const noise = measureNoise(subject, analytics, random.fork("beside"), true);
  const probe = createProbe(subject, noise);
  probe.begin();
  const scales = coordinates.map(({ values }) => typicalOf(values));
  const there = { ...prepared, analytics, noise, probe, scales };
  const compareOne = comparer(there, coordinates[k], k);
  const beside = emptyEntries(entries.outcome.length);
  for (const entry of open) {
    compareOne(entry, beside);
    const outcome = outcomeOf(beside, entry);
    if (outcome !== "agrees" && outcome !== "differs") continue;
    // Where backward vanishes as well, nothing was seen.
    if (analytics[k][entry] === 0 && outcome === "agrees") continue;
    writeEntry(entries, entry, {
      outcome,
      numeric: beside.numeric[entry],
      tolerance: beside.tolerance[entry],
    });
    entries.moved.set(entry, analytics[k][entry]);
  }
  putBack();
}
