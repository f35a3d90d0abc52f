/**
 * Numbers on kinks, moved together. A maximum of two equal numbers grows by one
 * when both grow by one, so gradients of 1 for each are wrong, though each lies
 * between the slopes on both sides of its number.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { allocate } from "../../base/values.ts";
import type { Coordinates } from "../subjects/subject.ts";
import { type Entries, entriesWith, kinkStep, writeEntry } from "./entries.ts";
import type { Prepared } from "./prepared.ts";
import type { Movement } from "../differences/probe.ts";
import { defaultStep } from "../differences/step.ts";

/** A number on a kink. */
interface Bent {
  readonly k: number;
  readonly entry: number;
}

/**
 * Compares the numbers between the slopes of a kink along a direction over all of
 * those that bend up, and over those that bend down: there a subgradient lies
 * between the slopes as well (Rockafellar, Convex Analysis, §23). It holds where
 * all gradients from above have one sign: a sum of maxima is convex, a difference
 * of two is not. Those that do not are written as wrong.
 */
export function compareJointly(
  prepared: Prepared,
  all: readonly Entries[],
): void {
  const { subject, probe } = prepared;
  if (subject.scope === "network") return;
  const bent: Bent[] = all.flatMap((entries, k) =>
    entriesWith(entries, ["between"]).map((entry) => ({ k, entry }))
  );
  if (bent.length < 2) return;
  const kept = subject.upstream.slice();
  probe.begin();
  for (let i = 0; i < kept.length; i++) subject.upstream[i] = Math.abs(kept[i]);
  subject.backward();
  const analytics = subject.coordinates.map(({ gradient }) =>
    Float64Array.from(gradient)
  );
  const ways = bent.map((each) => wayOf(prepared, each));
  for (const way of ["up", "down"] as const) {
    const group = bent.filter((_, n) => ways[n] === way);
    if (group.length > 1) judgeGroup({ ...prepared, analytics }, all, group);
  }
  subject.upstream.set(kept);
  probe.begin();
  subject.backward();
}

/** Which way all outputs bend that a number moves; undefined if some bend up and others down. */
function wayOf(prepared: Prepared, { k, entry }: Bent) {
  const { subject, probe } = prepared;
  const step = kinkStep(prepared, k);
  const coordinates = subject.coordinates[k];
  const { left, right, least, most } = probe.entry(coordinates, entry, step);
  const bend = right - left;
  if (Math.abs(bend) < 0.999 * (most - least)) return undefined;
  return bend > 0 ? "up" : "down";
}

function judgeGroup(
  { subject, analytics, scales, probe }: Prepared,
  all: readonly Entries[],
  group: readonly Bent[],
): void {
  // Kinks are just here, so that no more than 1 is needed.
  const scale = group.reduce((least, { k }) => Math.min(least, scales[k]), 1);
  const directions = directionsOf(subject.coordinates, scale, group);
  const step = defaultStep(1);
  const [far, near] = [step, step / 2].map((h) => probe.along(directions, h));
  const slopes = (["least", "most"] as const).map((side) => {
    // Where it is smooth on the side, half the step halves the error.
    const slope = 2 * near[side] - far[side];
    return { slope, slack: 2 * Math.abs(slope - near[side]) };
  });
  const gradients = group.map(({ k, entry }) => scale * analytics[k][entry]);
  const expected = gradients.reduce((sum, each) => sum + each, 0);
  const least = Math.min(...slopes.map(({ slope, slack }) => slope - slack));
  const most = Math.max(...slopes.map(({ slope, slack }) => slope + slack));
  const size = gradients.reduce((sum, each) => sum + Math.abs(each), 0);
  const slack = 1e-6 * Math.max(size, Math.abs(least), Math.abs(most)) +
    10 * near.noise / step;
  if (expected >= least - slack && expected <= most + slack) return;
  if (!near.isFinite || !far.isFinite || !Number.isFinite(slack)) return;
  if (probe.isComposed(directions, step)) return;
  const nearest = Math.min(Math.max(expected, least), most);
  const found = say(
    "{count} numbers lie on kinks: moved together, the output has slope {slope}, but their gradients add up to {sum}",
    {
      count: group.length,
      slope: short(nearest / scale),
      sum: short(expected / scale),
    },
  );
  for (const { k, entry } of group) {
    const analytic = analytics[k][entry];
    const numeric = expected === 0
      ? nearest / (scale * group.length)
      : analytic * nearest / expected;
    const tolerance = slack / (scale * group.length);
    writeEntry(all[k], entry, { outcome: "differs", numeric, tolerance });
    all[k].together = found;
  }
}

function directionsOf(
  coordinates: readonly Coordinates[],
  scale: number,
  group: readonly Bent[],
): Movement[] {
  return [...new Set(group.map(({ k }) => k))].map((k) => {
    const { length } = coordinates[k].values;
    const signs = allocate("float64", length);
    for (const each of group) if (each.k === k) signs[each.entry] = scale;
    return { coordinates: coordinates[k], start: 0, end: length, signs };
  });
}

function short(value: number): number {
  return Number(value.toPrecision(4));
}
