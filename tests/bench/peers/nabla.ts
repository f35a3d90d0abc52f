// nabla as a peer. It measures the kernels that it was ordered to take, `auto`
// among them, and no others.
import type { KernelKind } from "../../../lib/kernels/contract/kernels.ts";
import { nn, sgd } from "../../../mod.ts";
import { fill } from "../filling.ts";
import { threadsStarted } from "../sampler.ts";
import { carryOut } from "./trainer.ts";

await carryOut(async ({ network, backend, threads, isStart }) => {
  const { batch, text, learningRate } = network;
  const bound = nn(text).bind({
    batch,
    precision: "float32",
    inputGradient: false,
    kernels: backend as KernelKind | "auto",
    threads,
  });
  const { kind } = bound.parameters.store.kernels;
  if (backend !== "auto" && backend !== kind) {
    throw new RangeError(`the engine took other kernels: ${kind}`);
  }
  fill(bound, network);
  const optimizer = sgd(bound.parameters, { learningRate });
  if (!isStart) await threadsStarted();
  return {
    train(steps) {
      for (let i = 0; i < steps; i++) {
        bound.forward();
        bound.backward();
        optimizer.step();
      }
    },
    differentiate(times) {
      for (let i = 0; i < times; i++) {
        bound.forward();
        bound.backward();
      }
    },
    loss: () => bound.loss,
  };
});
// Threads of some kernels would keep the process alive.
Deno.exit();
