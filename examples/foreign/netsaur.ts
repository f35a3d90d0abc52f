// Networks of netsaur, which shows no gradients: they are what a step of training at
// rate 1 takes from the weights.
//
//   deno run --allow-read --allow-net examples/foreign/netsaur.ts
import {
  type AsyncDifferentiatedFunction,
  gradcheckAsync,
  renderReport,
} from "@nabla/nabla";

// In a project of your own: import * as netsaur from "jsr:@denosaurs/netsaur@0.4.2".
const library = "jsr:@denosaurs/netsaur@0.4.2";
const netsaur = await import(library);
const { Sequential, Tensor } = netsaur;
await netsaur.setupBackend(netsaur.WASM, true);
const numbers = (length: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i + 1));

/** A network, over its weights: one array of them all, as its file has them behind a header. */
function network(
  name: string,
  size: readonly number[],
  layers: readonly unknown[],
  outputShape: readonly number[],
): AsyncDifferentiatedFunction<Float32Array> {
  const file: Uint8Array<ArrayBuffer> = new Sequential({
    size,
    layers,
    cost: "mse",
    silent: true,
  }).save();
  const header = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
  const weightsIn = (bytes: Uint8Array<ArrayBuffer>) =>
    new Float32Array(bytes.slice(header).buffer);
  function networkOf(weights: Float32Array) {
    const bytes = file.slice();
    bytes.set(new Uint8Array(Float32Array.from(weights).buffer), header);
    return Sequential.load(bytes);
  }
  const length = size.reduce((product, each) => product * each);
  const inputs = new Tensor(numbers(length), size);
  const predict = (network: typeof Sequential) =>
    network.predict(inputs, { outputShape });
  return {
    name,
    f: async (weights) => (await predict(networkOf(weights))).data,
    async vjp(dy, weights) {
      const network = networkOf(weights);
      const y = await predict(network);
      // Its gradient of the squared error is y - target: these targets make it dy.
      const targets = y.data.map((each: number, i: number) => each - dy[i]);
      const outputs = new Tensor(targets, y.shape);
      network.train([{ inputs, outputs }], 1, 1, 1);
      const after = weightsIn(network.save());
      return [weights.map((before, i) => before - after[i])];
    },
    at: [numbers(weightsIn(file).length)],
    names: ["weights"],
  };
}

const dense = netsaur.DenseLayer({ size: [2] });
const conv = (options = {}) =>
  netsaur.Conv2DLayer({ kernelSize: [2, 1, 2, 2], ...options });

for (
  const subject of [
    network("dense, sigmoid", [3, 4], [dense, netsaur.SigmoidLayer()], [2]),
    network("dense, tanh", [3, 4], [dense, netsaur.TanhLayer()], [2]),
    network("dense, ELU", [3, 4], [dense, netsaur.EluLayer()], [2]),
    network("convolution", [1, 1, 4, 4], [conv()], [2, 3, 3]),
    network("convolution by strides of 2", [1, 1, 6, 6], [
      conv({ strides: [2, 2] }),
    ], [2, 3, 3]),
    network("convolution of a padded one", [1, 1, 4, 4], [
      conv(),
      conv({ kernelSize: [2, 2, 2, 2], padding: [1, 1] }),
    ], [2, 4, 4]),
  ]
) {
  const report = await gradcheckAsync(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
