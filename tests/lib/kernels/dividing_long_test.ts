// How a step divides among many threads, counted: this machine may have two.
import { assert, assertEquals } from "@std/assert";
import {
  type KernelThreads,
  partsFor,
} from "../../../lib/kernels/wasm/threads.ts";
import { nn, sgd } from "../../../mod.ts";
import { networks } from "../../bench/networks.ts";

/** A kernel's run: how many parts it could have at most, and its work. */
interface Run {
  readonly most: number;
  readonly work: number;
}

/** The kernels of one training step. */
function runsOf(
  { text, batch, input }: typeof networks[number],
): readonly Run[] {
  const network = nn(text).bind({
    batch,
    precision: "float32",
    inputGradient: false,
    inspect: false,
    kernels: "wasm",
    threads: 1,
  });
  network.x.fill(input.length === 1 ? 1 : 0.5);
  network.target.fill(0);
  const optimizer = sgd(network.parameters, { learningRate: 0.01 });
  const runs: Run[] = [];
  const threads = network.parameters.store.threads as KernelThreads;
  const { run } = threads;
  threads.run = (kernel, from, to, step, work, ...words) => {
    runs.push({ most: Math.ceil((to - from) / step), work });
    run(kernel, from, to, step, work, ...words);
  };
  network.forward();
  network.backward();
  optimizer.step();
  return runs;
}

/** What a step takes on some threads, in multiplications. */
function timeOf(runs: readonly Run[], threads: number): number {
  let time = 0;
  for (const { most, work } of runs) {
    const parts = Math.min(threads, most, partsFor(work));
    time += work / parts + (parts === 1 ? 0 : costOfPart * parts);
  }
  return time;
}

const costOfPart = 6_000;

/** How many times as fast a step is on 16 threads as on one, at least. */
const speedups: Readonly<Record<string, number>> = {
  "mlp-s": 8,
  "mlp-l": 15,
  conv: 10,
  transformer: 7,
};

for (const network of networks) {
  const expected = speedups[network.name];
  if (expected === undefined) continue;
  Deno.test(`${network.name} divides among 16 threads, and more never take longer than fewer`, () => {
    const runs = runsOf(network);
    assert(runs.length > 0);
    const times = Array.from({ length: 16 }, (_, i) => timeOf(runs, i + 1));
    assertEquals(times, times.toSorted((a, b) => b - a));
    const speedup = times[0] / times[15];
    assert(speedup >= expected, `${speedup} times as fast`);
  });
}
