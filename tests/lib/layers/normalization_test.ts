import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Layer, Shape } from "../../../define.ts";
import { createRandom } from "../../../lib/base/random.ts";
import {
  batchnorm,
  gradcheck,
  groupnorm,
  input,
  instancenorm,
  layernorm,
  nn,
  pipeline,
  rmsnorm,
  type Values,
} from "../../../mod.ts";
import { assertGradients } from "../../../testing.ts";

function normals(length: number, seed = 0): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
}

/** Both ways through a layer with its first parameters: y and dx. */
function through(
  layer: Layer,
  shape: Shape,
  batch: number,
  x: Float64Array,
  dy: Float64Array,
) {
  const net = pipeline(input(...shape), layer).bind({ batch });
  net.x.set(x);
  net.dy.set(dy);
  net.forward();
  net.backward();
  return [net.y, net.dx];
}

function assertNear(a: Values, b: ArrayLike<number>, most = 1e-12) {
  assertEquals(a.length, b.length);
  for (let i = 0; i < a.length; i++) assertAlmostEquals(a[i], b[i], most);
}

// One family: each is another where their statistics are over the same numbers.
const equals: readonly (readonly [string, Shape, number, Layer, Layer])[] = [
  [
    "groupnorm(1) of a row is layernorm",
    [5],
    3,
    groupnorm(1),
    layernorm(),
  ],
  [
    "groupnorm of groups of one channel is instancenorm",
    [2, 3, 4],
    2,
    groupnorm(4),
    instancenorm(),
  ],
  [
    "batchnorm of one example is instancenorm",
    [5, 3],
    1,
    batchnorm(),
    instancenorm(),
  ],
];
for (const [name, shape, batch, one, other] of equals) {
  Deno.test(name, () => {
    const length = batch * shape.reduce((n, size) => n * size, 1);
    const [x, dy] = [normals(length), normals(length, 1)];
    const [a, b] = [one, other].map((layer) =>
      through(layer, shape, batch, x, dy)
    );
    assertNear(a[0], b[0]);
    assertNear(a[1], b[1]);
  });
}

Deno.test("rmsnorm equals a second, naive implementation", () => {
  const [rows, columns, eps] = [6, 5, 0.01];
  const [x, dy] = [normals(rows * columns), normals(rows * columns, 1)];
  const weight = normals(columns, 2);
  const net = pipeline(input(2, columns), rmsnorm({ epsilon: eps })).bind({
    batch: 3,
  });
  net.parameters.get("rmsnorm1.weight").value.set(weight);
  net.x.set(x);
  net.dy.set(dy);
  net.forward();
  net.backward();
  const y = x.map(() => 0);
  const dx = x.map(() => 0);
  const dWeight = weight.map(() => 0);
  for (let row = 0; row < rows; row++) {
    const at = (i: number) => row * columns + i;
    let square = 0;
    for (let i = 0; i < columns; i++) square += x[at(i)] ** 2 / columns;
    const rms = Math.sqrt(square + eps);
    for (let i = 0; i < columns; i++) {
      y[at(i)] = weight[i] * x[at(i)] / rms;
      dWeight[i] += dy[at(i)] * x[at(i)] / rms;
      // ∂yⱼ/∂xᵢ = wⱼ·(δᵢⱼ/rms − xⱼ·xᵢ/(n·rms³))
      for (let j = 0; j < columns; j++) {
        const own = i === j ? 1 / rms : 0;
        dx[at(i)] += dy[at(j)] * weight[j] *
          (own - x[at(j)] * x[at(i)] / (columns * rms ** 3));
      }
    }
  }
  assertNear(net.y, y);
  assertNear(net.dx, dx);
  assertNear(net.parameters.get("rmsnorm1.weight").gradient, dWeight);
});

