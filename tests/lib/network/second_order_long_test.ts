// Jacobian times vector and Hessian times vector of bound networks, against those of
// torch.autograd.functional, made by tests/reference/make_second_order.py.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { defineLayer, type Mode, type Shape } from "../../../define.ts";
import {
  type BindOptions,
  type BoundNetwork,
  builtins,
  input,
  NablaError,
  nn,
  pipeline,
} from "../../../mod.ts";

type Arrays = Readonly<Record<string, readonly number[]>>;

/** A network with its numbers. */
interface Case {
  readonly text: string;
  readonly batch: number;
  readonly mode?: Mode;
  readonly inputs: Arrays;
  readonly targetShape?: Shape;
  readonly parameters: Arrays;
}

/** What happens along a direction. */
interface Along {
  readonly text: string;
  readonly direction: Arrays;
  readonly jvp: { readonly y: readonly number[]; readonly loss?: number };
  readonly hvp: Arrays;
}

async function read(name: string) {
  const url = new URL(`../../reference/${name}`, import.meta.url);
  return JSON.parse(await Deno.readTextFile(url));
}

const { networks, "cases of": again }: {
  readonly networks: readonly (Case & Along)[];
  readonly "cases of": Readonly<
    Record<string, readonly (Along & { readonly case: number })[]>
  >;
} = await read("second_order.json");

const all: (readonly [name: string, first: Case, along: Along])[] = networks
  .map((each, i) => [`network ${i}`, each, each]);
for (const [file, found] of Object.entries(again)) {
  const { cases }: { cases: readonly Case[] } = await read(file);
  for (const along of found) {
    all.push([`${file} ${along.case}`, cases[along.case], along]);
  }
}

/** How the numbers are computed, and how near they must be to the largest. */
const ways: readonly (BindOptions & { readonly most: number })[] = [
  { kernels: "plain", most: 1e-11 },
  { kernels: "wasm", most: 1e-11 },
  { kernels: "wasm", precision: "float32", most: 1e-4 },
];

/** Numbers far from 1 lose digits in single precision. */
function isTame({ inputs }: Case, { jvp, hvp }: Along): boolean {
  const numbers = [inputs, { y: jvp.y }, hvp].flatMap(Object.values).flat();
  return numbers.every((n: number) => n === 0 || Math.abs(n) < 30);
}

for (const [name, first, along] of all) {
  for (const { most, ...options } of ways) {
    const { kernels, precision = "float64" } = options;
    if (precision === "float32" && !isTame(first, along)) continue;
    Deno.test(`${name}, ${first.text}: jvp and hvp equal PyTorch's in ${precision} with ${kernels} kernels`, () => {
      assertEquals(first.text, along.text);
      const net = bind(first, options);
      net.forward();
      const { y, loss } = net.jvp(along.direction);
      assertNear("y", y, along.jvp.y, most);
      if (along.jvp.loss !== undefined) {
        assertNear("loss", [loss], [along.jvp.loss], most);
      }
      const changes = net.hvp(along.direction);
      for (const [path, expected] of Object.entries(along.hvp)) {
        assertNear(path, changes[path], expected, most);
      }
    });
  }
}

function bind(first: Case, options: BindOptions = {}): BoundNetwork {
  const { text, batch, mode = "train", targetShape } = first;
  const net = nn(text).bind({
    batch,
    mode,
    ...options,
    ...targetShape === undefined ? {} : { targetShape },
  });
  for (const [path, values] of Object.entries(first.parameters)) {
    net.parameters.get(path).value.set(values);
  }
  net.x.set(first.inputs.x);
  if (first.inputs.target) net.target.set(first.inputs.target);
  if (first.inputs.dy) net.dy.set(first.inputs.dy);
  return net;
}

function assertNear(
  name: string,
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  most: number,
): void {
  assertEquals(found.length, expected.length, name);
  const largest = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    const apart = Math.abs(found[i] - expected[i]);
    const words = `the change of ${name}[${i}] is ${found[i]}, not ${
      expected[i]
    }`;
    assert(apart <= most * largest, words);
  }
}

Deno.test("every layer is among the networks and the layers that are held to PyTorch", async () => {
  const layers = await read("second_order_layers.json");
  const texts = [
    ...all.map(([, { text }]) => text),
    ...Object.values<{ text: string }[]>(layers["cases of"]).flat()
      .map(({ text }) => text),
  ];
  const used = new Set(texts.flatMap((text) => text.match(/[a-z_]\w*/g) ?? []));
  const names = builtins.map(({ definition }) => definition.name);
  assertEquals(names.filter((name) => !used.has(name)), []);
});

const mixed = networks.find(({ text }) => text.includes("same(once)")) ??
  networks[0];

