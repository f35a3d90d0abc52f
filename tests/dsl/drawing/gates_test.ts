import { assert, assertEquals, assertThrows } from "@std/assert";
import { diagramOf } from "../../../dsl/drawing/diagram.ts";
import { diagramToMermaid } from "../../../dsl/drawing/dot.ts";
import { neuronsToSvg } from "../../../dsl/drawing/neurons.ts";
import { diagramToSvg } from "../../../dsl/drawing/svg.ts";
import { NablaError } from "../../../mod.ts";
import { compile, isCompiled, runExercise } from "../../../text.ts";
import { assertWellFormed, wordsOf } from "../../helpers/pictures.ts";

function drawn(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  const exercise = runExercise(compiled);
  return { compiled, exercise, diagram: diagramOf(compiled, text, exercise) };
}

const numbers = "given a = 2\ngiven b = 3\n";

/** Formulas, and the titles of their gates. */
const titles: readonly (readonly [formula: string, titles: string[]])[] = [
  ["a*b + 1", ["*", "f: + 1"]],
  ["2*a - b/4", ["2*", "/4", "f: -"]],
  ["1/(1 + exp(-a)) + b", ["-", "exp", "1 +", "1/", "f: +"]],
  ["(a - 1)^2*b", ["- 1", "^2", "f: *"]],
  ["sigmoid(a)*max(a, b)", ["sigmoid", "max", "f: *"]],
  ["clip(a, low=-1, high=1) + b", ["clip(low=-1, high=1)", "f: +"]],
  ["e^a*b^(1/2)*2^-1", ["e^", "^(1/2)", "*", "f: *2^-1"]],
];

for (const [formula, expected] of titles) {
  Deno.test(`the gates of ${formula} are nodes with constants inside`, () => {
    const { diagram } = drawn(`${numbers}f = ${formula}`);
    const found = diagram.nodes.filter(({ kind }) => kind === "step")
      .map(({ title }) => title);
    assertEquals(found, expected);
    assertWellFormed(diagramToSvg(diagram));
  });
}

Deno.test("values and gradients stand on gates, and derivatives on their arrows", () => {
  const { diagram } = drawn(`${numbers}f = a*b`);
  const [a, b, f] = diagram.nodes;
  assertEquals([a.lines, b.lines, f.lines], [
    ["value 2", "grad 3"],
    ["value 3", "grad 2"],
    ["value 6", "grad 1"],
  ]);
  assertEquals(diagram.edges.map(({ derivative }) => derivative), [3, 2]);
});

Deno.test("a function that is a step has a frame, a formula has none", () => {
  const { diagram } = drawn(
    "swish(x) = x*sigmoid(x)\ninput(3,2) -> swish -> h: swish -> sum\n",
  );
  assertEquals(
    diagram.nodes.map(({ title, blocks }) => [title, ...blocks]),
    [
      ["x"],
      ["sigmoid", "swish1"],
      ["*", "swish1"],
      ["sigmoid", "h: swish"],
      ["*", "h: swish"],
      ["sum"],
    ],
  );
  const formula = drawn(`${numbers}f = a*b + 1`).diagram;
  assert(formula.nodes.every(({ blocks }) => blocks.length === 0));
});

Deno.test("neurons have the name of one's own function beside them", () => {
  const { compiled, exercise } = drawn(
    "swish(x) = x*sigmoid(2*x)\nfc(2,3) -> swish -> fc(1)",
  );
  const svg = neuronsToSvg(compiled, "", exercise);
  assert(svg !== undefined && wordsOf(svg).includes("swish"));
});

Deno.test("inputs, losses with their targets, and the sum of the losses are drawn", () => {
  const { diagram } = drawn(
    "image: input(3)\nwords: input(2)\nimage -> a: fc(2)\nwords -> b: fc(2)\n" +
      "h = a*b\nh -> fc(1) -> mse\nh -> fc(2) -> cross_entropy(weight=0.5)",
  );
  const of = (kind: string) =>
    diagram.nodes.filter((node) => node.kind === kind).map(({ title }) =>
      title
    );
  assertEquals(of("input"), ["image", "words"]);
  assertEquals(of("target"), ["mse1.target", "cross_entropy1.target"]);
  assertEquals(of("loss"), ["mse", "cross_entropy(weight=0.5)", "loss: +"]);
  assertWellFormed(diagramToSvg(diagram));
});

Deno.test("a parameter that a formula reads is one node, and what is only looked at has no gradient", () => {
  const { diagram } = drawn(
    "fc(2,1) -> mse\nsize = sum(fc1.weight*fc1.weight)",
  );
  const read = diagram.nodes.filter(({ title }) => title === "fc1.weight");
  assertEquals(read.length, 1);
  const size = diagram.nodes.find(({ title }) => title === "size: sum");
  assertEquals(size?.lines.some((line) => line.startsWith("grad")), false);
});

Deno.test("a sign at the beginning of a node makes no list in Mermaid", () => {
  const { diagram } = drawn("given a = 2\nf = sigmoid(a - 1)");
  assert(diagramToMermaid(diagram).includes('["#45; 1<br/>'));
});

Deno.test("more gates than a picture holds are refused in words", () => {
  const terms = Array.from({ length: 1000 }, (_, i) => `${i}*a`).join(" + ");
  const error = assertThrows(
    () => drawn(`given a = 1\nf = ${terms}`),
    NablaError,
  );
  assertEquals(
    error.message,
    "Cannot draw the network as there may be at most 400 nodes in a picture: found 2,000",
  );
});
