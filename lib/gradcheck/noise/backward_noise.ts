import type { Random } from "../../base/random.ts";
import { allocate, keepNumbers, type Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { disturber, leastNormal, sparingCounts } from "./rounding.ts";

/** How many times all numbers are moved. */
const probes = 4;

/** A change of a number by more than this, relative to its terms, is a choice that changed. */
const leastJump = 1e-6;

export interface BackwardNoise {
  /** For each array of coordinates, how far rounding may have moved each number of its gradient. */
  readonly backward: readonly Float64Array[];
  /** How far each number moved where it moved too far to be rounded only: a choice changed. */
  readonly jumps: readonly Float64Array[];
}

/**
 * The largest change of each gradient when everything that it is computed from is
 * moved by up to `rounding` of itself: numbers, upstream gradient, and what the
 * steps hand on, both ways.
 */
export function backwardNoise(
  subject: Subject,
  analytics: readonly Values[],
  random: Random,
  rounding: number,
): BackwardNoise {
  const { coordinates, upstream } = subject;
  const putValuesBack = keepNumbers(coordinates.map(({ values }) => values));
  const putUpstreamBack = keepNumbers([upstream]);
  const disturb = disturber(random, rounding, "parts");
  const between = sparingCounts(disturb);
  const zeros = () =>
    analytics.map(({ length }) => allocate("float64", length));
  const noteChanges = (into: readonly Float64Array[]) => {
    for (const [k, { gradient }] of coordinates.entries()) {
      noteLarger(into[k], gradient, analytics[k]);
    }
  };
  const linear = zeros();
  subject.forward(0);
  for (let probe = 0; probe < probes; probe++) {
    disturb(upstream);
    subject.backward();
    noteChanges(linear);
    putUpstreamBack();
  }
  const whole = zeros();
  for (let probe = 0; probe < probes; probe++) {
    for (const { values } of coordinates) disturb(values);
    disturb(upstream);
    subject.forward(0, between);
    subject.backward(between);
    noteChanges(whole);
    putValuesBack();
    putUpstreamBack();
  }
  const jumps = zeros();
  const most = Math.max(leastJump, 1e3 * rounding);
  for (const [k, own] of whole.entries()) {
    const [ofLinear, ofJumps] = [linear[k], jumps[k]];
    for (let i = 0; i < own.length; i++) {
      const change = own[i];
      const least = ofLinear[i];
      const isJump = change > most * (least / rounding);
      if (isJump) ofJumps[i] = change;
      own[i] = (isJump ? least : Math.max(change, least)) + leastNormal;
    }
  }
  return { backward: whole, jumps };
}

/** Twice as much is out of range. */
const largest = Number.MAX_VALUE / 2;

/** Keeps how far numbers are from what they were, where that is more than before. */
function noteLarger(kept: Float64Array, now: Values, before: Values): void {
  for (let i = 0; i < kept.length; i++) {
    const change = Math.abs(now[i] - before[i]);
    const sum = kept[i] + change;
    // The larger of both; a branch that chance decides is slow.
    if (sum < largest) kept[i] = (sum + Math.abs(kept[i] - change)) / 2;
    else if (change > kept[i]) kept[i] = change;
  }
}
