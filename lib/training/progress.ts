import type { TrainingState } from "./checkpoints/state.ts";
import type { EpochRecord } from "./evaluation/history.ts";
import type { StepSize, TrainWarning } from "./health.ts";
import { isOver, type Run, saveRun } from "./run.ts";

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
  /** Whether it ends with this: all epochs are done, or its patience is over. */
  readonly isLast: boolean;
  /** The record of the epoch, after its end. */
  readonly record?: EpochRecord | undefined;
  /** How large the steps of each weight were when last measured. */
  readonly stepSizes: readonly StepSize[];
  /** Warnings about the last step; none after other phases. */
  readonly warnings: readonly TrainWarning[];
  /** All that is needed to resume from here; the next step changes its arrays. */
  save(): TrainingState;
}

/** Makes the report on a run after it did something; a validation tells how much of it is done. */
export function progressOf(run: Run) {
  const { examples: { length }, optimizer, settings: { epochs } } = run;
  const progress = { epochs, save: () => saveRun(run) };
  return (
    phase: TrainProgress["phase"],
    validation?: Pick<TrainProgress, "done" | "total">,
  ): TrainProgress => {
    const isEpoch = phase === "epoch";
    const record = isEpoch ? run.history.at(-1) : undefined;
    return Object.assign(progress, {
      phase,
      epoch: run.finished + (isEpoch ? 0 : 1),
      step: optimizer.steps,
      done: isEpoch ? length : run.seen,
      total: length,
      ...validation,
      loss: record?.loss ?? run.lossSum / run.seen,
      learningRate: optimizer.learningRate,
      isLast: isEpoch && isOver(run),
      record,
      stepSizes: run.stepSizes,
      warnings: phase === "step" ? run.warnings : [],
    });
  };
}
