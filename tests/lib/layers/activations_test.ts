import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { erfc } from "../../../lib/kernels/plain/erf.ts";
import {
  createRandom,
  gradcheck,
  nn,
  renderReport,
  type Values,
} from "../../../mod.ts";
import { TextError } from "../../../text.ts";

const activations = [
  "gelu",
  "gelu(approximate=tanh)",
  "silu",
  "mish",
  "elu",
  "elu(0.3)",
  "selu",
  "relu6",
  "hard_sigmoid",
  "hard_tanh",
  "softsign",
  "celu",
  "celu(0.3)",
  "silu(1.7)",
  "softplus(2.5)",
  "log_sigmoid",
  "squareplus",
  "hard_swish",
  "hard_tanh(-0.5,2)",
  "clip(-1,2.5)",
  "clip(high=1.5)",
  "threshold(0.5,0.5)",
  "soft_shrink(1)",
  "tanh_shrink",
  "sparse_plus",
  "sparse_sigmoid",
  "prelu",
  "prelu(3)",
];
for (const text of activations) {
  Deno.test(`${text} has the right derivatives of first and second order`, () => {
    const [{ layer }] = nn(`input(4,3) -> ${text}`).steps;
    for (const seed of [0, 1, 2, 3]) {
      const options = { inputs: [[4, 3]], seed, scale: 2, order: 2 } as const;
      const report = gradcheck(layer, options);
      assertEquals(report.verdict, "pass", renderReport(report));
      const first = gradcheck(layer, { ...options, order: 1 });
      assert(report.totals.checked > first.totals.checked);
    }
  });

  Deno.test(`${text} on its kinks and beside them passes`, () => {
    const network = nn(`input(3,3) -> ${text}`);
    const x = [0, 6, -3, 3, -1, 1, 1e-7, 6 - 1e-7, -3 + 1e-7];
    const report = gradcheck(network, { batch: 1, numbers: { x } });
    assertEquals(report.verdict, "pass", renderReport(report));
    assertEquals(report.totals.skipped, 0);
  });
}

/** What each comes to far out, on both sides. */
const limits = [
  { text: "gelu", left: 0, right: 1 },
  { text: "gelu(approximate=tanh)", left: 0, right: 1 },
  { text: "silu", left: 0, right: 1 },
  { text: "mish", left: 0, right: 1 },
  { text: "relu6", left: 0, right: 0 },
  { text: "hard_tanh", left: 0, right: 0 },
  { text: "hard_sigmoid", left: 0, right: 0 },
  { text: "softsign", left: 0, right: 0 },
  { text: "elu", left: 0, right: 1 },
  { text: "celu(2)", left: 0, right: 1 },
  { text: "softplus(3)", left: 0, right: 1 },
  { text: "log_sigmoid", left: 1, right: 0 },
  { text: "squareplus", left: 0, right: 1 },
  { text: "hard_swish", left: 0, right: 1 },
  { text: "tanh_shrink", left: 1, right: 1 },
  { text: "atan", left: 0, right: 0 },
  { text: "asinh", left: 1e-300, right: 1e-300 },
  { text: "erf", left: 0, right: 0 },
];
for (const { text, left, right } of limits) {
  Deno.test(`${text} of ±1e300 is finite, with slopes ${left} and ${right}`, () => {
    const net = nn(`input(2) -> ${text}`).bind();
    net.x.set([-1e300, 1e300]);
    net.dy.fill(1);
    net.forward();
    net.backward();
    assert(net.y.every(Number.isFinite), String(net.y));
    assertEquals([...net.dx].map(Math.abs), [left, right]);
  });
}

Deno.test("gelu keeps its digits where next to nothing of it is left", () => {
  const net = nn`input(1) -> gelu`.bind();
  net.x[0] = -30;
  net.forward();
  // By mpmath: -30·Φ(-30).
  assertAlmostEquals(net.y[0] / -1.4720141781444561e-196, 1, 1e-12);
});

Deno.test("the approximation of gelu is within 5e-4 of it, and not nearer everywhere", () => {
  const [exact, near] = ["gelu", "gelu(approximate=tanh)"].map((text) => {
    const net = nn(`input(2001) -> ${text}`).bind();
    net.x.set(net.x.map((_, i) => (i - 1000) / 125));
    net.forward();
    return net.y;
  });
  const most = Math.max(...exact.map((y, i) => Math.abs(y - near[i])));
  assert(most < 5e-4 && most > 4e-4, String(most));
});

Deno.test("selu has the constants of the paper's fixed point", () => {
  // Klambauer et al. work them out from mean 0 and variance 1.
  const [e, root] = [Math.E, Math.sqrt(2)];
  const alpha = -Math.sqrt(2 / Math.PI) / (erfc(1 / root) * Math.sqrt(e) - 1);
  const lambda = (1 - erfc(1 / root) * Math.sqrt(e)) * Math.sqrt(2 * Math.PI) /
    Math.sqrt(
      2 * erfc(root) * e * e + Math.PI * erfc(1 / root) ** 2 * e -
        2 * (2 + Math.PI) * erfc(1 / root) * Math.sqrt(e) + Math.PI + 2,
    );
  const net = nn`input(2) -> selu`.bind();
  net.x.set([1, -1000]);
  net.forward();
  assertAlmostEquals(net.y[0], lambda, 1e-14);
  assertAlmostEquals(net.y[1], -lambda * alpha, 1e-14);
});

Deno.test("selu after lecun keeps mean 0 and variance 1 through twenty layers", () => {
  const net = nn`input(200) -> (fc(200,init=lecun) -> selu)*20`.bind({
    batch: 50,
    seed: 3,
  });
  const random = createRandom(1);
  for (let i = 0; i < net.x.length; i++) net.x[i] = random.normal();
  net.forward();
  const mean = meanOf(net.y);
  assertAlmostEquals(mean, 0, 0.1);
  assertAlmostEquals(meanOf(net.y.map((y) => (y - mean) ** 2)), 1, 0.2);
});

Deno.test("prelu with one slope for each channel refuses another number of channels", () => {
  assertThrows(
    () => nn("input(2,3) -> prelu(2)"),
    TextError,
    "`prelu` is told to expect 2 inputs but receives 3",
  );
});

function meanOf(values: Values): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
