/**
 * Checking gradients where a network is used: at weights from a file, on rows of
 * real data.
 *
 * @module
 */

import { createRandom } from "../../../../lib/base/random.ts";
import { widthsOf } from "../../../../lib/data/examples/example_rows.ts";
import { normalized } from "../../../../lib/fitting/normalization.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { initialize } from "../../../../lib/network/parameters.ts";
import { beginEpoch } from "../../../../lib/training/epochs/epoch.ts";
import type { NetworkDescription } from "../../../network_file/network_description.ts";
import {
  dataOption,
  readDataChoice,
  tableOptions,
  targetOption,
} from "../../words/data_options.ts";
import { fitData } from "../../../../lib/fitting/target_numbers.ts";
import { loadWeights } from "../../../../lib/weights/weights_file.ts";
import {
  type Arguments,
  type Option,
  UsageError,
} from "../../words/command.ts";
import type { Io } from "../../world/io.ts";

/** What says where a network is checked. */
export const placeOptions: readonly Option[] = [
  {
    name: "weights",
    value: "FILE",
    summary:
      "check at these weights: of nabla train, or a state dict as .safetensors or .npz",
  },
  {
    ...dataOption,
    summary: "check on rows of this data, as nabla train reads it",
  },
  targetOption,
  ...tableOptions,
];

/**
 * The numbers of a check that the command line says: parameters from weights, and
 * `x` and `target` from as many examples of the data as the batch has, drawn by the
 * seed. They are normalized as they were when the network was trained.
 *
 * @throws {UsageError} if a file cannot be read.
 * @throws {DataError} if one does not fit the network.
 */
export async function placeOf(
  network: Network,
  { batch = 3, seed = 0 }: GradcheckOptions,
  args: Arguments,
  io: Io,
): Promise<Pick<GradcheckOptions, "numbers">> {
  const weights = args.text("weights");
  const data = args.text("data");
  if (weights === undefined && data === undefined) return {};
  const numbers: Record<string, ArrayLike<number>> = {};
  let known: NetworkDescription | undefined;
  if (weights !== undefined) {
    const parameters = initialize(network, { kernels: "plain" });
    known = await loadWeights(weights, network, parameters, io);
    for (const { path, value } of parameters) numbers[path] = value;
  }
  if (data !== undefined) {
    const { x, target } = await rows(
      data,
      known,
      { network, batch, seed },
      args,
      io,
    );
    numbers.x = x;
    if (target.length > 0) numbers.target = target;
  }
  return { numbers };
}

async function rows(
  word: string,
  known: NetworkDescription | undefined,
  { network, batch, seed }: {
    readonly network: Network;
    readonly batch: number;
    readonly seed: number;
  },
  args: Arguments,
  io: Io,
): Promise<{ readonly x: Float64Array; readonly target: Float64Array }> {
  const { examples } = await fitData(word, {
    network,
    choice: readDataChoice(args),
    seed,
    ...(known?.schema === undefined
      ? {}
      : { known: { schema: known.schema, means: known.means } }),
  }, io);
  if (examples.length < batch) {
    throw new UsageError(
      `${word} has ${examples.length} examples, and the check takes ${batch}`,
      `Write --batch ${examples.length}.`,
    );
  }
  const data = known?.normalization === undefined
    ? examples
    : normalized(examples, known.normalization, { precision: "float64" });
  const [width, targetWidth] = widthsOf(data);
  const x = new Float64Array(batch * width);
  const target = new Float64Array(batch * targetWidth);
  const random = createRandom(seed).fork("rows to check on");
  const epoch = beginEpoch(data, { random });
  await epoch.next(x, target, batch);
  await epoch.close();
  return { x, target };
}
