import { formatCount, list } from "../../../lib/base/words.ts";
import { requireNormalizations } from "../../../lib/fitting/meaning_mistakes.ts";
import type { Network } from "../../../lib/network/network.ts";
import type { Parameters } from "../../../lib/network/parameters.ts";
import { withoutState } from "../../../lib/training/checkpoints/checkpoint.ts";
import { loadParameters } from "../../../lib/weights/state_dict.ts";
import { readWeightsFile } from "../../../lib/weights/weights_file.ts";
import { say } from "../../../words/say.ts";
import {
  descriptionIn,
  type NetworkDescription,
  orDataError,
} from "../../network_file/network_description.ts";
import { noSuchFile } from "../words/command.ts";
import type { WeightsChoice } from "../words/weights_options.ts";
import type { Io } from "../world/io.ts";
import { withFile } from "./source.ts";

/**
 * Reads the parameters of a network from a `.safetensors` or `.npz` file with
 * PyTorch's names, and says which names stand for others. Returns what else a file
 * of `nabla train` says of them.
 *
 * @throws {UsageError} if there is no such file.
 * @throws {DataError} if it does not hold the parameters of the network.
 */
export async function loadWeights(
  { path, ...naming }: WeightsChoice,
  network: Network,
  parameters: Parameters,
  io: Io,
): Promise<NetworkDescription | undefined> {
  const read = await withFile(path, io, async (file) => {
    const saved = await readWeightsFile(file);
    const tensors = withoutState(saved.tensors);
    const renamed = await loadParameters(parameters, network, tensors, {
      file: path,
      ...naming,
    });
    if (renamed.size > 0) {
      const problem = renamedWords(renamed);
      io.error(`${say("{place}: {problem}", { place: path, problem })}\n`);
    }
    const known = descriptionIn(path, saved);
    orDataError(path, () => requireNormalizations(known ?? {}, network));
    return { known };
  });
  if (read === undefined) throw noSuchFile(path);
  return read.known;
}

/** The most names that are told one by one. */
const mostNamed = 4;

function renamedWords(renamed: ReadonlyMap<string, string>): string {
  const pairs = [...renamed].map(([name, ours]) => `${name} → ${ours}`);
  const words = pairs.length <= mostNamed ? pairs : [
    ...pairs.slice(0, mostNamed - 1),
    say("{count} more", { count: formatCount(pairs.length - mostNamed + 1) }),
  ];
  return say("names are read as {names}", { names: list(words, "and") });
}
