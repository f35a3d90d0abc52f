import { say } from "../../words/say.ts";
import {
  allocate,
  overflowIn,
  singleRule,
  type Values,
} from "../base/values.ts";
import { quote } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Graph } from "../network/graph.ts";
import type { Parameters } from "../network/parameters.ts";
import { inverse, permuteAxes } from "../tensor_files/permutation.ts";
import type {
  NamedTensor,
  Tensor,
  TensorEntry,
} from "../tensor_files/tensor.ts";
import { asTorch } from "./keras_names.ts";
import { type GivenName, readGivenNames } from "./given_names.ts";
import { asNumbered } from "./numbered_arrays.ts";
import { type PlacedSlot, placeSlots } from "./placed_slots.ts";
import { readPrefix } from "./state_prefixes.ts";
import { nameSlots, ownPaths, stateSteps } from "./state_slots.ts";

/** What {@linkcode saveParameters} takes. */
export interface SaveParametersOptions {
  /** Put before each name: `model.`. Where tensors are loaded, `model` is read so too. Default: nothing. */
  readonly prefix?: string;
}

/** What {@linkcode loadParameters} takes. */
export interface LoadParametersOptions extends SaveParametersOptions {
  /**
   * The modules of the tensors by our steps, prefix included, `{ fc1: "features.0" }`,
   * or tensors by our parameters, `{ "fc1.weight": "w1" }`; the others are found among
   * the other tensors. Default: all are found.
   */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** What messages call the tensors. Default: `the tensors`. */
  readonly file?: string;
}

/**
 * Copies of the parameters of a network, running statistics and given values
 * included, in the order of the steps and under the names and in the layouts of a
 * PyTorch module's `state_dict()`: paths such as `fc1.weight`, except where PyTorch
 * has another name, as `batchnorm1.running_mean`; the weight of `conv` is
 * out × in × kernel. `load_state_dict` takes them in a module whose attributes have
 * the names of the steps.
 *
 * PyTorch flattens an image channels first: `x.movedim(1, -1).flatten(1)` there is
 * `flatten` here.
 *
 * ```ts
 * import { nn, saveParameters } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(8,8,3) -> conv([5,4],2) -> batchnorm`.bind();
 * const tensors = saveParameters(net.parameters, net.network);
 * assertEquals(tensors.map(({ name, shape }) => `${name} ${shape.join("×")}`), [
 *   "conv1.weight 2×3×5×4",
 *   "conv1.bias 2",
 *   "batchnorm1.weight 2",
 *   "batchnorm1.bias 2",
 *   "batchnorm1.running_mean 2",
 *   "batchnorm1.running_var 2",
 * ]);
 * ```
 *
 * @throws {NablaError} if the parameters do not belong to the network, or two would
 * have the same name.
 */
export function saveParameters(
  parameters: Parameters,
  network: Graph,
  options: SaveParametersOptions = {},
): NamedTensor[] {
  const steps = stateSteps(parameters, network);
  const { slots } = nameSlots(steps, ownPaths(steps, options.prefix ?? ""));
  return slots.map(({ name, shape, axes, parameter }) => {
    const { value } = parameter;
    const values = value.slice();
    if (axes !== undefined) permuteAxes(values, value, parameter.shape, axes);
    return { name, shape, values };
  });
}

