/**
 * What can be gradient-checked: something that runs forward and backward over
 * arrays. A layer alone, a whole network and a pair of functions are the kinds.
 *
 * @module
 */

import { type Phrase, say } from "../../../words/say.ts";
import type { Shape } from "../../base/shape.ts";
import { doublesOf, type Precision, type Values } from "../../base/values.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import type { Mode, Site, Waivers } from "../../layer/layer.ts";

/** Numbers that are moved one by one, with the gradient that backward writes for them. */
export interface Coordinates {
  /** Of what: `fc1.weight`, `x`. */
  readonly path: string;
  /** Whether they are an input, whose first axis is the batch, or a parameter. */
  readonly role: "input" | "parameter";
  /** For an input the batch axis is the first. */
  readonly shape: Shape;
  readonly values: Values;
  readonly gradient: Values;
  /** The first step that has to run again when one of them has moved. */
  readonly from: number;
  /** Recomputes the outputs that depend on one of them; see `Pass.perturb`. */
  readonly perturb?: (entry: number, outputs: EntrySpan) => boolean;
}

/** Moves every number of an array a little, as rounding would. */
export type Disturb = (values: Values) => void;

export interface Subject {
  readonly scope: "step" | "network" | "function";
  /** The step's name, or `network`. */
  readonly name: string;
  readonly layer?: string;
  readonly batch: number;
  /** All numbers that have a gradient. */
  readonly coordinates: readonly Coordinates[];
  readonly notDifferentiated: readonly NotDifferentiated[];
  readonly outputs: Values;
  /** The gradient of the outputs, from which backward starts. */
  readonly upstream: Values;
  /** The numbers that losses are computed from: a small loss may be the difference of large ones. */
  readonly magnitudes: readonly Values[];
  readonly waivers: Waivers;
  /** For a function: whether the places of its numbers mean something; default: true. */
  readonly isOrdered?: boolean;
  /**
   * Computes the outputs; steps before `from` keep their numbers.
   *
   * @param disturb moves what each step computes, before it is used.
   */
  forward(from: number, disturb?: Disturb): void;
  /** @param disturb moves the gradient that each step receives. */
  backward(disturb?: Disturb): void;
  /** Notes the choices made for some outputs; absent if no layer declares any. */
  choices?(note: (choice: number) => void, outputs: EntrySpan): void;
  /** For a function, which gets copies: what it changed so far that it must leave alone, in words. */
  changes?(): string | undefined;
  readonly site?: Site;
  /** How each gradient changes along a direction of all coordinates, by formulas, after forward and backward; absent if a layer has none. */
  second?(directions: readonly Float64Array[]): Float64Array[];
  /** How the outputs change along it, after forward. */
  tangent?(directions: readonly Float64Array[]): Float64Array;
  /** For a layer alone: the same layer over its own arrays, filled with the same numbers, until it is asked for again. */
  rebind?(options?: RebindOptions): Subject;
  /** The same in single precision, filled with the same numbers; absent if there is no such form. */
  inSingle?(): Subject;
}

/** Copies of the gradients: the arrays belong to the layer, which overwrites them. */
export function gradientCopies({ coordinates }: Subject): Float64Array[] {
  return coordinates.map(({ gradient }) => doublesOf(gradient));
}

/** All arrays that a subject reads, in turn. */
export function* allArrays({ coordinates, site }: Subject): Generator<Values> {
  for (const { values } of coordinates) yield values;
  yield* site?.inputs ?? [];
}

export function entriesOf({ coordinates }: Subject): number {
  return coordinates.reduce((n, { values }) => n + values.length, 0);
}

/** How a layer is bound again. */
export interface RebindOptions {
  /** The examples to take, by their numbers; default: all. */
  readonly examples?: readonly number[];
  /** Default: `train`. */
  readonly mode?: Mode;
  /** Default: `float64`. */
  readonly precision?: Precision;
}

const reasons: Readonly<Record<"state" | "data" | "undefined", Phrase>> = {
  /** Such as running statistics. */
  state: "forward maintains it, training does not",
  /** Such as class numbers. */
  data: "data has no gradient",
  /** Such as the exponent of a negative base. */
  undefined: "it has no gradient at these numbers",
};

/** Numbers without a gradient, for one of the reasons. */
export function undifferentiated(
  path: string,
  { length }: Values,
  reason: keyof typeof reasons,
): NotDifferentiated {
  return { path, entries: length, reason: say(reasons[reason]) };
}

/** Numbers that have no gradient. */
export interface NotDifferentiated {
  /** What they are: `target`. */
  readonly path: string;
  /** How many numbers. */
  readonly entries: number;
  /** Why. */
  readonly reason: string;
}
