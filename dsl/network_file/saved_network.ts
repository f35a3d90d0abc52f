import { elementCount } from "../../lib/base/shape.ts";
import { formatCount } from "../../lib/base/words.ts";
import type { RandomAccess } from "../../lib/bytes/byte_source.ts";
import { DataError } from "../../lib/bytes/data_error.ts";
import { inOwnUnits, meaningFor } from "../../lib/fitting/data_meaning.ts";
import { requireMeaning } from "../../lib/fitting/meaning_mistakes.ts";
import { withRestoredTargets } from "../../lib/fitting/numbers/target_units.ts";
import type { KernelOptions } from "../../lib/kernels/store.ts";
import { requireSavable } from "../../lib/network/cost.ts";
import { headsOf } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  blankParameters,
  type Parameters,
} from "../../lib/network/parameters.ts";
import { readSafetensors } from "../../lib/tensor_files/safetensors.ts";
import { safetensorsParts } from "../../lib/tensor_files/safetensors_writer.ts";
import {
  readState,
  stateTensors,
  withoutState,
} from "../../lib/training/checkpoints/checkpoint.ts";
import { statePosition } from "../../lib/training/checkpoints/position.ts";
import type { TrainingState } from "../../lib/training/checkpoints/state.ts";
import {
  loadParameters,
  saveParameters,
} from "../../lib/weights/state_dict.ts";
import { say } from "../../words/say.ts";
import { compile, type CompileOptions } from "../compiler/compiler.ts";
import { type CompiledNetwork, isCompiled } from "../exercise/exercise.ts";
import {
  asDataError,
  descriptionIn,
  descriptionMetadata,
  type NetworkDescription,
  orDataError,
  wholeDescription,
} from "./network_description.ts";

/** A network that was read from a file. */
export interface SavedNetwork {
  /** What the file says of it. */
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

const names = { format: "format", state: "nabla.training" };

/** What {@linkcode writeNetwork} writes. */
export interface NetworkToSave {
  /** For example the `meaning` of `prepareData`; default: its text and precision. */
  readonly description?: Partial<NetworkDescription>;
  /** The network. */
  readonly network: Network;
  /** Its parameters. */
  readonly parameters: Parameters;
  /** The state of its training, for a checkpoint. */
  readonly state?: TrainingState;
}

/**
 * The bytes of a network's file in pieces: a safetensors file that Python can read,
 * whose tensors have the names and layouts of a PyTorch module with our steps as
 * attributes. The same network gives the same bytes, and a checksum tells
 * {@linkcode readNetwork} a damaged file. Where targets were normalized,
 * the last step is written so that it gives numbers in their own units; but a
 * checkpoint, and a step whose precision does not hold them, stay, and the file says
 * how they were normalized.
 *
 * @throws {NablaError} if the network is larger than one that is read from a file.
 */
export function writeNetwork(to: NetworkToSave): Iterable<Uint8Array> {
  const { description = {}, network, parameters, state } = inTargetUnits(to);
  requireSavable(network);
  return safetensorsParts([
    ...saveParameters(parameters, network),
    ...state === undefined ? [] : stateTensors(state),
  ], {
    [names.format]: "pt",
    ...descriptionMetadata(wholeDescription(description, network, parameters)),
    ...state === undefined ? {} : { [names.state]: statePosition(state) },
  }, { checksum: true });
}

/**
 * The bytes of a network where a training begins, in pieces: the same file, but its last
 * steps stay as they are trained, and the file says how targets were normalized. So another
 * program that trains it has its metadata to write with the result.
 *
 * @param more what else the metadata says.
 */
export function writeStart(
  { description = {}, network, parameters }: NetworkToSave,
  more: Readonly<Record<string, string>> = {},
): Iterable<Uint8Array> {
  requireSavable(network);
  return safetensorsParts(saveParameters(parameters, network), {
    [names.format]: "pt",
    ...descriptionMetadata(wholeDescription(description, network, parameters)),
    ...more,
  }, { checksum: true });
}

/** A network whose last steps give targets in their own units, where its precision holds them. */
function inTargetUnits(to: NetworkToSave): NetworkToSave {
  const { description = {}, network, state } = to;
  let saved = to;
  const heads = headsOf(network);
  const all = heads.length === 0 ? [{ name: "", network }] : heads;
  for (const head of state === undefined ? all : []) {
    const { targetNormalization } = meaningFor(description, head);
    if (targetNormalization === undefined) continue;
    const own = withRestoredTargets(
      head.network,
      saved.parameters,
      targetNormalization,
    );
    if (!own.isExact) continue;
    saved = {
      network,
      parameters: own.parameters,
      description: inOwnUnits(saved.description ?? {}, head),
    };
  }
  return saved;
}

/** What {@linkcode readNetwork} takes. */
export interface ReadNetworkOptions extends KernelOptions {
  /** Your own layers that its text names. */
  readonly layers?: CompileOptions["layers"];
  /** The number of examples that it will run at once, which decides on the kernels. */
  readonly batch?: number;
}

/** Reads a network with its parameters. Everything is checked before anything is allocated for it. */
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
      say("it holds tensors, but not the text of a network"),
      say(
        "To load weights that another program made, give a text: {command}.",
        { command: "nabla train net.nn --weights FILE" },
      ),
    );
  }
  const { layers, ...kernels } = options;
  const { libraries, precision } = description;
  const again = () => compile(description.text, { libraries, layers });
  const compiled = orDataError(file.name, again);
  if (!isCompiled(compiled)) {
    throw new DataError(
      { file: file.name },
      say("the text of its network does not compile: {message}", {
        message: `${compiled.diagnostics[0]?.message}`,
      }),
      layers === undefined || layers.length === 0
        ? say("If it has layers of your own, name their module with --layers.")
        : undefined,
    );
  }
  const { network } = compiled;
  orDataError(file.name, () => {
    requireSavable(network);
    requireRoom(file, network);
    requireMeaning(file.name, description, network);
  });
  const parameters = blankParameters(network, { ...kernels, precision });
  await loadParameters(
    parameters,
    network,
    withoutState(tensors),
    { file: file.name, names: {} },
  );
  const position = metadata.get(names.state);
  const whole = { description, compiled, network, parameters };
  if (position === undefined) return whole;
  const state = await readState(position, tensors, parameters).catch(
    (error: unknown) => {
      throw asDataError(file.name, error);
    },
  );
  return { ...whole, state };
}

/** A text in a small file must not make a large network. */
function requireRoom({ name, size }: RandomAccess, { steps }: Network): void {
  let count = 0;
  for (const { parameters } of steps) {
    for (const { shape } of parameters) count += elementCount(shape);
  }
  // Each number takes at least four bytes.
  if (count * 4 <= size) return;
  throw new DataError(
    { file: name },
    say("its network has {count} numbers, but the file only {size} bytes", {
      count: formatCount(count),
      size: formatCount(size),
    }),
  );
}
