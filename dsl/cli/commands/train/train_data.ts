/**
 * The data of a training: read, and divided.
 *
 * @module
 */

import {
  divideData,
  type DividedData,
  withValidation,
} from "../../../../lib/fitting/prepared_data.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { loadData } from "../../data/data.ts";
import { nameOf } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import type { TrainChoice } from "./train_choice.ts";

/**
 * Reads the data to learn from and to try the network on.
 *
 * @throws {UsageError} if it cannot be read.
 * @throws {DataError} if it does not fit.
 */
export async function loadTrainData(
  network: Network,
  { source, data: choice, seed, streams, validation }: TrainChoice,
  io: Io,
): Promise<DividedData> {
  const request = { source, choice, seed, streams };
  const data = await loadData(network, request, io);
  if (validation === undefined) return data;
  if (validation.kind === "share") {
    return divideData(data, validation.share, { seed });
  }
  const { schema, means } = data;
  // Columns are found by the names that they have in the first data.
  const target = schema === undefined ? choice.columns.target : undefined;
  const other = await loadData(network, {
    ...request,
    choice: { ...choice, columns: { ...choice.columns, target } },
    source: validation.source,
    known: schema && { schema, means },
    // A generator is not to give the same examples once more.
    seed: seed + 1,
    isBeside: true,
  }, io);
  return withValidation(data, other, nameOf(validation.source));
}
