import type { TrainingState } from "./checkpoints/state.ts";
import type { EpochRecord } from "./evaluation/history.ts";
import type { StepSize, TrainWarning } from "./health.ts";
import { type Run, saveRun } from "./run.ts";

/** How far a training has come. Each report is the same object. */
export interface TrainProgress {
  /** What was done last: a step, a part of a validation, or an epoch with its validation. */
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
  /** The record of the epoch, after its end. */
  readonly record?: EpochRecord | undefined;
  /** How large the steps of each weight were when last measured. */
  readonly stepSizes: readonly StepSize[];
  /** Warnings about the last step; none after other phases. */
  readonly warnings: readonly TrainWarning[];
  /** All that is needed to resume from here; the next step changes its arrays. */
  save(): TrainingState;
}

/** One object that reports on a run. */
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
  return (now: TrainProgress["phase"], part = tried): TrainProgress => {
    phase = now;
    tried = part;
    return progress;
  };
}
