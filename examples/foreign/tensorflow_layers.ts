// TensorFlow.js: a layer and a model, over their input and their weights.
//
//   deno run examples/foreign/tensorflow_layers.ts
import {
  type DifferentiatedFunction,
  gradcheck,
  renderReport,
} from "@nabla/nabla";

// In a project of your own: import * as tf from "npm:@tensorflow/tfjs@4.22.0".
const library = "npm:@tensorflow/tfjs@4.22.0";
const tf = await import(library);
tf.enableProdMode(); // It says nothing of faster backends then.
const { conv2d, dense, flatten, layerNormalization } = tf.layers;

/** As much of its tensors, variables and layers as is used. */
interface Tensor {
  readonly shape: readonly number[];
  dataSync(): Float32Array;
  mul(other: Tensor): Tensor;
  sum(): Tensor;
}
interface Variable extends Tensor {
  readonly size: number;
  readonly name: string;
  assign(value: Tensor): void;
}
interface Layer {
  readonly trainableWeights: readonly { read(): Variable }[];
  apply(x: Tensor): Tensor;
}

/** A layer or a model, for an input of a shape with the batch in front. */
function layer(
  name: string,
  shape: readonly number[],
  layer: Layer,
): DifferentiatedFunction<Float32Array> {
  const x: Variable = tf.variable(tf.zeros(shape));
  layer.apply(x); // From here on it has weights.
  const variables = [x, ...layer.trainableWeights.map((each) => each.read())];
  function assign(values: readonly Float32Array[]): void {
    for (const [i, variable] of variables.entries()) {
      variable.assign(tf.tensor(values[i], variable.shape));
    }
  }
  return {
    name,
    f: (...values) =>
      tf.tidy(() => {
        assign(values);
        return layer.apply(x).dataSync();
      }),
    vjp: (dy, ...values) =>
      tf.tidy(() => {
        assign(values);
        const { grads } = tf.variableGrads(() => {
          const y = layer.apply(x);
          return y.mul(tf.tensor(dy, y.shape)).sum();
        }, variables);
        return variables.map(({ name }) => grads[name].dataSync());
      }),
    at: variables.map(({ size }) =>
      Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1))
    ),
    names: ["x", ...variables.slice(1).map(({ name }) => name)],
  };
}

for (
  const subject of [
    layer("layer normalization", [2, 3], layerNormalization()),
    layer(
      "a model",
      [2, 4, 4, 1],
      tf.sequential({
        layers: [
          conv2d({ filters: 2, kernelSize: 3, inputShape: [4, 4, 1] }),
          flatten(),
          dense({ units: 2, activation: "tanh" }),
        ],
      }),
    ),
  ]
) {
  const report = gradcheck(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
