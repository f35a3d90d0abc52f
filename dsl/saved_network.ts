/**
 * A network in a file: its parameters as safetensors under PyTorch's names, with
 * its text, what its data means and, in a checkpoint, the state of its training.
 *
 * @module
 */

import type { RandomAccess } from "../lib/data/byte_source.ts";
import { DataError } from "../lib/data/data_error.ts";
import {
  type Normalization,
  readNormalization,
} from "../lib/data/normalization.ts";
import { readSchema, type Schema } from "../lib/data/schema.ts";
import { initialize, type Parameters } from "../lib/parameters.ts";
import type { Network } from "../lib/network.ts";
import type { KernelOptions } from "../lib/store.ts";
import {
  readSafetensors,
  type SafetensorsFile,
} from "../lib/tensor_files/safetensors.ts";
import { safetensorsParts } from "../lib/tensor_files/safetensors_writer.ts";
import {
  loadParameters,
  saveParameters,
} from "../lib/tensor_files/state_dict.ts";
import {
  readState,
  statePosition,
  statePrefix,
  stateTensors,
} from "../lib/training/checkpoint.ts";
import type { TrainingState } from "../lib/training/state.ts";
import type { Precision } from "../lib/values.ts";
import { compile, type CompileOptions } from "./compiler.ts";
import { type CompiledNetwork, isCompiled } from "./exercise.ts";

/** What is known of a network besides its parameters; plain data. */
export interface NetworkDescription {
  /** Its text. */
  readonly text: string;
  /** The libraries that the text uses. */
  readonly libraries: readonly string[];
  /** The precision of its parameters. */
  readonly precision: Precision;
  /** How its inputs are normalized. */
  readonly normalization?: Normalization;
  /** What the columns of its data mean. */
  readonly schema?: Schema;
  /** The means of its features, where missing values take them. */
  readonly means?: readonly number[];
  /** How it was trained: what decides on the outcome. */
  readonly training?: Readonly<Record<string, unknown>>;
}

/** A network that was read from a file. */
export interface SavedNetwork {
  /** What is known of it. */
  readonly description: NetworkDescription;
  /** Its text, compiled. */
  readonly compiled: CompiledNetwork;
  /** The network. */
  readonly network: Network;
  /** Its parameters. */
  readonly parameters: Parameters;
  /** The state of its training, in a checkpoint. */
  readonly state?: TrainingState;
}

const names = { format: "format", network: "nabla", state: "nabla.training" };

/** What is written of a network. */
export interface NetworkToSave {
  /** What is known of it. */
  readonly description: NetworkDescription;
  /** The network. */
  readonly network: Network;
  /** Its parameters. */
  readonly parameters: Parameters;
  /** The state of its training, for a checkpoint. */
  readonly state?: TrainingState;
}

/**
 * The bytes of a network's file, piece by piece: a safetensors file that Python
 * reads, whose tensors have the names and layouts of a PyTorch module with our
 * steps as attributes. The same network gives the same bytes.
 */
export function networkFile(
  { description, network, parameters, state }: NetworkToSave,
): Iterable<Uint8Array> {
  return safetensorsParts([
    ...saveParameters(parameters, network),
    ...state === undefined ? [] : stateTensors(state),
  ], {
    [names.format]: "pt",
    [names.network]: JSON.stringify({ version: 1, ...description }),
    ...(state === undefined ? {} : { [names.state]: statePosition(state) }),
  });
}

/** What {@linkcode readNetwork} takes. */
export interface ReadNetworkOptions extends KernelOptions {
  /** Layers of one's own that its text names. */
  readonly layers?: CompileOptions["layers"];
  /** How many examples it will run at once: it decides on the kernels. */
  readonly batch?: number;
}

/**
 * Reads a network with its parameters from a file that {@linkcode networkFile}
 * made. Everything is checked before anything is allocated for it.
 *
 * @throws {DataError} if the file is none of a network, or damaged.
 */
