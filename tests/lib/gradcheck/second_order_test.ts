// `order: 2`: every subject has second derivatives, and what is wrong of them is found.
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  defineLayer,
  type Layer,
  type Pass,
  type Site,
} from "../../../define.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import {
  builtins,
  type Checkable,
  gradcheck,
  input,
  mse,
  nn,
  pipeline,
} from "../../../mod.ts";
import { assertGradients, AssertionError } from "../../../testing.ts";

/** The kinds of what was compared, each with its verdict, without what is of first order. */
function secondOf(subject: Checkable, options = {}) {
  const { checks } = gradcheck(subject, { order: 2, ...options });
  return checks.map(({ gradients }) =>
    gradients.flatMap(({ path, kind, verdict }) =>
      kind === undefined ? [] : [`${path}, ${kind}: ${verdict}`]
    )
  );
}

/** What first order says. */
function firstOf(subject: Checkable) {
  return gradcheck(subject).verdict;
}

const product = {
  f: (a: Float64Array, b: Float64Array) => a.map((t, i) => t * b[i] * b[i]),
  vjp: (dy: Float64Array, a: Float64Array, b: Float64Array) => [
    dy.map((d, i) => d * b[i] * b[i]),
    dy.map((d, i) => 2 * d * a[i] * b[i]),
  ],
  at: [[1, 2, 3], [0.5, -1, 4]],
};

Deno.test("a function is checked along directions, by symmetry and by forward passes", () => {
  assertEquals(secondOf(product), [[
    "x0, order 2, symmetry: pass",
    "x1, order 2, symmetry: pass",
    "x0, order 2, forward: pass",
    "x1, order 2, forward: pass",
  ]]);
});

Deno.test("a gradient that is right at the point only is found by forward passes", () => {
  const [, b] = product.at;
  const kept = {
    ...product,
    // What depends on b was computed once.
    vjp: (dy: Float64Array, a: Float64Array) => [
      dy.map((d, i) => d * b[i] * b[i]),
      dy.map((d, i) => 2 * d * a[i] * b[i]),
    ],
  };
  assertEquals(firstOf(kept), "pass");
  const [found] = secondOf(kept);
  assert(found.includes("x1, order 2, forward: fail"), found.join("\n"));
});

Deno.test("a gradient with a constant as its value is found, where the function bends", () => {
  const cube = {
    f: (x: Float64Array) => x.map((t) => t ** 3),
    vjp: (dy: Float64Array) => [dy.map((d) => 3 * 4 * d)],
    at: [[2, -2]],
  };
  assertEquals(firstOf(cube), "pass");
  // Symmetric it is: the forward pass tells.
  assertEquals(secondOf(cube), [[
    "x, order 2, symmetry: pass",
    "x, order 2, forward: fail",
  ]]);
});

Deno.test("a gradient that is not the gradient of anything is found by symmetry", () => {
  const [p, q] = [0.3, -1.2];
  const turned = {
    f: (x: Float64Array) => [x[0] * x[0] + x[1] * x[1]],
    // The last terms vanish at the point.
    vjp: ([d]: Float64Array, x: Float64Array) => [[
      d * (2 * x[0] + (x[1] - q)),
      d * (2 * x[1] - (x[0] - p)),
    ]],
    at: [[p, q]],
  };
  assertEquals(firstOf(turned), "pass");
  assertEquals(secondOf(turned), [[
    "x, order 2, symmetry: fail",
    "x, order 2, forward: fail",
  ]]);
});

/** `x³`, with what is given in place of its own. */
function cube(change: (site: Site) => Partial<Pass>) {
  return defineLayer({
    name: "cube",
    outputShape: (shape) => shape,
    bind(site) {
      const { x, dx, y, dy } = site;
      return {
        forward() {
          for (let i = 0; i < y.length; i++) y[i] = x[i] ** 3;
        },
        backward() {
          for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * 3 * x[i] ** 2;
        },
        tangent({ inputs: [u], output }) {
          for (let i = 0; i < y.length; i++) output[i] = 3 * x[i] ** 2 * u[i];
        },
        second({ inputs: [u], dinputs: [v] }) {
          for (let i = 0; i < v.length; i++) v[i] = dy[i] * 6 * x[i] * u[i];
        },
        ...change(site),
      };
    },
  })();
}

