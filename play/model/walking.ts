/**
 * How much of a walk is shown: all of it, or what is known after some of its steps.
 *
 * @module
 */

import type { Trace, TraceNode } from "../../dsl/trace/trace.ts";
import { walkOf, type WalkStep } from "../../dsl/trace/walk.ts";

/** A walk at one of its steps. */
export interface Walking {
  /** All steps. */
  readonly steps: readonly WalkStep[];
  /** How many are taken; 0 where all is shown. */
  readonly place: number;
  /** The step that was taken last. */
  readonly active: WalkStep | undefined;
  /** Whether a node's value is known. */
  hasValue(node: TraceNode): boolean;
  /** Whether its gradient is. */
  hasGradient(node: TraceNode): boolean;
  /** What the step is about: its own node, one of those that it takes numbers from, or none of it. */
  part(name: string): Part;
  /** The same of a step with its parameters, or of a block with all that is in it. */
  partWithin(name: string): Part;
}

type Part = "active" | "from" | undefined;

/** The walk of a trace after so many steps; beyond its end it is at its last. */
export function walkingAt(trace: Trace, taken: number): Walking {
  const steps = walkOf(trace);
  const place = Math.min(taken, steps.length);
  const active = place === 0 ? undefined : steps[place - 1];
  const known = new Set(
    steps.slice(0, place).map(({ phase, node }) => `${phase} ${node.name}`),
  );
  const traced = new Map(trace.nodes.map((node) => [node.name, node]));
  // A gate of a formula, `b1.mul1`, is not in the node that the formula ends with.
  const isWithin = (name: string, each: string) =>
    each.startsWith(`${name}.`) &&
    (!traced.has(name) || traced.get(each)?.role === "parameter");
  const isKnown = (phase: WalkStep["phase"], { name }: TraceNode) =>
    place === 0 || known.has(`${phase} ${name}`);
  return {
    steps,
    place,
    active,
    hasValue: (node) => isKnown("forward", node),
    hasGradient: (node) =>
      node.gradient !== undefined && isKnown("backward", node),
    part: (name) => partOf(active, (each) => each === name),
    partWithin: (name) =>
      partOf(active, (each) => each === name) ??
        partOf(active, (each) => isWithin(name, each)),
  };
}

function partOf(
  active: WalkStep | undefined,
  isIt: (name: string) => boolean,
): Part {
  if (active === undefined) return undefined;
  if (isIt(active.node.name)) return "active";
  return active.from.some(isIt) ? "from" : undefined;
}
