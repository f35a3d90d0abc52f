import { drawRows } from "../../../../lib/fitting/drawn_rows.ts";
import { normalizeExamples } from "../../../../lib/fitting/normalization.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { initialize } from "../../../../lib/network/parameters.ts";
import { loadData } from "../../data/data.ts";
import { loadWeights } from "../../files/weights.ts";
import { inputName } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import type { GradcheckChoice } from "./gradcheck_choice.ts";

/**
 * The numbers of a check that files give: parameters from weights, and `x` and
 * `target` from as many examples as the batch has, drawn by the seed. They are
 * normalized as they were when the network was trained.
 *
 * @throws {UsageError} if a file cannot be read.
 * @throws {DataError} if one does not fit the network.
 */
export async function numbersOfFiles(
  network: Network,
  { options: { batch = 3, seed = 0 }, place }: GradcheckChoice,
  io: Io,
): Promise<GradcheckOptions["numbers"]> {
  const { weights, source, data: choice } = place;
  if (weights === undefined && source === undefined) return undefined;
  const numbers: Record<string, ArrayLike<number>> = {};
  const parameters = initialize(network, { kernels: "plain" });
  const { schema, means, normalization } = weights === undefined
    ? {}
    : await loadWeights(weights, network, parameters, io) ?? {};
  if (weights !== undefined) {
    for (const { path, value } of parameters) numbers[path] = value;
  }
  if (source !== undefined) {
    const known = schema && { schema, means };
    const request = { source, choice, seed, known };
    const { examples } = await loadData(network, request, io);
    const data = normalization === undefined
      ? examples
      : normalizeExamples(examples, normalization, { precision: "float64" });
    const rows = await drawRows(inputName(source), data, { batch, seed });
    numbers.x = rows.x;
    if (rows.target.length > 0) numbers.target = rows.target;
  }
  return numbers;
}
