import { say } from "../../../../words/say.ts";
import { DataError } from "../../../../lib/bytes/data_error.ts";
import {
  changeUnits,
  deviationOutOfReach,
} from "../../../../lib/fitting/numbers/target_units.ts";
import {
  planTraining,
  type TrainingPlan,
} from "../../../../lib/fitting/training_plan.ts";
import { elementCount } from "../../../../lib/base/shape.ts";
import { requireSavable } from "../../../../lib/network/cost.ts";
import type { TrainingState } from "../../../../lib/training/checkpoints/state.ts";
import { withTargetOf } from "../../../../lib/data/examples/parts.ts";
import { headsOf } from "../../../../lib/network/graph.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { startAtGiven } from "../../../exercise/given_start.ts";
import {
  identityOf,
  type NetworkDescription,
} from "../../../network_file/network_description.ts";
import {
  checkpointPath,
  requireSameRun,
  restartHelp,
} from "../../files/checkpoints.ts";
import { keepsFromLearning, lint } from "../../../linter/linter.ts";
import { formatNumber } from "../../../typesetting/numbers.ts";
import { openNetwork } from "../../files/network_file.ts";
import { fileSetting, modulesSetting } from "../../files/content.ts";
import { loadWeights } from "../../files/weights.ts";
import { printDiagnostics } from "../../files/texts.ts";
import { UsageError } from "../../words/command.ts";
import { warningWords } from "../../words/notes.ts";
import type { Io } from "../../world/io.ts";
import { differenceWords } from "./difference_words.ts";
import type { TrainSubject } from "./train_subject.ts";

export interface PlannedTraining extends
  TrainSubject,
  Pick<
    TrainingPlan,
    "training" | "options" | "optimizer" | "optimizerValues" | "learningRate"
  > {
  /** What the network's file will say of it. */
  readonly description: NetworkDescription;
}

/**
 * Puts a training together, with the weights to start from and the state to
 * continue from.
 *
 * @throws {NablaError} if something does not fit.
 * @throws {DataError} if a file is damaged, or belongs to another network.
 */
export async function loadTraining(
  subject: TrainSubject,
  io: Io,
): Promise<PlannedTraining> {
  const { choice, text, data } = subject;
  const { settings, validation, weights, files } = choice;
  if (files.out !== undefined) requireSavable(text.compiled.network);
  const plan = await planTraining(text.compiled.network, data, settings);
  const { epochs } = plan.options;
  await begin(plan, subject, io);
  const { epochs: total, ...identity } = plan.identity;
  const description: NetworkDescription = {
    text: text.compiled.text,
    libraries: text.options.libraries ?? [],
    precision: settings.precision,
    ...plan.meaning,
    training: {
      ...identity,
      validation: validation?.kind === "share" ? validation.share : undefined,
      weights: weights && await fileSetting(weights.path, io),
      layers: await modulesSetting(choice.text.layers, io),
      epochs: total,
    },
  };
  const resume = await stateToResume(subject, description, io);
  if (resume !== undefined && resume.epochs > epochs) {
    throw new UsageError(
      say(
        "--epochs {epochs} are fewer than the {done} that the checkpoint has done",
        {
          epochs,
          done: resume.epochs,
        },
      ),
      say("Give more of them, or start again with --restart."),
    );
  }
  // What was said at the start is not said again.
  if (resume === undefined) await warn(subject, plan, io);
  return {
    ...subject,
    training: plan.training,
    optimizer: plan.optimizer,
    optimizerValues: plan.optimizerValues,
    learningRate: plan.learningRate,
    description,
    options: { ...plan.options, resume },
  };
}

/** Warns of what the text and the data show before the first step. */
async function warn(
  subject: TrainSubject,
  plan: TrainingPlan,
  io: Io,
): Promise<void> {
  const { text: { source, options }, choice } = subject;
  const doubts = lint(source.text, options).filter(keepsFromLearning);
  if (doubts.length > 0) {
    printDiagnostics(doubts, source, choice.text.isShort, io);
  }
  if (choice.settings.normalize !== "none") {
    await warnOfReach(subject, plan, io);
  }
}

/** Warns of targets that a training will hardly reach. */
async function warnOfReach(
  { text: { compiled: { network } } }: TrainSubject,
  { training }: TrainingPlan,
  io: Io,
): Promise<void> {
  const heads = headsOf(network);
  for (const head of heads) {
    const part = withTargetOf(training, head.name);
    const deviation = await deviationOutOfReach(head.network, part);
    if (deviation === undefined) continue;
    const what = heads.length < 2
      ? say("the targets")
      : say("the targets of {name}", { name: head.name });
    warnOfDeviation(head.network, what, deviation, io);
  }
}

function warnOfDeviation(
  network: Network,
  what: string,
  deviation: number,
  io: Io,
): void {
  io.error(
    `${
      warningWords(say(
        "{what} deviate by {deviation} from their mean, which a training hardly reaches: let a fc with a bias end the network, as {end}, and they are learned at deviation 1",
        {
          what,
          deviation: formatNumber(deviation, 4),
          end: `${network.outputShape.length > 1 ? "flatten -> " : ""}fc(${
            elementCount(network.outputShape)
          })`,
        },
      ))
    }\n`,
  );
}

/** Gives new parameters the numbers of a file of weights, or else those that the text gives. */
async function begin(
  plan: TrainingPlan,
  { choice: { weights }, text: { compiled } }: TrainSubject,
  io: Io,
): Promise<void> {
  if (weights !== undefined) {
    const { network } = compiled;
    const { meaning, options: { parameters } } = plan;
    const known = await loadWeights(weights, network, parameters, io);
    for (const line of differenceWords(weights.path, known ?? {}, meaning)) {
      io.error(`${warningWords(line)}\n`);
    }
    changeUnits(network, parameters, known ?? {}, meaning);
    return;
  }
  await startAtGiven(compiled, plan);
}

async function stateToResume(
  { choice, text }: TrainSubject,
  description: NetworkDescription,
  io: Io,
): Promise<TrainingState | undefined> {
  const { resume, out } = choice.files;
  // PyTorch has checkpoints of its own.
  if (out === undefined || resume === "never" || choice.torch !== undefined) {
    return undefined;
  }
  const path = checkpointPath(out);
  const { layers } = text.options;
  const saved = await openNetwork(path, { layers }, io).catch(
    (error: unknown) => {
      throw error instanceof DataError
        ? new UsageError(
          say("the checkpoint cannot be read: {reason}", {
            reason: error.message,
          }),
          restartHelp(),
        )
        : error;
    },
  );
  if (saved === undefined) {
    if (resume === "wanted") {
      io.error(
        `${
          say("found no checkpoint {path}: the training starts again", { path })
        }\n`,
      );
    }
    return undefined;
  }
  if (saved.state === undefined) {
    throw new UsageError(
      say("{path} holds a network, but not the state of its training", {
        path,
      }),
      restartHelp(),
    );
  }
  const before = identityOf(saved.description);
  requireSameRun(path, before, identityOf(description));
  return saved.state;
}
