/**
 * As many digits as it takes.
 *
 * @module
 */

import type { Graph } from "../../lib/network/graph.ts";
import {
  linearize,
  type Numbers,
  type TrueGradients,
} from "./network_truth.ts";

/** Each rung is tried where the one below tells too little. */
const rungs = [50, 140, 420, 900];

/** With which it begins. */
export const [fewestDigits] = rungs;

/** The gradients of each step and of the `network`, by name. */
export type Truths = ReadonlyMap<string, TrueGradients>;

/** A number of a gradient. */
export interface Place {
  /** The step's name, or `network`. */
  readonly check: string;
  readonly path: string;
  readonly entry: number;
}

interface TruthOptions {
  readonly batch: number;
  /** The gradient from above of each check that is asked for. */
  readonly upstreams: ReadonlyMap<string, ArrayLike<number>>;
  /** See {@linkcode linearize}; then only the network is derived. */
  readonly isExact: boolean;
  /** Which numbers must be known. */
  readonly looked: readonly Place[];
  /** The most digits. */
  readonly most?: number | undefined;
}

/** All gradients in as many digits as it takes for those that are looked at. */
export function certifiedGradients(
  graph: Graph,
  numbers: Numbers,
  { batch, upstreams, isExact, looked, most = Infinity }: TruthOptions,
): Truths {
  let before: Truths = new Map();
  for (const digits of rungs) {
    if (digits > most) break;
    const linear = linearize(graph, numbers, batch, digits, isExact);
    const found = new Map<string, TrueGradients>();
    for (const [name, upstream] of upstreams) {
      const index = graph.steps.findIndex((step) => step.name === name);
      if (index < 0) found.set(name, linear.network(upstream));
      else if (!isExact) found.set(name, linear.step(index, upstream));
    }
    const isOpen = looked.some((place) => !isKnown(found, before, place));
    before = found;
    if (!isOpen) break;
  }
  return before;
}

/** Whether more digits would tell no more: a number is known, or its radius does not shrink, as on a kink. */
function isKnown(
  now: Truths,
  before: Truths,
  { check, path, entry }: Place,
): boolean {
  const ball = now.get(check)?.get(path)?.[entry].ball;
  if (ball === undefined) return true;
  const { mid, rad } = ball;
  if (rad.lte(mid.abs().mul(1e-15)) || rad.lt("1e-330")) return true;
  const was = before.get(check)?.get(path)?.[entry].ball.rad;
  return was !== undefined && rad.isFinite() && rad.gt(was.mul(0.999));
}
