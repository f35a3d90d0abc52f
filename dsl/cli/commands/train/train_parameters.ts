/**
 * The parameters that a training on the command line starts from.
 *
 * @module
 */

import type { Parameters } from "../../../../lib/network/parameters.ts";
import { startAtMeans } from "../../../../lib/training/start.ts";
import type { CompiledNetwork } from "../../../exercise/exercise.ts";
import { loadWeights } from "../../files/weights.ts";
import type { Io } from "../../world/io.ts";
import type { TrainSubject } from "./train_subject.ts";

/**
 * Gives new parameters the numbers of a file of weights, or else those that the
 * text gives, with a last bias that it does not give at the mean of the targets.
 *
 * @throws {UsageError} if the file of weights cannot be read.
 * @throws {DataError} if it does not hold them.
 */
export async function beginParameters(
  parameters: Parameters,
  { choice: { weights }, compiled, data }: TrainSubject,
  io: Io,
): Promise<void> {
  const { network } = compiled;
  if (weights === undefined) {
    await startAtMeans(network, parameters, data.examples);
  }
  setGiven(compiled, parameters);
  if (weights !== undefined) {
    await loadWeights(weights, network, parameters, io);
  }
}

/** Writes the parameters that a text gives. */
function setGiven(compiled: CompiledNetwork, parameters: Parameters): void {
  for (const { place, written } of compiled.given) {
    if (place.kind === "parameter" && !place.isGradient) {
      parameters.get(place.parameter).value.set(written.numbers);
    }
  }
}
