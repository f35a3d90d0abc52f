import { assertEquals } from "@std/assert";
import {
  chainNetwork,
  randomChain,
} from "../../../lib/self_test/random_chain.ts";
import {
  attention,
  createRandom,
  cross_entropy,
  gradcheck,
  rnn,
  sigmoid,
  softmax,
  tanh,
} from "../../../mod.ts";

Deno.test("second derivatives that lost their digits are not called wrong", () => {
  // Large inputs saturate: gradients are then stairs, with treads as wide as steps.
  const layers = [
    sigmoid(),
    tanh(),
    softmax(),
    cross_entropy(),
    rnn(2),
    attention(1),
  ];
  const wrong: string[] = [];
  for (const layer of layers) {
    const inputs = layer.name === "rnn" || layer.name === "attention"
      ? [[3, 2]]
      : [[4]];
    for (let seed = 0; seed < 20; seed++) {
      const options = { inputs, seed, scale: 30, order: 2 } as const;
      const [{ gradients }] = gradcheck(layer, options).checks;
      const kinds = gradients.filter(({ kind, wrong }) => kind && wrong > 0);
      wrong.push(...kinds.map(({ path }) => `${layer.name} ${seed} ${path}`));
    }
  }
  assertEquals(wrong, []);
});

Deno.test("random right networks are right to second order", () => {
  for (let n = 0; n < 25; n++) {
    const chain = randomChain(createRandom(3).fork(`right ${n}`));
    const { verdict, checks } = gradcheck(chainNetwork(chain), {
      seed: n,
      batch: chain.batch,
      order: 2,
    });
    const names = checks.map(({ name }) => name).join(" -> ");
    assertEquals(verdict, "pass", `${n}: ${names}`);
  }
});
