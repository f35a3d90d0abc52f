import { elementCount } from "../../../lib/base/shape.ts";
import { plural } from "../../../lib/base/words.ts";
import type { Values } from "../../../lib/base/values.ts";
import { drawnRows } from "../../../lib/bridges/onnx/trial/drawn_rows.ts";
import { onnxTrial } from "../../../lib/bridges/onnx/trial/trial.ts";
import { knownColumnsOf } from "../../../lib/fitting/known_columns.ts";
import { rowsOfArrays, rowsOfTable } from "../../../lib/fitting/predictions.ts";
import { say } from "../../../words/say.ts";
import type { NetworkToSave } from "../../network_file/saved_network.ts";
import { formatNumber } from "../../typesetting/numbers.ts";
import { onnxOptionsOf } from "../files/exported.ts";
import { openRuntime } from "../files/onnxruntime.ts";
import type { DataChoice } from "../words/data_options.ts";
import { UsageError } from "../words/command.ts";
import type { OnnxChoice } from "../words/onnx_options.ts";
import { inputName, type InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { openData } from "./open_data.ts";
import { inputsIn } from "./predicted_rows.ts";

/** How far a model is from the network. */
export interface VerifiedOnnx {
  /** What ran it, with its version where that is told. */
  readonly runtime: string;
  readonly rows: number;
  /** The largest difference of an output. */
  readonly difference: number;
  /** The largest output. */
  readonly largest: number;
}

const drawnCount = 16;

/** Of data no more rows are run. */
const mostRows = 1000;

/** Differences of single precision are a tenth of this beside the largest output. */
const bound = 1e-4;

/**
 * Runs a network's model in onnxruntime on drawn rows, and on those of a file.
 *
 * @throws {UsageError} if there is no onnxruntime, or it gives other numbers.
 */
export async function verified(
  saved: NetworkToSave,
  { verify, ...writing }: OnnxChoice,
  io: Io,
): Promise<VerifiedOnnx> {
  const { network, parameters, description = {} } = saved;
  const runtime = await openRuntime(io);
  const trial = onnxTrial(network, parameters, onnxOptionsOf(saved, writing));
  const run = await runtime.load(trial.bytes);
  const count = network.inputs.length === 0 ? 1 : drawnCount;
  const drawn = drawnRows(network, description, count, 1);
  const all = [{ rows: drawn, count }];
  if (verify?.data !== undefined) {
    all.push(await rowsIn(saved, verify.data, io));
  }
  let [rows, difference, largest] = [0, 0, 0];
  for (const each of all) {
    const { rows: own, count } = each;
    const found = await run(trial.inputs(own, count));
    for (const { name, values } of trial.outputs(own, count)) {
      const others = found.get(name) ?? [];
      const apart = apartOf(values, others);
      difference = Math.max(difference, apart.difference);
      largest = Math.max(largest, apart.largest);
    }
    rows += count;
  }
  await run.close();
  if (difference <= bound * Math.max(largest, Number.MIN_VALUE)) {
    return { runtime: runtime.name, rows, difference, largest };
  }
  throw new UsageError(
    say(
      "{runtime} gives other numbers than nabla in {rows}: {difference} apart, of outputs up to {largest}",
      {
        runtime: runtime.name,
        rows: plural(rows, "row"),
        difference: formatNumber(difference, 2),
        largest: formatNumber(largest, 4),
      },
    ),
    say("Without --verify the model is written all the same."),
  );
}

/** The largest difference and the largest number; two NaN are equal. */
function apartOf(ours: Values, others: ArrayLike<number>) {
  let [difference, largest] = [0, 0];
  for (const [i, value] of ours.entries()) {
    if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    if (Object.is(Math.fround(value), others[i])) continue;
    const apart = Math.abs(value - others[i]);
    difference = Math.max(difference, Number.isNaN(apart) ? Infinity : apart);
  }
  return { difference, largest };
}

const asItIs: DataChoice = {
  columns: {},
  parts: { inputs: undefined, target: undefined },
  csv: {},
};

/** The first rows of a file. */
async function rowsIn(
  { network, parameters, description = {} }: NetworkToSave,
  source: InputSource,
  io: Io,
): Promise<{ readonly rows: Values; readonly count: number }> {
  const trained = { network, parameters, description };
  const file = await openData(source, asItIs, knownColumnsOf(description), io);
  if (file.kind !== "table") {
    const name = inputName(source);
    const given = inputsIn(trained, file, name, asItIs);
    const { rows, length } = rowsOfArrays(trained, given);
    const count = Math.min(length, mostRows);
    return { rows: rows.subarray(0, rows.length / length * count), count };
  }
  const width = network.inputs.reduce(
    (sum, value) => sum + elementCount(network.values[value].shape),
    0,
  );
  const rows = new Float64Array(mostRows * width);
  let count = 0;
  for await (const { x } of rowsOfTable(trained, file.table)) {
    const own = x.subarray(0, (mostRows - count) * width);
    rows.set(own, count * width);
    count += own.length / width;
    if (count === mostRows) break;
  }
  return { rows: rows.subarray(0, count * width), count };
}
