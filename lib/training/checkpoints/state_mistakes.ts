import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Metric } from "../../metrics/metric.ts";
import type { Parameters } from "../../network/parameters.ts";
import { requireArrays } from "../../optimizers/state.ts";
import { arraysOf, type TrainingState } from "./state.ts";

interface ResumableTraining {
  readonly parameters: Parameters;
  readonly metrics: readonly Metric[];
  /** How many losses the network has. */
  readonly losses: number;
  readonly isAveraged: boolean;
  /** How many examples an epoch has. */
  readonly length: number;
  readonly batch: number;
  /** How many batches make a step. */
  readonly accumulate: number;
}

/**
 * Checks that a state, which may come from anyone's file, is one that this training
 * can have had. The optimizer, the metrics and the streams of chance check their
 * own parts.
 *
 * @throws {NablaError} if it is not.
 */
export function requireTrainingState(
  state: TrainingState,
  training: ResumableTraining,
): void {
  const { parameters, metrics, isAveraged } = training;
  const wanted = arraysOf(parameters);
  requireArrays(say("the parameters"), arraysOf(state.parameters), wanted);
  requireArrays(say("the kept parameters"), state.kept, wanted);
  requireEpochs(state);
  requirePlace(state, training);
  requireSizes(state, training);
  if (state.metrics.length !== metrics.length) {
    fail(
      say("it must measure {count} metrics", { count: metrics.length }),
      state.metrics.length,
    );
  }
  const parts = training.losses < 2 ? 0 : training.losses + 1;
  if ((state.partSums?.length ?? 0) !== parts) {
    fail(
      say("it must have {count} sums of losses", { count: parts }),
      state.partSums?.length ?? say("none"),
    );
  }
  if (!state.partSums?.every(Number.isFinite)) {
    if (parts > 0) {
      fail(say("the sums of losses must be numbers"), say("others"));
    }
  }
  if ((state.average !== undefined) !== isAveraged) {
    fail(
      say("a moving average must be saved if one is taken, and only then"),
      say(isAveraged ? "none" : "one"),
    );
  }
}

function requireEpochs({ epochs, history, keptEpoch }: TrainingState): void {
  if (
    history.length !== epochs ||
    history.some(({ epoch }, i) => epoch !== i + 1)
  ) {
    fail(
      say("the history must be that of {count} epochs", { count: epochs }),
      history.length,
    );
  }
  if (keptEpoch > epochs) {
    fail(
      say("the kept epoch must be one of the {count} that were done", {
        count: epochs,
      }),
      keptEpoch,
    );
  }
}

function requirePlace(
  { seen, lossSum }: TrainingState,
  { length, batch, accumulate }: ResumableTraining,
): void {
  const isBetween = seen === length ||
    (seen < length && seen % (batch * accumulate) === 0);
  if (!isBetween) {
    fail(
      say("it must lie between two steps of {count} examples", {
        count: length,
      }),
      seen,
    );
  }
  if (!Number.isFinite(lossSum)) {
    fail(say("the sum of losses must be a number"), lossSum);
  }
}

/** No network is bound to a batch of a size that does not occur. */
function requireSizes(
  { chance }: TrainingState,
  { length, batch }: ResumableTraining,
): void {
  const sizes = [Math.min(batch, length), length % batch];
  for (const key of Object.keys(chance)) {
    const [size] = key.split(" ");
    if (sizes.some((each) => each > 0 && String(each) === size)) continue;
    fail(
      say("each stream of chance must be of a batch size that occurs"),
      JSON.stringify(key.slice(0, 80)),
    );
  }
}

function fail(rule: string, found: string | number): never {
  throw new NablaError("state", {
    subject: say("the training"),
    rule,
    found,
  });
}