Deno.test("values, gradients and losses are as before", () => {
  for (const isRun of [false, true]) {
    const net = bind(mixed);
    net.forward();
    if (isRun) net.backward();
    const arrays = () =>
      [
        ...net.values,
        ...net.gradients,
        ...net.sites.flatMap(({ dinputs, gradients }) => [
          ...dinputs,
          ...Object.values(gradients),
        ]),
        ...[...net.parameters].flatMap(({ value, gradient }) => [
          value,
          gradient,
        ]),
        net.losses,
        net.dlosses,
      ].map((each) => [...each]);
    const before = arrays();
    const first = net.hvp(mixed.direction);
    net.jvp(mixed.direction);
    assertEquals(arrays(), before);
    // A result is not handed out twice, and the second time is as the first.
    const [second, jvp] = [net.hvp(mixed.direction), net.jvp({})];
    assertEquals(second, first);
    assert(second.x !== first.x);
    assert(jvp.y.every((change) => change === 0));
  }
});

Deno.test("backward and training go on after a Hessian times vector", () => {
  const [plain, looked] = [bind(mixed), bind(mixed)];
  for (const net of [plain, looked]) {
    for (let step = 0; step < 3; step++) {
      net.forward();
      net.backward();
      if (net === looked) net.hvp(mixed.direction);
      for (const { value, gradient } of net.parameters) {
        for (let i = 0; i < value.length; i++) value[i] -= 0.1 * gradient[i];
      }
    }
  }
  for (const { path, value } of plain.parameters) {
    assertEquals(looked.parameters.get(path).value, value);
  }
});

Deno.test("given values have a direction, class numbers and running statistics have none", () => {
  const given = nn`
    given q = [2, 3]
    q -> square -> sum
  `.bind({ batch: 2 });
  given.forward();
  given.dy.fill(1);
  assertEquals([...given.jvp({ q: [1, 10] }).y], [64, 64]);
  assertEquals([...given.hvp({ q: [1, 10] }).q], [2 * 2 * 1, 2 * 2 * 10]);
  const embedded = nn`input(2) -> embedding(5,3) -> batchnorm -> flatten`.bind({
    batch: 2,
  });
  embedded.x.set([0, 1, 2, 4]);
  embedded.dy.fill(1);
  embedded.forward();
  assertEquals(Object.keys(embedded.hvp({})), [
    "embedding1.weight",
    "batchnorm1.weight",
    "batchnorm1.bias",
  ]);
  assertThrows(() => embedded.jvp({ x: [1, 1, 1, 1] }), NablaError, "found");
});

Deno.test("a focal loss of what is known for sure does not bend", () => {
  const net = nn`input(2) -> focal(0.5)`.bind();
  net.x.set([1000, 0]);
  net.target.set([0]);
  net.forward();
  assertEquals([...net.hvp({ x: [1, -1] }).x].map(Math.abs), [0, 0]);
});

Deno.test("what cannot be done is refused with its reason", () => {
  const bump = defineLayer({
    name: "bump",
    f: (x) => Math.exp(-x * x),
    df: (x, y) => -2 * x * y,
  });
  const bare = defineLayer({
    name: "bare",
    outputShape: (shape) => shape,
    bind: () => ({ forward() {}, backward() {} }),
  });
  const classes = nn`input(3) -> cross_entropy`.bind();
  classes.x.fill(0);
  classes.target.fill(0);
  classes.forward();
  const own = (layer: typeof bump) =>
    pipeline(input(1), layer()).bind({ batch: 1 });
  const net = own(bump);
  net.dy.fill(1);
  net.forward();
  assertEquals(net.jvp({ x: [0] }).y.length, 1);
  const truths = nn`input(2) -> logical_not`.bind();
  truths.forward();
  const refusals: readonly (readonly [() => unknown, string])[] = [
    [
      () => net.hvp({ x: [0] }),
      "`second`: found bump without it, in step bump1",
    ],
    [
      () => own(bare).jvp({}),
      "`tangent`: found bare without it, in step bare1",
    ],
    [() => net.jvp({ y: [1] }), "must be x: found"],
    [() => truths.jvp({ x: [1, 1] }), "nothing can be a path of the direction"],
    [() => net.jvp({ x: [1, 2] }), "must have 1 number: found 2"],
    [() => classes.jvp({ target: [1] }), "classes or signs, which cannot move"],
    [
      () => nn`input(3) -> tanh`.bind({ inspect: false }).jvp({}),
      "inspect: false",
    ],
    [() => nn`input(3) -> tanh`.bind().hvp({}), "fill dy"],
    [() => nn`input(3) -> mse`.bind({ backward: false }).hvp({}), "backward"],
  ];
  for (const [call, words] of refusals) {
    assertThrows(call, NablaError, words);
  }
});
