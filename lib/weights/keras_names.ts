/**
 * State dicts of Keras, whose weights are in × out and have names of their own, as
 * those of PyTorch.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { allocate, type Values } from "../base/values.ts";
import { quote } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import { permuteAxes } from "../tensor_files/permutation.ts";
import type { Tensor, TensorEntry } from "../tensor_files/tensor.ts";

type Tensors = ReadonlyMap<string, Tensor | TensorEntry>;

/** Names of Keras' variables; an array says which of its axes PyTorch has first, second and so on. */
const variables: ReadonlyMap<string, string> = new Map([
  ["kernel", "weight"],
  ["bias", "bias"],
  ["embeddings", "weight"],
  ["gamma", "weight"],
  ["beta", "bias"],
  ["moving_mean", "running_mean"],
  ["moving_variance", "running_var"],
]);

/** Kernels have their channels last, in before out: windows, in, out. */
function axesOfKernel(rank: number): readonly number[] {
  return [
    rank - 1,
    rank - 2,
    ...Array.from({ length: rank - 2 }, (_, i) => i),
  ];
}

/** `dense_1/kernel:0` is the `kernel` of `dense_1`; a name that is said twice is said once. */
function partsOf(name: string): readonly string[] {
  const parts = name.replace(/:\d+$/, "").split(/[/.]/);
  return parts.filter((part, i) => part !== parts[i - 1]);
}

/** Tensors under PyTorch's names, with those that they had. */
export interface TorchNamed {
  readonly tensors: Tensors;
  /** What each was called before. */
  readonly before: (name: string) => string;
}

/**
 * Tensors as PyTorch has them, where their names are Keras': where one is called
 * `kernel`. Others stay as they are.
 *
 * @throws {DataError} if they hold what PyTorch lays out in another way.
 */
export function asTorch(given: Tensors, file: string): TorchNamed {
  const isKeras = [...given.keys()].some((name) =>
    partsOf(name).at(-1) === "kernel"
  );
  if (!isKeras) return { tensors: given, before: (name) => name };
  const tensors = new Map<string, Tensor | TensorEntry>();
  const before = new Map<string, string>();
  for (const [name, tensor] of given) {
    const parts = partsOf(name);
    const last = parts.at(-1) ?? "";
    if (/^(recurrent|depthwise|pointwise)_kernel$/.test(last)) {
      throw new DataError(
        { file },
        say("{name} of Keras is laid out in another way than here", {
          name: quote(name),
        }),
        say("Save it as a state dict of PyTorch."),
      );
    }
    const own = [...parts.slice(0, -1), variables.get(last) ?? last].join(".");
    tensors.set(own, last === "kernel" ? turned(tensor) : tensor);
    before.set(own, name);
  }
  return { tensors, before: (name) => before.get(name) ?? name };
}

/** A kernel with its axes in PyTorch's order. */
export function turned(tensor: Tensor | TensorEntry): Tensor | TensorEntry {
  const { shape } = tensor;
  if (shape.length < 2) return tensor;
  const axes = axesOfKernel(shape.length);
  const own = axes.map((axis) => shape[axis]);
  const turn = (values: Values, into?: Values): Values => {
    const to = into ??
      allocate(
        values instanceof Float64Array ? "float64" : "float32",
        values.length,
      );
    permuteAxes(to, values, shape, axes);
    return to;
  };
  return "values" in tensor ? { shape: own, values: turn(tensor.values) } : {
    ...tensor,
    shape: own,
    read: async (into) => turn(await tensor.read(into?.slice()), into),
  };
}
