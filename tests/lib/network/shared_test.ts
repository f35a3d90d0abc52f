// Steps that share parameters: `same`.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { defineLayer, ShapeError } from "../../../define.ts";
import {
  add,
  AssemblyError,
  block,
  fc,
  format,
  gradcheck,
  id,
  input,
  labelled,
  type Network,
  nn,
  type Part,
  pipeline,
  relu,
  repeat,
  same,
  sgd,
  tanh,
} from "../../../mod.ts";
import { assertGradients } from "../../../testing.ts";

Deno.test("a step that shares has no parameters of its own", () => {
  const net = nn`h: fc(4,4) -> relu -> same(h) -> same(h)*2 -> fc(1)`;
  assertEquals(net.parameterCount, 20 + 5);
  assertEquals(
    net.steps.map(({ name, shares, parameters }) => [
      name,
      shares,
      parameters.length,
    ]),
    [
      ["h", undefined, 2],
      ["relu1", undefined, 0],
      ["same1", "h", 0],
      ["same2", "h", 0],
      ["same3", "h", 0],
      ["fc1", undefined, 2],
    ],
  );
  assertEquals([...net.bind().parameters].map(({ path }) => path), [
    "h.weight",
    "h.bias",
    "fc1.weight",
    "fc1.bias",
  ]);
});

Deno.test("the gradient is the sum over the uses, and running backward twice changes nothing", () => {
  // y = w·(w·x): dy/dw = 2·w·x
  const net = nn`h: fc(1,1,bias=none) -> same(h)`.bind();
  const { value, gradient } = net.parameters.get("h.weight");
  value.set([3]);
  net.x.set([5]);
  net.forward();
  assertEquals(net.y[0], 45);
  for (let run = 0; run < 2; run++) {
    net.backward();
    assertEquals([gradient[0], net.dx[0]], [30, 9]);
  }
});

Deno.test("all uses read one array, and each writes a gradient of its own", () => {
  const net = nn`h: fc(2,2) -> tanh -> same(h)`.bind({ batch: 2 });
  const [first, , second] = net.sites;
  assert(first.parameters.weight === second.parameters.weight);
  assert(first.gradients.weight !== second.gradients.weight);
  net.x.fill(1);
  net.forward();
  net.dy.fill(1);
  net.backward();
  const { gradient } = net.parameters.get("h.weight");
  gradient.forEach((sum, i) =>
    assertEquals(sum, first.gradients.weight[i] + second.gradients.weight[i])
  );
});

Deno.test("gradient descent steps a shared parameter once", () => {
  const net = nn`h: fc(1,1,bias=none) -> same(h)`.bind();
  const { value } = net.parameters.get("h.weight");
  value.set([3]);
  net.x.set([5]);
  net.forward();
  net.backward();
  sgd(net.parameters, { learningRate: 0.1 }).step();
  assertEquals(value[0], 3 - 0.1 * 30);
});

Deno.test("a network that is only used has no arrays for the gradients of uses", () => {
  const net = nn`h: fc(2,2) -> same(h)`.bind({ backward: false });
  assertEquals(net.sites.map(({ gradients }) => gradients.weight.length), [
    0,
    0,
  ]);
  net.x.fill(1);
  net.predict();
  assert(net.y.every(Number.isFinite));
});

Deno.test("training and use share, too", () => {
  const net = nn`h: fc(2,2) -> same(h)`;
  const { parameters } = net.bind();
  const use = net.bind({ parameters, mode: "infer", inspect: false });
  assert(
    use.sites[1].parameters.weight === parameters.get("h.weight").value,
  );
});

const encoder =
  "let encoder(n) = fc(n) -> relu -> fc(4) -> k: fc(4) -> same(k)\n";

Deno.test("a let that is labelled is shared step by step", () => {
  const net = nn(
    `${encoder}input(4) -> h: encoder(6) -> same(h) -> encoder(6)`,
  );
  assertEquals(
    net.steps.map(({ name, shares }) => shares && `${name} of ${shares}`),
    [
      undefined,
      undefined,
      undefined,
      undefined,
      "h.same1 of h.k",
      "same1.fc1 of h.fc1",
      undefined,
      "same1.fc2 of h.fc2",
      "same1.k of h.k",
      "same1.same1 of h.k",
      undefined,
      undefined,
      undefined,
      undefined,
      "encoder1.same1 of encoder1.k",
    ],
  );
  assertEquals(net.parameterCount, 2 * (30 + 28 + 20));
});

