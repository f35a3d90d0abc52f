/**
 * The parameters of a network under the names and in the layouts that PyTorch
 * has for them, a module's `state_dict()`.
 *
 * @module
 */

import { allocate, type Values } from "../base/values.ts";
import type { Graph } from "../network/graph.ts";
import type { Parameters } from "../network/parameters.ts";
import { inverse, permuteAxes } from "../tensor_files/permutation.ts";
import type {
  NamedTensor,
  Tensor,
  TensorEntry,
} from "../tensor_files/tensor.ts";
import { requireState } from "./state_mistakes.ts";
import { type StateSlot, stateSlots } from "./state_slots.ts";

/** What {@linkcode saveParameters} takes. */
export interface SaveParametersOptions {
  /** Stands before each name: `model.`; nothing unless told otherwise. */
  readonly prefix?: string;
}

/** What {@linkcode loadParameters} takes. */
export interface LoadParametersOptions extends SaveParametersOptions {
  /** What messages call the tensors: their file. */
  readonly file?: string;
}

/**
 * The parameters as tensors, running statistics and given values included, in
 * the order of the steps: copies. Their names are the paths, `fc1.weight`, but
 * for what a layer says of PyTorch's: `batchnorm1.running_mean`. What PyTorch
 * keeps in another order of axes is given in that order, the weight of `conv` as
 * out × in × kernel. So a file of them is what `load_state_dict` takes in a module
 * whose attributes have the names of the steps.
 *
 * After a `flatten` of an image PyTorch has its numbers in another order, channels
 * first: `x.movedim(1, -1).flatten(1)` there is what `flatten` is here.
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
 * @throws {NablaError} if the parameters do not belong to the network, or two of
 * them would have the same name.
 */
export function saveParameters(
  parameters: Parameters,
  network: Graph,
  options: SaveParametersOptions = {},
): NamedTensor[] {
  const { slots } = stateSlots(parameters, network, options.prefix ?? "");
  return slots.map(({ name, shape, axes, parameter }) => {
    const { value } = parameter;
    const values = value.slice();
    if (axes !== undefined) permuteAxes(values, value, parameter.shape, axes);
    return { name, shape, values };
  });
}

/**
 * Copies tensors into the parameters of a network: those of
 * {@linkcode saveParameters}, of {@linkcode readSafetensors}, or others by
 * PyTorch's names and in its layouts. Numbers are rounded to the parameters'
 * precision. With a `prefix`, tensors whose names begin otherwise are left alone.
 * A given value that has no tensor stays as it is.
 *
 * All or nothing: where a name or a shape does not fit, or a number cannot be
 * read, no parameter is changed.
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
 * @throws {DataError} that lists every name that is missing or was not expected
 * and every shape that is wrong.
 * @throws {NablaError} as {@linkcode saveParameters}.
 */
export async function loadParameters(
  parameters: Parameters,
  network: Graph,
  tensors: ReadonlyMap<string, Tensor | TensorEntry>,
  options: LoadParametersOptions = {},
): Promise<void> {
  const { prefix = "", file = "the tensors" } = options;
  const all = stateSlots(parameters, network, prefix);
  requireState(tensors, all, prefix, file);
  const read: { slot: StateSlot; values: Values }[] = [];
  for (const slot of all.slots) {
    const tensor = tensors.get(slot.name);
    if (tensor === undefined) continue;
    const { length } = slot.parameter.value;
    const values = "values" in tensor
      ? tensor.values
      : await tensor.read(allocate(parameters.precision, length));
    read.push({ slot, values });
  }
  for (const { slot: { parameter, shape, axes }, values } of read) {
    if (axes === undefined) parameter.value.set(values);
    else permuteAxes(parameter.value, values, shape, inverse(axes));
  }
}
