import type { Examples } from "../data/examples/examples.ts";
import type { Network } from "../network/network.ts";
import type { TrainOptions } from "./options.ts";
import type { TrainProgress } from "./progress.ts";
import { type TrainResult, trainSteps } from "./trainer.ts";

/** What {@linkcode train} takes. */
export interface TrainCallOptions extends TrainOptions {
  /** Called after every step, every batch of a validation and every epoch. */
  readonly onProgress?: (progress: TrainProgress) => void;
}

/**
 * Trains a network: `epochs` passes over the examples in batches, with a step of
 * the optimizer after each batch. The same seed, text and data give the same
 * parameters to the bit, for any number of threads.
 *
 * ```ts
 * import { nn, train } from "@nabla/nabla";
 * import { moons, splitExamples } from "@nabla/nabla/data";
 * import { assert } from "@std/assert";
 *
 * const network = nn`fc(2,16) -> tanh -> fc(2) -> cross_entropy`;
 * const [data, validation] = splitExamples(moons({ examples: 300 }), 0.2);
 * const { history } = await train(network, data, { validation });
 * assert((history.at(-1)?.validation?.metrics.accuracy ?? 0) > 0.9);
 * ```
 *
 * Its pieces can be combined in other ways:
 *
 * ```ts
 * import { adam, nn } from "@nabla/nabla";
 *
 * const net = nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`.bind({ batch: 4 });
 * const optimizer = adam(net.parameters, { learningRate: 0.05 });
 * net.x.set([0, 0, 0, 1, 1, 0, 1, 1]);
 * net.target.set([0, 1, 1, 0]);
 * for (let i = 0; i < 10; i++) {
 *   net.forward();
 *   net.backward();
 *   optimizer.step();
 * }
 * ```
 *
 * A training whose numbers become infinite or NaN ends with the last good
 * parameters and says which layer broke it.
 *
 * @throws {NablaError} if the network has no loss, or the examples do not fit it.
 * @throws {NablaError} if an option is out of range, or a layer cannot work with
 * the numbers, as a class number that is too large.
 */
export async function train(
  network: Network,
  data: Examples,
  options: TrainCallOptions = {},
): Promise<TrainResult> {
  const steps = trainSteps(network, data, options);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
    options.onProgress?.(value);
  }
}
