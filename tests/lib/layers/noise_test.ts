// Layers that draw numbers in training, other than dropout.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import {
  alpha_dropout,
  createRandom,
  gaussian_dropout,
  nn,
} from "../../../mod.ts";

const many = 40_000;

const mean = (y: number[]) => y.reduce((sum, each) => sum + each, 0) / y.length;
function variance(y: number[]): number {
  const middle = mean(y);
  return mean(y.map((each) => (each - middle) ** 2));
}

/** What a layer makes of numbers in training. */
function made(layer: string, x: (i: number) => number, seed = 1): number[] {
  const net = nn(`input(${many}) -> ${layer}`).bind({ seed });
  net.x.set(net.x.map((_, i) => x(i)));
  net.forward();
  return [...net.y];
}

Deno.test("gaussian_noise adds numbers of mean 0 and its standard deviation", () => {
  const noise = made("gaussian_noise(0.3)", () => 5).map((y) => y - 5);
  // Five standard deviations of either.
  assertAlmostEquals(mean(noise), 0, 5 * 0.3 / Math.sqrt(many));
  assertAlmostEquals(variance(noise), 0.09, 5 * 0.09 * Math.sqrt(2 / many));
  const within = noise.filter((n) => Math.abs(n) < 0.3).length / many;
  assertAlmostEquals(within, 0.6827, 0.012);
});

Deno.test("gaussian_dropout has the mean and the variance of dropout", () => {
  for (const p of [0.2, 0.5]) {
    const all = ["gaussian_dropout", "dropout"].map((name) =>
      made(`${name}(${p})`, () => 2)
    );
    for (const y of all) {
      assertAlmostEquals(mean(y), 2, 5 * 2 / Math.sqrt(many));
      assertAlmostEquals(variance(y), 4 * p / (1 - p), 0.15);
    }
  }
});

// PyTorch's AlphaDropout of a number gives one of two.
for (
  const [p, x, least, largest] of [
    [0.2, 0, -1.2361598485763778, 0.30903996214409446],
    [0.2, 1.5, -1.2361598485763778, 1.6273953373093937],
    [0.5, 0, -0.7791939305180315, 0.7791939305180315],
  ] as const
) {
  Deno.test(`alpha_dropout(${p}) of ${x} has PyTorch's numbers`, () => {
    const all = [...new Set(made(`alpha_dropout(${p})`, () => x))];
    assertEquals(all.length, 2);
    all.sort((a, b) => a - b);
    assertAlmostEquals(all[0], least, 1e-12);
    assertAlmostEquals(all[1], largest, 1e-12);
  });
}

Deno.test("alpha_dropout keeps mean 0 and variance 1", () => {
  const random = createRandom(3);
  const x = Array.from({ length: many }, () => random.normal());
  for (const p of [0.1, 0.4]) {
    const y = made(`alpha_dropout(${p})`, (i) => x[i]);
    assertAlmostEquals(mean(y), 0, 0.03);
    assertAlmostEquals(variance(y), 1, 0.04);
  }
});

Deno.test("rrelu draws slopes evenly between its ends", () => {
  const slopes = made("rrelu(0.2,0.6)", () => -1).map((y) => -y);
  assert(slopes.every((slope) => slope >= 0.2 && slope <= 0.6));
  assertAlmostEquals(mean(slopes), 0.4, 0.004);
  assertAlmostEquals(variance(slopes), 0.16 / 12, 0.0005);
  assertEquals(
    made("rrelu", (i) => i),
    Array.from({ length: many }, (_, i) => i),
  );
});

for (
  const text of [
    "gaussian_noise(0.5)",
    "gaussian_dropout",
    "alpha_dropout",
    "rrelu",
  ]
) {
  Deno.test(`${text} depends on the seed, and in use on no chance`, () => {
    const x = (i: number) => i % 7 - 3.5;
    assertEquals(made(text, x), made(text, x));
    assert(made(text, x).join() !== made(text, x, 2).join());
    const net = nn(`input(4) -> ${text}`);
    const outputs = [1, 2].map((seed) => {
      const use = net.bind({ mode: "infer", seed });
      use.x.set([1, 2, -1, -2]);
      use.forward();
      return [...use.y];
    });
    assertEquals(outputs[0], outputs[1]);
    const slope = text === "rrelu" ? (1 / 8 + 1 / 3) / 2 : 1;
    assertEquals(outputs[0], [1, 2, -slope, -2 * slope]);
  });
}

Deno.test("alpha_dropout(1) leaves nothing, and gaussian_dropout has no such end", () => {
  assert(made("alpha_dropout(1)", () => 4).every((y) => y === 0));
  assertThrows(() => gaussian_dropout(1), Error, "p must be");
  assertThrows(() => alpha_dropout(1.1), Error, "p must be");
});
