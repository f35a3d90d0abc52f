import { writeNumbers } from "../../lib/base/values.ts";
import { changeUnits } from "../../lib/fitting/numbers/target_units.ts";
import type { TrainingPlan } from "../../lib/fitting/training_plan.ts";
import { startAtMeans } from "../../lib/training/start.ts";
import type { CompiledNetwork } from "./exercise.ts";

/**
 * Gives the new parameters of a training the numbers that the text gives, which are
 * for targets in their own units; a last bias that it does not give starts at the mean
 * of the targets.
 */
export async function startAtGiven(
  { network, given }: CompiledNetwork,
  { training, meaning, options: { parameters } }: Pick<
    TrainingPlan,
    "training" | "meaning" | "options"
  >,
): Promise<void> {
  await startAtMeans(network, parameters, training);
  const paths = new Set<string>();
  for (const { place, written } of given) {
    if (place.kind === "parameter" && !place.isGradient) {
      const path = place.parameter;
      writeNumbers(parameters.get(path).value, written.numbers, path);
      paths.add(path);
    }
  }
  changeUnits(network, parameters, {}, meaning, (path) => paths.has(path));
}
