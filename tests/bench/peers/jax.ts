// jax-js as a peer, in WebAssembly. Its results are read synchronously: then it
// computes on the calling thread, which is its best here; its way over workers
// takes several times as long on small networks and no less on large ones.
import { inputOf, oneHotTargetOf, targetOf } from "../filling.ts";
import type { BenchNetwork } from "../networks.ts";
import { type JaxArray, type JaxLibrary, layersOf } from "./jax_layers.ts";
import { carryOut, type Trainer } from "./trainer.ts";

// The specifier in a variable: so nobody downloads the package to check types.
const library = "npm:@jax-js/jax@0.1.25";

/** The arrays of each step, none where it has none. */
type Arrays = readonly (readonly JaxArray[])[];
type Loss = (arrays: Arrays, x: JaxArray, target: JaxArray) => JaxArray;
type Step = (
  arrays: Arrays,
  x: JaxArray,
  target: JaxArray,
) => [JaxArray, Arrays];
interface Jax extends JaxLibrary {
  init(device: string): Promise<unknown>;
  jit(step: Step): Step;
  valueAndGrad(loss: Loss): Step;
  readonly tree: {
    ref<Tree>(tree: Tree): Tree;
    dispose(tree: unknown): void;
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
  const { batch, input, classes, learningRate } = network;
  const layers = layersOf(jax, network.steps);
  const isMse = network.loss === "mse";
  const images = numpy.array(inputOf(network)).reshape([batch, ...input]);
  const x = input.length === 3 ? numpy.transpose(images, [0, 3, 1, 2]) : images;
  const target = isMse
    ? numpy.array(targetOf(network)).reshape([batch, 1])
    : numpy.array(oneHotTargetOf(network)).reshape([batch, classes]);
  let arrays: Arrays = layers.map(({ arrays }) => arrays);
  let last = NaN;

  const loss: Loss = (arrays, x, target) => {
    const y = layers.reduce((y, { run }, i) => run(y, ...arrays[i]), x);
    return isMse
      ? numpy.mean(numpy.square(y.sub(target)))
      : nn.logSoftmax(y).mul(target).sum().mul(-1 / batch);
  };
  const gradientsOf = jax.valueAndGrad(loss);
  const derivative = jax.jit((arrays, x, target) =>
    gradientsOf(arrays, x, target)
  );
  const step = jax.jit((arrays, x, target) => {
    const [loss, gradients] = gradientsOf(tree.ref(arrays), x, target);
    return [
      loss,
      arrays.map((own, i) =>
        own.map((array, j) => array.sub(gradients[i][j].mul(learningRate)))
      ),
    ];
  });

  return {
    train(steps) {
      for (let i = 0; i < steps; i++) {
        const [loss, next] = step(arrays, x.ref, target.ref);
        // Reading one result of a compiled function computes all of them.
        last = loss.dataSync()[0];
        arrays = next;
      }
    },
    differentiate(times) {
      for (let i = 0; i < times; i++) {
        const [loss, gradients] = derivative(
          tree.ref(arrays),
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
