/**
 * What moves parameters.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** Moves parameters by their gradients. */
export interface Optimizer {
  /** Its name: `adam`. */
  readonly name: string;
  /** How many steps were taken. */
  readonly steps: number;
  /** Whether it searches how far a step goes, so that a large one is no alarm; it does not where absent. */
  readonly searches?: boolean;
  /** The learning rate of each step. */
  readonly schedule: Schedule;
  /** The learning rate of the next step. */
  readonly learningRate: number;
  /** Takes one step with the gradients that backward left. */
  step(): void;
  /** What it remembers, for a checkpoint; the arrays are its own, not copies. */
  save(): OptimizerState;
  /**
   * Goes on from what {@linkcode Optimizer.save} gave.
   *
   * @throws {NablaError} if that was another optimizer's, or other parameters'.
   */
  load(state: OptimizerState): void;
}

/** What an optimizer remembers between steps. */
export interface OptimizerState {
  /** The optimizer's name. */
  readonly name: string;
  /** How many steps were taken. */
  readonly steps: number;
  /** Arrays by parameter and by what PyTorch calls them: `fc1.weight.exp_avg`. */
  readonly arrays: ReadonlyMap<string, Values>;
  /** Numbers besides, those of the schedule as `schedule.best`. */
  readonly numbers: Readonly<Record<string, number>>;
}
