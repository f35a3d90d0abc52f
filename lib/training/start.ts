import { allocate } from "../base/values.ts";
import { elementCount } from "../base/shape.ts";
import type { Examples } from "../data/examples/examples.ts";
import { withTargetOf } from "../data/examples/parts.ts";
import { type Graph, headsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";
import { initialize, type Parameters } from "../network/parameters.ts";
import type { TrainOptions } from "./options.ts";
import { outputLayer } from "./evaluation/output_layer.ts";

/** New parameters for a training, which start at the means of the targets if possible. */
export async function freshParameters(
  network: Network,
  all: Examples,
  options: TrainOptions,
): Promise<Parameters> {
  const { precision = "float32", batch = 32, resume } = options;
  const parameters = initialize(network, { ...options, precision, batch });
  if (resume === undefined) await startAtMeans(network, parameters, all);
  return parameters;
}

/**
 * Starts a network that predicts numbers at the means of the targets: if the last
 * step has a `bias` for each output, as `fc` before `mse`, they become its bias.
 * Otherwise the first steps of a training only move there (Bishop, Pattern
 * Recognition and Machine Learning, 2006, equation 3.19: the bias makes up the
 * difference between the mean of the targets and that of all other terms). A bias
 * that is not 0 stays.
 *
 * ```ts
 * import { initialize, nn, startAtMeans } from "@nabla/nabla";
 * import { examplesOf } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(1,1) -> mse`;
 * const parameters = initialize(network);
 * const shape = [1];
 * const data = examplesOf([1, 2, 3], {
 *   inputShape: shape,
 *   target: [10, 20, 60],
 *   targetShape: shape,
 * });
 * assertEquals(await startAtMeans(network, parameters, data), "fc1.bias");
 * assertEquals([...parameters.get("fc1.bias").value], [30]);
 * ```
 *
 * Of several losses it is the last step before each.
 *
 * @returns the path of the first bias that was set; undefined if none was.
 */
export async function startAtMeans(
  network: Graph,
  parameters: Parameters,
  all: Examples,
): Promise<string | undefined> {
  let first: string | undefined;
  for (const { name, network: head } of headsOf(network)) {
    const part = withTargetOf(all, name);
    const path = await startHead(head, parameters, part);
    first ??= path;
  }
  return first;
}

async function startHead(
  network: Graph,
  parameters: Parameters,
  all: Examples,
): Promise<string | undefined> {
  const last = outputLayer(network);
  const { targetShape } = all;
  if (last === undefined || targetShape === undefined) return undefined;
  const bias = parameters.get(last.bias);
  if (
    bias.value.some((value) => value !== 0) ||
    outputsOf(network, targetShape)?.predicts !== "numbers" ||
    elementCount(targetShape) !== bias.value.length
  ) return undefined;
  const width = bias.value.length;
  const means = allocate("float64", width);
  let count = 0;
  for await (const { target, length } of all.blocks()) {
    for (let i = 0; i < length; i++) {
      count++;
      for (let k = 0; k < width; k++) {
        means[k] += (target[i * width + k] - means[k]) / count;
      }
    }
  }
  // Training reports what is not finite.
  if (!means.every(Number.isFinite)) return undefined;
  bias.value.set(means);
  return bias.path;
}
