// onnxruntime: an ONNX graph, and a second one for its gradients.
//
//   deno run --allow-read examples/foreign/onnx.ts
import {
  type AsyncDifferentiatedFunction,
  gradcheckAsync,
  renderReport,
} from "@nabla/nabla";
import { onnxGraph, type Operation } from "./onnx_graph.ts";

// In a project of your own: import * as ort from "npm:onnxruntime-web@1.30.0".
const library = "npm:onnxruntime-web@1.30.0";
const ort = await import(library);
ort.env.wasm.numThreads = 1;

/** An array that a session takes. */
interface Given {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A graph that takes x… and gives y, and one that takes dy and x… and gives dx…, both
 * in the order of its inputs. Each is the content of a file, in single precision.
 */
async function graphs(
  name: string,
  network: Uint8Array,
  gradient: Uint8Array,
): Promise<AsyncDifferentiatedFunction<Float32Array>> {
  const forward = await ort.InferenceSession.create(network);
  const backward = await ort.InferenceSession.create(gradient);
  async function run(session: typeof forward, values: readonly Float32Array[]) {
    const given: readonly Given[] = session.inputMetadata;
    const tensors = given.map(({ name, shape }, i) => [
      name,
      new ort.Tensor("float32", values[i], shape),
    ]);
    const found = await session.run(Object.fromEntries(tensors));
    const names: readonly string[] = session.outputNames;
    return names.map((name): Float32Array => found[name].data);
  }
  const inputs: readonly Given[] = forward.inputMetadata;
  return {
    name,
    f: async (...x) => (await run(forward, x))[0],
    vjp: (dy, ...x) => run(backward, [dy, ...x]),
    at: inputs.map(({ shape }) => numbers(shape)),
    names: inputs.map(({ name }) => name),
  };
}
function numbers(shape: readonly number[]): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, i) => Math.sin(i + 1));
}

// y = σ(x·w): dz = dy · (y - y²), dx = dz·wᵀ, dw = xᵀ·dz.
const network: readonly Operation[] = [
  ["MatMul", "x", "w", "z"],
  ["Sigmoid", "z", "y"],
];
const gradient: readonly Operation[] = [
  ...network,
  ["Mul", "y", "y", "y2"],
  ["Sub", "y", "y2", "slope"],
  ["Mul", "dy", "slope", "dz"],
  ["Transpose", "w", "wt"],
  ["MatMul", "dz", "wt", "dx"],
  ["Transpose", "x", "xt"],
  ["MatMul", "xt", "dz", "dw"],
];
// An edge that begins at the wrong node: dz = dy · y.
const wrongGradient = gradient.map((each): Operation =>
  each.at(-1) === "dz" ? ["Mul", "dy", "y", "dz"] : each
);
const x = { x: [2, 3], w: [3, 2] };
const dx = { dx: x.x, dw: x.w };
const y = { y: [2, 2] };

for (
  const [name, operations] of [
    ["σ(x·w)", gradient],
    ["σ(x·w), an edge amiss", wrongGradient],
  ] as const
) {
  const subject = await graphs(
    name,
    onnxGraph(x, network, y),
    onnxGraph({ dy: y.y, ...x }, operations, dx),
  );
  const report = await gradcheckAsync(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
