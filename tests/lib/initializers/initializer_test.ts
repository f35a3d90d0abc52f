import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import type { Shape } from "../../../lib/base/shape.ts";
import { constant } from "../../../lib/initializers/fixed.ts";
import type { Initializer } from "../../../lib/initializers/initializer.ts";
import { initializers } from "../../../lib/initializers/initializers.ts";
import { errorFunction as erf } from "../../../lib/kernels/plain/erf.ts";
import { builtins, initialize, nn } from "../../../mod.ts";

const fans = { fanIn: 50, fanOut: 25, shape: [250, 200] };

/** The distribution function of the standard normal distribution. */
const normal = (x: number) => (1 + erf(x * Math.SQRT1_2)) / 2;
const uniform = (limit: number) => (x: number) => (x + limit) / (2 * limit);
/** Of N(0, 1) between −2 and 2, by its definition. */
const cut = (x: number) => (normal(x) - normal(-2)) / (normal(2) - normal(-2));
const cutDeviation = Math.sqrt(0.7737413035499232);

// Bound, variance and distribution by the papers' formulas, worked out by hand:
// glorot ±√(6/75) with variance 2/75, he variance 2/50, and so on.
const cases = [
  { name: "normal", variance: 1, bound: Infinity, below: normal },
  {
    name: "uniform",
    variance: 1 / 150,
    bound: 0.1414213562373096,
    below: uniform(Math.SQRT2 / 10),
  },
  {
    name: "glorot",
    variance: 2 / 75,
    bound: 0.282842712474619,
    below: uniform(0.282842712474619),
  },
  {
    name: "glorot_normal",
    variance: 2 / 75,
    bound: Infinity,
    below: (x: number) => normal(x / Math.sqrt(2 / 75)),
  },
  {
    name: "he",
    variance: 0.04,
    bound: Infinity,
    below: (x: number) => normal(x / 0.2),
  },
  {
    name: "he_uniform",
    variance: 0.04,
    bound: 0.34641016151377546,
    below: uniform(0.34641016151377546),
  },
  {
    name: "lecun",
    variance: 0.02,
    bound: Infinity,
    below: (x: number) => normal(x * Math.sqrt(50)),
  },
  {
    name: "truncated_normal",
    variance: 0.02,
    bound: 2 * Math.sqrt(0.02) / cutDeviation,
    below: (x: number) => cut(x * Math.sqrt(50) * cutDeviation),
  },
];
for (const { name, variance, bound, below } of cases) {
  Deno.test(`${name} has mean 0, variance ${variance.toFixed(4)}, stays within ${bound.toFixed(3)} and has its distribution`, () => {
    const values = filled(named(name), fans.shape, fans);
    const { length } = values;
    const mean = values.reduce((sum, v) => sum + v, 0) / length;
    const square = values.reduce((sum, v) => sum + v * v, 0) / length;
    assertAlmostEquals(mean, 0, 0.02 * Math.sqrt(variance));
    assertAlmostEquals(square, variance, 0.03 * variance);
    assert(values.every((v) => Math.abs(v) <= bound));
    // Kolmogorov and Smirnov: 1.95/√n is passed once in a thousand times.
    const sorted = Float64Array.from(values).sort();
    const distance = Math.max(
      ...sorted.map((v, i) => Math.abs(below(v) - (i + 0.5) / length)),
    );
    assert(distance < 1.95 / Math.sqrt(length), `${distance} apart`);
  });
}

Deno.test("the variance of a normal distribution cut at 2 is what the formula says", () => {
  const density = Math.exp(-2) / Math.sqrt(2 * Math.PI);
  const variance = 1 - 4 * density / (2 * normal(2) - 1);
  assertAlmostEquals(cutDeviation ** 2, variance, 1e-15);
});

Deno.test("zeros, ones and constants do what they say", () => {
  for (
    const [initializer, value] of [
      [named("zeros"), 0],
      [named("ones"), 1],
      [constant(0.25), 0.25],
    ] as const
  ) {
    assert(filled(initializer, [3, 4]).every((v) => v === value));
  }
});

