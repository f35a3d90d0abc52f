/**
 * What one step of time computes in a recurrent layer.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type {
  ArgumentSpecs,
  ArgumentValues,
} from "../../definition/arguments.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";
import type { LayerExample } from "../../layer/layer.ts";
import type { MovingProducts } from "../sequences/moving.ts";

/** An array of time × batch × width with its gradient, which is empty if it is not needed. */
export interface Sequence {
  readonly values: Values;
  readonly gradient: Values;
  readonly width: number;
}

/** What a direction of a recurrent layer begins or ends with, batch × width, and its gradient. */
export interface End {
  readonly values: Values;
  readonly gradient: Values;
}

/** What a recurrent layer computes in one step of time. */
export interface RecurrentCell {
  readonly name: string;
  readonly summary: string;
  readonly gradients: Readonly<Record<string, string>>;
  /** How many gates it has: each weight has as many rows for each number of the state. */
  readonly gates: number;
  /** Whether what comes from the input and from the state are not just added, so that their gradients differ. */
  readonly isSplit?: boolean;
  /** Whether it has cells beside its states. */
  readonly hasCell?: boolean;
  /** Arguments of its own. */
  readonly arguments?: ArgumentSpecs;
  /** What it is tried on because of them. */
  readonly examples?: readonly LayerExample[];
  /** How many numbers its states have, for such arguments, if they are projected. */
  stateWidth?(given: ArgumentValues): number | undefined;
  /** Whether its states have a kink at 0, for such arguments. */
  isKinked?(given: ArgumentValues): boolean;
  bind(site: CellSite, given: ArgumentValues): CellPass;
}

/** `weight_hh`, `bias_hh` and `weight_hr`, or what belongs to them. */
export type StateWeights = readonly [
  weight: Values,
  bias: Values | undefined,
  projection?: Values | undefined,
];

/** Both ways through a step of time. */
export interface CellPass {
  /** Computes the state after step `t`, from the state before it and both products. */
  forward(t: number): void;
  /** Computes the gradients of both products from `dstate`, the gradient of the state after step `t`, and overwrites it with what reaches the state before directly, not through a product. */
  backward(t: number): void;
  /** Overwrites those gradients of the weights of the state that belong to products of the cell's own; called after all steps backward. */
  stateGradients?(gradients: StateWeights): void;
  /** Its cells, one more than there are steps, batch × width each, if it has any; backward reads the gradient of the last and writes all others. */
  readonly cells?: End;
  /** The same along a direction, over arrays of changes. */
  along(changes: CellChanges): CellAlong;
}

/** Both ways through a step of time along a direction. */
export interface CellAlong {
  /** Computes the change of the state after step `t`, from those of the state before it and of both products. */
  tangent(t: number): void;
  /** As that of the cell, for the changes. */
  stateGradients?(gradients: StateWeights): void;
  /** The changes of its cells, if it has any. */
  readonly cells?: End;
  /** As backward, for the changes; called just before it, so that `dstate` is still the gradient of the state after step `t`. */
  second(t: number): void;
}

/** The changes of those arrays of a cell that it reads or writes. */
export interface CellChanges extends
  Pick<
    CellSite,
    | "fromInput"
    | "fromState"
    | "dFromState"
    | "states"
    | "dstate"
    | "stateWeights"
  > {
  /** Changes of products. */
  readonly products: MovingProducts;
}

/** The arrays of a cell; a row of gates has those of the first gate first. */
export interface CellSite {
  readonly time: number;
  readonly batch: number;
  /** How many numbers a gate has, and a cell. */
  readonly width: number;
  /** How many numbers the state has: as many, unless it is projected. */
  readonly stateWidth: number;
  /** `W_ih·x + b_ih`, time × batch × gates·width; backward overwrites it with its gradient, as forward computes it again. */
  readonly fromInput: Values;
  /** `W_hh·h + b_hh` for the step that is computed, batch × gates·width. */
  readonly fromState: Values;
  /** Its gradients, time × batch × gates·width; the same array as `fromInput` if the cell adds the two. */
  readonly dFromState: Values;
  /** The states, one more than there are steps, batch × state width each; the first in the order of steps is given, or 0. */
  readonly states: Values;
  /** The states one by one. */
  readonly statesAt: readonly Values[];
  /** The weight and the bias, if any, of the product with the state, and the weight of its projection, for a cell that makes products of its own with them. */
  readonly stateWeights: StateWeights;
  /** The gradient of one state, batch × state width. */
  readonly dstate: Values;
  /** Which state stands before step `t`. */
  before(t: number): number;
  /** Which state stands after step `t`. */
  after(t: number): number;
  readonly kernels: Kernels;
  scratch(length: number): Values;
}
