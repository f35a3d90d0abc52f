// Warnings between neighbours, and the traits of layers that they come from, held
// to what the layers compute.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRegistry } from "../../../dsl/syntax/registry.ts";
import { compile, lint } from "../../../text.ts";

const cases: readonly (readonly [text: string, codes: readonly string[]])[] = [
  ["fc(4,3) -> softmax -> cross_entropy", ["W201"]],
  ["fc(4,3) -> log_softmax -> cross_entropy", ["W201"]],
  ["fc(4,3) -> softmax -> focal", ["W201"]],
  ["fc(4,3) -> log_softmax -> nll", []],
  ["fc(4,3) -> softmax -> bce_with_logits", []],
  ["fc(4,1) -> sigmoid -> bce_with_logits", ["W202"]],
  ["fc(4,1) -> sigmoid -> bce", []],
  ["fc(4,3) -> sigmoid -> cross_entropy", ["W204"]],
  ["fc(4,1) -> hard_sigmoid -> bce_with_logits", ["W204"]],
  ["fc(4,3) -> leaky_relu(0.2) -> focal", ["W204"]],
  ["fc(4,3) -> (relu -> relu) -> cross_entropy", ["W204"]],
  ["fc(4,3) -> id -> cross_entropy", []],
  ["fc(4,3) -> relu -> fc(2) -> cross_entropy", []],
  ["fc(4,3) -> batchnorm", ["W203"]],
  ["input(8,2) -> conv(3,4) -> instancenorm", ["W203"]],
  ["input(8,2) -> conv_transpose(3,4) -> batchnorm", ["W203"]],
  ["fc(4,3,bias=none) -> batchnorm", []],
  ["fc(4,3) -> layernorm", []],
  ["input(8,2) -> conv(3,4) -> groupnorm(2)", []],
  ["fc(2,1) -> softmax -> bce", ["W205"]],
  ["fc(2,1) -> log_softmax -> nll", ["W205"]],
  ["fc(2,1) -> layernorm", ["W205"]],
  ["fc(2,1) -> cross_entropy", ["W205"]],
  ["fc(2,1) -> focal", ["W205"]],
  ["fc(2,4) -> groupnorm(4)", ["W205"]],
  ["input(4,1) -> softmax", ["W205"]],
  ["let head = fc(1) -> softmax\ninput(2) -> concat(head, head)", ["W205"]],
  ["fc(2,2) -> softmax", []],
  ["fc(2,4) -> groupnorm(2)", []],
  ["input(3,4) -> groupnorm(4)", []],
  ["fc(4,3) -> no_such_layer -> cross_entropy", []],
  ["fc(4,3) -> h: relu -> fc(2)", ["W102"]],
  ["fc(4,3) -> h: relu -> fc(3) -> add(id, h)", []],
  // The labels of a computation graph name its nodes.
  [
    "given x = 0\nA: x -> B: neg -> C: exp -> E: shift(1) -> F: recip\nexpect F = 0.5",
    [],
  ],
  ["input(2) -> A: square -> B: sum", []],
];
for (const [text, codes] of cases) {
  Deno.test(`${text}: ${codes.join(", ") || "no warning"}`, () => {
    assertEquals(lint(text).map(({ code }) => code), codes);
  });
}

/** What a text gives for an input, or its loss for a target too. */
function run(text: string, x: readonly number[], target?: readonly number[]) {
  const { network } = compile(text);
  assert(network !== undefined, text);
  const net = network.bind({ seed: 1 });
  net.x.set(x);
  if (target !== undefined) net.target.set(target);
  net.forward();
  return target === undefined ? [...net.y] : [net.loss];
}

function assertNear(found: readonly number[], wanted: readonly number[]) {
  found.forEach((each, i) => assertAlmostEquals(each, wanted[i], 1e-9));
}

const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);

for (
  const { name, traits = {}, arguments: own = {} } of createRegistry().values()
) {
  const { activates, gives, logits, centers, related } = traits;
  if (Object.keys(traits).length === 0) continue;
  Deno.test(`${name} is what its traits say`, () => {
    const text = `input(3) -> ${name}`;
    if (activates) {
      // No straight line goes through three points of it.
      const [a, b, c] = run(text, [-5, 1, 7]);
      assert(Math.abs((a + c) / 2 - b) > 1e-3);
    }
    if (gives === "distribution") {
      const y = run(text, [-1, 2, 0.5]);
      const shares = y.every((each) => each < 0) ? y.map(Math.exp) : y;
      assertAlmostEquals(sum(shares), 1, 1e-9);
    }
    if (gives === "probability") {
      const y = run(text, [-50, 0, 50]);
      assertNear(y, [0, 0.5, 1]);
    }
    if (logits === "distribution") {
      // Softmax takes no account of what is added to all.
      assertNear(run(text, [1, 2, 4], [1]), run(text, [7, 8, 10], [1]));
    }
    if (logits === "probability") {
      const [x, t] = [[1, -2, 0.5], [1, 0, 1]];
      assertNear(run(text, x, t), run("input(3) -> sigmoid -> bce", x, t));
    }
    if (related !== undefined) {
      const call = "groups" in own ? `${name}(1)` : name;
      assertEquals([[1], [3]].map((x) => related(x, { groups: 1 })), [1, 3]);
      const one = `input(1) -> ${call}`;
      const target = logits === undefined ? undefined : [0];
      assertNear(run(one, [5], target), run(one, [-3], target));
      const three = `input(3) -> ${call}`;
      const [y] = run(three, [5, 1, 2], target);
      assert(y !== run(three, [-3, 1, 2], target)[0]);
    }
    if (centers) {
      const channels = `input(4,2) -> ${name}`;
      const x = [1, 9, 4, -2, 0, 3, 2, 8];
      const moved = x.map((each, i) => each + (i % 2 === 0 ? 5 : -3));
      assertNear(run(channels, x), run(channels, moved));
    }
  });
}
