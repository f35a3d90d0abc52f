// The parameters that a training starts from.
import { assertEquals } from "@std/assert";
import { writeNpz } from "../../../../../data.ts";
import { initialize, nn, startAtMeans, train } from "../../../../../mod.ts";
import {
  classified,
  classifier,
  learned,
  measured,
  numbersOf,
  out,
  short,
  tensorsIn,
  trained,
} from "../../../../helpers/training_files.ts";

Deno.test("weights of a file are the start, from .safetensors and .npz", async () => {
  const start = initialize(classifier, { seed: 77, precision: "float32" });
  const npz = writeNpz([...start].map(({ path: name, shape, value }) => ({
    name,
    shape,
    values: value,
  })));
  const words = ["classifier.nn", "--data", "trees.csv", "--target", "kind"];
  const first = await trained([...words, "--seed", "77", ...short, ...out]);
  const again = ["--weights", "start.safetensors", ...short];
  const { parameters } = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
    parameters: start,
  });
  assertEquals(
    await learned([...words, "--weights", "start.npz", ...short], {
      files: { "start.npz": npz },
    }),
    numbersOf(parameters),
  );
  const files = { "start.safetensors": first.bytes["net.safetensors"] };
  const twice = await learned([...words, ...again], { files });
  const own = initialize(classifier, { precision: "float32" });
  const loaded = await tensorsIn(first.bytes["net.safetensors"]);
  for (const { path, value } of own) value.set(loaded[path]);
  const expected = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
    parameters: own,
  });
  assertEquals(twice, numbersOf(expected.parameters));
});

Deno.test("parameters that a text gives are the start", async () => {
  const found = await learned([
    "-",
    "--data",
    "lines.csv",
    "--target",
    "z",
    ...short,
  ], { input: "given fc1.weight = [[0.5, -2]]\nfc(2,1) -> mse" });
  const network = nn`fc(2,1) -> mse`;
  const parameters = initialize(network, { precision: "float32" });
  parameters.get("fc1.weight").value.set([0.5, -2]);
  await startAtMeans(network, parameters, measured);
  await train(network, measured, { epochs: 4, batch: 8, parameters });
  assertEquals(found, numbersOf(parameters));
});

Deno.test("a last bias starts at the mean of the targets, but one that a text gives stays", async () => {
  const words = ["-", "--data", "lines.csv", "--target", "z"];
  // A step so small that the start is what is seen.
  const still = ["--epochs", "1", "--learning-rate", "1e-9"];
  const biasOf = async (text: string) => {
    const found = await learned([...words, ...still], { input: text });
    return Math.round(1000 * found["fc1.bias"][0]) / 1000;
  };
  const { target, length } = measured.memory;
  let sum = 0;
  for (const t of target) sum += t;
  const mean = Math.round(1000 * sum / length) / 1000;
  assertEquals(await biasOf("fc(2,1) -> mse"), mean);
  assertEquals(await biasOf("given fc1.bias = [0]\nfc(2,1) -> mse"), 0);
});
