// TensorFlow.js as a peer, on its cpu or its wasm backend.
import {
  inputOf,
  oneHotTargetOf,
  targetOf,
  transposed,
  weights,
} from "../filling.ts";
import type { BenchNetwork, BenchStep } from "../networks.ts";
import { carryOut, type Trainer } from "./trainer.ts";

// Specifiers in variables: so nobody downloads these packages to check types.
const library = "npm:@tensorflow/tfjs@4.22.0";
const wasmLibrary = "npm:@tensorflow/tfjs-backend-wasm@4.22.0";

/** As much of its types as is used. */
interface Tensor {
  matMul(other: Tensor): Tensor;
  add(other: Tensor): Tensor;
  relu(): Tensor;
  sigmoid(): Tensor;
  conv2d(filter: Tensor, stride: number, pad: "same"): Tensor;
  maxPool(size: number, stride: number, pad: "valid"): Tensor;
  reshape(shape: readonly number[]): Tensor;
  dataSync(): Float32Array;
  dispose(): void;
}
interface TensorFlow {
  enableProdMode(): void;
  setBackend(name: string): Promise<boolean>;
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
  variable(initial: Tensor): Tensor;
  zeros(shape: readonly number[]): Tensor;
  keep(tensor: Tensor): Tensor;
  tidy(run: () => void): void;
  variableGrads(loss: () => Tensor): { readonly value: Tensor };
  readonly train: {
    sgd(learningRate: number): {
      minimize(loss: () => Tensor, returnCost: true): Tensor;
    };
  };
  readonly losses: {
    meanSquaredError(target: Tensor, prediction: Tensor): Tensor;
    softmaxCrossEntropy(target: Tensor, logits: Tensor): Tensor;
  };
}

await carryOut(async ({ network, backend }) => {
  const tf: TensorFlow = await import(library);
  tf.enableProdMode();
  if (backend === "wasm") {
    const { setThreadsCount } = await import(wasmLibrary);
    setThreadsCount(1);
  }
  if (!await tf.setBackend(backend)) {
    throw new Error(`its backend ${backend} does not start`);
  }
  return trainerOf(tf, network);
});
Deno.exit();

function trainerOf(tf: TensorFlow, network: BenchNetwork): Trainer {
  const { batch, input, steps, classes, learningRate } = network;
  const next = weights();
  const layers = steps.map((step) => layerOf(tf, step, next));
  const x = tf.tensor(inputOf(network), [batch, ...input]);
  const isMse = network.loss === "mse";
  const target = isMse
    ? tf.tensor(targetOf(network), [batch, 1])
    : tf.tensor(oneHotTargetOf(network), [batch, classes]);
  const optimizer = tf.train.sgd(learningRate);
  let last: Tensor | undefined;

  function loss(): Tensor {
    const y = layers.reduce((y, layer) => layer(y), x);
    return isMse
      ? tf.losses.meanSquaredError(target, y)
      : tf.losses.softmaxCrossEntropy(target, y);
  }

  return {
    train(steps) {
      for (let i = 0; i < steps; i++) {
        last?.dispose();
        tf.tidy(() => {
          last = tf.keep(optimizer.minimize(loss, true));
        });
      }
    },
    differentiate(times) {
      for (let i = 0; i < times; i++) {
        tf.tidy(() => {
          tf.variableGrads(loss);
        });
      }
    },
    loss: () => last?.dataSync()[0] ?? NaN,
  };
}

/** A step of a network; channels come last as in ours, and outputs last in weights. */
function layerOf(
  tf: TensorFlow,
  step: BenchStep,
  next: ReturnType<typeof weights>,
): (x: Tensor) => Tensor {
  function parametersOf(outputs: number, inputShape: readonly number[]) {
    const inputs = inputShape.reduce((n, size) => n * size, 1);
    const values = transposed(next(outputs, inputs), outputs, inputs);
    return {
      weight: tf.variable(tf.tensor(values, [...inputShape, outputs])),
      bias: tf.variable(tf.zeros([outputs])),
    };
  }

  switch (step.kind) {
    case "fc": {
      const { weight, bias } = parametersOf(step.outputs, [step.inputs]);
      return (x) => x.matMul(weight).add(bias);
    }
    case "conv": {
      const { kernel, inputs, outputs } = step;
      const { weight, bias } = parametersOf(outputs, [kernel, kernel, inputs]);
      return (x) => x.conv2d(weight, 1, "same").add(bias);
    }
    case "maxpool":
      return (x) => x.maxPool(step.size, step.size, "valid");
    case "flatten": {
      const width = step.shape.reduce((n, size) => n * size, 1);
      return (x) => x.reshape([-1, width]);
    }
    case "relu":
      return (x) => x.relu();
    case "sigmoid":
      return (x) => x.sigmoid();
    default:
      throw new Error(`no ${step.kind} is written for it in this benchmark`);
  }
}
