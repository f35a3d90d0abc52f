// Values and gradients against PyTorch's, in double precision; the numbers are
// made by tests/reference/make_reference.py.
import { assert, assertEquals } from "@std/assert";
import { type BoundNetwork, builtins, initialize, nn, sgd } from "../../mod.ts";

type Arrays = Readonly<Record<string, readonly number[]>>;

interface Case {
  readonly text: string;
  readonly batch: number;
  readonly inputs: Arrays;
  readonly targetShape?: readonly number[];
  readonly parameters: Arrays;
  readonly outputs: Arrays & { readonly loss?: number };
}

interface Training extends Case {
  readonly learningRate: number;
  readonly losses: readonly number[];
}

const url = new URL("../reference/layers.json", import.meta.url);
const { cases, training }: { cases: Case[]; training: Training } = JSON.parse(
  await Deno.readTextFile(url),
);

function bind({ text, batch, inputs, targetShape, parameters }: Case) {
  const net = nn(text).bind({ batch, ...(targetShape ? { targetShape } : {}) });
  for (const [path, values] of Object.entries(parameters)) {
    net.parameters.get(path).value.set(values);
  }
  net.x.set(inputs.x);
  if (inputs.target) net.target.set(inputs.target);
  if (inputs.dy) net.dy.set(inputs.dy);
  return net;
}

function computed(net: BoundNetwork, name: string): ArrayLike<number> {
  if (name === "y") return net.y;
  if (name === "dx") return net.dx;
  if (name === "loss") return [net.loss];
  return net.parameters.get(name.replace(/\.grad$/, "")).gradient;
}

/** The largest distance, relative to the larger of 1 and the number. */
function distance(a: ArrayLike<number>, b: readonly number[]): number {
  assertEquals(a.length, b.length);
  return b.reduce((most, value, i) => {
    const apart = Math.abs(a[i] - value) / Math.max(1, Math.abs(value));
    return Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }, 0);
}

for (const [i, reference] of cases.entries()) {
  const { text, batch, outputs } = reference;
  Deno.test(`case ${i}, ${text} with batch ${batch}, equals PyTorch to 1e-12`, () => {
    const net = bind(reference);
    net.forward();
    net.backward();
    for (const [name, values] of Object.entries(outputs)) {
      const apart = distance(computed(net, name), [values].flat());
      assert(apart <= 1e-12, `${name} differs by ${apart}`);
    }
  });
}

Deno.test("every built-in layer has a case", () => {
  const used = new Set(
    cases.flatMap(({ text }) => text.match(/[a-z_]+/g) ?? []),
  );
  const names = builtins.map(({ definition }) => definition.name);
  assertEquals(names.filter((name) => !used.has(name)), []);
});

Deno.test("20 steps of sgd follow PyTorch's to 1e-12", () => {
  const net = bind(training);
  const optimizer = sgd(net.parameters, training);
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
