/**
 * The state of a training as tensors and a text, and back.
 *
 * @module
 */

import type { OptimizerState } from "../optimizers/optimizer.ts";
import type { Parameters } from "../parameters.ts";
import type { NamedTensor, TensorEntry } from "../tensor_files/tensor.ts";
import type { Values } from "../values.ts";
import type { EpochRecord, Evaluation } from "./history.ts";
import type { Arrays, TrainingPosition, TrainingState } from "./state.ts";

/** What begins the names of arrays that are no parameters; no name of a step has a slash. */
export const statePrefix = "training/";

const places = {
  optimizer: `${statePrefix}optimizer/`,
  average: `${statePrefix}average/`,
  kept: `${statePrefix}kept/`,
} as const;

/** The arrays of a state besides the parameters, named for a file. */
export function* stateTensors(state: TrainingState): Generator<NamedTensor> {
  yield* named(places.optimizer, state.optimizer.arrays);
  yield* named(places.average, state.average ?? new Map());
  yield* named(places.kept, state.kept);
}

function* named(place: string, arrays: Arrays): Generator<NamedTensor> {
  for (const [path, values] of arrays) {
    yield { name: place + path, shape: [values.length], values };
  }
}

/** The rest of a state as a text; what is not finite is written as a word. */
export function statePosition(state: TrainingState): string {
  const { epochs, seen, lossSum, metrics, chance, history, keptEpoch } = state;
  const { name, steps, numbers } = state.optimizer;
  return JSON.stringify(
    {
      version: 1,
      epochs,
      seen,
      lossSum,
      metrics,
      chance,
      history,
      keptEpoch,
      optimizer: { name, steps, numbers },
    },
    (_key, value) =>
      Number.isNaN(value) || Math.abs(value) === Infinity
        ? String(value)
        : value,
  );
}

/**
 * Reads a state.
 *
 * @param parameters those of the same file.
 * @throws {TypeError} if the text is none of a state.
 */
export async function readState(
  position: string,
  tensors: ReadonlyMap<string, TensorEntry>,
  parameters: Parameters,
): Promise<TrainingState> {
  const saved = readPosition(position);
  const average = await readArrays(places.average, tensors);
  return {
    ...saved.position,
    parameters,
    optimizer: {
      ...saved.optimizer,
      arrays: await readArrays(places.optimizer, tensors),
    },
    ...(average.size === 0 ? {} : { average }),
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

function readPosition(text: string): {
  readonly position: TrainingPosition;
  readonly optimizer: Omit<OptimizerState, "arrays">;
} {
  const saved = objectIn("the state", parsed(text));
  if (saved.version !== 1) {
    throw unreadable(`its version must be 1: it is ${saved.version}`);
  }
  const optimizer = objectIn("optimizer", saved.optimizer);
  return {
    position: {
      epochs: countIn("epochs", saved.epochs),
      seen: countIn("seen", saved.seen),
      lossSum: numberIn("lossSum", saved.lossSum),
      metrics: listIn("metrics", saved.metrics).map((each) =>
        listIn("metrics", each).map((n) => numberIn("metrics", n))
      ),
      chance: Object.fromEntries(
        Object.entries(objectIn("chance", saved.chance)).map((
          [key, state],
        ) => [key, listIn("chance", state).map((n) => countIn("chance", n))]),
      ),
      history: listIn("history", saved.history).map(readRecord),
      keptEpoch: countIn("keptEpoch", saved.keptEpoch),
    },
    optimizer: {
      name: String(optimizer.name),
      steps: countIn("steps", optimizer.steps),
      numbers: numbersIn("numbers", optimizer.numbers),
    },
  };
}

function readRecord(saved: unknown): EpochRecord {
  const { epoch, learningRate, validation, ...rest } = objectIn(
    "history",
    saved,
  );
  return {
    epoch: countIn("epoch", epoch),
    ...readEvaluation(rest),
    learningRate: numberIn("learningRate", learningRate),
    ...(validation === undefined
      ? {}
      : { validation: readEvaluation(validation) }),
  };
}

function readEvaluation(saved: unknown): Evaluation {
  const { loss, metrics } = objectIn("history", saved);
  return {
    loss: numberIn("loss", loss),
    metrics: numbersIn("metrics", metrics),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("it must be JSON");
  }
}

function unreadable(reason: string): TypeError {
  return new TypeError(`Cannot read the state of a training as ${reason}`);
}

function objectIn(name: string, saved: unknown): Record<string, unknown> {
  if (typeof saved === "object" && saved !== null && !Array.isArray(saved)) {
    return saved as Record<string, unknown>;
  }
  throw unreadable(`${name} must be an object`);
}

function listIn(name: string, saved: unknown): readonly unknown[] {
  if (Array.isArray(saved)) return saved;
  throw unreadable(`${name} must be a list`);
}

function countIn(name: string, saved: unknown): number {
  if (Number.isSafeInteger(saved) && Number(saved) >= 0) return Number(saved);
  throw unreadable(`${name} must be integers of at least 0`);
}

const words = ["NaN", "Infinity", "-Infinity"];

function numberIn(name: string, saved: unknown): number {
  if (typeof saved === "number" || words.includes(String(saved))) {
    return Number(saved);
  }
  throw unreadable(`${name} must be numbers`);
}

function numbersIn(
  name: string,
  saved: unknown,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(objectIn(name, saved)).map(([key, value]) => [
      key,
      numberIn(name, value),
    ]),
  );
}