// Numbers on which checkers of normalizations sound false alarms.
const epsilon = 1e-12;
const thin = normals(24).map((value) => 1 + 1e-5 * value);
const apart = [100, -100, 3, 2, -1e4, 1e4, 1e-3, -1e-3];
const nasty: readonly (readonly [string, Shape, Layer, ArrayLike<number>])[] = [
  ["batchnorm of a variance of 1e-10", [2, 4], batchnorm({ epsilon }), thin],
  ["layernorm of a variance of 1e-10", [2, 4], layernorm({ epsilon }), thin],
  ["groupnorm of a variance of 1e-10", [2, 4], groupnorm(2, { epsilon }), thin],
  [
    "instancenorm of a variance of 1e-10",
    [2, 4],
    instancenorm({ epsilon }),
    thin,
  ],
  [
    "rmsnorm of tiny numbers",
    [8],
    rmsnorm({ epsilon }),
    thin.map((x) => x - 1),
  ],
  ["layernorm of two features far apart", [2], layernorm(), apart],
  ["groupnorm of two features far apart", [4], groupnorm(2), apart],
  ["instancenorm of two positions far apart", [2, 2], instancenorm(), apart],
  ["layernorm of equal numbers", [4], layernorm(), [3, 3, 3, 3, 1, 1, 1, 1]],
  ["batchnorm of equal numbers", [2], batchnorm(), [3, 5, 3, 5, 3, 5]],
  ["rmsnorm of zeros", [3], rmsnorm(), [0, 0, 0, 1, 0, 0]],
];
for (const [name, shape, layer, x] of nasty) {
  Deno.test(`no false alarm on ${name}`, () => {
    const size = shape.reduce((n, each) => n * each, 1);
    for (const seed of [0, 1, 2]) {
      const report = gradcheck(pipeline(input(...shape), layer), {
        seed,
        batch: x.length / size,
        numbers: { x },
      });
      assertEquals(report.verdict, "pass");
    }
  });
}

Deno.test("a bias before a normalization has no gradient, and none is found", () => {
  for (const name of ["batchnorm", "layernorm", "groupnorm(2)"]) {
    assertGradients(nn(`fc(3,1,bias=none) -> scale(2) -> fc(4) -> ${name}`));
    assertGradients(nn(`fc(3,4) -> ${name} -> tanh -> fc(2) -> mse`));
  }
});

Deno.test("single precision keeps the digits of numbers far from 0", () => {
  const x = Float32Array.from([4096, 4097, 4098, 4099]);
  const net = nn`input(4) -> layernorm(affine=none)`
    .bind({ precision: "float32" });
  net.x.set(x);
  net.forward();
  const [, , , last] = net.y;
  assertAlmostEquals(last, 1.5 / Math.sqrt(1.25 + 1e-5), 1e-6);
});

const training = { batch: 4, seed: 3 };

Deno.test("running statistics follow the batches, with the unbiased variance", () => {
  const net = nn`input(1) -> batchnorm(momentum=0.25)`.bind(training);
  const { parameters } = net;
  const [mean, variance] = ["mean", "variance"].map((name) =>
    parameters.get(`batchnorm1.${name}`).value
  );
  assertEquals([mean[0], variance[0]], [0, 1]);
  net.x.set([1, 2, 3, 6]); // mean 3, Σ(x − 3)² = 14
  net.forward();
  assertNear(mean, [0.75]);
  assertNear(variance, [0.75 + 0.25 * 14 / 3]);
  net.x.set([0, 0, 0, 4]); // mean 1, Σ(x − 1)² = 12
  net.forward();
  assertNear(mean, [0.75 * 0.75 + 0.25]);
  assertNear(variance, [0.75 * (0.75 + 0.25 * 14 / 3) + 0.25 * 4]);
});

Deno.test("in use the running statistics are read and left alone", () => {
  const net = nn`input(2) -> batchnorm`;
  const first = net.bind(training);
  const { parameters } = first;
  parameters.get("batchnorm1.mean").value.set([1, -2]);
  parameters.get("batchnorm1.variance").value.set([4, 9]);
  const use = net.bind({ mode: "infer", batch: 2, parameters });
  use.x.set([3, 1, 1, -2]);
  use.forward();
  assertNear(use.y, [1, 1, 0, 0], 1e-5);
  assertEquals([...parameters.get("batchnorm1.mean").value], [1, -2]);
  assertEquals([...parameters.get("batchnorm1.variance").value], [4, 9]);
});

