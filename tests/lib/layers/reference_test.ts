// Values and gradients against PyTorch's; the numbers are made in double
// precision by tests/reference/make_*.py.
import { assert, assertEquals } from "@std/assert";
import type { Mode } from "../../../define.ts";
import {
  type BindOptions,
  type BoundNetwork,
  builtins,
  initialize,
  nn,
  sgd,
} from "../../../mod.ts";

type Arrays = Readonly<Record<string, readonly number[]>>;

interface Case {
  readonly text: string;
  readonly batch: number;
  readonly mode?: Mode;
  readonly inputs: Arrays;
  readonly targetShape?: readonly number[];
  readonly parameters: Arrays;
  readonly outputs: Arrays & { readonly loss?: number };
}

interface Training extends Case {
  readonly learningRate: number;
  readonly losses: readonly number[];
}

/** How the numbers are computed, and how near they must be. */
const ways: readonly (BindOptions & { readonly most: number })[] = [
  { kernels: "plain", most: 1e-12 },
  { kernels: "wasm", most: 1e-12 },
  { kernels: "wasm", precision: "float32", most: 1e-4 },
];

const folder = new URL("../../reference/", import.meta.url);
const files: { name: string; cases: Case[] }[] = [];
for await (const { name } of Deno.readDir(folder)) {
  if (!name.endsWith(".json")) continue;
  const { cases } = JSON.parse(await Deno.readTextFile(new URL(name, folder)));
  if (cases !== undefined) files.push({ name, cases });
}
files.sort((a, b) => a.name < b.name ? -1 : 1);
const cases = files.flatMap(({ cases }) => cases);
const { training }: { training: Training } = JSON.parse(
  await Deno.readTextFile(new URL("layers.json", folder)),
);

function bind(reference: Case, options: BindOptions = {}) {
  const { text, batch, mode, inputs, targetShape, parameters } = reference;
  const net = nn(text).bind({
    batch,
    ...options,
    ...(mode ? { mode } : {}),
    ...(targetShape ? { targetShape } : {}),
  });
  for (const [path, values] of Object.entries(parameters)) {
    net.parameters.get(path).value.set(values);
  }
  for (const [name, values] of net.inputs) values.set(inputs[name]);
  if (inputs.target) net.target.set(inputs.target);
  if (inputs.dy) net.dy.set(inputs.dy);
  return net;
}

function computed(net: BoundNetwork, name: string): ArrayLike<number> {
  if (name === "y") return net.y;
  if (name === "dx") return net.dx;
  const input = net.network.inputs.find((value) =>
    `d${net.network.values[value].name}` === name
  );
  if (input !== undefined) return net.gradients[input];
  if (name === "loss") return [net.loss];
  const { value, gradient } = net.parameters.get(name.replace(/\.grad$/, ""));
  return name.endsWith(".grad") ? gradient : value;
}

/** The largest distance, relative to the larger of 1 and the number. */
function distance(a: ArrayLike<number>, b: readonly number[]): number {
  assertEquals(a.length, b.length);
  return b.reduce((most, value, i) => {
    const apart = Math.abs(a[i] - value) / Math.max(1, Math.abs(value));
    return Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }, 0);
}

/** Numbers far from 1 lose digits that are not the layers' fault. */
function isTame({ inputs, outputs }: Case): boolean {
  const all = [inputs, outputs].flatMap(Object.values).flat();
  return all.every((value) => value === 0 || Math.abs(value) < 100) &&
    all.some((value) => value !== 0);
}

for (const { name: file, cases } of files) {
  for (const [i, reference] of cases.entries()) {
    const { text, batch, outputs } = reference;
    for (const { most, ...options } of ways) {
      const { kernels, precision = "float64" } = options;
      if (precision === "float32" && !isTame(reference)) continue;
      Deno.test(`${file} ${i}, ${text} with batch ${batch}, equals PyTorch to ${most} in ${precision} with ${kernels} kernels`, () => {
        const net = bind(reference, options);
        net.forward();
        net.backward();
        for (const [name, values] of Object.entries(outputs)) {
          const apart = distance(computed(net, name), [values].flat());
          assert(apart <= most, `${name} differs by ${apart}`);
        }
      });
    }
  }
}

Deno.test("every built-in layer has a case", () => {
  const used = new Set(
    cases.flatMap(({ text }) => text.match(/[a-z_]\w*/g) ?? []),
  );
  const names = builtins.map(({ definition }) => definition.name);
  assertEquals(names.filter((name) => !used.has(name)), []);
});

Deno.test("20 steps of sgd follow PyTorch's to 1e-12", () => {
  const net = bind(training);
  const { learningRate } = training;
  const optimizer = sgd(net.parameters, { learningRate });
  const losses = training.losses.map(() => {
    net.forward();
    net.backward();
    optimizer.step();
    return net.loss;
  });
  assert(distance(losses, training.losses) <= 1e-12);
  for (const { path, value } of net.parameters) {
    assert(distance(value, training.outputs[path]) <= 1e-12, path);
  }
});

Deno.test("parameters that are not set stay out of a case", () => {
  for (const { text, parameters } of cases) {
    const paths = [...initialize(nn(text))].map(({ path }) => path);
    assertEquals(Object.keys(parameters).sort(), paths.sort());
  }
});
