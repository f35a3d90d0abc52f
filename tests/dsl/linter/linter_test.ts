// Warnings between neighbours, and the traits of layers that they come from, held
// to what the layers compute.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRegistry } from "../../../dsl/syntax/registry.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import type { Layer } from "../../../define.ts";
import { builtins, createRandom, input, pipeline } from "../../../mod.ts";
import { applyEdit } from "../../../dsl/diagnostics/diagnostic.ts";
import { compile, lint } from "../../../text.ts";

const cases: readonly (readonly [text: string, codes: readonly string[]])[] = [
  ["fc(4,3) -> softmax -> cross_entropy", ["W201"]],
  ["f(t) = t^2\ngiven a = 2\nb = 3*a", ["W103"]],
  ["f(t) = t^2\nf'(t) = 2*t\ngiven a = 2\nb = 3*a", []],
  ["f(t) = t^2\ng(t) = f(t)\ninput(2) -> g", []],
  ["f(t) = t^2\ng(t) = f(t)", []],
  ["given a = 2\nb = 3*a\nc = a^2", ["W104"]],
  ["given a = 2\nb = 3*a\nc = a^2\nexpect b = 6", []],
  ["fc(2,3) -> h: tanh -> mse\nc = 2*h", []],
  ["given e = 2\nb = 3*e", ["W105"]],
  ["given e = 2\ngiven a = 2\nb = add(a, e)", ["W105"]],
  ["given pi = [3]\npi -> fc(2)", []],
  ["b = 3*e^pi", []],
  ["fc(2,3) -> h: tanh\nb = h^2", []],
  ["fc(2,1) -> h: tanh\nb = h\nshift(0.1)", ["W104"]],
  ["fc(2,3) -> fc(3)\n", []],
  [
    "a: input(2)\na -> h: fc(3) -> softmax -> first: cross_entropy\nh -> second: kl",
    ["W201", "W206"],
  ],
  ["fc(4,3) -> log_softmax -> cross_entropy", ["W201"]],
  ["fc(4,3) -> softmax -> focal", ["W201"]],
  ["fc(4,3) -> log_softmax -> nll", []],
  ["fc(4,3) -> softmax -> bce_with_logits", []],
  ["fc(4,1) -> sigmoid -> bce_with_logits", ["W202"]],
  ["fc(4,1) -> sigmoid -> bce", []],
  ["fc(4,3) -> sigmoid -> cross_entropy", ["W204"]],
  ["fc(4,1) -> silu -> silu -> bce_with_logits", ["W204"]],
  ["fc(4,1) -> hard_sigmoid -> bce_with_logits", ["W204"]],
  ["fc(4,3) -> leaky_relu(0.2) -> focal", ["W204"]],
  ["fc(4,3) -> (relu -> relu) -> cross_entropy", ["W204"]],
  ["fc(4,3) -> id -> cross_entropy", []],
  ["fc(4,3) -> relu -> fc(2) -> cross_entropy", []],
  ["fc(4,3) -> batchnorm", ["W203"]],
  ["fc(4,3,) -> batchnorm", ["W203"]],
  ["fc(\n4, # four\n3 # three\n) -> batchnorm", ["W203"]],
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
  ["fc(2,2) -> softmax -> nll", ["W206"]],
  ["fc(2,2) -> nll", ["W206"]],
  ["fc(2,1) -> nll", ["W206"]],
  ["fc(2,2) -> softmax -> log -> nll", []],
  ["fc(2,3) -> kl", ["W206"]],
  ["fc(2,3) -> log_softmax -> kl", []],
  ["fc(2,1) -> bce", ["W206"]],
  ["fc(2,1) -> tanh -> bce", ["W206"]],
  ["fc(2,1) -> relu6 -> bce", ["W206"]],
  ["fc(2,4) -> relu -> fc(1) -> relu -> bce", ["W206"]],
  ["fc(2,3) -> softmax -> bce", []],
  ["fc(2,3) -> hard_sigmoid -> bce", []],
  ["input(4,4,1) -> conv(3,2) -> sigmoid -> flatten -> bce", []],
  ["input(4,4,1) -> conv(3,2) -> flatten -> bce", ["W206"]],
  ["fc(2,3) -> sigmoid -> dropout(0.5) -> bce", ["W206"]],
  ["fc(2,3) -> concat(id, sigmoid) -> bce", ["W206"]],
  ["fc(2,3) -> (layernorm -> id) -> bce", ["W206"]],
  ["input(3) -> bce", []],
  ["input(3,1) -> sub(id, transpose)", ["W209"]],
  ["given q = [1, 2]\ninput(3,1) -> mul(id, q)", ["W209"]],
  ["input(2,3) -> mul(id, slice(0,1))", []],
  ["input(3) -> where(relu, 1, 0)", []],
  ["input(8) -> add(fc(4), fc(1))", ["W210"]],
  ["input(8) -> sub(fc(1) -> tanh -> id, fc(4))", ["W210"]],
  ["input(8) -> add(fc(1), fc(1))", []],
  ["input(8) -> mul(fc(4), fc(1) -> sigmoid)", []],
  ["given b = [1]\ninput(8) -> add(fc(4), b)", []],
  ["fc(2,1) -> poisson", []],
  ["fc(2,1) -> poisson(input=rate)", ["W206"]],
  ["fc(2,1) -> exp -> poisson(input=rate)", []],
  ["fc(2,1) -> neg -> poisson(input=rate)", ["W206"]],
  ["fc(2,1) -> relu -> hinge", ["W207"]],
  ["fc(2,3) -> softmax -> hinge", ["W207"]],
  ["fc(2,1) -> exp -> neg -> hinge", ["W207"]],
  ["fc(2,1) -> tanh -> hinge", []],
  ["fc(2,1) -> relu -> mse", ["W208"]],
  ["fc(2,1) -> hard_tanh -> huber", ["W208"]],
  ["fc(2,1) -> relu -> poisson(input=rate)", ["W208"]],
  ["fc(2,1) -> (relu) -> (mse)", ["W208"]],
  ["fc(2,1) -> relu -> relu -> mse", ["W208"]],
  ["let b = fc(2,1) -> relu\nb -> mse", ["W208"]],
  ["fc(2,1) -> (relu) -> hinge", ["W207"]],
  ["fc(2,1) -> relu -> sigmoid -> hinge", ["W207"]],
  ["(fc(2,1) -> log_softmax) -> bce", ["W205", "W206"]],
  ["(fc(4,3) -> softmax) -> cross_entropy", ["W201"]],
  // Paths count the steps of a name.
  ["fc(4,2) -> h: fc(4) -> fc(4)\ngiven fc2.bias = [4, 4, 5, 1]", ["W102"]],
  ["fc(4,1) -> relu -> mse\nexpect relu1 = [3]", ["W208"]],
  ["fc(2,1) -> softplus -> mse", []],
  ["fc(2,1) -> relu -> fc(1) -> mse", []],
  ["fc(2,1) -> softmax -> log_softmax -> nll", ["W205", "W205"]],
  ["fc(2,2) -> softmax", []],
  ["fc(2,4) -> groupnorm(2)", []],
  ["input(3,4) -> groupnorm(4)", []],
  ["fc(4,3) -> no_such_layer -> cross_entropy", []],
  ["fc(4,3) -> h: relu -> fc(2)", ["W102"]],
  ["fc(4,3) -> h: relu -> fc(3) -> add(id, h)", []],
  // What a trained network is asked for has a name.
  ["fc(4,2) -> code: tanh -> fc(4) -> mse", []],
  ["fc(4,1) -> alike: bce_with_logits", []],
  // An input that nothing uses is an error of the text.
  ["a: input(2)\nb: input(2)\na -> fc(2)", []],
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

const texts = cases.filter(([, codes]) => codes.length > 0);
for (const [text, codes] of texts) {
  Deno.test(`what lint advises for ${text} gets past its warning`, () => {
    for (const { code, helps } of lint(text)) {
      for (const { edit } of helps) {
        if (edit === undefined) continue;
        const better = applyEdit(text, edit);
        const left = lint(better).filter((each) => each.code === code);
        assertEquals(compile(better).diagnostics, []);
        assert(compile(better).network !== undefined, better);
        const before = codes.filter((each) => each === code);
        assert(left.length < before.length, `${better}: ${code} again`);
      }
    }
  });
}

for (const { definition } of builtins) {
  const { name, traits: { reach, levels } = {}, examples, branches } =
    definition;
  if (reach === undefined) continue;
  Deno.test(`the outputs of ${name} lie where its trait says`, () => {
    for (const { arguments: given, inputs } of examples) {
      const layer = createLayer(definition, given);
      const shapes = inputs.map(() => [-30, 30] as const);
      const [least, largest] = reach(shapes, layer.arguments ?? {}) ??
        assertUnreachable(name);
      const found = extremesOf(layer, inputs);
      if (found === undefined) continue;
      assert(
        found[0] >= least - 0.01 && found[1] <= largest + 0.01,
        `${found}`,
      );
    }
    const [{ arguments: given }] = examples;
    const [x] = createLayer(definition, given).inputs ?? [];
    // A truth or a class is no number that could be level.
    if (levels && x?.differentiable !== false) {
      const step = branches === undefined ? name : `${name}(id, neg)`;
      const net = compile(`input(2) -> ${step}`).network?.bind();
      net?.x.set([-20, -30]);
      net?.forward();
      net?.dy.fill(1);
      net?.backward();
      assertEquals([...net?.dx ?? []].map(Math.abs), [0, 0]);
    }
  });
}

/** The least and the largest output for some inputs between -30 and 30, and for some that the layer draws itself; undefined of single numbers and branches. */
function extremesOf(
  layer: Layer,
  shapes: readonly (readonly number[])[],
): readonly [least: number, largest: number] | undefined {
  const random = createRandom(3);
  const [shape, ...others] = shapes;
  const net = others.length > 0 || shape.length === 0
    ? undefined
    : pipeline(input(...shape), layer).bind({ batch: 3, seed: 2 });
  if (net === undefined) return;
  let [least, largest] = [Infinity, -Infinity];
  const isToken = layer.inputs?.[0].differentiable === false;
  const draw = layer.inputs?.[0].draw;
  for (let i = 0; i < 200; i++) {
    net.x.forEach((_, k) => {
      const x = 60 * random.uniform() - 30;
      net.x[k] = isToken ? 0 : draw ? Math.abs(x) + 0.1 : x;
    });
    if (i % 2 === 1) draw?.(net.x, { random, shape, inputShapes: shapes });
    net.forward();
    for (const y of net.y) {
      // Where it does not take all positive numbers.
      if (draw && Number.isNaN(y)) continue;
      least = Math.min(least, y);
      largest = Math.max(largest, y);
    }
  }
  return [least, largest];
}

function assertUnreachable(name: string): never {
  throw new Error(`${name} does not say for known inputs`);
}

for (
  const { name, traits = {}, arguments: own = {} } of createRegistry().values()
) {
  const { activates, gives, logits, centers, related } = traits;
  if (![activates, gives, logits, centers, related].some(Boolean)) continue;
  Deno.test(`${name} is what its traits say`, () => {
    // Of ctc a row is one step of time.
    const row = (width: number) =>
      name === "ctc" ? `input(1,${width})` : `input(${width})`;
    const text = `${row(3)} -> ${name}`;
    if (activates) {
      // No straight line goes through three points of it.
      const [a, b, c] = run(text, [-5, 0.25, 7]);
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
      const one = `${row(1)} -> ${call}`;
      const target = logits === undefined ? undefined : [0];
      assertNear(run(one, [5], target), run(one, [-3], target));
      const three = `${row(3)} -> ${call}`;
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
for (
  const text of [
    "given a = 2\nb = a*2\nc = a*3 ) §\nlook = b + c\nlet dead = fc(1)",
    "let dead = fc(1)\nlet dead = fc(1)\nfc(2,1)",
    "f(x, t) = t\nf(x, t) = t\ngiven a = 1\nb = a*2",
  ]
) {
  Deno.test(`where there are mistakes, warnings offer words and no edit: ${JSON.stringify(text)}`, () => {
    const warnings = lint(text);
    assert(warnings.length > 0);
    for (const { helps } of warnings) {
      assert(helps.length > 0);
      assertEquals(helps.filter(({ edit }) => edit !== undefined), []);
    }
  });
}
