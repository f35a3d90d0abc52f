import { assert, assertEquals } from "@std/assert";
import { layOutNeurons } from "../../../dsl/drawing/neuron_layout.ts";
import { neuronsToSvg } from "../../../dsl/drawing/neurons.ts";
import { placeWeights } from "../../../dsl/drawing/weight_labels.ts";
import { compile, isCompiled, runExercise } from "../../../text.ts";
import {
  assertWellFormed,
  boxOf,
  elementsOf,
  numberOf,
  overlap,
  textBox,
  wordsOf,
} from "../../helpers/pictures.ts";

function draw(text: string, runs = true): string | undefined {
  const compiled = compile(text);
  assert(isCompiled(compiled), text + JSON.stringify(compiled.diagnostics));
  const exercise = runs ? runExercise(compiled) : undefined;
  return neuronsToSvg(compiled, text, exercise);
}

Deno.test("a small chain has a circle for each neuron, a line for each weight, and its loss", () => {
  const svg = draw("fc(2,3) -> tanh -> fc(1) -> sigmoid -> bce") ?? "";
  assertWellFormed(svg);
  assertEquals(elementsOf(svg, "circle").length, 2 + 3 + 1);
  assertEquals(elementsOf(svg, "line").length, 2 * 3 + 3 * 1);
  assert(wordsOf(svg).includes("bce"));
});

Deno.test("a neuron shows bias, sum, output and their gradients, the loss its target", () => {
  const svg = draw(
    `fc(2,1) -> sigmoid -> mse
    given x = [1, 2]
    given target = [1]
    given fc1.weight = [[0.5, -1]]
    given fc1.bias = [0.1]`,
  ) ?? "";
  // z = 0.5 - 2 + 0.1; a = 1 / (1 + e^1.4); dL/da = 2(a - 1); dz = da·a(1 - a).
  const words = wordsOf(svg);
  for (
    const line of [
      "b 0.1",
      "z -1.4",
      "a 0.198",
      "da -1.6",
      "dz -0.255",
      "dx -0.127",
      "dx 0.255",
      "0.5",
      "-1",
      "target 1",
      "loss 0.6435",
    ]
  ) assert(words.includes(line), `${line} in ${words}`);
  assert(words.some((line) => line.startsWith("line: a weight")));
  assert(words.some((line) => line.includes("gradients of the loss")));
});

const chains = [
  "fc(3,4) -> sigmoid -> fc(4,2) -> sigmoid",
  "fc(3,4) -> sigmoid -> fc(4,2) -> sigmoid -> mse",
  "fc(8,8) -> tanh -> fc(8) -> tanh -> fc(8) -> softmax -> nll",
  "fc(1,8) -> relu -> fc(1) -> relu -> fc(8) -> mse",
  "fc(2,2) -> fc(2) -> fc(2) -> fc(2) -> fc(2) -> fc(2)",
  "fc(8,1) -> leaky_relu(0.1) -> bce_with_logits",
  "fc(2,2) -> mse\ngiven x = [[1, 2], [3, 4]]\ngiven target = [[1, 2], [3, 4]]",
];

for (const text of chains) {
  Deno.test(`no words of ${JSON.stringify(text)} lie on others or on a neuron, and all are on the page`, () => {
    const svg = draw(text) ?? "";
    assertWellFormed(svg);
    const [page] = elementsOf(svg, "rect").map(boxOf);
    const texts = elementsOf(svg, "text");
    const boxes = texts.map(textBox);
    for (const [i, a] of boxes.entries()) {
      for (const [k, b] of boxes.slice(i + 1).entries()) {
        const names = `${texts[i].get("words")}, ${
          texts[i + 1 + k].get("words")
        }`;
        assert(!overlap(a, b), names);
      }
      assert(a.x >= 0 && a.x + a.width <= page.width, texts[i].get("words"));
      assert(a.y >= 0 && a.y + a.height <= page.height);
    }
    // The numbers of weights have a border that covers what is below.
    for (const words of texts.filter((each) => each.has("stroke"))) {
      const { x, y, width, height } = textBox(words);
      for (const circle of elementsOf(svg, "circle")) {
        const dx = Math.max(
          x - numberOf(circle, "cx"),
          numberOf(circle, "cx") - x - width,
          0,
        );
        const dy = Math.max(
          y - numberOf(circle, "cy"),
          numberOf(circle, "cy") - y - height,
          0,
        );
        assert(
          Math.hypot(dx, dy) >= numberOf(circle, "r") - 0.5,
          words.get("words"),
        );
      }
    }
  });
}