const shapes: readonly Shape[] = [
  [3, 5],
  [5, 3],
  [4, 4],
  [1, 6],
  [6, 1],
  [1, 1],
  [8, 2, 2, 3],
  [40, 3, 3, 2],
  [60, 60],
];
for (const shape of shapes) {
  Deno.test(`orthogonal of ${shape.join("×")} has orthonormal rows or columns`, () => {
    const values = filled(named("orthogonal"), shape);
    const rows = shape[0];
    const columns = values.length / rows;
    const isWide = rows <= columns;
    const [count, length] = isWide ? [rows, columns] : [columns, rows];
    const at = (vector: number, i: number) =>
      values[isWide ? vector * columns + i : i * columns + vector];
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let i = 0; i < length; i++) product += at(a, i) * at(b, i);
        assertAlmostEquals(product, a === b ? 1 : 0, 1e-14);
      }
    }
  });
}

Deno.test("orthogonal matrices prefer no direction: traces and determinants are those of Haar's measure", () => {
  const draws = 4000;
  let [trace, traceSquared, determinants, firsts] = [0, 0, 0, 0];
  for (let seed = 0; seed < draws; seed++) {
    const m = filled(named("orthogonal"), [3, 3], undefined, seed);
    const sum = m[0] + m[4] + m[8];
    trace += sum / draws;
    traceSquared += sum * sum / draws;
    firsts += m[0] * m[0] / draws;
    determinants += (m[0] * (m[4] * m[8] - m[5] * m[7]) -
      m[1] * (m[3] * m[8] - m[5] * m[6]) +
      m[2] * (m[3] * m[7] - m[4] * m[6])) / draws;
  }
  // Diaconis and Shahshahani, 1994: E tr = 0, E tr² = 1. Half are reflections.
  assertAlmostEquals(trace, 0, 0.06);
  assertAlmostEquals(traceSquared, 1, 0.1);
  assertAlmostEquals(firsts, 1 / 3, 0.02);
  assertAlmostEquals(determinants, 0, 0.06);
});

Deno.test("identity has ones on the diagonal, in windows in the middle", () => {
  assertEquals(filled(named("identity"), [2, 3]), [1, 0, 0, 0, 1, 0]);
  assertEquals(filled(named("identity"), [3, 2]), [1, 0, 0, 1, 0, 0]);
  assertEquals(filled(named("identity"), [2, 3, 1]), [0, 1, 0, 0, 0, 0]);
  const window = filled(named("identity"), [2, 3, 3, 2]);
  assertEquals(window.flatMap((v, i) => v === 0 ? [] : [i]), [8, 18 + 8 + 1]);
});

Deno.test("a layer of identity weights passes its input on", () => {
  const texts = [
    "input(3) -> fc(3,init=identity)",
    "input(4,5,2) -> conv(3,2,pad=1,init=identity)",
  ];
  for (const text of texts) {
    const net = nn(text).bind();
    const random = createRandom(5);
    net.x.set(net.x.map(() => random.normal()));
    net.forward();
    assertEquals([...net.y], [...net.x]);
  }
});

Deno.test("every initializer is known by its own name, and fills what a text asks for", () => {
  for (const [name, initializer] of initializers) {
    assertEquals(initializer.name, name);
    const [weight] = initialize(nn(`input(3) -> fc(4,init=${name})`), {
      seed: 2,
    });
    assertEquals(weight.shape, [4, 3]);
    assert(weight.value.every(Number.isFinite), name);
  }
});

Deno.test("a layer with a choice of initializer offers all of them", () => {
  const all = [...initializers.keys()];
  const choosing = builtins.filter(({ definition }) =>
    definition.arguments.init?.kind === "choice"
  );
  assert(choosing.length > 0);
  for (const { definition } of choosing) {
    const { init } = definition.arguments;
    assertEquals(
      all.filter((name) => !init?.choices?.includes(name)),
      [],
      definition.name,
    );
  }
});

function named(name: string): Initializer {
  const found = initializers.get(name);
  if (found === undefined) throw new TypeError(name);
  return found;
}

function filled(
  initializer: Initializer,
  shape: Shape,
  { fanIn, fanOut } = { fanIn: 1, fanOut: 1 },
  seed = 1,
): number[] {
  const length = shape.reduce((n, size) => n * size, 1);
  const values = new Float64Array(length).fill(9);
  initializer.fill(values, { shape, fanIn, fanOut }, createRandom(seed));
  return [...values];
}
