// The largest checkpoints that there may be.
import { assert, assertEquals } from "@std/assert";
import { fromBytes } from "../../../data.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import type { TrainingState } from "../../../lib/training/checkpoints/state.ts";
import { nn, readNetwork, trainSteps } from "../../../mod.ts";
import { bytesOf, stateAfter } from "../../helpers/network_files.ts";

async function stateIn(bytes: Uint8Array): Promise<TrainingState> {
  const { state } = await readNetwork(fromBytes("c", bytes));
  assert(state);
  return state;
}

Deno.test("a history of a million epochs is saved and read, and gone on from", async () => {
  const text = "fc(2,1) -> mse";
  const network = nn(text);
  const data = examplesOf(Float32Array.from({ length: 22 }, (_, i) => i % 7), {
    inputShape: [2],
    target: Float32Array.from({ length: 11 }, (_, i) => i % 3),
    targetShape: [1],
  });
  const options = { batch: 4, epochs: 4, validation: data };
  const state = await stateAfter(7, network, data, options);
  const [record] = state.history;
  const epochs = 1_000_000;
  const history = Array.from({ length: epochs }, (_, i) => ({
    ...record,
    epoch: i + 1,
  }));
  const bytes = bytesOf({
    description: { text, libraries: [], precision: "float32" },
    network,
    parameters: state.parameters,
    state: { ...state, epochs, history },
  });
  assert(bytes.length < 70e6);
  const resume = await stateIn(bytes);
  assertEquals(resume.history.length, epochs);
  assertEquals(resume.history.at(-1), history.at(-1));
  const steps = trainSteps(network, data, {
    ...options,
    epochs: epochs + 1,
    resume,
  });
  const { value } = await steps.next();
  assert(value && "step" in value);
  assertEquals(value.epoch, epochs + 1);
});

Deno.test("a table of as many classes as there may be has room in a checkpoint", async () => {
  const classes = 4096;
  const wide = nn`fc(1,4096) -> cross_entropy`;
  const all = examplesOf([0, 1, 2], {
    inputShape: [1],
    target: [0, 7, classes - 1],
  });
  const state = await stateAfter(1, wide, all, { metrics: ["f1"], batch: 1 });
  const bytes = bytesOf({
    description: {
      text: "fc(1,4096) -> cross_entropy",
      libraries: [],
      precision: "float32",
    },
    network: wide,
    parameters: state.parameters,
    state,
  });
  const { metrics: [counts] } = await stateIn(bytes);
  // For each class those taken for each, and those without an answer.
  assertEquals(counts.length, classes * (classes + 1));
  assertEquals(counts.reduce((sum, count) => sum + count), 1);
});