Deno.test("a number keeps off neurons and larger weights' numbers, and has no place without one", () => {
  const line = (x: number, weight: number) =>
    ({
      from: [x, 0],
      to: [x, 100],
      weight,
      width: 40,
      height: 10,
    }) as const;
  const heights = (...given: Parameters<typeof placeWeights>) =>
    placeWeights(...given).map((
      { line: { weight }, y },
    ) => [weight, Math.round(y)]);
  assertEquals(heights([line(0, 1)], []), [[1, 50]]);
  // The disc takes 30 to 70, and half a number more.
  const disc = { x: 0, y: 50, radius: 20 };
  const [[, y]] = heights([line(0, 1)], [disc]);
  assert(y <= 25 || y >= 75, `${y}`);
  // Side by side, 10 apart: the second lies under the first, and steps aside.
  const [first, second] = heights([line(0, 1), line(30, -2)], []);
  assertEquals(first, [-2, 50]);
  assert(Math.abs(second[1] - 50) >= 10, `${second}`);
  assertEquals(heights([line(0, 1)], [{ x: 0, y: 50, radius: 90 }]), []);
});

Deno.test("where not every weight has room for its number, the picture says so", () => {
  const numbers = (svg: string) =>
    elementsOf(svg, "text").filter((each) => each.has("stroke")).length;
  const few = draw("fc(3,4) -> sigmoid -> fc(4,2)") ?? "";
  assertEquals(numbers(few), 3 * 4 + 4 * 2);
  assert(!few.includes("no room"));
  const many = draw("fc(8,8) -> tanh -> fc(8,8)") ?? "";
  const words = wordsOf(many).join(" ");
  assert(numbers(many) < 128);
  assert(words.includes(`${numbers(many)} of 128 weights have their number`));
});

Deno.test("without a run there are no numbers", () => {
  assertEquals(wordsOf(draw("fc(2,3) -> tanh -> mse", false) ?? ""), [
    "x",
    "fc1",
    "tanh",
    "mse",
  ]);
});

for (
  const text of [
    "fc(2,9) -> tanh",
    "input(2) -> residual(fc(2))",
    "given x = 3\nx -> square",
    "input(2,2) -> fc(2)",
  ]
) {
  Deno.test(`${JSON.stringify(text)} is not drawn as neurons`, () => {
    assertEquals(draw(text), undefined);
  });
}

/** The layout of a text that was run. */
function layOut(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled));
  const layout = layOutNeurons(compiled, runExercise(compiled));
  assert(layout !== undefined);
  return layout;
}

Deno.test("the layout names each weight, and leads its line from edge to edge", () => {
  const { weights, layers, radius } = layOut(
    `fc(2,3) -> h: tanh -> fc(1)
    given fc1.weight = [[1, 2], [3, 4], [5, 6]]
    given fc2.weight = [[7, 8, 9]]`,
  );
  assertEquals(
    weights.map(({ name, entry, weight }) => `${name} ${entry} ${weight}`),
    [
      ...[0, 1, 2, 3, 4, 5].map((i) => `fc1.weight ${i} ${i + 1}`),
      ...[0, 1, 2].map((i) => `fc2.weight ${i} ${i + 7}`),
    ],
  );
  assertEquals(
    [...new Set(weights.map(({ source, sum }) => `${source} ${sum}`))],
    ["x fc1", "h fc2"],
  );
  // Row-major: the fourth weight leads from the second input to the second neuron.
  const [input, hidden] = layers;
  const [start, end] = [input.neurons[1].x, hidden.neurons[1].x];
  const { from, to } = weights[3];
  const distance = (x: number, y: number, [toX, toY]: readonly number[]) =>
    Math.round(Math.hypot(x - toX, y - toY) * 1e6) / 1e6;
  assertEquals(distance(start, input.y, from), radius);
  assertEquals(distance(end, hidden.y, to), radius);
});

Deno.test("the layout says of each number in a neuron what it is", () => {
  const { layers } = layOut("fc(1,2) -> sigmoid");
  const [, { neurons, sum, value }] = layers;
  assertEquals([sum, value], ["fc1", "sigmoid1"]);
  assertEquals(neurons[1].output, { name: "sigmoid1", entry: 1 });
  assertEquals(
    neurons[1].numbers.map(({ words, of: { name, entry }, isGradient }) =>
      `${words.split(" ")[0]} ${name}[${entry}]${isGradient ? ".grad" : ""}`
    ),
    [
      "b fc1.bias[1]",
      "z fc1[1]",
      "a sigmoid1[1]",
    ],
  );
});
