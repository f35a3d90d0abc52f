// TensorFlow.js as a peer, on its cpu or its wasm backend.
import {
  type BenchNetwork,
  inputOf,
  oneHotTargetOf,
  targetOf,
  transposedWeightOf,
} from "../networks.ts";
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
  const { batch, widths, learningRate } = network;
  const x = tf.tensor(inputOf(network), [batch, widths[0]]);
  const isMse = network.loss === "sigmoid and mse";
  const target = isMse
    ? tf.tensor(targetOf(network), [batch, 1])
    : tf.tensor(oneHotTargetOf(network), [batch, widths.at(-1) ?? 0]);
  const layers = widths.slice(1).map((outputs, i) => ({
    weight: tf.variable(
      tf.tensor(transposedWeightOf(network, i + 1), [widths[i], outputs]),
    ),
    bias: tf.variable(tf.zeros([outputs])),
  }));
  const optimizer = tf.train.sgd(learningRate);
  let last: Tensor | undefined;

  function loss(): Tensor {
    let y = x;
    layers.forEach(({ weight, bias }, i) => {
      y = (i === 0 ? y : y.relu()).matMul(weight).add(bias);
    });
    return isMse
      ? tf.losses.meanSquaredError(target, y.sigmoid())
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
