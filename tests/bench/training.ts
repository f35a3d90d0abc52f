// What training costs besides its steps: a step of `train` (data, shuffling,
// metrics and health included) beside the bare step, turn by turn in one run.
import { examplesOf } from "../../data.ts";
import {
  adam,
  initialize,
  nn,
  type Optimizer,
  type Parameters,
  sgd,
  train,
} from "../../mod.ts";
import { formatTime, printTable } from "./figures.ts";
import { machineText } from "./machine.ts";

const [batch, length, runs] = [64, 60_000, 7];
const stepsAnEpoch = Math.ceil(length / batch);
const network = nn`fc(784,128) -> relu -> fc(10) -> cross_entropy`;
const x = Float32Array.from(
  { length: length * 784 },
  (_, i) => (i * 7919) % 256 / 255,
);
const target = Float32Array.from({ length }, (_, i) => i % 10);
const data = examplesOf(x, { inputShape: [784], target });

type Make = (parameters: Parameters) => Optimizer;
const optimizers: Readonly<Record<string, Make>> = {
  sgd: (parameters) => sgd(parameters, { learningRate: 0.01 }),
  adam,
};

/** Milliseconds of forward, backward and optimizer on one batch. */
function bareStep(make: Make): number {
  const parameters = initialize(network, { precision: "float32", batch });
  const net = network.bind({
    batch,
    parameters,
    inputGradient: false,
    inspect: false,
  });
  net.x.set(x.subarray(0, net.x.length));
  net.target.set(target.subarray(0, batch));
  const optimizer = make(parameters);
  const take = (count: number) => {
    for (let i = 0; i < count; i++) {
      net.forward();
      net.backward();
      optimizer.step();
    }
  };
  take(stepsAnEpoch);
  const start = performance.now();
  take(stepsAnEpoch);
  return (performance.now() - start) / stepsAnEpoch;
}

/** Milliseconds of a step of `train`, over its second epoch. */
async function trainStep(make: Make): Promise<number> {
  let start = 0;
  await train(network, data, {
    epochs: 2,
    batch,
    optimizer: make,
    onProgress({ phase, epoch }) {
      if (phase === "epoch" && epoch === 1) start = performance.now();
    },
  });
  return (performance.now() - start) / stepsAnEpoch;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1];

const rows: string[][] = [];
for (const [name, make] of Object.entries(optimizers)) {
  const bare: number[] = [];
  const whole: number[] = [];
  for (let run = 0; run < runs; run++) {
    bare.push(bareStep(make));
    whole.push(await trainStep(make));
  }
  const shares = bare.map((time, i) => time / whole[i]);
  rows.push([
    name,
    formatTime(median(bare)),
    formatTime(median(whole)),
    `${(100 * median(shares)).toFixed(0)} %`,
  ]);
}
printTable(
  `mlp-s, batch ${batch}, float32, 60,000 examples\n${machineText()}`,
  ["optimizer", "bare step", "step of train", "speed"],
  rows,
);
