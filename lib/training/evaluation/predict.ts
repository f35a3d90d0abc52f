import { NablaError } from "../../base/nabla_error.ts";
import { elementCount } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { Network } from "../../network/network.ts";
import { batchOf } from "../../network/cost.ts";
import { inferenceBatches } from "./batches.ts";
import { type EvaluateOptions, evaluationBatch } from "./evaluate.ts";

/** What {@linkcode predict} takes. */
export interface PredictOptions extends Omit<EvaluateOptions, "metrics"> {
  /** Called between layers; what it throws stops the work. */
  readonly between?: (() => void) | undefined;
}

/**
 * Runs a network in use, without its loss, on inputs that lie one after the other,
 * and returns the outputs in the same way.
 *
 * ```ts
 * import { initialize, nn, predict } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(2,1) -> sigmoid -> bce`;
 * const parameters = initialize(network);
 * assertEquals(predict(network, [0, 0, 1, 1, 2, 2], { parameters }).length, 3);
 * ```
 *
 * @throws {NablaError} if the numbers are not of whole inputs, `batch` is not a
 * positive integer, or a layer cannot work with the numbers.
 * @throws {NablaError} if the parameters belong to another network.
 */
export function predict(
  network: Network,
  x: ArrayLike<number>,
  options: PredictOptions,
): Values {
  return predictor(network, options)(x);
}

/** {@linkcode predict} for many calls, for which the network is bound once. */
export function predictor(
  network: Network,
  options: PredictOptions,
): (x: ArrayLike<number>) => Values {
  const { parameters, batch = batchOf(network, evaluationBatch), between } =
    options;
  const batches = inferenceBatches(network, parameters);
  const width = elementCount(network.inputShape);
  const outputs = elementCount(network.outputShape);
  return (x) => {
    const count = x.length / width;
    if (!Number.isInteger(count)) {
      throw new NablaError("length", {
        action: "predict",
        name: "each input",
        expected: width,
        found: x.length,
      });
    }
    const y = allocate(parameters.precision, count * outputs);
    for (let done = 0; done < count;) {
      const some = Math.min(batch, count - done);
      // A few sizes are enough; copies of the last example fill the rest.
      const net = batches.of(Math.min(batch, 2 ** Math.ceil(Math.log2(some))));
      const last = (count - 1) * width;
      for (let i = 0, from = done * width; i < net.x.length; i++, from++) {
        net.x[i] = x[from < x.length ? from : last + i % width];
      }
      net.predict(between);
      y.set(net.y.subarray(0, some * outputs), done * outputs);
      done += some;
    }
    return y;
  };
}
