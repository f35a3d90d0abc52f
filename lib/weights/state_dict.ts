import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
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
import { requireStateDict } from "./state_mistakes.ts";
import { findPaths } from "./state_paths.ts";
import { readPrefix } from "./state_prefixes.ts";
import {
  type NamedSlot,
  nameSlots,
  ownPaths,
  type StateStep,
  stateSteps,
} from "./state_slots.ts";

/** What {@linkcode saveParameters} takes. */
export interface SaveParametersOptions {
  /** Put before each name: `model.`. Where tensors are loaded, `model` is read so too. Default: nothing. */
  readonly prefix?: string;
}

/** What {@linkcode loadParameters} takes. */
export interface LoadParametersOptions extends SaveParametersOptions {
  /**
   * The modules of the tensors by our steps, prefix included: `{ fc1: "features.0" }`;
   * the other steps are found among the other tensors. Default: all are found.
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
 * `kernel`, the names and layouts are Keras'. With a `prefix`,
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
 * @throws {NablaError} as {@linkcode saveParameters}, or if `names` has a step that
 * the network has not.
 */
export async function loadParameters(
  parameters: Parameters,
  network: Graph,
  saved: ReadonlyMap<string, Tensor | TensorEntry>,
  options: LoadParametersOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const { file = say("the tensors"), names = {} } = options;
  const { tensors, before } = asTorch(saved, file);
  const prefix = readPrefix(options.prefix ?? "", tensors, file);
  const steps = stateSteps(parameters, network);
  requireSteps(names, steps);
  const given = Object.entries(names);
  const paths = findPaths(
    steps.filter(({ name }) => !Object.hasOwn(names, name)),
    new Map(
      [...tensors].filter(([name]) =>
        !given.some(([, path]) => name.startsWith(`${path}.`))
      ),
    ),
    prefix,
    file,
  );
  const all = nameSlots(steps, new Map([...paths, ...given]));
  requireStateDict(tensors, all, prefix, file);
  const read: { slot: NamedSlot; values: Values }[] = [];
  for (const slot of all.slots) {
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
  const expected = nameSlots(steps, ownPaths(steps, "")).slots;
  return new Map(
    all.slots.map(({ name }, i) => [name, expected[i].name] as const)
      .filter(([name, ours]) => name !== prefix + ours && tensors.has(name))
      .map(([name, ours]) => [before(name), ours]),
  );
}

/** @throws {NablaError} if a name is not that of a step with parameters. */
function requireSteps(
  names: Readonly<Record<string, string>>,
  steps: readonly StateStep[],
): void {
  const choices = steps.map(({ name }) => name);
  for (const found of Object.keys(names)) {
    if (choices.includes(found)) continue;
    throw new NablaError("choice", {
      action: say("load parameters"),
      name: say("a step in names"),
      choices,
      found,
    });
  }
}
