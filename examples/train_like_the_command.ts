// What these commands do, in TypeScript: fit a table to a network, train and save
// it, then read it again and predict for a table.
//
//   nabla train "fc(4,8) -> tanh -> fc(3) -> cross_entropy" \
//     --data examples/data/flowers.csv --target kind \
//     --validation 0.3 --patience 20 --epochs 60 --out flowers.safetensors
//   nabla predict flowers.safetensors --data examples/data/flowers.csv --probabilities
//
// It writes to a temporary file, and the predictions to standard output:
//
//   deno run --allow-read --allow-write examples/train_like_the_command.ts
import { nn, readNetwork, train, writeNetwork } from "@nabla/nabla";
import {
  csvTable,
  fitTable,
  formatCsv,
  fromBytes,
  fromFile,
  predictTable,
  prepareData,
} from "@nabla/nabla/data";

const table = await csvTable(fromFile("examples/data/flowers.csv"));
const path = await Deno.makeTempFile({ suffix: ".safetensors" });

const network = nn`fc(4,8) -> tanh -> fc(3) -> cross_entropy`;
const fitted = await fitTable(network, table, { target: "kind" });
const data = await prepareData(network, fitted, { validation: 0.3 });
const { training, validation, meaning } = data;
const options = { validation, patience: 20, epochs: 60 };
const { parameters } = await train(network, training, options);
const file = writeNetwork({ network, parameters, description: meaning });
await Deno.writeFile(path, ReadableStream.from(file));

const bytes = fromBytes(path, await Deno.readFile(path));
const saved = await readNetwork(bytes, { batch: 256 });
for await (const rows of predictTable(saved, table, { probabilities: true })) {
  console.log(formatCsv(rows).trimEnd());
}
await Deno.remove(path);
