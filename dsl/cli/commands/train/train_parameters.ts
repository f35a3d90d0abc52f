/**
 * The parameters that a training on the command line starts from.
 *
 * @module
 */

import {
  initialize,
  type Parameters,
} from "../../../../lib/network/parameters.ts";
import { startAtMeans } from "../../../../lib/training/start.ts";
import type { CompiledNetwork } from "../../../exercise/exercise.ts";
import { loadWeights } from "../../../../lib/weights/weights_file.ts";
import type { Arguments } from "../../words/command.ts";
import type { Io } from "../../world/io.ts";
import type { TrainSubject } from "./train_subject.ts";

/**
 * Parameters from a file of weights, or new ones: what the text gives of them is
 * as it says, and a last bias that it does not give starts at the mean of the
 * targets.
 *
 * @throws {UsageError} if the file of weights cannot be read.
 * @throws {DataError} if it does not hold them.
 */
export async function parametersOf(
  { choice, compiled, data }: TrainSubject,
  batch: number,
  args: Arguments,
  io: Io,
): Promise<Parameters> {
  const { network } = compiled;
  const { precision, seed, kernels } = choice;
  const parameters = initialize(network, {
    seed,
    precision,
    batch,
    ...kernels,
  });
  const weights = args.text("weights");
  if (weights === undefined) {
    await startAtMeans(network, parameters, data.training);
  }
  setGiven(compiled, parameters);
  if (weights !== undefined) {
    await loadWeights(weights, network, parameters, io);
  }
  return parameters;
}

/** Writes the parameters that a text gives. */
function setGiven(compiled: CompiledNetwork, parameters: Parameters): void {
  for (const { place, written } of compiled.given) {
    if (place.kind === "parameter" && !place.isGradient) {
      parameters.get(place.parameter).value.set(written.numbers);
    }
  }
}
