import type { Shape } from "../../../lib/base/shape.ts";
import {
  fitArrays,
  type FitArraysOptions,
} from "../../../lib/fitting/array_data.ts";
import type { FittedData } from "../../../lib/fitting/fitted_data.ts";
import {
  generatedData,
  makeExamples,
} from "../../../lib/fitting/generated_data.ts";
import { inputShapeIn } from "../../../lib/fitting/input_shape.ts";
import type { KnownColumns } from "../../../lib/fitting/known_columns.ts";
import { fitTable } from "../../../lib/fitting/table_data.ts";
import type { Network } from "../../../lib/network/network.ts";
import { choicesFor, requireUse } from "../words/data_options.ts";
import { inputName } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { type ArraysRequest, withTargets } from "./arrays.ts";
import { generatorIn } from "./generated.ts";
import { openData } from "./open_data.ts";

/** Data that a command asks for. */
interface DataRequest extends ArraysRequest {
  /** For generators. */
  readonly seed: number;
  /** Whether a table is read again for each epoch; default: if it is large. */
  readonly streams?: boolean | undefined;
  /** What the columns mean, if that was learned before. */
  readonly known?: KnownColumns | undefined;
  /** The labels of classes in arrays, if they were learned before. */
  readonly labels?: Pick<FitArraysOptions, "labels" | "losses"> | undefined;
}

/**
 * Reads data for a network.
 *
 * @throws {UsageError} if it cannot be read, or its targets are not named.
 * @throws {DataError} if it does not fit.
 */
export async function loadData(
  network: Network,
  request: DataRequest,
  io: Io,
): Promise<FittedData> {
  const { source, choice, streams, known } = request;
  const call = await generatorIn(source, io);
  if (call !== undefined) {
    requireUse(request, call, "is a generator");
    return await generatedData(network, call, request);
  }
  const file = await openData(source, choice, known, io);
  if (file.kind === "table") {
    const { table, size } = file;
    const has = (name: string) => table.columns.includes(name);
    const { inputs, target } = choicesFor(network, choice, has);
    const columns = {
      ...choice.columns,
      ...inputs && { inputs },
      ...target && { target },
    };
    return await fitTable(network, table, { ...columns, known, streams, size });
  }
  const { arrays, reading } = await withTargets(network, file, request, io);
  return await fitArrays(network, arrays, {
    isBytes: file.kind === "array" && file.isBytes,
    ...request.labels,
    arrays: reading,
  });
}

/**
 * The shape of one input.
 *
 * @throws {UsageError} if the data cannot be read.
 * @throws {DataError} if it tells none.
 */
export async function inputShapeOfData(
  { source, choice, seed }: Pick<DataRequest, "source" | "choice" | "seed">,
  io: Io,
): Promise<Shape> {
  const call = await generatorIn(source, io);
  if (call !== undefined) {
    return makeExamples("--data", call, { seed }).examples.inputShape;
  }
  const file = await openData(source, choice, undefined, io);
  return await inputShapeIn(inputName(source), file, choice);
}
