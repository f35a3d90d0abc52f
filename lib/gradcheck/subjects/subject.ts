/**
 * What can be gradient-checked: something that runs forward and backward over
 * arrays. A layer alone, a whole network and a pair of functions are the kinds.
 *
 * @module
 */

import type { Shape } from "../../base/shape.ts";
import type { Precision, Values } from "../../base/values.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import type { Mode, Pass, Site, Waivers } from "../../layer/layer.ts";

/** Numbers that are moved one by one, with the gradient that backward writes for them. */
export interface Coordinates {
  /** Of what: `fc1.weight`, `x`. */
  readonly path: string;
  /** Whether they are an input, whose first axis is the batch, or a parameter. */
  readonly role: "input" | "parameter";
  /** Their shape; for an input the batch axis is the first. */
  readonly shape: Shape;
  /** The numbers. */
  readonly values: Values;
  /** Their gradient. */
  readonly gradient: Values;
  /** The first step that has to run again when one of them has moved. */
  readonly from: number;
  /** Recomputes the outputs that depend on one of them; see {@linkcode Pass.perturb}. */
  readonly perturb?: (entry: number, outputs: EntrySpan) => boolean;
}

/** Something to check. */
export interface Subject {
  /** Whether it is a step alone or the network. */
  readonly scope: "step" | "network" | "function";
  /** The step's name, or `network`. */
  readonly name: string;
  /** The step's layer. */
  readonly layer?: string;
  /** The number of examples. */
  readonly batch: number;
  /** All numbers that have a gradient. */
  readonly coordinates: readonly Coordinates[];
  /** All others. */
  readonly notDifferentiated: readonly NotDifferentiated[];
  /** What forward computes from them. */
  readonly outputs: Values;
  /** The gradient of the outputs, from which backward starts. */
  readonly upstream: Values;
  /** The numbers that losses are computed of: a small loss may be the difference of large ones. */
  readonly magnitudes: readonly Values[];
  /** What need not hold of it. */
  readonly waivers: Waivers;
  /** Computes the outputs; steps before `from` keep their numbers. */
  forward(from: number): void;
  /** Computes the gradients of all coordinates. */
  backward(): void;
  /** Notes the choices made for some outputs; absent where no layer declares any. */
  choices?(note: (choice: number) => void, outputs: EntrySpan): void;
  /** A layer alone: its arrays. */
  readonly site?: Site;
  /** A layer alone: its pass. */
  readonly pass?: Pass;
  /** A layer alone: the same layer over arrays of its own, filled with the same numbers. */
  rebind?(options?: RebindOptions): Subject;
  /** The same over arrays of single precision, filled with the same numbers; absent where there is no such thing. */
  inSingle?(): Subject;
}

/** The gradients as they are: the arrays belong to the layer, which writes them anew. */
export function gradientCopies({ coordinates }: Subject): Float64Array[] {
  return coordinates.map(({ gradient }) => Float64Array.from(gradient));
}

/** How many numbers a subject has. */
export function entriesOf({ coordinates }: Subject): number {
  return coordinates.reduce((n, { values }) => n + values.length, 0);
}

/** How a layer is bound anew. */
export interface RebindOptions {
  /** The examples to take, by their numbers; all where absent. */
  readonly examples?: readonly number[];
  /** `train` unless told otherwise. */
  readonly mode?: Mode;
  /** `float64` unless told otherwise. */
  readonly precision?: Precision;
}

/** What forward keeps, as running statistics. */
export function undifferentiatedState(
  path: string,
  entries: number,
): NotDifferentiated {
  return { path, entries, reason: "forward keeps it up, training does not" };
}

/** Inputs that are no variables, as class numbers. */
export function undifferentiatedData(
  path: string,
  entries: number,
): NotDifferentiated {
  return { path, entries, reason: "data has no gradient" };
}

/** Numbers that have no gradient, and so none to check. */
export interface NotDifferentiated {
  /** What they are: `target`. */
  readonly path: string;
  /** How many numbers. */
  readonly entries: number;
  /** Why. */
  readonly reason: string;
}