Deno.test("right methods of a layer pass, number by number", () => {
  const { checks: [{ gradients }] } = gradcheck(cube(() => ({})), { order: 2 });
  assertEquals(
    gradients.map(({ path, kind, checked }) => [path, kind, checked]),
    [["x", undefined, 9], ["x", "order 2", 9], ["y", "tangent", 9]],
  );
});

const wrong: Readonly<Record<string, (site: Site) => Partial<Pass>>> = {
  "tangent of one number": ({ x }) => ({
    tangent({ inputs: [u], output }) {
      for (let i = 0; i < output.length; i++) {
        output[i] = (i === 4 ? 3.001 : 3) * x[i] ** 2 * u[i];
      }
    },
  }),
  "tangent that adds": ({ x }) => ({
    tangent({ inputs: [u], output }) {
      for (let i = 0; i < output.length; i++) output[i] += 3 * x[i] ** 2 * u[i];
    },
  }),
  "tangent that changes y": ({ x, y }) => ({
    tangent({ inputs: [u], output }) {
      for (let i = 0; i < output.length; i++) {
        output[i] = y[i] = 3 * x[i] ** 2 * u[i];
      }
    },
  }),
  "second of one number": ({ x, dy }) => ({
    second({ inputs: [u], dinputs: [v] }) {
      for (let i = 0; i < v.length; i++) {
        v[i] = dy[i] * (i === 7 ? 6.001 : 6) * x[i] * u[i];
      }
    },
  }),
  "second that adds": ({ x, dy }) => ({
    second({ inputs: [u], dinputs: [v] }) {
      for (let i = 0; i < v.length; i++) v[i] += dy[i] * 6 * x[i] * u[i];
    },
  }),
  "second that is not written": () => ({ second() {} }),
  "second without dy": ({ x }) => ({
    second({ inputs: [u], dinputs: [v] }) {
      for (let i = 0; i < v.length; i++) v[i] = 6 * x[i] * u[i];
    },
  }),
  "backward that kept its first x": ({ x, dx, dy }) => {
    let kept: Float64Array | undefined;
    return {
      second: undefined,
      tangent: undefined,
      backward() {
        kept ??= Float64Array.from(x);
        for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * 3 * kept[i] ** 2;
      },
    };
  },
};

for (const [what, change] of Object.entries(wrong)) {
  Deno.test(`a wrong ${what} is found, alone and in a network`, () => {
    for (
      const subject of [
        cube(change),
        pipeline(input(3), cube(change), mse()),
      ]
    ) {
      const { verdict, culprits } = gradcheck(subject, { order: 2 });
      assertEquals(verdict, "fail");
      assertEquals(culprits.length, 1);
    }
  });
}

Deno.test("a network is checked as a whole, with second derivatives of its own", () => {
  const found = secondOf(nn`input(3) -> mul(tanh, square) -> softmax -> mse`);
  assertEquals(found.at(-1), ["x, order 2: pass", "y, tangent: pass"]);
});

Deno.test("a network with a layer that has none is checked along directions", () => {
  const bump = defineLayer({
    name: "bump",
    f: (x) => Math.exp(-x * x),
    df: (x, y) => -2 * x * y,
  });
  assertEquals(secondOf(pipeline(input(3), bump(), mse())).at(-1), [
    "x, order 2, symmetry: pass",
    "x, order 2, forward: pass",
    "y, tangent: pass",
  ]);
});

Deno.test("what has only single precision is not passed in silence", () => {
  const single = defineLayer({
    name: "single_sin",
    precision: "float32",
    outputShape: (shape) => shape,
    bind: ({ x, dx, y, dy }) => ({
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = Math.sin(x[i]);
      },
      backward() {
        for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * Math.cos(x[i]);
      },
    }),
  });
  assertEquals(secondOf(single()), [["x, order 2: inconclusive"]]);
  assertThrows(
    () => assertGradients(single(), { order: 2 }),
    AssertionError,
    "x, order 2 not compared",
  );
});

