import { assertEquals } from "@std/assert";
import { examplesOf } from "../../../data.ts";
import { initialize, nn, startAtMeans } from "../../../mod.ts";
import { streamOf } from "../../helpers/streams.ts";

const shapes = { inputShape: [1], targetShape: [2] } as const;
// Means 4 and −1.
const data = examplesOf([0, 0, 0], {
  ...shapes,
  target: [1, -3, 2, 0, 9, 0],
});

for (
  const [text, path] of [
    ["fc(1,3) -> tanh -> fc(2) -> mse", "fc2.bias"],
    ["fc(1,2) -> last: layernorm -> huber", "last.bias"],
  ] as const
) {
  Deno.test(`${text} starts at the means of the targets, in memory and of a stream`, async () => {
    const network = nn(text);
    for (const all of [data, streamOf(data, [2])]) {
      const parameters = initialize(network);
      assertEquals(await startAtMeans(network, parameters, all), path);
      assertEquals([...parameters.get(path).value], [4, -1]);
    }
  });
}

for (
  const [why, text] of [
    ["there is no bias", "fc(1,2,bias=none) -> mse"],
    ["the bias is not 0", "fc(1,2,bias=ones) -> mse"],
    ["the bias is not the last step's", "fc(1,2) -> tanh -> mse"],
    ["yes and no are predicted", "fc(1,2) -> bce_with_logits"],
    ["classes are predicted", "fc(1,2) -> cross_entropy"],
  ] as const
) {
  Deno.test(`a network starts as it is where ${why}`, async () => {
    const network = nn(text);
    const parameters = initialize(network);
    const before = [...parameters].map(({ value }) => [...value]);
    assertEquals(await startAtMeans(network, parameters, data), undefined);
    assertEquals([...parameters].map(({ value }) => [...value]), before);
  });
}
