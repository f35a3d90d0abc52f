// Networks in shared memory compute, to the bit, what they compute with every
// array for itself.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import {
  type BindOptions,
  NablaError,
  type Network,
  nn,
} from "../../../mod.ts";

const texts = [
  "fc(3,4) -> tanh -> fc(4) -> sigmoid -> fc(2) -> mse",
  "input(6) -> h: fc(6) -> relu -> fc(3) -> relu -> fc(6) -> add(id, h)",
  "input(4) -> residual(fc(4) -> relu -> fc(4))*3 -> fc(2) -> cross_entropy",
  "input(5) -> concat(fc(2), tanh -> fc(3), id) -> softmax",
  "input(3) -> mul(fc(3), fc(3) -> sigmoid) -> max(id, neg) -> fc(1)",
  "given z = [1, -2]\ninput(2) -> q: mul(id, z) -> add(q, fc(2) -> exp) -> fc(2)",
];

/** The results of three steps. */
function results(network: Network, options: BindOptions) {
  const bound = network.bind({ batch: 3, seed: 5, ...options });
  const random = createRandom(2);
  const found: Record<string, number[]> = {};
  for (let step = 0; step < 3; step++) {
    for (let i = 0; i < bound.x.length; i++) bound.x[i] = random.normal();
    for (let i = 0; i < bound.target.length; i++) {
      bound.target[i] = random.integer(2);
    }
    if (network.loss === undefined) bound.dy.fill(0.5);
    bound.forward();
    if (options.backward !== false) bound.backward();
    found[`y ${step}`] = [...bound.y];
    found[`dx ${step}`] = [...bound.dx];
    found[`losses ${step}`] = [...bound.losses];
    if (options.backward === false) continue;
    for (const { path, gradient } of bound.parameters) {
      found[`${path} ${step}`] = [...gradient];
    }
  }
  return found;
}

for (const text of texts) {
  for (const kernels of ["plain", "wasm"] as const) {
    Deno.test(`${text} gives the same bits in shared memory, with ${kernels} kernels`, () => {
      const network = nn(text);
      assertEquals(
        results(network, { kernels, inspect: false }),
        results(network, { kernels }),
      );
      const { y } = network.bind();
      assert(y.length > 0);
    });

    Deno.test(`${text} predicts the same without gradients, with ${kernels} kernels`, () => {
      const network = nn(text);
      const small = results(network, {
        kernels,
        inspect: false,
        backward: false,
      });
      const whole = results(network, { kernels });
      for (let step = 0; step < 3; step++) {
        assertEquals(small[`y ${step}`], whole[`y ${step}`]);
        assertEquals(small[`losses ${step}`], whole[`losses ${step}`]);
      }
    });
  }
}

Deno.test("a deep chain shares its arrays, and shows those that it does not share", () => {
  const network = nn("input(64) -> (fc(64) -> tanh)*20 -> fc(1) -> mse");
  const bytes = (options: BindOptions) => {
    const bound = network.bind({ batch: 32, ...options });
    const buffers = new Set(
      bound.sites.flatMap(({ inputs, dinputs, y, dy }) => [
        ...inputs,
        ...dinputs,
        y,
        dy,
      ]).map(({ buffer }) => buffer),
    );
    return [...buffers].reduce((n, { byteLength }) => n + byteLength, 0);
  };
  const plain = { kernels: "plain" } as const;
  const all = bytes(plain);
  assert(bytes({ ...plain, inspect: false }) < 0.6 * all);
  const least = bytes({ ...plain, inspect: false, backward: false });
  assert(least < 0.1 * all, `${least} of ${all}`);

  const bound = network.bind({ inspect: false });
  const { input, output, target } = network;
  const shown = bound.values.flatMap(({ length }, i) => length > 0 ? [i] : []);
  assertEquals(shown, [input, output, target, network.loss?.output].toSorted());
});

Deno.test("a network that was bound without backward says so", () => {
  const bound = nn("fc(2,1) -> sigmoid").bind({ backward: false });
  bound.forward();
  assertThrows(
    () => bound.backward(),
    NablaError,
    "bound with backward: false",
  );
});
