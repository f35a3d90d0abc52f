import { say } from "../../words/say.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { restoreParameters } from "./checkpoints/state.ts";
import {
  brokenParameter,
  type Divergence,
  requireFinite,
} from "./divergence.ts";
import { beginEpoch } from "./epochs/epoch.ts";
import { evaluateSteps } from "./evaluation/evaluate.ts";
import { requireFit, requireSameUnits } from "./evaluation/example_mistakes.ts";
import type { EpochRecord, Evaluation } from "./evaluation/history.ts";
import { examplesIn, type NamedNumbers } from "./evaluation/named_numbers.ts";
import type { TrainOptions } from "./options.ts";
import { measureIn } from "./evaluation/own_units.ts";
import { progressOf, type TrainProgress } from "./progress.ts";
import { beginRun, isOver, type Run, settleResult } from "./run.ts";
import { freshParameters } from "./start.ts";
import { undoSteps } from "./step_undo.ts";
import { endEpoch, orderOf, takeStep } from "./step.ts";

/** What a training gives. */
export interface TrainResult {
  /** The parameters of the epoch with the lowest validation loss, without validation or with `keep: "last"` of the last; with `average` their average. */
  readonly parameters: Parameters;
  /** Each epoch. */
  readonly history: readonly EpochRecord[];
  /** The epoch of these parameters; 0 for those at the start. */
  readonly epoch: number;
  /** Why it ended: all `epochs` were done, `patience` ran out, or it `diverged`. */
  readonly reason: "epochs" | "patience" | "diverged";
  /** What broke it, if it diverged; the parameters are then the last good ones. */
  readonly divergence?: Divergence;
}

/**
 * `train` in small pieces, to show progress, save or stop: each `next` takes one
 * step, or one batch of a validation.
 *
 * ```ts
 * import { nn, trainSteps } from "@nabla/nabla";
 * import { moons } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(2,8) -> tanh -> fc(2) -> cross_entropy`;
 * const steps = trainSteps(network, moons({ examples: 64 }), { epochs: 2 });
 * const seen: string[] = [];
 * for await (const { phase, epoch, done } of steps) {
 *   seen.push(`${epoch} ${phase} ${done}`);
 * }
 * assertEquals(seen.slice(0, 3), ["1 step 32", "1 step 64", "1 epoch 64"]);
 * ```
 *
 * @throws {NablaError} if the network has no loss, or the examples or the state to
 * resume from do not fit it.
 * @throws {NablaError} if an option is out of range, or a layer cannot work with
 * the numbers.
 */
export async function* trainSteps(
  network: Network,
  data: Examples | NamedNumbers,
  options: TrainOptions = {},
): AsyncGenerator<TrainProgress, TrainResult> {
  const action = say("train");
  const examples = examplesIn(action, network, data);
  requireFit(action, network, examples, "data");
  const { validation: trial, ...others } = options;
  const validation = trial && examplesIn(action, network, trial);
  if (validation !== undefined) {
    requireFit(action, network, validation, "validation");
    requireSameUnits(examples, validation);
  }
  const parameters = options.parameters ??
    await freshParameters(network, examples, options);
  requireFinite(options.resume?.parameters ?? parameters);
  const run = beginRun(network, examples, parameters, {
    ...others,
    ...validation && { validation },
  });
  const at = progressOf(run);
  const undo = undoSteps(run);
  while (!isOver(run)) {
    const epoch = beginEpoch(examples, {
      random: orderOf(run),
      skip: run.seen,
      held: run.held,
    });
    try {
      while (run.seen < examples.length) {
        const divergence = await takeStep(run, epoch, undo);
        if (divergence !== undefined) return lastGood(run, divergence);
        yield at("step");
      }
    } finally {
      await epoch.close();
    }
    // What the last step broke would only show in the next one.
    const broken = brokenParameter(run.parameters);
    if (broken !== undefined) return lastGood(run, broken);
    settleResult(run);
    let tried: Evaluation | undefined;
    if (validation !== undefined && run.trial !== undefined) {
      const { trial: batches, trialMetrics: metrics } = run;
      const measure = measureIn(network, validation);
      const trial = evaluateSteps(batches, validation, {
        metrics,
        measure,
        between: run.between,
      });
      for (;;) {
        const { done, value } = await trial.next();
        if (done) {
          tried = value;
          break;
        }
        yield at("validation", value);
      }
    }
    endEpoch(run, tried);
    yield at("epoch");
  }
  return finish(run);
}

function finish(run: Run): TrainResult {
  const { settings, result, history, finished } = run;
  // A validation loss may never have been a number.
  const isBest = settings.keep === "best" && run.keptEpoch > 0;
  settleResult(run);
  if (isBest) restoreParameters(result, run.kept);
  return {
    parameters: result,
    history,
    epoch: isBest ? run.keptEpoch : finished,
    reason: finished < settings.epochs ? "patience" : "epochs",
  };
}

function lastGood(run: Run, divergence: Divergence): TrainResult {
  restoreParameters(run.result, run.kept);
  return {
    parameters: run.result,
    history: run.history,
    epoch: run.keptEpoch,
    reason: "diverged",
    divergence,
  };
}
