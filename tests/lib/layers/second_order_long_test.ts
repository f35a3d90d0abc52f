// What layers do along a direction: against PyTorch's numbers, made in double
// precision by tests/reference/make_second_order_layers.py, and against
// differences of gradients.
import { assert, assertEquals } from "@std/assert";
import type { LayerDefinition, Mode, Site } from "../../../define.ts";
import {
  type BindOptions,
  type BoundNetwork,
  builtins,
  gradcheck,
  nn,
} from "../../../mod.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";

type Arrays = Readonly<Record<string, readonly number[]>>;
type Numbers = ArrayLike<number>;

interface FirstOrder {
  readonly text: string;
  readonly batch: number;
  readonly mode?: Mode;
  readonly inputs: Arrays;
  readonly parameters: Arrays;
}

interface Case {
  readonly case: number;
  readonly text: string;
  readonly direction: Arrays;
  readonly changes: Arrays;
}

async function read(name: string) {
  const url = new URL(`../../reference/${name}`, import.meta.url);
  return JSON.parse(await Deno.readTextFile(url));
}

const files: Readonly<Record<string, readonly Case[]>> =
  (await read("second_order_layers.json"))["cases of"];

/** How the numbers are computed, and how near they must be to the largest. */
const ways: readonly (BindOptions & { readonly most: number })[] = [
  { kernels: "plain", most: 1e-11 },
  { kernels: "wasm", most: 1e-11 },
  { kernels: "wasm", precision: "float32", most: 1e-4 },
];

/** Numbers far from 1 lose digits that are not the layers' fault. */
function isTame({ inputs }: FirstOrder, { text, changes }: Case): boolean {
  const all = [inputs, changes].flatMap(Object.values).flat();
  return all.every((value) => Math.abs(value) < 30) && !text.includes("e-12");
}

for (const [file, cases] of Object.entries(files)) {
  const { cases: all }: { cases: readonly FirstOrder[] } = await read(file);
  for (const reference of cases) {
    const { case: index, text } = reference;
    for (const { most, ...options } of ways) {
      const { kernels, precision = "float64" } = options;
      if (precision === "float32" && !isTame(all[index], reference)) continue;
      Deno.test(`${file} ${index}, ${text}: tangent and second equal PyTorch's in ${precision} with ${kernels} kernels`, () => {
        assertEquals(all[index].text, text);
        assertChanges(bind(all[index], options), reference, most);
      });
    }
  }
}

/** Goes along the direction in the last step of a network of one layer, and perhaps given values before it. */
function assertChanges(
  net: BoundNetwork,
  { direction, changes }: Case,
  most: number,
): void {
  const pass = net.passes[net.passes.length - 1];
  const site = net.sites[net.sites.length - 1];
  const { batch } = net;
  const x = Float64Array.from(direction.x ?? []);
  const { steps, values } = net.network;
  const names = steps[steps.length - 1].inputs.map((value) =>
    values[value].name
  );
  // A given value is a step, the same for all examples.
  const inputs = site.inputs.map((values, k) => {
    if (k === 0) return x;
    const output = new Float64Array(values.length);
    const parameters = { "": Float64Array.from(direction[names[k]]) };
    const given = steps.findIndex(({ name }) => name === names[k]);
    net.passes[given].tangent?.({ inputs: [], parameters, output });
    return output;
  });
  const parameters = byName(
    site,
    (name) => Float64Array.from(direction[pathOf(net, name)] ?? []),
  );
  const blank = ({ length }: Numbers) => new Float64Array(length).fill(NaN);
  const output = blank(site.y);
  const dinputs = site.dinputs.map(blank);
  const gradients = byName(site, (_, values) => blank(values));
  const none = new Float64Array();

  net.forward();
  const before = site.y.slice();
  // First after forward alone, then after backward, which must stay as it was.
  for (let round = 0; round < 2; round++) {
    pass.tangent?.({ inputs, parameters, output });
    assertNear("y", output, changes.y, most);
    pass.second?.({ inputs, parameters, dinputs, gradients });
    if (changes.dx) assertNear("dx", dinputs[0], changes.dx, most);
    for (const [k, name] of names.entries()) {
      const expected = changes[`${name}.grad`];
      if (expected === undefined) continue;
      assertNear(name, sumOfRows(dinputs[k], batch), expected, most);
    }
    for (const [name, values] of Object.entries(gradients)) {
      const expected = changes[`${pathOf(net, name)}.grad`];
      if (expected) assertNear(name, values, expected, most);
    }
    net.backward();
    const gradient = gradientsOf(net);
    // Nothing moves, so nothing changes; and nothing is asked for.
    const [still, unwanted] = [inputs, dinputs].map((all) =>
      all.map(() => none)
    );
    pass.tangent?.({ inputs: still, parameters: {}, output });
    assert(output.every((change) => change === 0));
    pass.second?.({ inputs: still, parameters: {}, dinputs, gradients });
    assert(dinputs.every((all) => all.every((change) => change === 0)));
    const along = { inputs: still, parameters: {}, gradients: {} };
    pass.second?.({ ...along, dinputs: unwanted });
    assertEquals(gradientsOf(net), gradient);
    net.backward();
    assertEquals(gradientsOf(net), gradient);
    assertEquals(site.y, before);
  }
}

