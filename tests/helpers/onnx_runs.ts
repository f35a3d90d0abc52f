/** Models of ONNX that are read and run, and compared with what others made of them. */
import { readOnnxModel } from "../../lib/bridges/onnx/read_model.ts";
import { writeOnnxModel } from "../../lib/bridges/onnx/write_model.ts";
import type { OnnxNumberType } from "../../lib/bridges/onnx/model.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { DataError } from "../../lib/bytes/data_error.ts";
import { permuteAxes } from "../../lib/tensor_files/permutation.ts";
import {
  type OnnxNetwork,
  type OnnxPort,
  readOnnx,
} from "../../dsl/importing/read_onnx.ts";

/** An array as references have it: NaN is null, infinite numbers are texts. */
export interface ReferenceArray {
  readonly shape: readonly number[];
  readonly values: readonly (number | string | null)[];
}

/** One of ONNX's own node tests; without arrays, if these are no numbers or very many. */
export interface NodeCase {
  readonly name: string;
  readonly file: string;
  readonly inputs: readonly ReferenceArray[] | null;
  readonly outputs: readonly ReferenceArray[] | null;
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export async function unzipped(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function numbersIn({ values }: ReferenceArray): Float32Array {
  return Float32Array.from(
    values,
    (value) =>
      value === null
        ? NaN
        : typeof value === "string"
        ? Number(value.replace("inf", "Infinity"))
        : value,
  );
}

/** An array of a model in the layout that it has here. */
export function laidOut(
  array: ReferenceArray,
  { axes }: Pick<OnnxPort, "axes">,
): Float32Array {
  const order = axes.filter((axis) => axis >= 0);
  // Axes that are not named have one entry.
  const others = array.shape.map((_, i) => i)
    .filter((i) => !order.includes(i));
  const numbers = numbersIn(array);
  const laid = new Float32Array(numbers.length);
  permuteAxes(laid, numbers, array.shape, [...order, ...others]);
  return laid;
}

/** What a network that was read makes of a model's inputs. */
export function answers(
  { network, parameters, inputs }: OnnxNetwork,
  arrays: readonly ReferenceArray[],
): Float32Array {
  const [{ axes: [axis] }] = inputs;
  const batch = axis < 0 ? 1 : arrays[0].shape[axis];
  const net = network.bind({ parameters, batch, mode: "infer" });
  for (const [i, port] of inputs.entries()) {
    net.values[network.inputs[i]].set(laidOut(arrays[i], port));
  }
  net.predict();
  return Float32Array.from(net.y);
}

/** The largest difference, relative where numbers are larger than 1. */
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
    if (!(difference <= largest)) {
      largest = Number.isNaN(difference) ? Infinity : difference;
    }
  }
  return largest;
}

/** What became of a node test: a difference, or why it is refused. */
export function nodeOutcome(
  test: NodeCase,
): { readonly difference: number } | { readonly refusal: string } {
  const { inputs, outputs } = test;
  if (inputs === null || outputs === null) {
    return { refusal: "its arrays are no numbers, or very many" };
  }
  const bytes = bytesOf(test.file);
  try {
    const options = { output: readOnnxModel(bytes).graph.outputs[0].name };
    const net = readOrRefuse(() => readOnnx(bytes, options)) ??
      (inputs.length < 2
        ? undefined
        : readOrRefuse(() => readOnnx(withFixed(bytes, inputs), options))) ??
      readOnnx(bytes, options);
    const own = inputs.slice(0, net.inputs.length);
    const expected = laidOut(outputs[0], net.output);
    return { difference: largestDifference(answers(net, own), expected) };
  } catch (error) {
    if (error instanceof DataError) return { refusal: error.message };
    throw error;
  }
}

function readOrRefuse(read: () => OnnxNetwork): OnnxNetwork | undefined {
  try {
    return read();
  } catch (error) {
    // Half precisions cannot be written as what is fixed.
    if (error instanceof NablaError) return undefined;
    throw error;
  }
}

/** A model whose inputs but the first are fixed, as weights are in a real one. */
function withFixed(
  bytes: Uint8Array,
  arrays: readonly ReferenceArray[],
): Uint8Array {
  const model = readOnnxModel(bytes);
  const [first, ...others] = model.graph.inputs;
  const initializers = others.map(({ name, type }, i) => ({
    name,
    type: type as OnnxNumberType,
    shape: arrays[i + 1].shape,
    values: numbersIn(arrays[i + 1]),
  }));
  return writeOnnxModel({
    ...model,
    graph: { ...model.graph, inputs: [first], initializers },
  });
}
