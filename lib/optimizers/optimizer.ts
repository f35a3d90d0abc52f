import type { Values } from "../base/values.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** Moves parameters by their gradients. */
export interface Optimizer {
  /** Its name: `adam`. */
  readonly name: string;
  /** How many steps were taken. */
  readonly steps: number;
  /** Whether it searches how far a step goes, so that a large step is no reason to warn; default: false. */
  readonly searches?: boolean;
  /** The learning rate of each step. */
  readonly schedule: Schedule;
  /** The learning rate of the next step. */
  readonly learningRate: number;
  /** Takes one step with the gradients that backward left. */
  step(): void;
  /** What it remembers, for a checkpoint; the arrays are its own, no copies. */
  save(): OptimizerState;
  /**
   * Resumes from what {@linkcode Optimizer.save} gave.
   *
   * @throws {NablaError} if that is of another optimizer, or of other parameters.
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
  /** Other numbers; those of the schedule as `schedule.best`. */
  readonly numbers: Readonly<Record<string, number>>;
}
