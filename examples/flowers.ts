// Recognizes kinds of flowers by their measurements in a table. It learns what the
// columns mean, brings the numbers to a common scale, and tries the network on
// flowers that it has not seen.
//
//   deno run --allow-read=examples/data examples/flowers.ts
//
// The same on the command line:
//
//   nabla train examples/flowers.nn --data examples/data/flowers.csv \
//     --target kind --validation 0.3 --patience 20 --out flowers.safetensors
//   nabla evaluate flowers.safetensors --data examples/data/flowers.csv
import {
  adam,
  confusionMatrix,
  nn,
  outputsOf,
  predict,
  train,
} from "@nabla/nabla";
import {
  learnNormalization,
  normalizeExamples,
  splitExamples,
} from "@nabla/nabla/data";
import { csvTable, learnSchema, tableExamples } from "@nabla/nabla/data";

const epochs = Deno.args.includes("--short") ? 20 : 50;

const file = new URL("data/flowers.csv", import.meta.url);
const table = await csvTable({
  name: "flowers.csv",
  open: async () => (await Deno.open(file)).readable,
});
const { schema, length } = await learnSchema(table, { target: "kind" });
const kinds = schema.targets[0].categories ?? [];
console.log(`${length} flowers: ${kinds.join(", ")}`);
console.log(`measured: ${schema.inputs.map(({ name }) => name).join("; ")}\n`);

// The scale is that of the training examples alone: the others are unseen.
const all = await tableExamples(table, schema, { length });
const [some, others] = splitExamples(all, 0.3);
const scale = await learnNormalization(some, "standard");
const data = normalizeExamples(some, scale);
const unseen = normalizeExamples(others, scale);

const network = nn`fc(4,8) -> tanh -> fc(3) -> cross_entropy`;
const { parameters, history } = await train(network, data, {
  epochs,
  validation: unseen,
  optimizer: (parameters) => adam(parameters, { learningRate: 0.01 }),
});
for (const { epoch, loss, validation } of history) {
  if (epoch % (epochs / 5) !== 0) continue;
  console.log(
    `epoch ${epoch}: loss ${loss.toFixed(3)}, of unseen flowers ${
      validation?.loss.toFixed(3)
    }`,
  );
}

const matrix = confusionMatrix(outputsOf(network) ?? { predicts: "classes" });
for await (const { x, target, length } of unseen.blocks()) {
  matrix.add(predict(network, x, { parameters }), target, length);
}
console.log(`\n${unseen.length} unseen flowers, and what they are taken for`);
console.log(line("", kinds));
for (const [i, kind] of kinds.entries()) {
  console.log(line(kind, [...matrix.counts.subarray(3 * i, 3 * i + 3)]));
}
console.log(`accuracy ${matrix.value().toFixed(3)}`);

function line(title: string, cells: readonly (string | number)[]): string {
  return [title, ...cells].map((cell) => `${cell}`.padStart(12)).join("");
}
