/**
 * How far a training has come.
 *
 * @module
 */

import type { TrainingState } from "./checkpoints/state.ts";
import type { EpochRecord } from "./evaluation/history.ts";
import type { StepSize, TrainWarning } from "./health.ts";
import { type Run, saveRun } from "./run.ts";

/** How far a training has come. It is the same object each time. */
export interface TrainProgress {
  /** What was just done: a step, a part of a validation, or an epoch with its validation. */
  readonly phase: "step" | "validation" | "epoch";
  /** Which epoch it was done in; the first is 1. */
  readonly epoch: number;
  /** How many epochs there will be. */
  readonly epochs: number;
  /** How many steps were taken, over all epochs. */
  readonly step: number;
  /** How many examples of this epoch, or of the validation, were run. */
  readonly done: number;
  /** How many there are. */
  readonly total: number;
  /** The mean loss of this epoch so far. */
  readonly loss: number;
  /** The learning rate of the next step. */
  readonly learningRate: number;
  /** What the epoch gave, where it has just ended. */
  readonly record?: EpochRecord | undefined;
  /** How large the steps of each weight were when they were last looked at. */
  readonly stepSizes: readonly StepSize[];
  /** What there is to warn of in the step that was just taken; nothing where it was no step. */
  readonly warnings: readonly TrainWarning[];
  /** All that is needed to go on from here; its arrays are those that the next step changes. */
  save(): TrainingState;
}

/** One object that tells of a run, whatever it does. */
export function progressOf(run: Run) {
  const { examples, optimizer, settings } = run;
  let phase: TrainProgress["phase"] = "step";
  let tried = { done: 0, total: 0 };
  const lastRecord = () => phase === "epoch" ? run.history.at(-1) : undefined;
  const progress: TrainProgress = {
    get phase() {
      return phase;
    },
    get epoch() {
      return run.finished + (phase === "epoch" ? 0 : 1);
    },
    epochs: settings.epochs,
    get step() {
      return optimizer.steps;
    },
    get done() {
      if (phase === "validation") return tried.done;
      return phase === "epoch" ? examples.length : run.seen;
    },
    get total() {
      return phase === "validation" ? tried.total : examples.length;
    },
    get loss() {
      return lastRecord()?.loss ?? run.lossSum / run.seen;
    },
    get learningRate() {
      return optimizer.learningRate;
    },
    get record() {
      return lastRecord();
    },
    get stepSizes() {
      return run.stepSizes;
    },
    get warnings() {
      return phase === "step" ? run.warnings : [];
    },
    save: () => saveRun(run),
  };
  return {
    at(now: TrainProgress["phase"], part = tried): TrainProgress {
      phase = now;
      tried = part;
      return progress;
    },
  };
}
