// The story of every number of a trace: what it is made from, and the ways on which it
// moves the loss. The products of a number's ways are held against its gradient, and
// that against differences.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compile, isCompiled, runExercise, storyOf } from "../../../text.ts";
import { traceOf } from "../../../text.ts";

function opened(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  const exercise = runExercise(compiled);
  const trace = traceOf(compiled, exercise);
  return {
    trace,
    exercise,
    story: (node: string, entry = 0) =>
      storyOf(compiled, exercise, node, entry),
  };
}

const neuron = `fc(2,1) -> sigmoid
given x = [1, 2]
given fc1.weight = [[0.5, -1]]
given fc1.bias = [0.1]`;

Deno.test("the sum of a neuron is made of weights and inputs, in order", () => {
  const made = opened(neuron).story("fc1")?.products;
  assertEquals(
    made?.map((each) =>
      each.map(({ node, index, value }) => `${node}[${index}]=${value}`)
        .join("*")
    ),
    [
      "fc1.weight[0,0]=0.5*x[0]=1",
      "fc1.weight[0,1]=-1*x[1]=2",
      "fc1.bias[0]=0.1",
    ],
  );
});

Deno.test("a weight moves the loss by its input times the gradient from above", () => {
  // By hand: y = sigmoid(-1.4) = 0.19782, y(1 - y) = 0.15868.
  const [way, ...others] = opened(neuron).story("fc1.weight", 1)?.ways ?? [];
  assertEquals(others, []);
  assertEquals([way.through.node, way.local], ["fc1", 2]);
  assertEquals(way.factors, [{ node: "x", entry: 1, index: [1], value: 2 }]);
  assertAlmostEquals(way.above, 0.15868, 1e-5);
  assertAlmostEquals(way.product, 0.31737, 1e-5);
});

Deno.test("what is no sum of products tells the numbers that it depends on", () => {
  const { story } = opened("input(3) -> a: id -> b: softmax");
  const of = story("b", 1)?.of.map(({ node, entry }) => `${node} ${entry}`);
  assertEquals(of, ["a 0", "a 1", "a 2"]);
});

Deno.test("a ReLU that is off depends on nothing, and passes nothing back", () => {
  const { story } = opened("given x = -2\nA: x -> B: relu -> C: square");
  assertEquals(story("B")?.of, []);
  assertEquals(story("A")?.ways, []);
  assertEquals(story("A")?.gradient, 0);
});

Deno.test("there is no story of a number that is not there", () => {
  const { story } = opened(neuron);
  assertEquals(story("fc1", 1), undefined);
  assertEquals(story("nobody"), undefined);
});

/** Texts whose every number is looked at. */
const texts = {
  "one neuron": neuron,
  "a batch, and a loss": `fc(2,2) -> tanh -> fc(1) -> mse
given x = [[1, 2], [3, -1], [0, 1]]
given target = [[1], [0], [2]]`,
  "a given array that all examples share":
    "input(2) -> h: fc(2)\ngiven w = [1, 2]\ngiven x = [[1, 2], [3, 4]]\nb = w*h + 2*h\nc = sum(b)",
  "a fan-out":
    "given x = 0.7\nA: x -> square -> B: add(id, A) -> C: mul(id, A)",
  "weights that two steps share":
    "a: fc(2,2) -> tanh -> same(a) -> sum\ngiven x = [0.3, -0.2]",
  "a formula that reads a weight":
    "fc(2,1) -> h: tanh -> sum\npenalty = sum(fc1.weight^2)\nloss2 = h*penalty\nend = sum(loss2)",
  "several losses":
    "fc(2,3) -> h: tanh\nh -> fc(1) -> a: mse\nh -> fc(2) -> b: mse(weight=0.5)",
  "a convolution": "input(4,1) -> conv(2,2) -> relu -> sum",
  "a normalization and a recurrent layer":
    "input(3,2) -> layernorm -> gru(2) -> sum",
};

for (const [name, text] of Object.entries(texts)) {
  Deno.test(`the ways of every number add up to its gradient: ${name}`, () => {
    const { trace, exercise, story } = opened(text);
    const { bound } = exercise;
    const before = bound.gradients.map((each) => each.slice());
    assert(trace.ranBackward);
    let looked = 0;
    for (const node of trace.nodes) {
      for (const entry of node.value.keys()) {
        const told = story(node.name, entry);
        assert(told !== undefined, node.name);
        assertEquals(told.place.value, node.value[entry]);
        assertEquals(told.gradient, node.gradient?.[entry], node.name);
        if (told.gradient === undefined) continue;
        looked++;
        if (told.numeric !== undefined) {
          assertAlmostEquals(told.numeric, told.gradient, 1e-6, node.name);
        }
        if (told.products.length > 0) {
          const sum = told.products.reduce(
            (sum, factors) =>
              sum + factors.reduce((product, { value }) => product * value, 1),
            0,
          );
          assertAlmostEquals(sum, told.place.value, 1e-12, node.name);
        }
        if (node.uses.length === 0 || node.role === "loss") continue;
        const sum = told.ways.reduce((sum, { product }) => sum + product, 0);
        assertAlmostEquals(sum, told.gradient, 1e-9, `${node.name} ${entry}`);
      }
    }
    assert(looked > 3);
    assertEquals(bound.gradients.map((each) => each.slice()), before);
  });
}

Deno.test("of too many ways none are listed, and that is said", () => {
  const told = opened("input(2) -> fc(1100) -> sum").story("x");
  assertEquals(told?.ways, []);
  assertEquals(told?.isCut, true);
});
