import type { Values } from "../../base/values.ts";
import type { Parameters } from "../../network/parameters.ts";
import type { NamedTensor, TensorEntry } from "../../tensor_files/tensor.ts";
import { historyTable, readHistory } from "./history_table.ts";
import { readPosition } from "./position.ts";
import type { Arrays, TrainingState } from "./state.ts";

/** Starts the names of arrays that are no parameters; no name of a step has a slash. */
const statePrefix = "training/";

const places = {
  optimizer: `${statePrefix}optimizer/`,
  average: `${statePrefix}average/`,
  kept: `${statePrefix}kept/`,
  metrics: `${statePrefix}metrics/`,
  history: `${statePrefix}history`,
} as const;

/** The arrays of a state without the parameters, named for a file. */
export function* stateTensors(state: TrainingState): Generator<NamedTensor> {
  yield* named(places.optimizer, state.optimizer.arrays);
  yield* named(places.average, state.average ?? new Map());
  yield* named(places.kept, state.kept);
  // A table of many classes would be too long for the header of a file.
  yield* named(
    places.metrics,
    new Map(
      state.metrics.map((memory, i) => [`${i}`, Float64Array.from(memory)]),
    ),
  );
  const { columns, rows } = historyTable(state.history);
  const shape = [state.history.length, columns.length];
  if (rows.length > 0) yield { name: places.history, shape, values: rows };
}

function* named(place: string, arrays: Arrays): Generator<NamedTensor> {
  for (const [path, values] of arrays) {
    yield { name: place + path, shape: [values.length], values };
  }
}

/** The arrays of a file without those of a state. */
export function withoutState<Entry>(
  tensors: ReadonlyMap<string, Entry>,
): ReadonlyMap<string, Entry> {
  return new Map(
    [...tensors].filter(([name]) => !name.startsWith(statePrefix)),
  );
}

/**
 * Reads a state.
 *
 * @param parameters those of the same file.
 * @throws {NablaError} if the text is not of a state.
 */
export async function readState(
  position: string,
  tensors: ReadonlyMap<string, TensorEntry>,
  parameters: Parameters,
): Promise<TrainingState> {
  const saved = readPosition(position);
  const average = await readArrays(places.average, tensors);
  const metrics = await readArrays(places.metrics, tensors);
  return {
    ...saved.position,
    history: readHistory(
      saved.columns,
      await tensors.get(places.history)?.read() ?? new Float64Array(),
    ),
    parameters,
    optimizer: {
      ...saved.optimizer,
      arrays: await readArrays(places.optimizer, tensors),
    },
    average: average.size === 0 ? undefined : average,
    metrics: Array.from(
      { length: metrics.size },
      (_, i) => Array.from(metrics.get(`${i}`) ?? []),
    ),
    kept: await readArrays(places.kept, tensors),
  };
}

async function readArrays(
  place: string,
  tensors: ReadonlyMap<string, TensorEntry>,
): Promise<Map<string, Values>> {
  const arrays = new Map<string, Values>();
  for (const [name, tensor] of tensors) {
    if (!name.startsWith(place)) continue;
    arrays.set(name.slice(place.length), await tensor.read());
  }
  return arrays;
}