/**
 * Copies tensors into the parameters of a network: those of
 * {@linkcode saveParameters} or {@linkcode readSafetensors}, or others with
 * PyTorch's names and layouts. Numbers are rounded to the parameters' precision.
 * Other names are mapped where that can be done in one way: a prefix of all is
 * taken away, and modules that are counted, as `0.weight` and `2.weight` of
 * `nn.Sequential`, are taken in their order where all shapes fit. Where one is called
 * `kernel`, the names and layouts are Keras'. `arr_0`, `arr_1` of `np.savez` are taken
 * in their order, as Keras or PyTorch lays them out. With a `prefix`,
 * tensors with other names are ignored. A given value without a tensor stays as it
 * is. If a name or a shape does not fit, or a number cannot be read, no parameter
 * is changed.
 *
 * ```ts
 * import { loadParameters, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`fc(2,1)`.bind();
 * const tensors = new Map([
 *   ["fc1.weight", { shape: [1, 2], values: Float32Array.of(3, 4) }],
 *   ["fc1.bias", { shape: [1], values: Float32Array.of(5) }],
 * ]);
 * await loadParameters(net.parameters, net.network, tensors);
 * assertEquals([...net.parameters.get("fc1.weight").value], [3, 4]);
 * ```
 *
 * @returns the tensors that were taken for others, by their names: `fc1.weight` of
 * `0.weight`.
 * @throws {DataError} that lists every missing or unexpected name and every wrong
 * shape, or if names could be mapped in several ways.
 * @throws {DataError} if `names` has a step or a parameter that the network has not.
 * @throws {NablaError} as {@linkcode saveParameters}.
 */
export async function loadParameters(
  parameters: Parameters,
  network: Graph,
  saved: ReadonlyMap<string, Tensor | TensorEntry>,
  options: LoadParametersOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const { prefix, file, names = {} } = options;
  const given = Object.entries(names).map(([ours, theirs]) => ({
    ours,
    theirs,
    place: { file: "names" },
  }));
  const naming = { prefix, file, given };
  return (await readStateDict(parameters, network, saved, naming)).renamed;
}

/** How the names of tensors are read. */
export interface StateNaming {
  readonly prefix?: string | undefined;
  readonly given?: readonly GivenName[] | undefined;
  /** Whether tensors that no name says are found by their shapes. */
  readonly byShape?: boolean;
  readonly file?: string | undefined;
}

/** The tensors that were taken for others, by their names. */
export interface TakenNames {
  readonly renamed: ReadonlyMap<string, string>;
  /** Those of them that only their shapes told. */
  readonly byShape: ReadonlyMap<string, string>;
}

/** {@linkcode loadParameters}, which may also go by shapes. */
export async function readStateDict(
  parameters: Parameters,
  network: Graph,
  saved: ReadonlyMap<string, Tensor | TensorEntry>,
  { given = [], byShape = false, ...naming }: StateNaming,
): Promise<TakenNames> {
  const { file = say("the tensors") } = naming;
  const steps = stateSteps(parameters, network);
  const numbered = given.length > 0
    ? undefined
    : asNumbered(saved, steps, file);
  const { tensors, before } = numbered ?? asTorch(saved, file);
  const prefix = readPrefix(naming.prefix ?? "", tensors, file);
  const names = readGivenNames(given, steps, { tensors, before });
  const slots = placeSlots(steps, {
    tensors,
    names,
    prefix,
    file,
    // How arrays without names are laid out is not known: square ones tell nothing.
    byShape: byShape && !saved.has("arr_0"),
  });
  const read: { slot: PlacedSlot; values: Values }[] = [];
  for (const slot of slots) {
    const tensor = tensors.get(slot.name);
    if (tensor === undefined) continue;
    const { length } = slot.parameter.value;
    const values = "values" in tensor
      ? tensor.values
      : await tensor.read(allocate(parameters.precision, length));
    const wrong = overflowIn(parameters.precision, values);
    if (wrong >= 0) {
      throw new DataError(
        { file },
        say("numbers of {name} must {rule}: found {found}", {
          name: quote(slot.name),
          rule: say(singleRule),
          found: values[wrong],
        }),
      );
    }
    read.push({ slot, values });
  }
  for (const { slot: { parameter, shape, axes }, values } of read) {
    if (axes === undefined) parameter.value.set(values);
    else permuteAxes(parameter.value, values, shape, inverse(axes));
  }
  const renamed = slots.filter(({ name, ours }) =>
    before(name) !== prefix + ours && tensors.has(name)
  );
  const pairsOf = (some: readonly PlacedSlot[]) =>
    new Map(some.map(({ name, ours }) => [before(name), ours]));
  return {
    renamed: pairsOf(renamed),
    byShape: pairsOf(renamed.filter(({ isByShape }) => isByShape)),
  };
}
