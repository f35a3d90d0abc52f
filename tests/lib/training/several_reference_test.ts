// Trainings with several inputs and losses held to PyTorch's, which
// tests/reference/make_several.py ran: parts of the loss, shared layers, accumulation.
import { assertAlmostEquals, assertEquals } from "@std/assert";
import reference from "../../reference/several.json" with { type: "json" };
import {
  adamw,
  initialize,
  type NamedNumbers,
  type Network,
  nn,
  type Parameters,
  sgd,
  train,
} from "../../../mod.ts";

const length = 23;

const waves = (count: number, step: number, shift: number) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(shift + step * i));

const image = waves(4 * length, 1.7, 0.3);
const words = waves(3 * length, 0.7, 2.1);
const price = waves(2 * length, 0.9, 1.1);
const kind = Array.from({ length }, (_, i) => (7 * i + 1) % 4 % 3);
const like = Array.from({ length }, (_, i) => Number(i * 5 % 3 === 1));

const tasks: Readonly<
  Record<string, { readonly network: Network; readonly data: NamedNumbers }>
> = {
  two: {
    network: nn`
      image: input(4)
      words: input(3)
      concat(image -> fc(4) -> tanh, words -> fc(3) -> relu) -> fc(5) -> h: tanh
      h -> fc(2) -> price: mse(weight=2)
      h -> fc(3) -> kind: cross_entropy(weight=0.3)
    `,
    data: { inputs: { image, words }, targets: { price, kind } },
  },
  siamese: {
    network: nn`
      let encoder = fc(4) -> tanh
      a: input(3)
      b: input(3)
      a -> u: encoder
      b -> v: same(u)
      sub(u, v) -> square -> fc(1) -> bce_with_logits
    `,
    data: {
      inputs: { a: words, b: image.filter((_, i) => i % 4 < 3) },
      targets: { target: like },
    },
  },
};

for (const kernels of ["plain", "wasm"] as const) {
  for (const expected of reference) {
    const { name, accumulate, optimizer } = expected;
    Deno.test(`a training of ${name} with ${optimizer} goes as PyTorch's, with ${kernels} kernels`, async () => {
      const { network, data } = tasks[name];
      const parameters = initialize(network, { kernels });
      for (const [i, { value }] of [...parameters].entries()) {
        value.set(waves(value.length, 1.3, i).map((w) => 0.5 * w));
      }
      const result = await train(network, data, {
        parameters,
        optimizer: (own: Parameters) =>
          optimizer === "sgd"
            ? sgd(own, { learningRate: 0.1, momentum: 0.9 })
            : adamw(own, { learningRate: 0.02, weightDecay: 0.1 }),
        epochs: expected.parts.length,
        batch: 5,
        accumulate,
        shuffle: false,
      });
      for (const [epoch, { loss, losses = {} }] of result.history.entries()) {
        const parts = expected.parts[epoch];
        const sum = parts.reduce((a, b) => a + b);
        assertAlmostEquals(loss, sum, 1e-11);
        if (parts.length === 1) continue;
        assertEquals(Object.keys(losses), ["price", "kind"]);
        Object.values(losses).forEach((part, k) =>
          assertAlmostEquals(part, parts[k], 1e-11)
        );
      }
      for (const [k, { value }] of [...result.parameters].entries()) {
        for (const [j, number] of [...value].entries()) {
          assertAlmostEquals(number, expected.parameters[k][j], 1e-11);
        }
      }
    });
  }
}
