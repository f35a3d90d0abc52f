import { assertEquals } from "@std/assert";
import { planted } from "../../fixtures/faulty/faulty.ts";
import { defineLayer } from "../../../define.ts";
import { gradcheck } from "../../../mod.ts";

function check({ subject, inputs }: typeof planted[number]) {
  const report = gradcheck(subject, { inputs });
  const wrong = report.checks.flatMap(({ gradients }) =>
    gradients.filter(({ wrong }) => wrong > 0)
  );
  const names = wrong.flatMap(({ mistake }) => mistake ?? []);
  return { report, wrong, names };
}

/** Mistakes that are found, and described by no more than a pattern. */
const unnamed: readonly string[] = [
  "mish: tanh alone",
  "mish: without sigmoid",
  "quadratic: matrix taken as symmetric",
  "interpolate: one number off",
  "affine: x by a of the row",
  "embedding: mean of the uses",
  "batch_norm: gain without centring",
  "attention: softmax without its sum",
  "attention: softmax over the other axis",
  "attention: scores not transposed in k",
  "attention: k itself in k",
  "causal: mask not in backward",
  "rnn: tanh not in the gradient",
  "rnn: bias of the last step",
  "rnn: w of the last step",
  "rnn: w without the first step",
  "rnn: own state for the earlier",
  "rnn: u not transposed",
  "lstm_cell: candidate as a sigmoid",
  "focal: term of the factor missing",
  "cross_entropy: weight of each class",
  "cross_entropy: softmax's derivative too",
  "residual: branch without a",
  "depthwise: last column of x not in the kernel",
  "gru: candidate not subtracted",
  "gru: carry forgotten",
  "gru: candidate's use of the state forgotten",
  "causal_conv: looks ahead",
  "positions: scale of the last number",
  "softplus_beta: beta's second term missing",
  "gather: one place on",
];

Deno.test("layers and functions of the table pass in their right form", () => {
  for (const each of planted.filter(({ words }) => words === undefined)) {
    assertEquals([each.name, check(each).report.verdict], [each.name, "pass"]);
  }
});

for (const each of planted) {
  const { words, name } = each;
  if (words === undefined) continue;
  Deno.test(`${name} is found, and named as it is or not at all`, () => {
    const { wrong, names } = check(each);
    assertEquals(wrong.length > 0, true);
    assertEquals(names.filter((said) => !words.test(said)), []);
    assertEquals(names.length === 0, unnamed.includes(name));
  });
}

Deno.test("every mistake that is not named is planted", () => {
  const names = new Set(planted.map(({ name }) => name));
  assertEquals(unnamed.filter((name) => !names.has(name)), []);
});

Deno.test("a function that throws at other numbers is checked all the same", () => {
  const report = gradcheck({
    f(a, b) {
      if (b[0] !== 0.5) throw new RangeError("only here");
      return a.map((t, i) => t * b[i] + t ** 3);
    },
    vjp: (d, a, b) => [
      d.map((t, i) => t * (b[i] + Math.exp(a[i] * a[(i + 1) % 4]))),
      undefined,
    ],
    at: [[0.3, -1.1, 0.8, 1.7], [0.5, 2, -1, 0.7]],
  });
  assertEquals(report.verdict, "fail");
  assertEquals(report.checks[0].gradients[0].mistake, undefined);
});

Deno.test("a single number is no multiple, and an input has no weight decay", () => {
  const check = (at: readonly number[], add: (x: number) => number) =>
    gradcheck({
      f: (x) => x.map((t) => Math.sin(t)),
      vjp: (d, x) => [d.map((t, i) => t * Math.cos(x[i]) + add(x[i]))],
      at: [at],
    }).checks[0].gradients[0].mistake;
  assertEquals(check([0.7], (x) => x / 3), undefined);
  const said = check([0.7, 1.1, -0.4, 2], (x) => 0.01 * x) ?? "";
  assertEquals(said.includes("decay"), false);
});

Deno.test("beside an array with gradients that are far larger, factors are told from chance", () => {
  const report = gradcheck({
    f: (a, b) => a.map((t, i) => 1e8 * t + Math.sin(b[i])),
    vjp: (d, _a, b) => [
      d.map((t) => 1e8 * t),
      d.map((t, i) => t * Math.cos(b[i]) * (1 + i / 70)),
    ],
    at: [[1e-9, 2e-9, 3e-9], [0.4, 1.2, -0.8]],
  });
  const { wrong, mistake } = report.checks[0].gradients[1];
  assertEquals([wrong, mistake], [2, undefined]);
});

/** y = x·σ(relu(mean(x))): one gate for each example, whose way back counts `path` times. */
function gate(path: number, isMasked: boolean) {
  return defineLayer({
    name: "gate",
    outputShape: (shape) => shape,
    bind({ x, dx, y, dy, inputShapes: [shape] }) {
      const size = shape.reduce((p, q) => p * q, 1);
      const sum = (from: number, f: (i: number) => number) =>
        Array.from({ length: size }, (_, i) => f(from + i)).reduce((a, b) =>
          a + b
        );
      const means = new Map<number, number>();
      const sigmoid = (z: number) => 1 / (1 + Math.exp(-Math.max(0, z)));
      return {
        forward() {
          for (let from = 0; from < x.length; from += size) {
            const mean = sum(from, (i) => x[i]) / size;
            means.set(from, mean);
            for (let i = from; i < from + size; i++) {
              y[i] = x[i] * sigmoid(mean);
            }
          }
        },
        backward() {
          if (dx.length === 0) return;
          for (const [from, mean] of means) {
            const g = sigmoid(mean);
            const isOn = mean > 0 || !isMasked;
            const back = isOn
              ? path * sum(from, (i) => dy[i] * x[i]) * g * (1 - g) / size
              : 0;
            for (let i = from; i < from + size; i++) dx[i] = dy[i] * g + back;
          }
        },
      };
    },
  })();
}

Deno.test("a wrong way back through a gate is never named by numbers that came about by chance", () => {
  const told = [[0, true], [8, true], [1, false]] as const;
  for (const [path, isMasked] of told) {
    for (let seed = 0; seed < 6; seed++) {
      const options = { seed, inputs: [[2, 2, 2]] };
      const { checks } = gradcheck(gate(path, isMasked), options);
      for (const { mistake = "" } of checks.flatMap((each) => each.gradients)) {
        assertEquals(/counts|comes back/.exec(mistake), null, mistake);
      }
    }
  }
});