export async function readNetwork(
  file: RandomAccess,
  options: ReadNetworkOptions = {},
): Promise<SavedNetwork> {
  const saved = await readSafetensors(file);
  const { metadata, tensors } = saved;
  const description = descriptionIn(file.name, saved);
  if (description === undefined) {
    throw new DataError(
      { file: file.name },
      "it holds tensors, but not the text of a network",
      "Weights that another program made are loaded with a text: nabla train net.nn --weights FILE.",
    );
  }
  const { layers, ...kernels } = options;
  const { libraries, precision } = description;
  const compiled = orDataError(
    file.name,
    () =>
      compile(description.text, {
        libraries,
        ...(layers === undefined ? {} : { layers }),
      }),
  );
  if (!isCompiled(compiled)) {
    throw new DataError(
      { file: file.name },
      `the text of its network does not compile: ${
        compiled.diagnostics[0]?.message
      }`,
      layers === undefined
        ? "If it has layers of your own, name their module with --layers."
        : undefined,
    );
  }
  const { network } = compiled;
  const { normalization } = description;
  if (normalization !== undefined) {
    orDataError(
      file.name,
      () => readNormalization(normalization, network.inputShape),
    );
  }
  requireRoom(file, network, tensors);
  const parameters = initialize(network, { ...kernels, precision });
  await loadParameters(
    parameters,
    network,
    new Map(
      [...tensors].filter(([name]) => !name.startsWith(statePrefix)),
    ),
    { file: file.name },
  );
  const position = metadata.get(names.state);
  if (position === undefined) {
    return { description, compiled, network, parameters };
  }
  const state = await readState(position, tensors, parameters).catch(
    (error: unknown) => {
      throw error instanceof TypeError
        ? new DataError({ file: file.name }, error.message)
        : error;
    },
  );
  return { description, compiled, network, parameters, state };
}

/**
 * What a file knows of its network; undefined where another program made it.
 *
 * @throws {DataError} if it is damaged.
 */
export function descriptionIn(
  file: string,
  { metadata }: SafetensorsFile,
): NetworkDescription | undefined {
  const text = metadata.get(names.network);
  if (text === undefined) return undefined;
  return orDataError(file, () => readDescription(JSON.parse(text)));
}

/** A text in a small file must not have a large network made. */
function requireRoom(
  { name, size }: RandomAccess,
  { parameterCount }: Network,
  { size: tensorCount }: SafetensorsFile["tensors"],
): void {
  if (parameterCount * 4 <= size && (parameterCount === 0 || tensorCount > 0)) {
    return;
  }
  throw new DataError(
    { file: name },
    `its network has ${parameterCount} parameters, which a file of ${size} bytes does not hold`,
  );
}

function orDataError<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (
      error instanceof TypeError || error instanceof RangeError ||
      error instanceof SyntaxError
    ) throw new DataError({ file }, error.message);
    throw error;
  }
}

function readDescription(saved: unknown): NetworkDescription {
  const { version, text, libraries, precision, normalization, ...more } =
    Object(saved);
  const { schema, means, training } = more;
  const isTexts = (list: unknown): list is string[] =>
    Array.isArray(list) && list.every((each) => typeof each === "string");
  const isKnown = version === 1 && typeof text === "string" &&
    isTexts(libraries) && (precision === "float32" || precision === "float64");
  if (!isKnown) {
    throw new TypeError(
      "Cannot read the network as its description must have version 1, a text, libraries and a precision",
    );
  }
  return {
    text,
    libraries,
    precision,
    ...(normalization === undefined ? {} : { normalization }),
    ...(schema === undefined ? {} : { schema: readSchema(schema) }),
    ...(means === undefined ? {} : { means: readMeans(means) }),
    ...(training === undefined ? {} : { training: Object(training) }),
  };
}

function readMeans(saved: unknown): readonly number[] {
  if (Array.isArray(saved) && saved.every(Number.isFinite)) return saved;
  throw new TypeError("Cannot read the network as means must be numbers");
}