Deno.test("a search compares a sum of each array, and sees one wrong number among thousands", () => {
  const text = (layer: ReturnType<typeof cube>) =>
    pipeline(input(30, 40), layer, mse());
  const options = { mode: "search", batch: 2 };
  const right = secondOf(text(cube(() => ({}))), options);
  assertEquals(right.flat().filter((each) => !each.endsWith("pass")), []);
  const [first] = secondOf(
    text(cube(({ x, dy }) => ({
      second({ inputs: [u], dinputs: [v] }) {
        for (let i = 0; i < v.length; i++) {
          v[i] = dy[i] * (i === 70 ? 7 : 6) * x[i] * u[i];
        }
      },
    }))),
    options,
  );
  assertEquals(first, ["x, order 2: fail", "y, tangent: pass"]);
});

Deno.test("on a kink, second derivatives are compared beside it, and the numbers stay", () => {
  const x = [0, 1, -1, 0, 0.5, -2];
  const { verdict, checks } = gradcheck(nn`input(2) -> elu -> mse`, {
    order: 2,
    numbers: { x },
  });
  assertEquals(verdict, "pass");
  const [, second] = checks[0].gradients;
  assertEquals([second.kind, second.checked, second.moved], ["order 2", 6, 6]);
  // What is wrong on one side shows as well.
  const flat = defineLayer({
    name: "flat_elu",
    f: (x) => x > 0 ? x : Math.expm1(x),
    df: (x) => x > 0 ? 1 : Math.exp(x),
    d2f: () => 0,
    kinks: [0],
  });
  const wrong = gradcheck(pipeline(input(2), flat(), mse()), {
    order: 2,
    numbers: { x },
  });
  assertEquals(wrong.culprits, ["flat_elu1"]);
});

Deno.test("a fault that vanishes at the point is found in every layer of the catalogue", () => {
  let tried = 0;
  for (const { definition } of builtins) {
    const { arguments: given, inputs } = definition.examples[0];
    const layer = createLayer(definition, given);
    // The turn is one of its first input, which may be data.
    if (layer.inputs?.[0]?.differentiable === false) continue;
    const [{ gradients }] = gradcheck(withTurn(layer), { inputs, order: 2 })
      .checks;
    const [{ path, entries }] = gradients;
    // A turn needs two numbers of an input.
    if (!/^(x|a)$/.test(path) || entries < 2) continue;
    const [first] = gradients;
    assertEquals(first.verdict, "pass", definition.name);
    const found = gradients.some(({ kind, wrong }) => kind && wrong > 0);
    assert(found, definition.name);
    tried++;
  }
  assert(tried > 50, `${tried} layers`);
});

Deno.test("numbers whose squares overflow are compared at second order", () => {
  const small = 1e-170;
  const wave = {
    f: (x: Float64Array) => x.map((t) => Math.sin(t * small)),
    vjp: (dy: Float64Array, x: Float64Array) => [
      x.map((t, i) => dy[i] * small * Math.cos(t * small)),
    ],
    at: [[1e170, 2e170, -0.5e170]],
  };
  assertEquals(secondOf(wave), [[
    "x, order 2, symmetry: pass",
    "x, order 2, forward: pass",
  ]]);
});

/** The layer, without formulas along a direction, and with `dx[0]` off by how far `x[1]` is from where it was first. */
function withTurn(layer: Layer): Layer {
  let first: number | undefined;
  return {
    ...layer,
    bind(site) {
      const pass = layer.bind(site);
      return {
        forward: () => pass.forward(),
        backward() {
          pass.backward();
          const { x, dx, dy } = site;
          if (dx.length < 2) return;
          first ??= x[1];
          dx[0] += 0.01 * dy[0] * (x[1] - first);
        },
        choices: pass.choices?.bind(pass),
      };
    },
  };
}
