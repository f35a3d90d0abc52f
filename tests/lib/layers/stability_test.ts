import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { nn } from "../../../mod.ts";

// Values and gradients known without a computer: a saturated sigmoid is 0 or 1
// with slope 0, softplus is 0 or x, a softmax of far-apart logits is one-hot.
const elementwise = [
  { text: "input(1) -> sigmoid", x: 1000, y: 1, dx: 0 },
  { text: "input(1) -> sigmoid", x: -1000, y: 0, dx: 0 },
  { text: "input(1) -> tanh", x: 1000, y: 1, dx: 0 },
  { text: "input(1) -> tanh", x: -1000, y: -1, dx: 0 },
  { text: "input(1) -> softplus", x: 1000, y: 1000, dx: 1 },
  { text: "input(1) -> softplus", x: -1000, y: 0, dx: 0 },
  { text: "input(1) -> softplus", x: 0, y: Math.LN2, dx: 0.5 },
  { text: "input(1) -> relu", x: -1000, y: 0, dx: 0 },
  { text: "input(1) -> relu", x: 0, y: 0, dx: 0 },
  { text: "input(1) -> leaky_relu(0.5)", x: -1000, y: -500, dx: 0.5 },
];
for (const { text, x, y, dx } of elementwise) {
  Deno.test(`${text} at ${x} is ${y.toFixed(3)} with slope ${dx}`, () => {
    const net = nn(text).bind();
    net.x[0] = x;
    net.forward();
    net.backward();
    assertEquals([net.y[0], net.dx[0]], [y, dx]);
  });
}

Deno.test("the slopes of 1/x and a/b are there where x² and b² are out of range", () => {
  const recip = nn`input(2) -> recip`.bind();
  recip.x.set([2 ** 520, 2 ** -500]);
  recip.dy.fill(1);
  recip.forward();
  recip.backward();
  assertEquals([...recip.dx], [-(2 ** -1040), -(2 ** 1000)]);

  // a/b with a = x and b = 2x is 1/2 everywhere: 1/(2x) by a, -1/(4x) by b.
  const quotient = nn`input(2) -> div(id, scale(2))`.bind();
  quotient.x.set([2 ** 600, 2 ** -600]);
  quotient.dy.fill(1);
  quotient.forward();
  quotient.backward();
  assertEquals([...quotient.y], [0.5, 0.5]);
  assertEquals([...quotient.gradients[2]], [-(2 ** -602), -(2 ** 598)]);
});

Deno.test("softmax of logits ±1e4 is one-hot with gradient 0", () => {
  const net = nn`input(3) -> softmax`.bind();
  net.x.set([1e4, -1e4, 0]);
  net.dy.set([1, 2, 3]);
  net.forward();
  net.backward();
  assertEquals([...net.y], [1, 0, 0]);
  assert(net.dx.every((d) => d === 0));
});

const losses = [
  {
    text: "input(2) -> cross_entropy",
    x: [1e4, -1e4],
    t: [1],
    loss: 2e4,
    dx: [1, -1],
  },
  {
    text: "input(2) -> cross_entropy",
    x: [1e4, -1e4],
    t: [0],
    loss: 0,
    dx: [0, 0],
  },
  {
    text: "input(1) -> bce_with_logits",
    x: [1000],
    t: [0],
    loss: 1000,
    dx: [1],
  },
  {
    text: "input(1) -> bce_with_logits",
    x: [-1000],
    t: [1],
    loss: 1000,
    dx: [-1],
  },
  { text: "input(1) -> bce_with_logits", x: [1000], t: [1], loss: 0, dx: [0] },
];
for (const { text, x, t, loss, dx } of losses) {
  Deno.test(`${text} of ${x} against ${t} is ${loss}`, () => {
    const net = nn(text).bind();
    net.x.set(x);
    net.target.set(t);
    net.forward();
    net.backward();
    assertEquals(net.loss, loss);
    assertEquals([...net.dx], dx);
  });
}

Deno.test("a distribution of one class is the same target as its class number", () => {
  const network = nn`input(3) -> cross_entropy`;
  const byClass = network.bind({ batch: 2 });
  const byShare = network.bind({ batch: 2, targetShape: [3] });
  byClass.target.set([2, 0]);
  byShare.target.set([0, 0, 1, 1, 0, 0]);
  for (const net of [byClass, byShare]) {
    net.x.set([0.5, -1, 2, 1e4, 0, -1e4]);
    net.forward();
    net.backward();
  }
  assertAlmostEquals(byClass.loss, byShare.loss, 1e-15);
  byClass.dx.forEach((d, i) => assertAlmostEquals(d, byShare.dx[i], 1e-15));
});

Deno.test("bce of exactly 0 and 1 is finite, in value and gradient", () => {
  for (const [x, t] of [[0, 1], [1, 0], [0, 0], [1, 1]]) {
    const net = nn`input(1) -> bce`.bind();
    net.x[0] = x;
    net.target[0] = t;
    net.forward();
    net.backward();
    assert(
      Number.isFinite(net.loss) && Number.isFinite(net.dx[0]),
      `${x} ${t}`,
    );
    assertEquals(net.loss, x === t ? 0 : 100);
  }
});

Deno.test("sigmoid equals 1 - sigmoid(-x) and never leaves [0, 1]", () => {
  const net = nn`input(1) -> sigmoid`.bind();
  const at = (x: number) => {
    net.x[0] = x;
    net.forward();
    return net.y[0];
  };
  for (let x = -800; x <= 800; x += 0.37) {
    assert(at(x) >= 0 && at(x) <= 1);
    assertAlmostEquals(at(x), 1 - at(-x), 1e-15);
  }
});
