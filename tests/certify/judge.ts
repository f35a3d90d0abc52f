/**
 * What each number that a checker saw must be called, by the certified truth.
 *
 * @module
 */

import type { Random } from "../../lib/base/random.ts";
import type { Graph } from "../../lib/network/graph.ts";
import type { Ball } from "./ball.ts";
import type { CheckedChain, CheckedNumber } from "./check_chain.ts";
import {
  linearize,
  type Numbers,
  type TrueGradients,
} from "./network_truth.ts";

/**
 * `right`: the truth, to 10⁻⁶ and what a right formula in doubles loses.
 * `lost`: within what is lost as numbers between steps are rounded.
 * `wrong`: beyond that. `unknown`: the truth is no double, or not certified.
 */
export type Class = "right" | "lost" | "wrong" | "unknown";

export interface Certificate {
  readonly truth: number;
  /** Half the width of what is right: more than rounding on a kink only. */
  readonly half: number;
  /** What a right formula in doubles may lose. */
  readonly blur: number;
  /** What rounding between steps may lose. */
  readonly lost: number;
}

/** The certificates of each check's numbers, by path. */
export type Certificates = ReadonlyMap<
  string,
  ReadonlyMap<string, readonly (Certificate | undefined)[]>
>;

/** A ladder of digits: each rung is tried where the one below tells too little. */
const rungs = [60, 160, 420, 900];

/** The truth of all gradients of a network; undefined if it has a layer that is not known here. */
export function certify(
  graph: Graph,
  { doubles, upstreams }: Pick<CheckedChain, "doubles" | "upstreams">,
  batch: number,
  random: Random,
): Certificates | undefined {
  const all = new Map<
    string,
    Map<string, readonly (Certificate | undefined)[]>
  >();
  const near = gradientsOf(graph, doubles, batch, upstreams, false);
  const moved = gradientsOf(
    graph,
    jittered(doubles, random),
    batch,
    upstreams,
    false,
  );
  const exact = gradientsOf(graph, doubles, batch, upstreams, true);
  if (!near || !moved || !exact) return undefined;
  for (const name of upstreams.keys()) {
    const isNetwork = name === "network";
    const truths = (isNetwork ? exact : near).get(name);
    const own = new Map<string, readonly (Certificate | undefined)[]>();
    for (const [path, numbers] of truths ?? []) {
      own.set(
        path,
        numbers.map(({ ball }, i) => {
          const there = near.get(name)?.get(path)?.[i];
          const beside = moved.get(name)?.get(path)?.[i];
          if (there === undefined || beside === undefined) return undefined;
          const truth = ball.mid.toNumber();
          const half = ball.rad.toNumber();
          if (!Number.isFinite(truth) || !Number.isFinite(half)) {
            return undefined;
          }
          return {
            truth,
            half,
            blur: there.blur,
            lost: apart(ball, there.ball) + apart(there.ball, beside.ball),
          };
        }),
      );
    }
    all.set(name, own);
  }
  return all;
}

function apart(a: Ball, b: Ball): number {
  return a.mid.sub(b.mid).abs().toNumber();
}

/** How a number must be called. */
export function classOf(
  analytic: number,
  certificate: Certificate | undefined,
): Class {
  if (certificate === undefined || !Number.isFinite(analytic)) return "unknown";
  const { blur, lost } = certificate;
  const off = distanceTo(analytic, certificate);
  const close = 1e-6 * Math.abs(certificate.truth) + 16 * blur;
  if (off <= close) return "right";
  return off <= close + 4 * lost ? "lost" : "wrong";
}

/** How far a number lies from what is right. */
export function distanceTo(
  analytic: number,
  { truth, half }: Certificate,
): number {
  return Math.max(0, Math.abs(analytic - truth) - half);
}

/** What a checker may not say of a number; undefined if it may. */
export function violationOf(
  { analytic, outcome, claimed }: CheckedNumber,
  certificate: Certificate | undefined,
): string | undefined {
  const kind = classOf(analytic, certificate);
  if (certificate === undefined || kind === "unknown") return undefined;
  if (outcome === "differs" && kind === "right") return "right called wrong";
  if (outcome === "differs" && kind === "lost") {
    return "digits lost, called wrong";
  }
  const seen = Math.abs(certificate.truth) * claimed;
  const off = distanceTo(analytic, certificate) - 16 * certificate.blur;
  if (outcome !== "agrees" || !(off > seen)) return undefined;
  if (kind === "wrong") return "wrong, not seen, and said to be seen";
  if (kind === "lost" && off > 1e-3 * Math.abs(certificate.truth)) {
    return "digits lost, not seen, and said to be seen";
  }
}

/** Each number moved by up to a rounding. */
function jittered(numbers: Numbers, random: Random): Numbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, values]) => [
      name,
      // Class numbers and exact zeros stay.
      Float64Array.from(
        values,
        (x) =>
          name === "target"
            ? x
            : x * (1 + (random.uniform() < 0.5 ? 1 : -1) * 2 ** -53 * 2),
      ),
    ]),
  );
}

/** All gradients in as many digits as it takes. */
function gradientsOf(
  graph: Graph,
  doubles: Numbers,
  batch: number,
  upstreams: CheckedChain["upstreams"],
  isExact: boolean,
): ReadonlyMap<string, TrueGradients> | undefined {
  let before: ReadonlyMap<string, TrueGradients> | undefined;
  for (const digits of rungs) {
    const linear = linearize(graph, doubles, batch, digits, isExact);
    if (linear === undefined) return undefined;
    const found = new Map<string, TrueGradients>();
    for (const [name, upstream] of upstreams) {
      const index = graph.steps.findIndex((step) => step.name === name);
      if (index < 0) found.set(name, linear.network(upstream));
      else if (!isExact) found.set(name, linear.step(index, upstream));
    }
    if (isEnough(found, before)) return found;
    before = found;
  }
  return before;
}

/** Whether more digits would tell no more: all is known, or what is not does not shrink, as on a kink. */
function isEnough(
  now: ReadonlyMap<string, TrueGradients>,
  before: ReadonlyMap<string, TrueGradients> | undefined,
): boolean {
  for (const [name, gradients] of now) {
    for (const [path, numbers] of gradients) {
      for (const [i, { ball }] of numbers.entries()) {
        const { mid, rad } = ball;
        if (rad.lte(mid.abs().mul(1e-15)) || rad.lt(1e-330)) continue;
        const was = before?.get(name)?.get(path)?.[i].ball.rad;
        if (was !== undefined && rad.isFinite() && rad.gt(was.mul(1e-3))) {
          continue;
        }
        return false;
      }
    }
  }
  return true;
}
