import { formatCount, list } from "../../../lib/base/words.ts";
import { requireNormalizations } from "../../../lib/fitting/meaning_mistakes.ts";
import type { Network } from "../../../lib/network/network.ts";
import type { Parameters } from "../../../lib/network/parameters.ts";
import { withoutState } from "../../../lib/training/checkpoints/checkpoint.ts";
import { readStateDict } from "../../../lib/weights/state_dict.ts";
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
import { readGiven } from "./weights_map.ts";

/**
 * Reads the parameters of a network from a `.safetensors` or `.npz` file with
 * PyTorch's names, and says which names stand for others, and which of them only
 * their shapes told. Returns what else a file of `nabla train` says of them.
 *
 * @throws {UsageError} if there is no such file, or no table of names.
 * @throws {DataError} if it does not hold the parameters of the network.
 */
export async function loadWeights(
  { path, prefix, ...choice }: WeightsChoice,
  network: Network,
  parameters: Parameters,
  io: Io,
): Promise<NetworkDescription | undefined> {
  const given = await readGiven(choice, io);
  const read = await withFile(path, io, async (file) => {
    const saved = await readWeightsFile(file);
    const tensors = withoutState(saved.tensors);
    const { renamed, byShape } = await readStateDict(
      parameters,
      network,
      tensors,
      { file: path, prefix, given, byShape: true },
    );
    const byName = [...renamed].filter(([name]) => !byShape.has(name));
    for (
      const problem of [
        byName.length > 0 && say("names are read as {names}", {
          names: pairsOf(byName),
        }),
        byShape.size > 0 && say("found by their shapes alone: {names}", {
          names: pairsOf([...byShape], byShape.size),
        }),
      ]
    ) {
      if (problem === false) continue;
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

function pairsOf(
  renamed: readonly (readonly [name: string, ours: string])[],
  most = mostNamed,
): string {
  const pairs = renamed.map(([name, ours]) => `${name} → ${ours}`);
  const words = pairs.length <= most ? pairs : [
    ...pairs.slice(0, most - 1),
    say("{count} more", { count: formatCount(pairs.length - most + 1) }),
  ];
  return list(words, "and");
}
