import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { blobs, examplesOf } from "../../../data.ts";
import {
  evaluate,
  initialize,
  NablaError,
  nn,
  predict,
  predictor,
} from "../../../mod.ts";
import { streamOf } from "../../helpers/streams.ts";

const network = nn`fc(2,6) -> dropout(0.5) -> tanh -> fc(3) -> cross_entropy`;
const parameters = initialize(network, { seed: 5 });
const data = blobs({ examples: 37 });

/** Outputs and losses, one example after the other. */
function naive() {
  const net = network.bind({ parameters, mode: "infer" });
  const y: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < data.length; i++) {
    net.x.set(data.memory.x.subarray(2 * i, 2 * i + 2));
    net.target.set([data.memory.target[i]]);
    net.forward();
    y.push(...net.y);
    losses.push(net.loss);
  }
  return { y, loss: losses.reduce((a, b) => a + b) / losses.length };
}

const near = (values: Iterable<number>) =>
  [...values].map((value) => Number(value.toPrecision(12)));

Deno.test("predictions are those of one example after the other, in batches of any size", () => {
  const { y } = naive();
  for (const batch of [1, 5, 8, 36, 37, 38, 256]) {
    const found = predict(network, data.memory.x, { parameters, batch });
    assertEquals(near(found), near(y), `batches of ${batch}`);
  }
});

Deno.test("a predictor takes any number of inputs, call after call", () => {
  const { y } = naive();
  const predictSome = predictor(network, { parameters, batch: 16 });
  for (const count of [1, 3, 37, 2, 16, 17]) {
    const found = predictSome(data.memory.x.subarray(0, 2 * count));
    assertEquals(near(found), near(y.slice(0, 3 * count)));
  }
  assertEquals(predictSome([]).length, 0);
});

Deno.test("half an input is refused", () => {
  assertThrows(
    () => predict(network, [1, 2, 3], { parameters }),
    NablaError,
    "each input must have 2 numbers: found 3",
  );
});

Deno.test("an evaluation is the mean over all examples, in memory and of a stream", async () => {
  const { y, loss } = naive();
  let right = 0;
  for (let i = 0; i < data.length; i++) {
    const row = y.slice(3 * i, 3 * i + 3);
    if (row.indexOf(Math.max(...row)) === data.memory.target[i]) right++;
  }
  for (const all of [data, streamOf(data, [5, 2])]) {
    for (const batch of [4, 37, 100]) {
      const found = await evaluate(network, all, {
        parameters,
        batch,
        metrics: ["accuracy"],
      });
      assertEquals(near([found.loss]), near([loss]));
      assertEquals(found.metrics, { accuracy: right / 37 });
    }
  }
});

Deno.test("an evaluation refuses what it would measure nothing of", async () => {
  const { memory: { x, target } } = data;
  const mistakes = [
    [nn`fc(2,3)`, data, "the network must end with a loss"],
    [nn`fc(3,3) -> cross_entropy`, data, "must have an input of 3: found 2"],
    [
      network,
      examplesOf(x, { inputShape: [2] }),
      "each example of the data must have a target: found inputs alone",
    ],
    [
      network,
      examplesOf([], { inputShape: [2], target: [] }),
      "the data must not be empty",
    ],
    [network, examplesOf(x, { inputShape: [1, 2], target }), "found 1×2"],
  ] as const;
  for (const [network, all, message] of mistakes) {
    const own = { parameters: initialize(network) };
    await assertRejects(
      () => evaluate(network, all, own),
      NablaError,
      message,
    );
  }
});
