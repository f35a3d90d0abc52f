// Convolutions of large batches go slice by slice: what comes of it must be what
// the examples give one by one, which fit into one slice each.
import { assert, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import type { Values } from "../../../lib/base/values.ts";
import type { Site } from "../../../lib/layer/layer.ts";
import { initialize, nn } from "../../../mod.ts";

const texts = [
  "input(20,20,8) -> conv(3,6,pad=1)",
  "input(20,20,8) -> conv(3,6,stride=2,groups=2)",
  "input(400,8) -> conv(9,4,pad=same)",
  "input(20,20,8) -> conv(1,6)",
  "input(12,12,8) -> conv_transpose(3,6,stride=2)",
];
const batch = 40;

function differs(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return Array.from(a).some((value, i) =>
    !(Math.abs(value - b[i]) <= 1e-10 * (1 + Math.abs(b[i])))
  );
}

for (const text of texts) {
  for (const kernels of ["plain", "wasm"] as const) {
    Deno.test(`${text} of ${batch} examples is what they give one by one, with ${kernels} kernels`, () => {
      const network = nn(text);
      const parameters = initialize(network, { kernels, batch });
      const all = network.bind({ parameters, batch });
      const one = network.bind({ parameters, batch: 1 });
      const random = createRandom(1);
      for (const values of [all.x, all.dy]) {
        for (let i = 0; i < values.length; i++) values[i] = random.normal();
      }
      const expected = { y: [] as number[], dx: [] as number[] };
      const sums = new Map<string, Float64Array>();
      for (let b = 0; b < batch; b++) {
        const part = (of: Values, size: number) =>
          of.subarray(b * size, (b + 1) * size);
        one.x.set(part(all.x, one.x.length));
        one.dy.set(part(all.dy, one.dy.length));
        one.forward();
        one.backward();
        expected.y.push(...one.y);
        expected.dx.push(...one.dx);
        for (const { path, gradient } of parameters) {
          const sum = sums.get(path) ?? new Float64Array(gradient.length);
          sums.set(path, sum.map((value, i) => value + gradient[i]));
        }
      }
      all.forward();
      all.backward();
      assert(!differs(all.y, expected.y));
      assert(!differs(all.dx, expected.dx));
      for (const { path, gradient } of parameters) {
        assert(!differs(gradient, sums.get(path) ?? []), path);
      }
    });
  }
}

for (
  const [short, long] of [
    ["56,56,16", "112,56,16"],
    ["5000,16", "50000,16"],
  ]
) {
  Deno.test(`what a convolution of ${short} lays out grows neither with the batch nor with the length`, () => {
    const laidOut = (sizes: string, batch: number) => {
      const network = nn(`input(${sizes}) -> conv(3,16,pad=1)`);
      const [step] = network.steps;
      const { sites } = network.bind({ batch, kernels: "plain" });
      let numbers = 0;
      const site: Site = {
        ...sites[0],
        scratch(length) {
          numbers += length;
          return new Float64Array(length);
        },
      };
      step.layer.bind(site);
      return numbers;
    };
    assertEquals(laidOut(short, 8), laidOut(short, 4));
    for (const sizes of [short, long]) {
      assert(laidOut(sizes, 4) < 2 ** 18 + 10_000);
    }
  });
}
