// jax-js as a peer, in WebAssembly. Its results are read synchronously: then it
// computes on the calling thread, which is its best here; its way over workers
// takes several times as long on small networks and no less on large ones.
import {
  type BenchNetwork,
  inputOf,
  oneHotTargetOf,
  targetOf,
  transposedWeightOf,
} from "../networks.ts";
import { carryOut, type Trainer } from "./trainer.ts";

// The specifier in a variable: so nobody downloads the package to check types.
const library = "npm:@jax-js/jax@0.1.25";

/** As much of its types as is used. An array is freed by its last use; `ref` keeps it for one more. */
interface JaxArray {
  readonly ref: JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  add(other: JaxArray): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  sum(): JaxArray;
  dataSync(): Float32Array;
  dispose(): void;
}
interface Layer {
  readonly weight: JaxArray;
  readonly bias: JaxArray;
}
type Loss = (
  layers: readonly Layer[],
  x: JaxArray,
  target: JaxArray,
) => JaxArray;
type Step = (
  layers: readonly Layer[],
  x: JaxArray,
  target: JaxArray,
) => [JaxArray, readonly Layer[]];
interface Jax {
  init(device: string): Promise<unknown>;
  jit(step: Step): Step;
  valueAndGrad(loss: Loss): Step;
  readonly tree: {
    ref<Tree>(tree: Tree): Tree;
    dispose(tree: unknown): void;
  };
  readonly numpy: {
    array(values: Float32Array): JaxArray;
    zeros(shape: readonly number[]): JaxArray;
    dot(a: JaxArray, b: JaxArray): JaxArray;
    square(a: JaxArray): JaxArray;
    mean(a: JaxArray): JaxArray;
  };
  readonly nn: {
    relu(x: JaxArray): JaxArray;
    sigmoid(x: JaxArray): JaxArray;
    logSoftmax(x: JaxArray): JaxArray;
  };
}

await carryOut(async ({ network }) => {
  const jax: Jax = await import(library);
  await jax.init("wasm");
  return trainerOf(jax, network);
});
Deno.exit();

function trainerOf(jax: Jax, network: BenchNetwork): Trainer {
  const { numpy, nn, tree } = jax;
  const { batch, widths, learningRate } = network;
  const isMse = network.loss === "sigmoid and mse";
  const x = numpy.array(inputOf(network)).reshape([batch, widths[0]]);
  const target = isMse
    ? numpy.array(targetOf(network)).reshape([batch, 1])
    : numpy.array(oneHotTargetOf(network)).reshape([batch, widths.at(-1) ?? 0]);
  let layers: readonly Layer[] = widths.slice(1).map((outputs, i) => ({
    weight: numpy.array(transposedWeightOf(network, i + 1))
      .reshape([widths[i], outputs]),
    bias: numpy.zeros([outputs]),
  }));
  let last = NaN;

  const loss: Loss = (layers, x, target) => {
    let y = x;
    layers.forEach(({ weight, bias }, i) => {
      y = numpy.dot(i === 0 ? y : nn.relu(y), weight).add(bias);
    });
    return isMse
      ? numpy.mean(numpy.square(nn.sigmoid(y).sub(target)))
      : nn.logSoftmax(y).mul(target).sum().mul(-1 / batch);
  };
  const gradientsOf = jax.valueAndGrad(loss);
  const derivative = jax.jit((layers, x, target) =>
    gradientsOf(layers, x, target)
  );
  const step = jax.jit((layers, x, target) => {
    const [loss, gradients] = gradientsOf(tree.ref(layers), x, target);
    return [
      loss,
      layers.map(({ weight, bias }, i) => ({
        weight: weight.sub(gradients[i].weight.mul(learningRate)),
        bias: bias.sub(gradients[i].bias.mul(learningRate)),
      })),
    ];
  });

  return {
    train(steps) {
      for (let i = 0; i < steps; i++) {
        const [loss, next] = step(layers, x.ref, target.ref);
        // Reading one result of a compiled function computes all of them.
        last = loss.dataSync()[0];
        layers = next;
      }
    },
    differentiate(times) {
      for (let i = 0; i < times; i++) {
        const [loss, gradients] = derivative(
          tree.ref(layers),
          x.ref,
          target.ref,
        );
        loss.dataSync();
        tree.dispose(gradients);
      }
    },
    loss: () => last,
  };
}
