import type { Examples } from "../../lib/data/examples/examples.ts";
import type { Network } from "../../lib/network/network.ts";
import type { NamedNumbers } from "../../lib/training/evaluation/named_numbers.ts";
import * as plain from "../../lib/training/train.ts";
import type { TrainResult } from "../../lib/training/trainer.ts";
import { showing } from "./showing.ts";
import { trainingText } from "./training_words.ts";

const showingTraining = showing<TrainResult>({
  text: trainingText,
  media: async (result) => {
    const { trainingMedia } = await import("./training_media.ts");
    return trainingMedia(result);
  },
});

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
 * Several inputs and targets are given by name:
 *
 * ```ts
 * import { nn, train } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const network = nn`
 *   a: input(2)
 *   b: input(1)
 *   concat(a, b) -> fc(4) -> tanh -> h: id
 *   h -> fc(1) -> price: mse
 *   h -> fc(2) -> kind: cross_entropy
 * `;
 * const { history } = await train(network, {
 *   inputs: { a: [0, 0, 0, 1, 1, 0, 1, 1], b: [1, 2, 3, 4] },
 *   targets: { price: [1, 3, 3, 5], kind: [0, 1, 1, 0] },
 * }, { epochs: 2 });
 * assert((history.at(-1)?.losses?.price ?? 0) > 0);
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
  data: Examples | NamedNumbers,
  options: plain.TrainCallOptions = {},
): Promise<TrainResult> {
  return showingTraining(await plain.train(network, data, options));
}
