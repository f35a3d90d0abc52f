/**
 * A derivative that somebody claims of a function: it is marked against differences of the
 * function.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { createRandom, type Random } from "../base/random.ts";
import type { Values } from "../base/values.ts";
import type { Verdict } from "../gradcheck/comparison/comparison.ts";
import { gradcheck } from "../gradcheck/gradcheck.ts";
import type { OwnFunction } from "../layer/formula.ts";
import {
  type Circuit,
  differentiate,
  type Runner,
  runnerOf,
} from "./circuit.ts";
import { type ClaimMistake, claimMistake, isClose } from "./claim_mistake.ts";

/** A claimed derivative, and the function of one number that it is claimed of. */
export interface Claim {
  /** What is differentiated. */
  readonly function: OwnFunction;
  /** What is claimed: a function of one number as well. */
  readonly derivative: OwnFunction;
}

/** What {@linkcode checkClaim} takes. */
export interface ClaimOptions {
  /** The seed of the numbers at which both are compared; default: 0. */
  readonly seed?: number;
  /** Other functions whose derivative may have been claimed in place of this one. */
  readonly others?: readonly OwnFunction[];
  /** Whether the report holds every number; default: false. */
  readonly keepNumbers?: boolean;
}

/** A claimed derivative, marked. */
export interface ClaimReport {
  /** `swish'` */
  readonly name: string;
  /** The verdict of differences. */
  readonly verdict: Verdict;
  /** The seed of the numbers at which both were compared. */
  readonly seed: number;
  /** How many numbers were compared. */
  readonly checked: number;
  /** At how many of them the claim is wrong. */
  readonly wrong: number;
  /** Where it is furthest off, if it is wrong. */
  readonly worst?: WrongClaim | undefined;
  /** What is wrong with it, if one usual slip gives what is claimed. */
  readonly mistake?: ClaimMistake | undefined;
  /** Every number that was compared, if they were asked for and both sides give some. */
  readonly numbers?: readonly ClaimedNumber[] | undefined;
  /** Why it could not be told, where the verdict is `inconclusive`, or why it gives no number for a number. */
  readonly reason?: string | undefined;
}

/** A number at which a claim was compared, with both derivatives. */
export interface ClaimedNumber extends WrongClaim {
  /** Whether they differ. */
  readonly isWrong: boolean;
}

/** A number at which a claim is wrong. */
export interface WrongClaim {
  /** The number. */
  readonly point: number;
  /** What the claim gives there. */
  readonly claimed: number;
  /** What the derivative is. */
  readonly right: number;
}

/** How many numbers are compared. */
const count = 16;

/**
 * Compares a claimed derivative with differences of its function, at numbers where the
 * function is defined.
 *
 * @throws {NablaError} if the function is not one of single numbers.
 */
export function checkClaim(
  claim: Claim,
  options: ClaimOptions = {},
): ClaimReport {
  const { seed = 0, others = [], keepNumbers = false } = options;
  const { name, parameters: [parameter] } = claim.function;
  const head = { name: `${name}'`, seed };
  const points = pointsOf(claim.function, createRandom(seed));
  if (points.length === 0) {
    const reason = say("{name} is not defined at any of the numbers tried", {
      name,
    });
    const none = { checked: 0, wrong: 0, reason };
    return { ...head, ...none, verdict: "inconclusive" };
  }
  const of = runnerOf(claim.function, points.length);
  const claimed = orRefusal(() => runnerOf(claim.derivative, points.length));
  if (claimed instanceof NablaError) {
    const cause = claimed.cause instanceof NablaError ? claimed.cause : claimed;
    const none = { checked: 0, wrong: 0, reason: cause.message };
    return { ...head, ...none, verdict: "fail" };
  }
  const { verdict, checks: [{ gradients: [found] }] } = gradcheck({
    name: head.name,
    names: [parameter],
    f: (x) => of.run(x),
    vjp: (dy, x) => claimed.run(x).map((each, i) => each * dy[i]),
    at: [points],
    isOrdered: false,
  }, { seed });
  let own: ClaimReport = {
    ...head,
    verdict,
    checked: found.checked,
    wrong: found.wrong,
  };
  if (verdict === "pass" && !keepNumbers) return own;
  const right = differentiate(circuitAt(of, points));
  const numbers = {
    points,
    claimed: Float64Array.from(claimed.run(points)),
    right,
  };
  if (keepNumbers) own = { ...own, numbers: numbersOf(numbers) };
  if (verdict === "pass") return own;
  if (verdict === "inconclusive") {
    // As of stairs, which differences see nothing of; their gates know.
    const checked = points.length;
    const wrong = right.filter((each, i) => !isClose(numbers.claimed[i], each));
    if (wrong.length === 0) return { ...own, verdict: "pass", checked };
    // A few may be at kinks, where either side is as good.
    if (2 * wrong.length < checked) return { ...own, reason: found.reason };
    own = { ...own, verdict: "fail", checked, wrong: wrong.length };
  }
  const isRightAtZero = isRightAt(0, of, claimed);
  const y = Float64Array.from(of.run(points));
  const mistake = claimMistake({
    ...numbers,
    circuit: circuitAt(of, points),
    y,
    parameter,
    others: derivativesOf(others, points),
    isRightAtZero,
  });
  const { mistake: words } = found;
  return {
    ...own,
    worst: worstOf(numbers),
    mistake: mistake ??
      (words === undefined ? undefined : { kind: "other", words }),
  };
}

