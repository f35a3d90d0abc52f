/**
 * Prints random chains with all their numbers and steps, for
 * `tests/reference/make_chains.py`: `deno run tests/certify/list.ts 120`.
 *
 * @module
 */

import { nn } from "../../dsl/showing/nn.ts";
import { finiteChain } from "./chains.ts";

const [count = 120] = Deno.args.map(Number);
const chains = Array.from({ length: count }, (_, n) => {
  const { text, batch, numbers } = finiteChain(n);
  const network = nn(text);
  const bound = network.bind({ batch, seed: n });
  const drawn = [...bound.parameters].filter(({ trainable }) => trainable)
    .map(({ path, value }) => [path, [...value]]);
  return {
    text,
    batch,
    numbers: { ...Object.fromEntries(drawn), ...numbers },
    values: network.values.map(({ name }) => name),
    steps: network.steps.map(({ name, layer, inputs, output }) => ({
      name,
      layer: layer.name,
      arguments: Object.values(layer.arguments ?? {}).filter((each) =>
        typeof each === "number"
      ),
      inputs,
      output,
    })),
  };
});
console.log(JSON.stringify(chains));
