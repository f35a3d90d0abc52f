import { permuteAxes } from "../../lib/tensor_files/permutation.ts";
import type { OnnxNetwork, OnnxPort } from "../../dsl/importing/read_onnx.ts";

/** An array as references have it: numbers JSON cannot say are null, `inf` and `-inf`. */
export interface ReferenceArray {
  readonly shape: readonly number[];
  readonly values: readonly (number | string | null)[];
}

const numberOf = (value: number | string | null) =>
  value === null
    ? NaN
    : typeof value === "string"
    ? Number(value.replace("inf", "Infinity"))
    : value;

/** An array of a model in the layout that it has here; undefined if it has another shape. */
export function laidOut(
  { shape, values }: ReferenceArray,
  { axes }: OnnxPort,
): Float32Array {
  const numbers = Float32Array.from(values, numberOf);
  const order = axes.filter((axis) => axis >= 0);
  // Axes that are not named have one entry.
  const others = shape.map((_, i) => i).filter((i) => !order.includes(i));
  const laid = new Float32Array(numbers.length);
  permuteAxes(laid, numbers, shape, [...order, ...others]);
  return laid;
}

/** What a network that was read makes of a model's inputs. */
export function answers(
  { network, parameters, inputs, output }: OnnxNetwork,
  arrays: readonly ReferenceArray[],
): Float32Array {
  const [port] = inputs;
  const [first] = arrays;
  const axis = inputs.map(({ axes }) => axes[0]).findIndex((axis) => axis >= 0);
  const batch = axis < 0 ? 1 : arrays[axis].shape[inputs[axis].axes[0]];
  const net = network.bind({ parameters, batch, mode: "infer" });
  for (const [i, each] of inputs.entries()) {
    const place = network.inputs[
      network.inputs.findIndex((value) =>
        inputs.length === 1 ||
        network.values[value].name === each.name ||
        network.inputs.indexOf(value) === i
      )
    ];
    net.values[place].set(laidOut(arrays[i], each));
  }
  net.predict();
  if (port === undefined || first === undefined || output === undefined) {
    throw new Error("no input");
  }
  return Float32Array.from(net.y);
}

/** The largest difference, relative where numbers are larger than 1; 0 where both are NaN or infinite alike. */
export function largestDifference(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
): number {
  if (found.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(found[i], expected[i]) || found[i] === expected[i]) continue;
    const difference = Math.abs(found[i] - expected[i]) /
      Math.max(1, Math.abs(expected[i]));
    largest = Math.max(
      largest,
      Number.isNaN(difference) ? Infinity : difference,
    );
  }
  return largest;
}