/** Whether a claim is right at a number, if the function has a derivative there. */
function isRightAt(point: number, of: Runner, claimed: Runner): boolean {
  const points = new Float64Array(count).fill(point);
  const right = orRefusal(() => differentiate(circuitAt(of, points)));
  if (right instanceof NablaError || !Number.isFinite(of.run(points)[0])) {
    return false;
  }
  return isClose(claimed.run(points)[0], right[0]);
}

/** What a function gives; where a layer refuses a single number, that. */
function orRefusal<Made>(make: () => Made): Made | NablaError {
  try {
    return make();
  } catch (error) {
    if (error instanceof NablaError) return error;
    throw error;
  }
}

function circuitAt(runner: Runner, points: Values): Circuit {
  const { network, values } = runner;
  runner.run(points);
  return { network, values, locals: runner.locals(), count: points.length };
}

function derivativesOf(
  functions: readonly OwnFunction[],
  points: Values,
): ReadonlyMap<string, Values> {
  return new Map(functions.flatMap((each) => {
    const derivative = orRefusal(() =>
      differentiate(circuitAt(runnerOf(each, points.length), points))
    );
    return derivative instanceof NablaError ? [] : [[each.name, derivative]];
  }));
}

/** A claim and the right derivative, at the same numbers. */
interface BothDerivatives {
  readonly points: Values;
  readonly claimed: Values;
  readonly right: Values;
}

function numbersOf(
  { points, claimed, right }: BothDerivatives,
): readonly ClaimedNumber[] {
  return Array.from(points, (point, i) => ({
    point,
    claimed: claimed[i],
    right: right[i],
    isWrong: !isClose(claimed[i], right[i]),
  }));
}

function worstOf(
  { points, claimed, right }: BothDerivatives,
): WrongClaim {
  const at = (i: number) => ({
    point: points[i],
    claimed: claimed[i],
    right: right[i],
  });
  let worst = 0;
  let most = -1;
  for (let i = 0; i < points.length; i++) {
    if (!Number.isFinite(claimed[i]) && Number.isFinite(right[i])) return at(i);
    if (isClose(claimed[i], right[i])) continue;
    const size = Math.max(Math.abs(claimed[i]), Math.abs(right[i]));
    const error = Math.abs(claimed[i] - right[i]) / size;
    if (error > most) [worst, most] = [i, error];
  }
  return at(worst);
}

/** Where numbers are drawn from, one range after the other until there are enough. */
const ranges = [[-3, 3], [0, 1], [-1, 1], [0, 10], [-10, 0], [10, 1000]];

/** How far the function must be defined around a number, for differences. */
const room = 0.004;

/** Short numbers at which a function is defined, from small ranges if it is defined there. */
function pointsOf(of: OwnFunction, random: Random): Float64Array {
  const found = new Set<number>();
  const { run } = runnerOf(of, 3 * count);
  for (const [low, high] of ranges) {
    if (found.size >= count / 2) break;
    const drawn = Float64Array.from({ length: count }, (_, i) => {
      const share = (i + random.uniform()) / count;
      return Math.round((low + share * (high - low)) * 100) / 100;
    });
    const around = Float64Array.from(
      { length: 3 * count },
      (_, i) => drawn[i % count] + (Math.floor(i / count) - 1) * room,
    );
    const y = run(around);
    for (const [i, point] of drawn.entries()) {
      const isDefined = [0, 1, 2].every((k) =>
        Number.isFinite(y[k * count + i])
      );
      if (isDefined && found.size < count) found.add(point);
    }
  }
  return Float64Array.from(found);
}