Deno.test("running statistics are no parameters that are trained or differentiated", () => {
  const net = nn`fc(2,3) -> batchnorm -> fc(1) -> mse`;
  assertEquals(net.parameterCount, 9 + 6 + 4);
  const { parameters } = net.bind(training);
  const kept = [...parameters].filter(({ state }) => state);
  assertEquals(
    kept.map(({ path, trainable, gradient }) => [
      path,
      trainable,
      gradient.length,
    ]),
    [["batchnorm1.mean", false, 0], ["batchnorm1.variance", false, 0]],
  );
  const { checks } = gradcheck(net);
  const [whole] = checks.filter(({ scope }) => scope === "network");
  assertEquals(
    whole.notDifferentiated.map(({ path }) => path),
    ["batchnorm1.mean", "batchnorm1.variance", "target"],
  );
});

Deno.test("with running statistics, gradients are those of an affine function", () => {
  const net = nn`input(2,3) -> batchnorm`.bind({ batch: 2, mode: "infer" });
  const { parameters } = net;
  for (const { path, value } of parameters) {
    value.set(normals(3, path.length).map((x) => Math.abs(x) + 0.5));
  }
  const paths = ["batchnorm1.weight", "batchnorm1.bias"];
  const fill = (arrays: readonly Float64Array[]) => {
    const [x, ...own] = arrays;
    net.x.set(x);
    own.forEach((values, k) => parameters.get(paths[k]).value.set(values));
    net.forward();
  };
  assertGradients({
    f: (...arrays) => {
      fill(arrays);
      return net.y;
    },
    vjp: (dy, ...arrays) => {
      fill(arrays);
      net.dy.set(dy);
      net.backward();
      const own = paths.map((path) => parameters.get(path).gradient.slice());
      return [net.dx.slice(), ...own];
    },
    at: [normals(12), normals(3, 5), normals(3, 6)],
  });
});

Deno.test("a channel with a single number is its bias, and leaves the running variance", () => {
  const net = nn`input(2) -> batchnorm`.bind();
  const { parameters } = net;
  parameters.get("batchnorm1.bias").value.set([7, 8]);
  net.x.set([5, -5]);
  net.dy.set([1, 1]);
  net.forward();
  net.backward();
  assertEquals([...net.y], [7, 8]);
  assertEquals([...net.dx].map(Math.abs), [0, 0]);
  assertNear(parameters.get("batchnorm1.mean").value, [0.5, -0.5]);
  assertEquals([...parameters.get("batchnorm1.variance").value], [1, 1]);
});

/** Each normalization without epsilon, with equal numbers: one alone, several, and zeros where nothing is centred. */
const equalNumbers: readonly (readonly [
  text: string,
  x: readonly number[],
])[] = [
  ["input(1) -> layernorm(eps=0)", [3]],
  ["input(3) -> layernorm(eps=0)", [0.1, 0.1, 0.1]],
  ["input(2,2) -> layernorm(eps=0,axis=[0,1])", [0.7, 0.7, 0.7, 0.7]],
  ["input(2) -> groupnorm(2,eps=0)", [3, -5]],
  ["input(2,4) -> groupnorm(2,eps=0)", [1, 1, 2, 2, 1, 1, 2, 2]],
  ["input(3,2) -> instancenorm(eps=0)", [0.1, 2, 0.1, 2, 0.1, 2]],
  ["input(2) -> batchnorm(eps=0)", [0.3, 4]],
  ["input(2) -> rmsnorm(eps=0)", [0, 0]],
];

for (const [text, x] of equalNumbers) {
  Deno.test(`${text} of ${x} is its bias, and no gradient passes`, () => {
    for (const precision of ["float64", "float32"] as const) {
      const net = nn(text).bind({ precision });
      const bias = [...net.parameters].find(({ path }) =>
        path.endsWith(".bias")
      );
      bias?.value.fill(0.25);
      net.x.set(x);
      net.dy.fill(1);
      net.forward();
      net.backward();
      const wanted = bias === undefined ? 0 : 0.25;
      assertEquals([...net.y], x.map(() => wanted));
      assertEquals([...net.dx].map(Math.abs), x.map(() => 0));
      for (const { path, gradient } of net.parameters) {
        const isFinite = gradient.every(Number.isFinite);
        assertEquals(isFinite, true, path);
      }
    }
    const { verdict } = gradcheck(nn(text), { numbers: { x } });
    assertEquals(verdict === "fail", false);
  });
}

Deno.test("without epsilon a batch normalization runs with a batch of 1 as well", () => {
  assertEquals(gradcheck(nn`input(3) -> batchnorm(eps=0)`).verdict, "pass");
});