function sumOfRows(values: Numbers, rows: number): number[] {
  const size = values.length / rows;
  return Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * size + i];
    return sum;
  });
}

function bind(first: FirstOrder, options: BindOptions): BoundNetwork {
  const { text, batch, mode = "train", inputs, parameters } = first;
  const net = nn(text).bind({ batch, mode, ...options });
  for (const [path, values] of Object.entries(parameters)) {
    net.parameters.get(path).value.set(values);
  }
  net.x.set(inputs.x);
  net.dy.set(inputs.dy);
  return net;
}

function gradientsOf(net: BoundNetwork): Numbers[] {
  return [
    net.dx.slice(),
    ...[...net.parameters].map(({ gradient }) => gradient.slice()),
  ];
}

function pathOf({ network }: BoundNetwork, name: string): string {
  return `${network.steps[network.steps.length - 1].name}.${name}`;
}

function byName(
  { parameters }: Site,
  make: (name: string, values: Numbers) => Float64Array,
): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, values]) =>
      [name, make(name, values)] as const
    ),
  );
}

function assertNear(
  name: string,
  found: Numbers,
  expected: Numbers,
  most: number,
): void {
  assertEquals(found.length, expected.length);
  const largest = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    const apart = Math.abs(found[i] - expected[i]);
    assert(
      apart <= most * largest,
      `the change of ${name}[${i}] is ${found[i]}, not ${expected[i]}`,
    );
  }
}

function assertSecond(definition: LayerDefinition): void {
  const { name, examples } = definition;
  for (const { arguments: given, inputs } of examples) {
    const layer = createLayer(definition, given);
    for (const [seed, batch] of [[1, 1], [2, 3], [3, 2]]) {
      const options = { inputs, seed, batch, order: 2 } as const;
      const { verdict, checks } = gradcheck(layer, options);
      assertEquals(verdict, "pass", `${name} ${JSON.stringify(given)}`);
      const kinds = checks.flatMap(({ gradients }) =>
        gradients.map(({ kind }) => kind)
      );
      // With neither, it would be checked along directions instead. Of truths and
      // places alone, which are no quantities, nothing is.
      const isStill = layer.parameters === undefined &&
        layer.inputs?.every(({ differentiable }) => !differentiable);
      assertEquals(
        [...new Set(kinds)],
        isStill ? [] : [undefined, "order 2", "tangent"],
        name,
      );
    }
  }
}

for (const { definition } of builtins) {
  Deno.test(`second and tangent of ${definition.name} agree with differences`, () => {
    assertSecond(definition);
  });
}

Deno.test("arrays for a direction are allocated at its first use, once", () => {
  for (
    const step of ["fc(2)", "conv(1,2)", "batchnorm", "attention(1)", "gru(2)"]
  ) {
    const net = nn(`input(3,2) -> ${step}`).bind();
    const [site] = net.sites;
    let allocated = 0;
    const pass = net.network.steps[0].layer.bind({
      ...site,
      scratch(length) {
        allocated++;
        return site.scratch(length);
      },
    });
    const bound = allocated;
    pass.forward();
    pass.backward();
    assertEquals(allocated, bound, step);
    const along = { inputs: [net.x], parameters: {}, output: site.y.slice() };
    pass.tangent?.(along);
    const first = allocated;
    assert(first > bound, step);
    pass.tangent?.(along);
    pass.second?.({ ...along, dinputs: [], gradients: {} });
    assertEquals(allocated, first, step);
  }
});
