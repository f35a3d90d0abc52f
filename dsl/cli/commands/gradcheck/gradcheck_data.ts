/**
 * Checking gradients where a network is used: at weights from a file, on rows of
 * real data.
 *
 * @module
 */

import {
  type DrawnRows,
  drawRows,
} from "../../../../lib/fitting/drawn_rows.ts";
import { normalizeExamples } from "../../../../lib/fitting/normalization.ts";
import type { DataMeaning } from "../../../../lib/fitting/prepared_data.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { initialize } from "../../../../lib/network/parameters.ts";
import { loadData } from "../../data/data.ts";
import { loadWeights } from "../../files/weights.ts";
import { nameOf } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import type { PlaceChoice } from "./gradcheck_choice.ts";

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
  options: GradcheckOptions,
  place: PlaceChoice,
  io: Io,
): Promise<Pick<GradcheckOptions, "numbers">> {
  const { weights } = place;
  const numbers: Record<string, ArrayLike<number>> = {};
  let known: DataMeaning = {};
  if (weights !== undefined) {
    const parameters = initialize(network, { kernels: "plain" });
    known = await loadWeights(weights, network, parameters, io) ?? {};
    for (const { path, value } of parameters) numbers[path] = value;
  }
  const rows = await rowsOf(network, options, place, known, io);
  if (rows !== undefined) {
    numbers.x = rows.x;
    if (rows.target.length > 0) numbers.target = rows.target;
  }
  return Object.keys(numbers).length === 0 ? {} : { numbers };
}

async function rowsOf(
  network: Network,
  { batch = 3, seed = 0 }: GradcheckOptions,
  { source, data: choice }: PlaceChoice,
  { schema, means, normalization }: DataMeaning,
  io: Io,
): Promise<DrawnRows | undefined> {
  if (source === undefined) return undefined;
  const { examples } = await loadData(network, {
    source,
    choice,
    seed,
    known: schema && { schema, means },
  }, io);
  const data = normalization === undefined
    ? examples
    : normalizeExamples(examples, normalization, { precision: "float64" });
  return await drawRows(nameOf(source), data, { batch, seed });
}
