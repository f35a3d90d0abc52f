import type { Examples } from "../data/examples/examples.ts";
import type { Network } from "../network/network.ts";
import type { NamedNumbers } from "./evaluation/named_numbers.ts";
import type { TrainOptions } from "./options.ts";
import type { TrainProgress } from "./progress.ts";
import { type TrainResult, trainSteps } from "./trainer.ts";

/** What {@linkcode train} takes. */
export interface TrainCallOptions extends TrainOptions {
  /** Called after every step, every batch of a validation and every epoch. */
  readonly onProgress?: (progress: TrainProgress) => void;
}

/** {@linkcode trainSteps} to the end. */
export async function train(
  network: Network,
  data: Examples | NamedNumbers,
  options: TrainCallOptions = {},
): Promise<TrainResult> {
  const steps = trainSteps(network, data, options);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
    options.onProgress?.(value);
  }
}
