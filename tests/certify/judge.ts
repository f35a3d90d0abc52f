/**
 * What each number that a checker saw must be called, by the certified truth.
 *
 * @module
 */

import type { Random } from "../../lib/base/random.ts";
import type { Graph } from "../../lib/network/graph.ts";
import type { Ball } from "./ball.ts";
import type { CheckedChain, CheckedNumber } from "./check_chain.ts";
import { certifiedGradients, fewestDigits, type Truths } from "./digits.ts";
import type { Numbers } from "./network_truth.ts";

/**
 * `right`: the truth, to 10⁻⁶ and what a right formula in doubles loses.
 * `lost`: within what is lost as numbers between steps are rounded.
 * `wrong`: beyond that, or not finite where the truth is. `unknown`: the truth is
 * beyond all doubles and the gradient is not, or the truth is not certified.
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

/** The truth of the gradients that a checker looked at.
 *
 * @throws {Error} if the network has a layer that is not known here. */
export function certify(
  graph: Graph,
  { doubles, upstreams, numbers }: CheckedChain,
  batch: number,
  random: Random,
): Certificates {
  const looked = numbers.filter(({ outcome }) => outcome !== "outside");
  const derive = (from: Numbers, isExact: boolean, most?: number) =>
    certifiedGradients(graph, from, {
      batch,
      upstreams,
      isExact,
      looked,
      most,
    });
  const near = derive(doubles, false);
  const exact = derive(doubles, true);
  // What moved doubles give is only asked where something is off.
  let moved: readonly Truths[] | undefined;
  const all = new Map<string, Map<string, (Certificate | undefined)[]>>();
  for (const { check, path, entry, analytic } of looked) {
    const at = (truths?: Truths) => truths?.get(check)?.get(path)?.[entry];
    const there = at(near);
    const known = check === "network" ? at(exact) : there;
    if (!known || !there) continue;
    const truth = known.ball.mid.toNumber();
    const half = known.ball.rad.toNumber();
    if (!Number.isFinite(half)) continue;
    const certificate = { truth, half, blur: there.blur, lost: 0 };
    if (classOf(analytic, certificate) === "wrong") {
      moved ??= Array.from(
        { length: moves },
        () => derive(jittered(doubles, random), false, fewestDigits),
      );
      const beside = moved.map((truths) =>
        apart(there.ball, at(truths)?.ball ?? there.ball)
      );
      certificate.lost = apart(known.ball, there.ball) + Math.max(...beside);
    }
    const own = all.get(check) ??
      new Map<string, (Certificate | undefined)[]>();
    const row = own.get(path) ?? [];
    row[entry] = certificate;
    all.set(check, own.set(path, row));
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
  if (certificate === undefined) return "unknown";
  const { truth, blur, lost } = certificate;
  if (!Number.isFinite(truth)) return analytic === truth ? "right" : "unknown";
  if (!Number.isFinite(analytic)) return "wrong";
  const off = distanceTo(analytic, certificate);
  const close = 1e-6 * Math.abs(truth) + 16 * blur;
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
  if (!Number.isFinite(analytic) && kind === "wrong") {
    return outcome === "agrees" ? "not finite, called right" : undefined;
  }
  const { truth, half } = certificate;
  const seen = (Math.abs(truth) + half) * claimed;
  const off = distanceTo(analytic, certificate) - 16 * certificate.blur;
  // Relative to the truth or to what was found, which differ a little.
  if (outcome !== "agrees" || !(off > 1.01 * seen)) return undefined;
  // Where digits are lost, forward in doubles may agree that there is nothing.
  return kind === "wrong" ? "wrong, not seen, and said to be seen" : undefined;
}

/** How often doubles are moved: some moves change nothing, as of all numbers of a row by the same. */
const moves = 4;

/** Each number moved by up to two roundings; class numbers and zeros stay. */
function jittered(numbers: Numbers, random: Random): Numbers {
  const move = (x: number) => x * (1 + (random.integer(5) - 2) * 2 ** -53);
  return Object.fromEntries(
    Object.entries(numbers).map(([name, values]) => [
      name,
      name === "target" ? values : Float64Array.from(values, (x) => move(x)),
    ]),
  );
}