const texts = [
  "h: fc(4,4) -> relu -> same(h)",
  "h: fc(4,4) -> tanh -> k: same(h) -> same(k) -> fc(2) -> mse",
  "h: fc(3,3) -> (tanh -> same(h))*3",
  "input(3) -> add(h: fc(3), tanh -> same(h)) -> cross_entropy",
  "input(3) -> n: layernorm -> fc(3) -> same(n)",
  "input(3) -> n: batchnorm -> tanh -> same(n)",
  `${encoder}input(4) -> h: encoder(5) -> residual(same(h)) -> same(h)`,
];
for (const text of texts) {
  Deno.test(`gradients and text of ${text.replaceAll("\n", "; ")}`, () => {
    const network = nn(text);
    const again = nn(format(network));
    assertEquals(format(again), format(network));
    assertEquals(
      again.steps.map(({ name, shares }) => [name, shares]),
      network.steps.map(({ name, shares }) => [name, shares]),
    );
    for (const seed of [0, 1]) {
      for (const kernels of ["plain", "wasm"] as const) {
        assertGradients(network, { seed, kernels });
      }
    }
    assertGradients(network, { precision: "float32" });
  });
}

Deno.test("the checker sees a shared parameter once in the network, and each use alone", () => {
  const { checks } = gradcheck(nn`h: fc(2,2) -> tanh -> same(h)`);
  assertEquals(
    checks.map(({ name, gradients }) => [
      name,
      ...gradients.map(({ path }) => path),
    ]),
    [
      ["h", "x", "h.weight", "h.bias"],
      ["tanh1", "x"],
      ["same1", "x", "same1.weight", "same1.bias"],
      ["network", "x", "h.weight", "h.bias"],
    ],
  );
});

Deno.test("a use whose gradient is wrong is found, alone and in the sum", () => {
  let uses = 0;
  const forgetful = defineLayer({
    name: "forgetful",
    outputShape: (shape) => shape,
    parameters: (shape) => [{
      name: "weight",
      shape,
      initializer: {
        name: "twos",
        fill: (values) => void values.fill(2),
      },
    }],
    // In a network the second use writes no gradient of its weight.
    bind({ x, dx, y, dy, parameters: { weight }, gradients }) {
      const isWrong = ++uses === 2;
      const { length } = weight;
      return {
        forward() {
          for (let i = 0; i < y.length; i++) y[i] = weight[i % length] * x[i];
        },
        backward() {
          gradients.weight.fill(0);
          for (let i = 0; i < y.length; i++) {
            dx[i] = weight[i % length] * dy[i];
            if (!isWrong) gradients.weight[i % length] += dy[i] * x[i];
          }
        },
      };
    },
  });
  const net = pipeline(input(2), labelled("h", forgetful()), same("h"));
  const { verdict, checks } = gradcheck(net, { only: ["network"] });
  assertEquals(verdict, "fail");
  assertEquals(
    checks[0].gradients.map(({ path, verdict }) => [path, verdict]),
    [["x", "pass"], ["h.weight", "fail"]],
  );
});

Deno.test("TypeScript says it as the text does", () => {
  const pairs: readonly (readonly [Network, string])[] = [
    [
      pipeline(labelled("h", fc(2, 2)), relu(), same("h")),
      "h: fc(2,2) -> relu -> same(h)",
    ],
    [
      pipeline(input(3), labelled("h", block("b", fc(3), tanh())), same("h")),
      "let b = fc(3) -> tanh\ninput(3) -> h: b -> same(h)",
    ],
    [
      pipeline(
        labelled("h", fc(2, 2)),
        repeat(3, same("h"), tanh()),
        add(id(), labelled("k", same("h"))),
      ),
      "h: fc(2,2) -> (same(h) -> tanh)*3 -> add(id, k: same(h))",
    ],
  ];
  for (const [network, text] of pairs) {
    assertEquals(format(network), text);
    assertEquals(format(nn(text)), text);
  }
});

const refused: readonly (readonly [parts: Part[], problem: string])[] = [
  [[same("h")], "unknown name"],
  [[fc(2, 2), same("h"), labelled("h", fc(2))], "unknown name"],
  [[fc(2, 2), labelled("h", relu()), same("h")], "nothing to share"],
  [[labelled("h", input(2)), same("h")], "nothing to share"],
  [[input(2), labelled("h", add(id(), fc(2))), same("h")], "nothing to share"],
  [[input(2), labelled("h", repeat(2, fc(2))), same("h")], "nothing to share"],
  [
    [input(2), labelled("h", block("b", relu())), same("h")],
    "nothing to share",
  ],
];
for (const [parts, problem] of refused) {
  Deno.test(`${problem}: ${parts.map(shown).join(" -> ")}`, () => {
    const error = assertThrows(() => pipeline(...parts), AssemblyError);
    assertEquals(error.facts.problem, problem);
  });
}

function shown(part: Part): string {
  return "name" in part ? part.name : `${part.label}: ${part.kind}`;
}

Deno.test("what comes in must fit the parameters that are shared", () => {
  assertThrows(
    () => pipeline(labelled("h", fc(2, 3)), same("h")),
    ShapeError,
    "expect 2 inputs: it receives 3",
  );
  assertThrows(
    () => pipeline(input(2), labelled("h", fc(3)), same("h")),
    ShapeError,
    "it has the parameters of h, whose weight is 3×2",
  );
});
